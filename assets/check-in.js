// Sends the only form of this page as soon as somebody sees it. A mail scanner that just follows the link
// sends nothing, and neither does a browser that opens the page beforehand; who has no script has the button.
const sendWhenSeen = () => {
  if (document.visibilityState !== "visible" || document.prerendering) return;
  document.removeEventListener("visibilitychange", sendWhenSeen);
  document.forms[0]?.requestSubmit();
};
document.addEventListener("visibilitychange", sendWhenSeen);
sendWhenSeen();
