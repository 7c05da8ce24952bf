"""What we change in Reflex's own client when the pages are built: where it connects to, and how again."""

from reflex_base.plugins import Plugin
from reflex_base.plugins.base import PreCompileContext
from typing_extensions import Unpack

# One build must serve a laptop, the phones in its Wi-Fi and a school's own domain, so the address is taken
# from the page at run time (docs/decisions/0002-same-origin.md).
SAME_ORIGIN = (
    "const endpoint = new URL(url_str);",
    "const endpoint = typeof window === 'undefined' ? new URL(url_str)"
    " : new URL(new URL(url_str).pathname, window.location.origin);\n  return endpoint;",
)
# A network that swallows everything is given up sooner than after socket.io's own 20 seconds.
GIVE_UP = ("    reconnection: false,\n", "    reconnection: false,\n    timeout: 8000,\n")
# Coming back: see docs/decisions/0030-coming-back.md for why it asks over plain HTTP first.
COME_BACK = (
    """    retry_timer = window.setTimeout(() => {
      retry_timer = undefined;
      if (socket.current && !socket.current.connected) {
        socket.current.reconnect();
      }
    }, 200 * failed_attempts); // Incremental backoff
""",
    """    const wait = Math.min(300 * failed_attempts, 1500) * (0.5 + Math.random() / 2);
    retry_timer = window.setTimeout(async () => {
      const asks = { cache: "no-store", signal: AbortSignal.timeout(4000) };
      const isThere = await fetch(getBackendURL(env.PING), asks).then((got) => got.ok, () => false);
      retry_timer = undefined;
      if (!socket.current || socket.current.connected || socket.current.wait_connect) return;
      if (isThere) socket.current.reconnect();
      else retryConnect(error);
    }, wait);
""",
)
AFTER_SILENCE = (
    """      // Attempt to reconnect transient non-intentional disconnects.
      socket.current.reconnect();
""",
    """      // Attempt to reconnect transient non-intentional disconnects.
      if (reason === "ping timeout") retryConnect(new Error(reason));
      else socket.current.reconnect();
""",
)
AT_ONCE = (
    '  document.addEventListener("visibilitychange", checkVisibility);\n',
    '  document.addEventListener("visibilitychange", checkVisibility);\n'
    '  window.addEventListener("online", checkVisibility);\n',
)
REWRITES = (SAME_ORIGIN, GIVE_UP, COME_BACK, AFTER_SILENCE, AT_ONCE)


class OwnClient(Plugin):
    """Makes the built pages talk to the address they came from, and come back to it soon."""

    def pre_compile(self, **context: Unpack[PreCompileContext]) -> None:
        """Rewrite the few lines of Reflex's client that decide it."""
        context["add_modify_task"]("utils/state.js", rewritten)


def rewritten(source: str) -> str:
    """Return Reflex's client with our lines; a client that has them stays as it is.

    Raises:
        RuntimeError: Reflex's client is another than we know.
    """
    for theirs, ours in REWRITES:
        if ours in source:
            continue
        if source.count(theirs) != 1:
            raise RuntimeError("Reflex's client changed: see docs/decisions/0002-same-origin.md")
        source = source.replace(theirs, ours)
    return source
