"""Companies that may be one: staff say which, and can take it back."""

from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.service.companies import merging
from mentorhub.internships.service.companies.doubles import Double, doubles, keep_apart
from mentorhub.internships.service.companies.merging import DoneMerge, done_merges
from mentorhub.internships.state.companies_rows import NOTHING, CompanyRow, company_row


class DoubleRow(TypedDict):
    """Two companies that may be one."""

    first: CompanyRow
    second: CompanyRow


class MergeRow(TypedDict):
    """A merge that can be undone."""

    id: str
    kept_id: str
    kept: str
    gone: str


class DoublesState(rx.State):
    """The suggested pairs and the latest merges."""

    loaded: bool = False
    rows: list[DoubleRow] = []
    merges: list[MergeRow] = []
    said: Bilingual = NOTHING
    undo_id: str = ""

    @handler(may=staff)
    async def load(self) -> None:
        """Show what may be double."""
        self.said, self.undo_id = NOTHING, ""
        await self._show()
        self.loaded = True

    @handler(may=staff)
    async def merge(self, kept_id: str, gone_id: str) -> None:
        """Make the second part of the first."""
        try:
            merged = await merging.merge(the_actor(), as_id(kept_id), as_id(gone_id))
        except merging.MergeRefused:
            self.said, self.undo_id = say("companies.refused.merge"), ""
        else:
            self.said, self.undo_id = say("companies.said.merged"), str(merged)
        await self._show()

    @handler(may=staff)
    async def two(self, one_id: str, other_id: str) -> None:
        """Say that they are two companies."""
        await keep_apart(the_actor(), as_id(one_id), as_id(other_id))
        self.said, self.undo_id = say("companies.said.two"), ""
        await self._show()

    @handler(may=staff)
    async def undo(self, merge_id: str) -> None:
        """Make two of one again."""
        await merging.undo(the_actor(), as_id(merge_id))
        self.said, self.undo_id = say("companies.said.undone"), ""
        await self._show()

    async def _show(self) -> None:
        actor = the_actor()
        self.rows = [_double_row(each) for each in await doubles(actor)]
        self.merges = [_merge_row(each) for each in await done_merges(actor)]


def _double_row(double: Double) -> DoubleRow:
    return DoubleRow(first=company_row(double.first), second=company_row(double.second))


def _merge_row(done: DoneMerge) -> MergeRow:
    gone = " · ".join(part for part in (done.gone_name, done.gone_place) if part)
    return MergeRow(id=str(done.merge_id), kept_id=str(done.kept.company_id), kept=done.kept.name, gone=gone)
