"""The limit of a click: a bare page whose button sends one word over a WebSocket and shows what comes back.

It is served as the hub is, by Granian with one worker.
"""

import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from mentorhub.core.serving import ROOT
from tests.story.conftest import free_port, wait_until

PAGE = b"""<!doctype html><html lang="nl"><title>Echo</title><button lang="nl">Echo</button><script>
const line = new WebSocket(`ws://${location.host}/echo`);
const root = document.documentElement;
line.onmessage = ({ data }) => { root.lang = data; };
document.querySelector("button").onclick = () => line.send(root.lang === "nl" ? "en" : "nl");
</script></html>"""
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def app(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """Answer the page, and every word with itself."""
    if scope["type"] == "http":
        headers = [(b"content-type", b"text/html")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": PAGE})
    elif scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        while (heard := await receive())["type"] == "websocket.receive":
            await send({"type": "websocket.send", "text": heard["text"]})


def _serve(port: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        target="tests.load.echo:app",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        websockets=True,
    ).serve()


def _answers(origin: str) -> bool:
    try:
        return httpx.get(origin, timeout=1).status_code == 200
    except httpx.HTTPError:
        return False


@contextmanager
def served() -> Iterator[str]:
    """Serve it, and yield its address."""
    port = free_port()
    command = [sys.executable, "-m", "tests.load.echo", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    origin = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _answers(origin), 30, "the bare page does not answer")
        time.sleep(0.2)
        yield origin
    finally:
        process.terminate()
        process.wait(timeout=30)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
