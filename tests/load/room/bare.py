"""The limit: a socket.io server that does nothing but send the same bytes to as many clients.

It is served as the hub is: Granian, one worker, the same ping and the same way of writing JSON. A client that
says ``go`` is the teacher's click; what all get is what the hub sent them.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import socketio

from mentorhub.core.serving import ROOT
from mentorhub.demo.client import SOCKET
from tests.load.room.wire import Wire, open_wire
from tests.story.conftest import free_port

ROOM, WARMING_UP = "all", 5
CONNECT, GO = f"40{SOCKET},".encode(), f'42{SOCKET},["go"]'.encode()


def _dumps(value: Any, **how: Any) -> str:
    return json.dumps(value, ensure_ascii=False, **how)


def app() -> Any:
    """Return the server; the file that it is to send is the last argument."""
    said = json.loads(Path(sys.argv[-1]).read_text())
    sio = socketio.AsyncServer(
        async_mode="asgi",
        cors_allowed_origins="*",
        ping_interval=8,
        ping_timeout=8,
        json=SimpleNamespace(dumps=_dumps, loads=json.loads),
        allow_upgrades=False,
        transports=["websocket"],
        async_handlers=False,
    )

    async def connect(sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        await sio.enter_room(sid, ROOM, namespace=SOCKET)

    async def go(sid: str) -> None:
        await sio.emit("event", said, room=ROOM, namespace=SOCKET)

    sio.on("connect", connect, namespace=SOCKET)
    sio.on("go", go, namespace=SOCKET)
    return socketio.ASGIApp(sio, socketio_path=SOCKET)


def _serve(port: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        target="tests.load.room.bare:app",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        websockets=True,
    ).serve()


@contextmanager
def _served(content: bytes, folder: Path) -> Iterator[str]:
    """Serve it, and yield its address."""
    file, port = folder / "said.json", free_port()
    file.write_bytes(content)
    command = [sys.executable, "-m", "tests.load.room.bare", str(port), str(file)]
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


class _Client:
    """One client; ``reached`` is when the wanted bytes came last."""

    def __init__(self, wanted: bytes) -> None:
        self._wanted = wanted
        self.joined, self.came = asyncio.Event(), asyncio.Event()
        self.reached = 0.0
        self.wire: Wire

    async def open(self, origin: str) -> None:
        await open_wire(f"{origin}{SOCKET}/?EIO=4&transport=websocket", {}, self._hear)
        await self.joined.wait()

    def _hear(self, wire: Wire, moment: float, content: bytes) -> None:
        self.wire = wire
        if content.startswith(b"0"):
            self.wire.send(CONNECT)
        elif content.startswith(CONNECT):
            self.joined.set()
        elif content == self._wanted:
            self.reached = moment
            self.came.set()


async def _first(origin: str, wanted: bytes) -> _Client:
    """Return the first client, once the server is up."""
    async with asyncio.timeout(30):
        while True:
            client = _Client(wanted)
            try:
                await client.open(origin)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                return client


async def bare_turns(message: bytes, clients: int, times: int, folder: Path) -> list[float]:
    """Return the seconds from a click until the last client has the message, for each of some clicks.

    Args:
        message: one socket.io message as the hub sent it, framing included.
        clients: how many get it.
        times: how many clicks.
        folder: where the server may find what to send.
    """
    head = len(f"42{SOCKET},")
    said = json.dumps(json.loads(message[head:])[1]).encode()
    with _served(said, folder) as origin:
        everyone = [await _first(origin, message)]
        everyone += [_Client(message) for _ in range(clients - 1)]
        await asyncio.gather(*(client.open(origin) for client in everyone[1:]))
        taken = [await _turn(everyone) for _ in range(times + WARMING_UP)]
        for client in everyone:
            client.wire.close()
    return taken[WARMING_UP:]


async def _turn(everyone: list[_Client]) -> float:
    await asyncio.sleep(0.1)
    for client in everyone:
        client.came.clear()
    before = time.perf_counter()
    everyone[0].wire.send(GO)
    async with asyncio.timeout(10):
        for client in everyone:
            await client.came.wait()
    return max(client.reached for client in everyone) - before


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
