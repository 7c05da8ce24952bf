"""A class list on its way in: chosen, tried, its columns put right, confirmed."""

from collections.abc import AsyncIterator
from typing import Any, Literal

import reflex as rx

from mentorhub.core.actor import Actor, NotFound, coordinators, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.people.classlists.state.import_rows import (
    ChangeRow,
    ColumnPick,
    FaultRow,
    Named,
    NewRow,
    change_rows,
    column_picks,
    fault_rows,
    file_facts,
    missing_text,
    new_rows,
    numbered_columns,
)
from mentorhub.people.classlists.state.paging import PAGE_ROWS, shown, window
from mentorhub.people.roster import MAX_BYTES, Field, RefusalKind, RosterRefused, RosterRole, Trial
from mentorhub.people.service.class_lists import Columns, ListTrial, Outcome, refusal_text, waiting
from mentorhub.programmes.service import programmes_for

NOTHING: Bilingual = {"nl": "", "en": ""}
Part = Literal["new", "changed", "faulty"]


class ColumnsForm(Form):
    """The columns chosen by hand: a number from 0 as text, empty for no column."""

    student_number: str = ""
    first_name: str = ""
    infix: str = ""
    last_name: str = ""
    full_name: str = ""
    class_name: str = ""
    course: str = ""
    year: str = ""
    email: str = ""
    role: str = ""
    everybody: Literal["", "mentee", "mentor", "teacher"] = ""

    def columns(self) -> Columns:
        """Return the choice for every field."""
        chosen = {field: _number(getattr(self, field.value)) for field in Field}
        return Columns(chosen, RosterRole(self.everybody) if self.everybody else None)


class ImportList(rx.State):
    """The page of one import; ``step`` is ``choose``, ``trial`` or ``done``, empty while loading."""

    step: str = ""
    programmes: list[Named] = []
    programme: str = ""
    file: str = ""
    file_name: str = ""
    refusal: Bilingual = NOTHING
    facts: Bilingual = NOTHING
    columns: list[Named] = []
    picks: list[ColumnPick] = []
    recognised: int = 0
    everybody: str = ""
    missing: Bilingual = NOTHING
    is_unsure: bool = False
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    faulty: int = 0
    empty: int = 0
    new_shown: list[NewRow] = []
    new_first: int = 0
    new_last: int = 0
    changed_shown: list[ChangeRow] = []
    changed_first: int = 0
    changed_last: int = 0
    changed_rows: int = 0
    faulty_shown: list[FaultRow] = []
    faulty_first: int = 0
    faulty_last: int = 0
    is_busy: bool = False
    _rows: dict[str, list[Any]] = {}
    _starts: dict[str, int] = {}

    @handler(may=coordinators)
    async def load(self) -> None:
        """Show the upload, or the trial run of the file in the address."""
        actor, asked = the_actor(), self.router.url.query_parameters
        self.programmes = [Named(id=str(x.id), name=x.name) for x in await programmes_for(actor)]
        self.file, self.is_busy = asked.get("file", ""), False
        if self.file:
            await self._show_file(actor)
        else:
            self._choose(_refused(asked.get("refused", "")))

    @handler(may=coordinators)
    async def look_again(self, form: ColumnsForm) -> None:
        """Try the list with the columns chosen by hand."""
        actor = the_actor()
        try:
            waiting.choose_columns(actor, self.file, form.columns())
        except NotFound:
            self._choose(say("classlists.refusal.gone"))
            return
        await self._show_file(actor)

    @handler(may=coordinators)
    async def turn(self, part: Part, by: Literal[-1, 1]) -> None:
        """Show the previous or next page of one of the three tables."""
        self._starts[part] = self._starts.get(part, 0) + by * PAGE_ROWS
        self._show_part(part)

    @handler(may=coordinators)
    async def confirm(self) -> AsyncIterator[None]:
        """Import the list; a second click finds it done."""
        self.is_busy = True
        yield
        try:
            self._finish(await waiting.confirm_waiting(the_actor(), self.file))
        except NotFound:
            self._choose(say("classlists.refusal.gone"))
        finally:
            self.is_busy = False

    async def _show_file(self, actor: Actor) -> None:
        try:
            kept = waiting.find(actor, self.file)
            self.file_name = kept.filename
            self.programme = next(
                (x["name"] for x in self.programmes if x["id"] == str(kept.programme_id)), ""
            )
            if kept.outcome is not None:
                self._finish(kept.outcome)
                return
            self._show_trial(await waiting.try_waiting(actor, self.file), kept.columns)
        except NotFound:
            self._choose(say("classlists.refusal.gone"))
        except RosterRefused as refused:
            self._choose(refusal_text(refused))

    def _choose(self, refusal: Bilingual) -> None:
        self.step, self.refusal, self.file = "choose", refusal, ""

    def _finish(self, done: Outcome) -> None:
        self.new, self.changed, self.unchanged = done.new, done.changed, done.unchanged
        self.faulty, self.empty, self.step = done.faulty, done.empty, "done"

    def _show_trial(self, tried: ListTrial, columns: Columns) -> None:
        read, result = tried.read, tried.result
        self.facts, self.is_unsure = file_facts(read), not read.table.header_recognised
        self.columns, self.picks = numbered_columns(read), column_picks(read)
        self.recognised = sum(column is not None for column in read.mapping.values())
        self.missing = missing_text(read.missing)
        self.everybody = columns.role.value if columns.role else ""
        self._count(result)
        self._rows = {
            "new": new_rows(result),
            "changed": change_rows(result),
            "faulty": fault_rows(result),
        }
        self._starts, self.changed_rows = {}, len(self._rows["changed"])
        for part in ("new", "changed", "faulty"):
            self._show_part(part)
        self.step, self.refusal = "trial", NOTHING

    def _count(self, result: Trial) -> None:
        self.new, self.changed = len(result.new), len(result.changed)
        self.unchanged, self.faulty, self.empty = len(result.unchanged), len(result.faulty), result.empty

    def _show_part(self, part: Part) -> None:
        rows = self._rows.get(part, [])
        page = window(len(rows), self._starts.get(part, 0))
        self._starts[part] = page.start
        setattr(self, f"{part}_shown", shown(rows, page))
        setattr(self, f"{part}_first", page.first)
        setattr(self, f"{part}_last", page.last)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 4 else None


def _refused(name: str) -> Bilingual:
    """Why the upload itself was refused, from the address; anything else says nothing."""
    if name == RefusalKind.TOO_BIG:
        return refusal_text(RosterRefused(RefusalKind.TOO_BIG, limit=MAX_BYTES))
    return say(f"classlists.refusal.{name}") if name in ("no_file", "too_often") else NOTHING
