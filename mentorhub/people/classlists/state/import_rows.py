"""A trial run as rows for the page: texts in both languages, nothing left to decide."""

from collections.abc import Sequence
from typing import TypedDict

from mentorhub.core.texts import LANGUAGES, Bilingual, say
from mentorhub.people.roster import Field, TextForm, Trial
from mentorhub.people.service.class_lists import ReadList, fault_text, field_text

_EXAMPLE = 40
_SIGNS = {";": "sign_semicolon", ",": "sign_comma", "\t": "sign_tab", "|": "sign_bar"}
_ENCODINGS = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}


class Named(TypedDict):
    """Something to choose from a list."""

    id: str
    name: str


class ColumnPick(TypedDict):
    """A field with its column: the number as text, empty for none, and the first value in it."""

    field: str
    label: Bilingual
    column: str
    example: str
    is_missing: bool


class FaultRow(TypedDict):
    """A faulty row with its reasons."""

    line: int
    who: str
    number: str
    why: Bilingual


class ChangeRow(TypedDict):
    """One field of a known person that changes."""

    line: int
    who: str
    what: Bilingual
    before: Bilingual
    after: Bilingual


class NewRow(TypedDict):
    """A person whom the school does not know yet."""

    line: int
    who: str
    number: str
    group: str
    role: str


def fault_rows(result: Trial) -> list[FaultRow]:
    """Return every faulty row."""
    return [
        FaultRow(
            line=row.line,
            who=row.name,
            number=row.student_number,
            why=joined([fault_text(fault) for fault in row.faults], " "),
        )
        for row in result.faulty
    ]


def change_rows(result: Trial) -> list[ChangeRow]:
    """Return every change, field by field."""
    return [
        ChangeRow(
            line=each.row.line,
            who=each.row.name,
            what=field_text(change.field),
            before=_value(change.field, change.before),
            after=_value(change.field, change.after),
        )
        for each in result.changed
        for change in each.changes
    ]


def new_rows(result: Trial) -> list[NewRow]:
    """Return everybody who is new."""
    return [
        NewRow(
            line=row.line,
            who=row.name,
            number=row.student_number or "",
            group=row.class_name or "",
            role=row.role.value,
        )
        for row in result.new
    ]


def column_picks(read: ReadList) -> list[ColumnPick]:
    """Return for each field the column that it comes from."""
    return [_pick(field, read) for field in Field]


def numbered_columns(read: ReadList) -> list[Named]:
    """Return the list's columns to choose from; a column without a name shows its number."""
    return [
        Named(id=str(place), name=name[:_EXAMPLE] or f"({place + 1})")
        for place, name in enumerate(read.table.columns)
    ]


def missing_text(fields: Sequence[Field]) -> Bilingual:
    """Return what has to be chosen first, empty when nothing has."""
    names = joined([field_text(field) for field in fields], ", ")
    return say("classlists.trial.missing", fields=names) if fields else names


def file_facts(read: ReadList) -> Bilingual:
    """Return how the file was read, such as ``CSV, Windows-1252, puntkomma's, kop op regel 1``."""
    filled = sum(not row.is_empty for row in read.table.rows)
    facts = [
        *_form_facts(read.form),
        say("classlists.trial.kop", line=read.table.header_line),
        say("classlists.trial.rows", count=filled),
    ]
    return joined(facts, " · ")


def _form_facts(form: TextForm | None) -> list[Bilingual]:
    if form is None:
        return [say("classlists.trial.excel")]
    encoding = _ENCODINGS[form.encoding]
    sign = say(f"classlists.trial.{_SIGNS[form.delimiter]}")
    return [say("classlists.trial.csv"), dict.fromkeys(LANGUAGES, encoding), sign]


def joined(texts: Sequence[Bilingual], between: str) -> Bilingual:
    """Return the texts as one."""
    return {language: between.join(text[language] for text in texts) for language in LANGUAGES}


def _pick(field: Field, read: ReadList) -> ColumnPick:
    column = read.mapping.get(field)
    values = (row.cells[column] for row in read.table.rows if column is not None and column < len(row.cells))
    return ColumnPick(
        field=field.value,
        label=field_text(field),
        column="" if column is None else str(column),
        example=next((value.strip() for value in values if value.strip()), "")[:_EXAMPLE],
        is_missing=field in read.missing,
    )


def _value(field: Field, text: str) -> Bilingual:
    if field is Field.ROLE:
        return say(f"people.role.{text}") if text else say("classlists.trial.not_here")
    return dict.fromkeys(LANGUAGES, text) if text else say("classlists.trial.nothing")
