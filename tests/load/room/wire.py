"""A WebSocket so light that five hundred cost their process little: else the client is what is measured.

It knows no more than socket.io needs: unmasked text from the server (RFC 6455), ping and pong of engine.io.
"""

import asyncio
import base64
import os
import struct
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

TEXT, CLOSE, PING, PONG = 0x81, 0x88, 0x89, 0x8A
SHORT, MEDIUM = 126, 127
ENGINE_PING, ENGINE_PONG = b"2", b"3"
Hear = Callable[["Wire", float, bytes], None]
"""Gets the socket, the moment (``time.perf_counter``) and one whole message."""


class Wire(asyncio.Protocol):
    """One open WebSocket."""

    def __init__(self, hello: bytes, hear: Hear) -> None:
        """Take the request that opens the socket, and who hears."""
        self._hello, self._hear = hello, hear
        self._held = bytearray()
        self._parts = b""
        self._is_open = False
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the socket."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._hello)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits that there is nothing more to come."""
        self.closed.set()
        if not self.opened.done():
            self.opened.set_exception(ConnectionError("closed before it was open"))

    def data_received(self, data: bytes) -> None:
        """Cut what came into messages."""
        moment = time.perf_counter()
        self._held += data
        if not self._is_open and not self._answered():
            return
        while (found := self._next()) is not None:
            self._take(moment, *found)

    def _answered(self) -> bool:
        head, found, rest = self._held.partition(b"\r\n\r\n")
        if not found:
            return False
        if b" 101 " not in head.split(b"\r\n", 1)[0]:
            self.opened.set_exception(ConnectionError(head[:80].decode()))
            self.transport.abort()
            return False
        self._held, self._is_open = rest, True
        self.opened.set_result(None)
        return True

    def _next(self) -> tuple[int, bytes] | None:
        """Return the first byte and the content of the next whole frame, None while there is none."""
        held = self._held
        if len(held) < 2:
            return None
        start, length = 2, held[1]
        if length == SHORT:
            start, length = 4, int.from_bytes(held[2:4], "big")
        elif length == MEDIUM:
            start, length = 10, int.from_bytes(held[2:10], "big")
        if len(held) < start + length:
            return None
        found = held[0], bytes(held[start : start + length])
        del held[: start + length]
        return found

    def _take(self, moment: float, head: int, content: bytes) -> None:
        if head == CLOSE:
            self.transport.close()
        elif head == PING:
            self._write(PONG, content)
        elif content == ENGINE_PING:
            self.send(ENGINE_PONG)
        elif head in (TEXT, TEXT & 0x7F, 0x00, 0x80):
            self._parts += content
            if head & 0x80:
                whole, self._parts = self._parts, b""
                self._hear(self, moment, whole)

    def send(self, text: bytes) -> None:
        """Send one message of text."""
        self._write(TEXT, text)

    def _write(self, head: int, content: bytes) -> None:
        length = len(content)
        if length < SHORT:
            size = struct.pack("!B", 0x80 | length)
        elif length < 1 << 16:
            size = struct.pack("!BH", 0x80 | SHORT, length)
        else:
            size = struct.pack("!BQ", 0x80 | MEDIUM, length)
        # A client must mask what it sends; the mask of four zeros changes nothing.
        self.transport.write(bytes([head]) + size + b"\0\0\0\0" + content)

    def close(self, *, politely: bool = True) -> None:
        """Hang up; ``politely`` says so first, as a page that is closed does and a dead battery does not."""
        if politely and self._is_open and not self.transport.is_closing():
            self._write(CLOSE, b"")
        self.transport.abort() if not politely else self.transport.close()


async def open_wire(address: str, headers: Mapping[str, str], hear: Hear) -> Wire:
    """Open a WebSocket at an address such as ``http://127.0.0.1:3000/_event?token=x``.

    Raises:
        ConnectionError: the server refused it.
    """
    parts = urlsplit(address)
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {parts.path}?{parts.query} HTTP/1.1",
        f"Host: {parts.netloc}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    hello = "\r\n".join([*lines, "", ""]).encode()
    loop = asyncio.get_running_loop()
    assert parts.hostname
    _, wire = await loop.create_connection(lambda: Wire(hello, hear), parts.hostname, parts.port or 80)
    await wire.opened
    return wire
