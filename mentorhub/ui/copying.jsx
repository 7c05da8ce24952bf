// A button that puts a text on the clipboard, and says so.
import React, { useEffect, useState } from "react";

/** Copy where the browser has no clipboard to offer, as on a plain http address. */
function copyByHand(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  field.style.opacity = "0";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

/** The button; what came of it is read aloud, and the text stays on the page to copy by hand. */
export function CopyText({ text, label, doneWord, failedWord, className }) {
  const [said, setSaid] = useState("");
  useEffect(() => setSaid(""), [text]);
  const act = async (event) => {
    const back = event.currentTarget;
    setSaid((await copy(text)) ? doneWord : failedWord);
    back.focus();
  };
  return (
    <>
      <button type="button" className={className} onClick={act}>{label}</button>
      <span role="status" className="small muted">{said}</span>
    </>
  );
}
