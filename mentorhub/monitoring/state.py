"""The teacher's list, and the file of one pair."""

from typing import Any
from urllib.parse import urlencode

import reflex as rx

from mentorhub.core import clock
from mentorhub.core.actor import Actor, NotFound, Role, staff, the_actor
from mentorhub.core.dates import local_day
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring import service
from mentorhub.monitoring.rows import (
    NOTHING,
    AttentionRow,
    MomentRow,
    attention_row,
    moment_row,
    needed_text,
    outcome_text,
)

LIST = "/attention"
NO_ROW = AttentionRow(
    pair_id="",
    mentee="",
    mentor="",
    pill=NOTHING,
    tone="ok",
    why=NOTHING,
    help=NOTHING,
    help_tone="plain",
    plan=NOTHING,
    bars=[],
    weeks=NOTHING,
    reminded=NOTHING,
    can_remind=False,
)


class AttentionState(rx.State):
    """One page of the pairs that I see, the most urgent first; the address keeps group and page."""

    loaded: bool = False
    title: Bilingual = NOTHING
    above: Bilingual = NOTHING
    pairs: int = 0
    first_contact: int = 0
    first_share: str = "0%"
    quiet: int = 0
    planned: int = 0
    rows: list[AttentionRow] = []
    groups: list[dict[str, str]] = []
    group: str = ""
    pages: int = 1
    number: int = 1
    earlier: str = ""
    later: str = ""
    said: Bilingual = NOTHING
    said_tone: str = "ok"

    @handler(may=staff)
    async def load(self) -> Any:
        """Show the group and the page that the address names."""
        self.said = NOTHING
        try:
            await self._show(the_actor())
        except NotFound:
            return rx.redirect(LIST)
        return None

    async def _show(self, actor: Actor) -> None:
        asked = self.router.url.query_parameters
        group, page = asked.get("group", ""), asked.get("page", "1")
        found = await service.attention_list(
            actor, as_id(group) if group else None, int(page) if page.isdecimal() and len(page) < 6 else 1
        )
        self.group = group
        self._show_figures(found.figures)
        self._show_groups(actor, found)
        today = local_day(clock.now(), found.zone)
        self.rows = [attention_row(line, today, found.zone) for line in found.lines]
        self._show_pages(found)
        self.loaded = True

    def _show_figures(self, figures: service.Figures) -> None:
        self.title = needed_text(figures.needed) if figures.pairs else say("monitoring.empty.title")
        self.pairs, self.first_contact = figures.pairs, figures.first_contact
        self.first_share = f"{100 * figures.first_contact // max(figures.pairs, 1)}%"
        self.quiet, self.planned = figures.quiet, figures.planned

    def _show_groups(self, actor: Actor, found: service.AttentionList) -> None:
        self.groups = [{"id": str(group.group_id), "name": group.name} for group in found.groups]
        names = {row["id"]: row["name"] for row in self.groups}
        whole = "whole_school" if actor.role is Role.COORDINATOR else "all_groups"
        chosen = names.get(self.group)
        self.above = (
            say("monitoring.needed.group", name=chosen) if chosen else say(f"monitoring.needed.{whole}")
        )

    def _show_pages(self, found: service.AttentionList) -> None:
        self.number, self.pages = found.page, found.pages
        self.earlier = _address(self.group, found.page - 1) if found.page > 1 else ""
        self.later = _address(self.group, found.page + 1) if found.page < found.pages else ""

    @handler(may=staff)
    async def choose_group(self, group: str) -> Any:
        """Show one group, or all when it is empty; the address keeps the choice."""
        return rx.redirect(_address(str(as_id(group)) if group else "", 1))

    @handler(may=staff)
    async def remind(self, pair_id: str) -> None:
        """Send both of a pair a reminder."""
        outcome = await service.remind(the_actor(), as_id(pair_id))
        await self._show(the_actor())
        self.said, self.said_tone = outcome_text(outcome)


def _address(group: str, page: int) -> str:
    asked = {"group": group, "page": str(page) if page > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{LIST}?{query}" if query else LIST


class PairFileState(rx.State):
    """One pair as staff see it: that there was contact, never where or what was said."""

    loaded: bool = False
    row: AttentionRow = NO_ROW
    mentee_about: str = ""
    mentor_about: str = ""
    timeline: list[MomentRow] = []
    said: Bilingual = NOTHING
    said_tone: str = "ok"

    @handler(may=staff)
    async def load(self) -> Any:
        """Show the pair that the address names."""
        self.said = NOTHING
        pair_id = self.router.url.path.rstrip("/").rpartition("/")[2]
        try:
            await self._show(pair_id)
        except NotFound:
            return rx.redirect(LIST)
        return None

    async def _show(self, pair_id: str) -> None:
        file = await service.pair_file(the_actor(), as_id(pair_id))
        self.row = attention_row(file.line, file.today, file.zone)
        self.mentee_about, self.mentor_about = file.mentee_about, file.mentor_about
        self.timeline = [moment_row(moment, file) for moment in file.timeline]
        self.loaded = True

    @handler(may=staff)
    async def remind(self, pair_id: str) -> None:
        """Send both of this pair a reminder."""
        outcome = await service.remind(the_actor(), as_id(pair_id))
        await self._show(pair_id)
        self.said, self.said_tone = outcome_text(outcome)
