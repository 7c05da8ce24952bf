"""The ledger for staff: who opened which door, the ways of those placed, and who stands still."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal
from urllib.parse import urlencode

import reflex as rx
from pydantic import Field

from mentorhub.core.actor import NotFound, Role, coordinators, staff, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.service import applications, ledger
from mentorhub.internships.state.application_rows import NOTHING
from mentorhub.internships.state.ledger_rows import (
    ChainRow,
    OpenerRow,
    QuietRow,
    TalkRow,
    WeekRow,
    chain_row,
    opener_row,
    quiet_row,
    talk_row,
)
from mentorhub.ui.charts import NO_FIGURES, Figures, Series, line_figures

PAGE = "/ledger"
PER_PAGE = 50
MOST_QUIET = 20


class CorrectionForm(Form):
    """A placement as staff put it right."""

    application_id: str
    version: int
    starts_on: date
    ends_on: date
    through: Literal["mentor", "lead", "staff", "own", "other"] = Field()


class LedgerState(rx.State):
    """The ledger of the mentees that I see; the address keeps group, order and page."""

    loaded: bool = False
    is_coordinator: bool = False
    groups: list[dict[str, str]] = []
    group: str = ""
    sort: str = ledger.SORTS[0]
    mentees: int = 0
    applied: int = 0
    interviewed: int = 0
    placed: int = 0
    placed_share: str = "0%"
    openers: list[OpenerRow] = []
    chains: list[ChainRow] = []
    quiet: list[QuietRow] = []
    quiet_count: int = 0
    talks: list[TalkRow] = []
    curve: Figures = NO_FIGURES
    weeks: list[WeekRow] = []
    page: int = 1
    pages: int = 1
    earlier: str = ""
    later: str = ""
    export: str = ""
    said: Bilingual = NOTHING
    said_tone: str = "ok"
    talked: str = ""

    @handler(may=staff)
    async def load(self) -> Any:
        """Show the group, the order and the page that the address names."""
        self._say(NOTHING)
        asked = self.router.url.query_parameters
        self.group, self.sort = asked.get("group", ""), asked.get("sort", ledger.SORTS[0])
        number = asked.get("page", "1")
        self.page = max(int(number), 1) if number.isdecimal() and len(number) < 6 else 1
        try:
            await self._show()
        except NotFound:
            return rx.redirect(PAGE)
        return None

    async def _show(self) -> None:
        actor = the_actor()
        self.is_coordinator = actor.role is Role.COORDINATOR
        found = await ledger.ledger_of(actor, as_id(self.group) if self.group else None, self.sort)
        self.groups = [{"id": str(one.group_id), "name": one.name} for one in found.groups]
        self._show_totals(found)
        self._show_lists(found)
        self.talks = []
        if self.is_coordinator:
            self.talks = [talk_row(one, found.zone) for one in await applications.asked_talks(actor)]
        self.export = "/ledger.xlsx" + (f"?{urlencode({'group': self.group})}" if self.group else "")
        self.loaded = True

    def _show_totals(self, found: ledger.Ledger) -> None:
        totals = found.totals
        self.mentees, self.applied, self.interviewed = totals.mentees, totals.applied, totals.interviewed
        self.placed, self.placed_share = totals.placed, f"{100 * totals.placed // max(totals.mentees, 1)}%"
        at = range(1, len(found.by_week) + 1)
        series = [Series(say("ledger.curve.placed"), found.by_week)]
        self.curve = line_figures(at, series, along=say("ledger.curve.week"), unit=say("ledger.curve.unit"))
        self.weeks = [WeekRow(week=week, placed=n) for week, n in zip(at, found.by_week, strict=True)]

    def _show_lists(self, found: ledger.Ledger) -> None:
        longest = max(len(found.openers), len(found.chains))
        self.pages = max(1, -(-longest // PER_PAGE))
        self.page = min(self.page, self.pages)
        self.openers = [opener_row(one) for one in self._on_page(found.openers)]
        self.chains = [chain_row(one, found.zone) for one in self._on_page(found.chains)]
        self.quiet = [quiet_row(one) for one in found.quiet[:MOST_QUIET]]
        self.quiet_count = len(found.quiet)
        self.earlier = self._address(page=self.page - 1) if self.page > 1 else ""
        self.later = self._address(page=self.page + 1) if self.page < self.pages else ""

    def _on_page(self, rows: Sequence[Any]) -> Sequence[Any]:
        return rows[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]

    def _address(self, *, group: str | None = None, sort: str | None = None, page: int = 1) -> str:
        wanted = {
            "group": self.group if group is None else group,
            "sort": self.sort if sort is None else sort,
            "page": str(page) if page > 1 else "",
        }
        query = urlencode({name: value for name, value in wanted.items() if value})
        return f"{PAGE}?{query}"

    def _say(self, text: Bilingual, tone: str = "ok") -> None:
        self.said, self.said_tone, self.talked = text, tone, ""

    @handler(may=staff)
    async def choose_group(self, group: str) -> Any:
        """Show one group, or all when it is empty; the address remembers it."""
        return rx.redirect(self._address(group=group))

    @handler(may=staff)
    async def choose_sort(self, sort: str) -> Any:
        """Put who opened doors in another order; the address remembers it."""
        return rx.redirect(self._address(sort=sort if sort in ledger.SORTS else ledger.SORTS[0]))

    @handler(may=staff)
    async def correct(self, form: CorrectionForm) -> None:
        """Put a placement right."""
        placed = applications.Placed(form.starts_on, form.ends_on, form.through)
        work = applications.correct_placement(the_actor(), as_id(form.application_id), placed, form.version)
        await self._after(work, say("ledger.said.corrected"))

    @handler(may=staff)
    async def take_back(self, application_id: str, version: int) -> None:
        """Take a placement back."""
        work = applications.take_placement_back(the_actor(), as_id(application_id), version)
        await self._after(work, say("ledger.said.taken_back"))

    async def _after(self, work: Any, text: Bilingual) -> None:
        try:
            await work
        except applications.ChangedMeanwhile:
            self._say(say("applications.said.changed"), "soon")
        except applications.ApplicationRefused as refusal:
            self._say(say(f"applications.refused.{refusal.why}"), "late")
        else:
            self._say(text)
        await self._show()

    @handler(may=coordinators)
    async def mark_talked(self, application_id: str) -> None:
        """Say that somebody spoke with a mentee who asked for it."""
        await applications.mark_talk(the_actor(), as_id(application_id), is_done=True)
        await self._show()
        self._say(say("ledger.said.talked"))
        self.talked = application_id

    @handler(may=coordinators)
    async def not_talked(self, application_id: str) -> None:
        """Take that back."""
        await applications.mark_talk(the_actor(), as_id(application_id), is_done=False)
        await self._show()
        self._say(say("ledger.said.not_talked"), "")
