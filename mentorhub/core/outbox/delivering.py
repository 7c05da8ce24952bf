"""Handing one mail to the mail server, step by step, so that it is known how far it came (RFC 5321)."""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Literal

import aiosmtplib
from aiosmtplib.protocol import PERIOD_REGEX, SMTPProtocol, normalize_message_line_endings

from mentorhub.core.outbox.letters import as_bytes
from mentorhub.settings import settings

MAIL_SECONDS = 40
"""How long a mail may take until its end goes out."""
ANSWER_SECONDS = 600
"""How long the server may think about a whole mail before it is given up (RFC 5321, 4.5.3.2.6)."""
GO_ON, TAKEN, NEVER = range(300, 400), range(200, 300), range(500, 600)
_ENHANCED = re.compile(r"^([245]\.\d{1,3}\.\d{1,3})\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a mail.

    Attributes:
        what: ``sent``; ``later``: the server has it not and may take it another time; ``refused``: it never
            will; ``uncertain``: nobody knows whether the server has it; ``gone``: it is not ours any more.
        fault: kind of the fault or the server's code such as ``550 5.1.1``; never its words, which
            quote people.
    """

    what: Literal["sent", "later", "refused", "uncertain", "gone"]
    fault: str = ""


class Line:
    """A connection to the mail server, kept over the mails that go out one after the other."""

    def __init__(self) -> None:
        """Begin without a connection; the first mail opens it."""
        self._client: aiosmtplib.SMTP | None = None

    async def deliver(self, message: EmailMessage, may_end: Callable[[], Awaitable[bool]]) -> Outcome:
        """Hand a mail over.

        Args:
            message: the mail, with one reader.
            may_end: asked when all but the end is with the server; False drops the mail. Until it is asked
                the server has no mail (RFC 5321, 4.1.1.4), afterwards only its answer tells.
        """
        try:
            async with asyncio.timeout(MAIL_SECONDS):
                protocol = await self._offer(message)
                if not await may_end():
                    self.drop()
                    return Outcome("gone")
                protocol.write(b".\r\n")
        except Exception as fault:
            self.drop()
            return _fault(fault)
        try:
            answer = await protocol.read_response(timeout=ANSWER_SECONDS)
        except Exception as fault:
            self.drop()
            return Outcome("uncertain", type(fault).__name__)
        if answer.code in TAKEN:
            return Outcome("sent")
        self.drop()
        return _answered(answer.code, answer.message)

    async def close(self) -> None:
        """Say goodbye; a server that does not answer is left."""
        if self._client and self._client.is_connected:
            with contextlib.suppress(Exception):
                await self._client.quit(timeout=5)
        self.drop()

    def drop(self) -> None:
        """Break the connection off; what the server holds of a mail, it forgets."""
        if self._client:
            self._client.close()
        self._client = None

    async def _offer(self, message: EmailMessage) -> SMTPProtocol:
        """Send all of a mail but the line that ends it."""
        client = await self._connected()
        sender, reader = (message[name].addresses[0].addr_spec for name in ("From", "To"))
        utf8 = not (sender + reader).isascii()
        if utf8 and not client.supports_extension("smtputf8"):
            raise aiosmtplib.SMTPRecipientRefused(553, "5.6.7", reader)
        encoding = "utf-8" if utf8 else "ascii"
        await client.mail(sender, options=["SMTPUTF8"] if utf8 else [], encoding=encoding)
        await client.rcpt(reader, encoding=encoding)
        protocol = client.protocol
        if protocol is None:
            raise aiosmtplib.SMTPServerDisconnected("lost")
        answer = await protocol.execute_command(b"DATA", timeout=MAIL_SECONDS)
        if answer.code not in GO_ON:
            raise aiosmtplib.SMTPDataError(answer.code, answer.message)
        letter = normalize_message_line_endings(as_bytes(message, utf8=utf8))
        protocol.write(PERIOD_REGEX.sub(b"..", letter))
        return protocol

    async def _connected(self) -> aiosmtplib.SMTP:
        if self._client and self._client.is_connected:
            return self._client
        chosen = settings()
        self._client = aiosmtplib.SMTP(
            hostname=chosen.smtp_host,
            port=chosen.smtp_port,
            username=chosen.smtp_user or None,
            password=chosen.smtp_password or None,
            use_tls=chosen.smtp_security == "tls",
            start_tls=chosen.smtp_security == "starttls",
            timeout=MAIL_SECONDS,
        )
        await self._client.connect()
        return self._client


def _fault(fault: Exception) -> Outcome:
    """Return what a fault before the end means; only a reader or mail that is refused is so for ever.

    A server that lets us in not, or not with our sender, is a setting that somebody mends.
    """
    if isinstance(fault, aiosmtplib.SMTPRecipientRefused | aiosmtplib.SMTPDataError):
        return _answered(fault.code, fault.message)
    if isinstance(fault, aiosmtplib.SMTPResponseException):
        return Outcome("later", _code(fault.code, fault.message))
    return Outcome("later", type(fault).__name__)


def _answered(code: int, words: str) -> Outcome:
    return Outcome("refused" if code in NEVER else "later", _code(code, words))


def _code(code: int, words: str) -> str:
    enhanced = _ENHANCED.match(words)
    return f"{code} {enhanced[1]}" if enhanced else str(code)
