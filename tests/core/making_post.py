"""A cruel mail server: a real one on a real port that refuses, stalls, breaks off, or takes a mail.

It counts a mail as taken once it has read the line that ends it, as RFC 5321 says, whatever it answers then.
"""

import asyncio
import contextlib
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage

END = b"\r\n.\r\n"


class CruelPost:
    """Behaves as ``at`` says: step (greeting, ehlo, mail, rcpt, data, middle, end) → what it does there.

    What it does is a line to answer, ``die`` (breaks the connection) or ``stall`` (never answers).
    """

    def __init__(self) -> None:
        self.at: dict[str, str] = {}
        self.taken: list[EmailMessage] = []
        self.sessions = 0
        self.reached: list[str] = []
        self.broke = asyncio.Event()
        self.on_end: Callable[[], object] = lambda: None
        self._server: asyncio.Server | None = None

    async def open(self, port: int = 0) -> int:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        return self._server.sockets[0].getsockname()[1]

    def close(self) -> None:
        if self._server:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.sessions += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            if await self._say(writer, "greeting", "220 here"):
                await self._talk(reader, writer)
        writer.close()
        self.broke.set()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        usual = {"ehlo": "250 cruel", "mail": "250 ok", "rcpt": "250 ok", "rset": "250 ok"}
        while line := await reader.readline():
            verb = line[:4].decode().lower().strip()
            if verb == "quit":
                writer.write(b"221 bye\r\n")
                return
            if verb == "data":
                if not await self._take(reader, writer):
                    return
            elif not await self._say(writer, verb, usual.get(verb, "500 what")):
                return

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if not await self._say(writer, "data", "354 go on"):
            return False
        if "data" in self.at:
            return True
        if self.at.get("middle") == "die":
            await reader.readline()
            return False
        content = await reader.readuntil(END)
        self.taken.append(message_from_bytes(content[: -len(END)], policy=policy.default))
        self.on_end()
        return await self._say(writer, "end", "250 taken")

    async def _say(self, writer: asyncio.StreamWriter, step: str, usual: str) -> bool:
        self.reached.append(step)
        answer = self.at.get(step, usual)
        if answer == "die":
            return False
        if answer == "stall":
            await asyncio.Event().wait()
        writer.write(answer.encode() + b"\r\n")
        await writer.drain()
        return True
