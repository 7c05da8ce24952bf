"""The coordinator's mailbox on the screen."""

from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import coordinators, the_actor
from mentorhub.core.dates import moment_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.people.service.dead_letters import (
    WHYS,
    DeadLetter,
    Standing,
    send_all_again,
    send_one_again,
    standing,
)
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


class DeadGroup(TypedDict):
    """The dead letters of one why: how many there are, and how many can go again."""

    why: str
    title: Bilingual
    text: Bilingual
    again: int


class DeadLine(TypedDict):
    """One dead letter; ``reason`` says in a sentence what is wrong."""

    id: str
    why: str
    to: str
    subject: str
    moment: Bilingual
    reason: Bilingual
    can_go_again: bool


class Mailbox(rx.State):
    """A page of mails, at most one of them open; above it how the mail stands and what did not arrive."""

    waiting: int = 0
    sent: int = 0
    dead: int = 0
    groups: list[DeadGroup] = []
    letters: list[DeadLine] = []
    outcome: Bilingual = {"nl": "", "en": ""}

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
        self.outcome, self.loaded = {"nl": "", "en": ""}, True

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

    @handler(may=coordinators)
    async def send_again(self, mail_id: str) -> None:
        """Send one dead letter again."""
        await self._sent_again(await send_one_again(the_actor(), as_id(mail_id)))

    @handler(may=coordinators)
    async def send_all_again(self, why: str) -> None:
        """Send all dead letters of one why again."""
        await self._sent_again(await send_all_again(the_actor(), why))

    async def _sent_again(self, count: int) -> None:
        await self._show(self.page)
        self.outcome = say(
            f"notices.dead.gone_{'some' if count > 1 else 'one' if count else 'none'}", n=count
        )

    async def _show(self, page: int) -> None:
        await self._show_standing()
        found = await mail_page(the_actor(), page)
        self.lines = [_line(row, found.zone) for row in found.rows]
        self.has_mail, self.page, self.pages = bool(found.rows), found.page, found.pages
        self._close()

    async def _show_standing(self) -> None:
        found = await standing(the_actor())
        self.waiting, self.sent, self.dead = found.waiting, found.sent, sum(found.counts.values())
        self.groups = [_group(why, found) for why in WHYS if found.counts.get(why)]
        self.letters = [_dead_line(letter, found.zone) for letter in found.letters]

    def _close(self) -> None:
        self.open_id, self.body, self.is_private = "", "", False


def _line(row: MailRow, zone: str) -> MailLine:
    is_sent = row.sent_at is not None
    tone = "ok" if is_sent else "late" if row.dead_why or (row.fault and settings().smtp_host) else "soon"
    return MailLine(
        id=str(row.mail_id),
        to=row.to_address,
        subject=row.subject,
        moment=moment_text(row.created_at, zone),
        state=_state(row),
        tone=tone,
        why=_why(row, zone),
    )


def _state(row: MailRow) -> Bilingual:
    if row.sent_at is not None:
        return say("people.mailbox.sent")
    if row.dead_why:
        return say("notices.dead.state_uncertain" if row.dead_why == "uncertain" else "notices.dead.state")
    return say("people.mailbox.waits")


def _why(row: MailRow, zone: str) -> Bilingual:
    if row.sent_at is not None:
        return say("people.mailbox.why_sent", moment=moment_text(row.sent_at, zone))
    if row.dead_why:
        return say(f"notices.dead.{row.dead_why}_text")
    if not settings().smtp_host:
        return say("people.mailbox.why_no_server")
    if row.fault:
        return say("people.mailbox.why_fault", fault=row.fault, attempts=row.attempts)
    return say("people.mailbox.why_soon")


def _group(why: str, found: Standing) -> DeadGroup:
    return DeadGroup(
        why=why,
        title=say(f"notices.dead.{why}_title", n=found.counts[why]),
        text=say(f"notices.dead.{why}_text"),
        again=found.again.get(why, 0),
    )


def _dead_line(letter: DeadLetter, zone: str) -> DeadLine:
    reason = f"notices.dead.reason_{letter.reason}" if letter.can_go_again else "notices.dead.too_old"
    return DeadLine(
        id=str(letter.mail_id),
        why=letter.why,
        to=letter.to_address,
        subject=letter.subject,
        moment=moment_text(letter.at, zone),
        reason=say(reason, fault=letter.fault),
        can_go_again=letter.can_go_again,
    )
