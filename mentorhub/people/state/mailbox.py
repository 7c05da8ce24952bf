"""The coordinator's mailbox on the screen."""

from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import coordinators, the_actor
from mentorhub.core.dates import moment_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.people.service.mailbox import MailRow, mail_page, read_mail
from mentorhub.settings import settings


class MailLine(TypedDict):
    """One line of the list; ``state`` and ``tone`` say whether it went, ``why`` in a sentence."""

    id: str
    to: str
    subject: str
    moment: Bilingual
    state: Bilingual
    tone: str
    why: Bilingual


class Mailbox(rx.State):
    """A page of mails, at most one of them open."""

    lines: list[MailLine] = []
    has_mail: bool = False
    page: int = 1
    pages: int = 1
    has_server: bool = True
    open_id: str = ""
    body: str = ""
    is_private: bool = False
    loaded: bool = False

    @handler(may=coordinators)
    async def load(self) -> None:
        """Show the newest mails."""
        self.has_server = bool(settings().smtp_host)
        await self._show(1)
        self.loaded = True

    @handler(may=coordinators)
    async def turn(self, to: int) -> None:
        """Show another page, 1 is the newest."""
        await self._show(to)

    @handler(may=coordinators)
    async def read(self, mail_id: str) -> None:
        """Open a mail, or close the one that is open."""
        if mail_id == self.open_id:
            self._close()
            return
        body = await read_mail(the_actor(), as_id(mail_id))
        self.open_id, self.body, self.is_private = mail_id, body or "", body is None

    async def _show(self, page: int) -> None:
        found = await mail_page(the_actor(), page)
        self.lines = [_line(row, found.zone) for row in found.rows]
        self.has_mail, self.page, self.pages = bool(found.rows), found.page, found.pages
        self._close()

    def _close(self) -> None:
        self.open_id, self.body, self.is_private = "", "", False


def _line(row: MailRow, zone: str) -> MailLine:
    is_sent = row.sent_at is not None
    return MailLine(
        id=str(row.mail_id),
        to=row.to_address,
        subject=row.subject,
        moment=moment_text(row.created_at, zone),
        state=say("people.mailbox.sent") if is_sent else say("people.mailbox.waits"),
        tone="ok" if is_sent else "late" if row.fault and settings().smtp_host else "soon",
        why=_why(row, zone),
    )


def _why(row: MailRow, zone: str) -> Bilingual:
    if row.sent_at is not None:
        return say("people.mailbox.why_sent", moment=moment_text(row.sent_at, zone))
    if not settings().smtp_host:
        return say("people.mailbox.why_no_server")
    if row.fault:
        return say("people.mailbox.why_fault", fault=row.fault, attempts=row.attempts)
    return say("people.mailbox.why_soon")
