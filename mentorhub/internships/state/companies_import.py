"""Importing a list of companies: choose, look, confirm."""

from collections.abc import AsyncIterator
from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import NotFound, staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.texts import LANGUAGES, Bilingual, say
from mentorhub.internships.rules.company_rows import FaultyCompany, ListedCompany, ListField, RowFault
from mentorhub.internships.rules.company_trial import ChangedCompany, NearCompany
from mentorhub.internships.service.companies import waiting
from mentorhub.internships.service.companies.importing import ImportCounts, ReadCompanies, counted
from mentorhub.internships.state.companies_rows import NOTHING, sector_text
from mentorhub.people.roster import MAX_BYTES, RefusalKind, RosterRefused
from mentorhub.people.service.class_lists import refusal_text

SHOWN = 100
_MOST_LINES = 5


class TrialRow(TypedDict):
    """A row of the list: what it is about, and what there is to say of it."""

    line: int
    name: str
    place: str
    what: Bilingual


class CompanyImport(rx.State):
    """The page of one import; ``step`` is ``choose``, ``trial`` or ``done``, empty while loading."""

    step: str = ""
    file: str = ""
    file_name: str = ""
    refusal: Bilingual = NOTHING
    new: int = 0
    near: int = 0
    changed: int = 0
    unchanged: int = 0
    faulty: int = 0
    empty: int = 0
    new_rows: list[TrialRow] = []
    near_rows: list[TrialRow] = []
    changed_rows: list[TrialRow] = []
    faulty_rows: list[TrialRow] = []
    is_busy: bool = False

    @handler(may=staff)
    async def load(self) -> None:
        """Show the upload, or the trial run of the file in the address."""
        asked = self.router.url.query_parameters
        self.file, self.is_busy = asked.get("file", ""), False
        if not self.file:
            self._choose(_upload_refused(asked.get("refused", "")))
            return
        try:
            await self._show_file()
        except NotFound:
            self._choose(say("classlists.refusal.gone"))
        except RosterRefused as refused:
            self._choose(list_refusal(refused))

    @handler(may=staff)
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

    async def _show_file(self) -> None:
        actor = the_actor()
        kept = waiting.find(actor, self.file)
        self.file_name = kept.filename
        if kept.outcome is not None:
            self._finish(kept.outcome)
        else:
            self._show_trial(await waiting.try_waiting(actor, self.file))

    def _choose(self, refusal: Bilingual) -> None:
        self.step, self.refusal, self.file = "choose", refusal, ""

    def _finish(self, done: ImportCounts) -> None:
        self._count(done)
        self.step, self.refusal = "done", NOTHING

    def _show_trial(self, tried: ReadCompanies) -> None:
        result = tried.result
        self._count(counted(result))
        self.new_rows = [_new_row(row) for row in result.new[:SHOWN]]
        self.near_rows = [_near_row(each) for each in result.near[:SHOWN]]
        self.changed_rows = [_changed_row(each) for each in result.changed[:SHOWN]]
        self.faulty_rows = [_faulty_row(row) for row in result.faulty[:SHOWN]]
        self.step, self.refusal = "trial", NOTHING

    def _count(self, counts: ImportCounts) -> None:
        self.new, self.near, self.changed = counts.new, counts.near, counts.changed
        self.unchanged, self.faulty, self.empty = counts.unchanged, counts.faulty, counts.empty


def list_refusal(refused: RosterRefused) -> Bilingual:
    """Return why a whole file is refused; without a column for names, which columns it needs."""
    own = (RefusalKind.NO_TABLE, RefusalKind.NO_ROWS, RefusalKind.TOO_BIG, RefusalKind.TOO_MUCH_INSIDE)
    if refused.kind in own:
        return say(f"companies.refusal.{refused.kind.value}")
    return refusal_text(refused)


def _upload_refused(name: str) -> Bilingual:
    if name == RefusalKind.TOO_BIG:
        return list_refusal(RosterRefused(RefusalKind.TOO_BIG, limit=MAX_BYTES))
    return say(f"classlists.refusal.{name}") if name in ("no_file", "too_often") else NOTHING


def fault_text(fault: RowFault) -> Bilingual:
    """Return a sentence or two that say what is wrong with a row and what to do."""
    field = say(f"companies.column.{fault.field.value}") if fault.field else NOTHING
    lines = ", ".join(map(str, fault.lines[:_MOST_LINES]))
    return say(f"companies.fault.{fault.kind}", field=field, value=fault.value, lines=lines)


def faults_text(row: FaultyCompany) -> Bilingual:
    """Return all that is wrong with a row."""
    return _joined([fault_text(fault) for fault in row.faults], " ")


def _joined(texts: list[Bilingual], between: str) -> Bilingual:
    return {language: between.join(text[language] for text in texts) for language in LANGUAGES}


def _new_row(row: ListedCompany) -> TrialRow:
    return TrialRow(line=row.line, name=row.name, place=row.place, what=sector_text(row.sector))


def _near_row(each: NearCompany) -> TrialRow:
    known = " · ".join(part for part in (each.company.name, each.company.place) if part)
    what = say("companies.trial.looks_like", name=known)
    return TrialRow(line=each.row.line, name=each.row.name, place=each.row.place, what=what)


def _faulty_row(row: FaultyCompany) -> TrialRow:
    return TrialRow(line=row.line, name=row.name, place="", what=faults_text(row))


def _changed_row(each: ChangedCompany) -> TrialRow:
    texts = [_change_text(change.field, change.before, change.after) for change in each.changes]
    if each.contact:
        kind = "contact_new" if each.contact.contact_id is None else "contact_changed"
        texts.append(say(f"companies.trial.{kind}", name=each.contact.after.name))
    return TrialRow(
        line=each.row.line, name=each.row.name, place=each.company.place, what=_joined(texts, " · ")
    )


def _change_text(field: ListField, before: str, after: str) -> Bilingual:
    words = {"field": say(f"companies.column.{field.value}"), "after": _value(field, after)}
    if not before:
        return say("companies.trial.becomes", **words)
    return say("companies.trial.from_to", before=_value(field, before), **words)


def _value(field: ListField, value: str) -> Bilingual:
    worded = {ListField.SECTOR: "sector", ListField.SIZE: "size", ListField.RECOGNISED: "recognised"}
    if field in worded:
        return say(f"companies.{worded[field]}.{value}")
    return dict.fromkeys(LANGUAGES, value)
