"""A network that can really be cut: a TCP relay between a browser and the server.

``with Relay(server.port) as relay:`` listens on a port of its own; a browser opens ``relay.origin``. The hub
refuses sockets of foreign origins, so give the relay's address to the server before it starts:
``Relay()`` may be entered first, and ``relay.to(server.port)`` said later.
"""

import asyncio
import threading
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

CHUNK = 64 * 1024
PATIENCE = 10
"""Seconds that a call from the test waits for the relay's own thread."""


class Relay:
    """Passes bytes on between whoever connects and one local port, until it is told to cut.

    Args:
        port: the port of the server behind; 0 when it is not known yet, see ``to``.
        listen: the port to listen on, 0 for a free one.
    """

    def __init__(self, port: int = 0, *, listen: int = 0) -> None:
        """Remember the two ports; nothing is opened before ``with``."""
        self.behind, self.port = port, listen
        self._is_refusing = False
        self._lines: set[_Line] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        """Listen."""
        self._thread.start()
        self._do(self._listen())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop everything and stop."""
        self._do(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    @property
    def origin(self) -> str:
        """The address that a browser opens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def connections(self) -> int:
        """How many connections are open now."""
        return len(self._lines)

    def to(self, port: int) -> None:
        """Say which server is behind, for connections made from now on."""
        self.behind = port

    def cut(self, *, silent: bool = True) -> None:
        """Cut the network.

        Args:
            silent: no byte passes any more and nobody is told, as when a phone leaves the Wi-Fi: open
                connections hang, new ones get no answer. Otherwise all connections are reset, and so is every
                new one.
        """
        self._do(self._cut(silent))

    def mend(self, *, forget: bool = False) -> None:
        """Let bytes pass again.

        Args:
            forget: reset the connections that hung, as a router does that forgot them. Otherwise what was
                sent meanwhile arrives now, late, as TCP sends it again.
        """
        self._do(self._mend(forget))

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    async def _listen(self) -> None:
        self._open = asyncio.Event()
        self._open.set()
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, limit=CHUNK)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._server.close()
        self._drop()
        self._open.set()
        while self._lines:
            await asyncio.sleep(0.01)

    async def _cut(self, silent: bool) -> None:
        self._open.clear()
        self._is_refusing = not silent
        if not silent:
            self._drop()

    async def _mend(self, forget: bool) -> None:
        if forget:
            self._drop()
        self._is_refusing = False
        self._open.set()

    def _drop(self) -> None:
        for line in list(self._lines):
            line.reset()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._is_refusing:
            writer.transport.abort()
            return
        line = _Line(self._open, reader, writer)
        self._lines.add(line)
        try:
            await line.carry(self.behind)
        finally:
            line.reset()
            self._lines.discard(line)


class _Line:
    """One connection through the relay."""

    def __init__(
        self, is_open: asyncio.Event, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._open, self._reader = is_open, reader
        self._writers = [writer]
        self._is_reset = False

    async def carry(self, port: int) -> None:
        """Carry bytes both ways until both sides have ended, or one of them broke off."""
        await self._open.wait()
        if self._is_reset:
            return
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=CHUNK)
        except OSError:
            return
        self._writers.append(writer)
        both = [
            asyncio.create_task(self._pump(self._reader, writer)),
            asyncio.create_task(self._pump(reader, self._writers[0])),
        ]
        # A side that breaks off ends the other too; one that only has no more to say does not.
        await asyncio.wait(both, return_when=asyncio.FIRST_EXCEPTION)
        for pump in both:
            pump.cancel()
        await asyncio.gather(*both, return_exceptions=True)

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            data = await reader.read(CHUNK)
            await self._open.wait()
            if not data:
                break
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()

    def reset(self) -> None:
        """Break off both sides at once."""
        self._is_reset = True
        for writer in self._writers:
            writer.transport.abort()
