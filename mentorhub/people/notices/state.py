"""The own notices and choices on the screen."""

from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import signed_in, the_actor
from mentorhub.core.dates import moment_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.people.notices.choosing import Choice, choose, my_choices
from mentorhub.people.notices.kinds import Channel
from mentorhub.people.notices.reading import NoticeRow, open_notices, read_notice


class NoticeLine(TypedDict):
    """One line of the list; ``kind`` says in words what it is about."""

    id: str
    kind: Bilingual
    subject: str
    moment: Bilingual
    path: str
    is_new: bool


class Notices(rx.State):
    """A page of the own notices, at most one of them open."""

    lines: list[NoticeLine] = []
    has_lines: bool = False
    page: int = 1
    pages: int = 1
    open_id: str = ""
    body: str = ""
    loaded: bool = False

    @handler(may=signed_in)
    async def load(self) -> None:
        """Show the newest notices; from now on all are seen."""
        await self._show(1)
        self.loaded = True

    @handler(may=signed_in)
    async def turn(self, to: int) -> None:
        """Show another page, 1 is the newest."""
        await self._show(to)

    @handler(may=signed_in)
    async def read(self, notice_id: str) -> None:
        """Open a notice, or close the one that is open."""
        if notice_id == self.open_id:
            self.open_id, self.body = "", ""
            return
        body = await read_notice(the_actor(), as_id(notice_id))
        self.open_id, self.body = notice_id, body

    async def _show(self, page: int) -> None:
        found = await open_notices(the_actor(), page)
        self.lines = [_line(row, found.zone) for row in found.rows]
        self.has_lines, self.page, self.pages = bool(found.rows), found.page, found.pages
        self.open_id, self.body = "", ""


def _line(row: NoticeRow, zone: str) -> NoticeLine:
    return NoticeLine(
        id=str(row.notice_id),
        kind=say(f"notices.kind.{row.kind}_title"),
        subject=row.subject,
        moment=moment_text(row.at, zone),
        path=row.path,
        is_new=row.is_new,
    )


class ChoiceLine(TypedDict):
    """One kind to choose about; ``channel`` is ``mail``, ``app`` or ``off``."""

    kind: str
    title: Bilingual
    text: Bilingual
    channel: str
    may_stop: bool


class NoticeChoices(rx.State):
    """How the signed-in person hears of each kind; ``saved`` says what was kept last."""

    lines: list[ChoiceLine] = []
    has_address: bool = True
    saved: Bilingual = {"nl": "", "en": ""}
    loaded: bool = False

    @handler(may=signed_in)
    async def load(self) -> None:
        """Show the kinds that concern the person's part."""
        await self._show()
        self.saved, self.loaded = {"nl": "", "en": ""}, True

    @handler(may=signed_in)
    async def choose(self, kind: str, channel: str) -> None:
        """Keep a choice; the kind and channel are words of ours, else it does not exist."""
        await choose(the_actor(), kind, channel)
        await self._show()
        self.saved = say("notices.choices.saved", kind=say(f"notices.kind.{kind}_title"))

    async def _show(self) -> None:
        found = await my_choices(the_actor())
        self.lines = [_choice(row) for row in found.rows]
        self.has_address = found.has_address


def _choice(row: Choice) -> ChoiceLine:
    return ChoiceLine(
        kind=row.kind.name,
        title=say(f"notices.kind.{row.kind.name}_title"),
        text=say(f"notices.kind.{row.kind.name}_text"),
        channel=row.channel.value,
        may_stop=Channel.OFF in row.kind.channels,
    )
