"""What the tests of class lists share: the example files, and an import without a database."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid5

import pytest
import xlsxwriter

from mentorhub.people.roster import (
    AnyRow,
    Change,
    KnownPerson,
    RefusalKind,
    RosterRefused,
    RosterRow,
    Table,
    Trial,
    parse_rows,
    read_table,
    recognise_columns,
)

_LISTS = Path(__file__).parents[2] / "data" / "rosters"
_NAMESPACE = UUID("5b1f3a52-8a7c-4d0e-9a3b-2f1f7f4f9c11")


def known(number: str = "0091242", **said: str) -> KnownPerson:
    """A known mentee, Maryam van den Hendriks unless said otherwise."""
    person = KnownPerson(
        person_id=uuid5(_NAMESPACE, number + said.get("email", "")),
        student_number=number,
        first_name="Maryam",
        infix="van den",
        last_name="Hendriks",
        class_name="JM1A",
        course="Juridisch medewerker",
        year="1",
        email="0091242@mijn.regiocollege.example",
        role="mentee",
    )
    return replace(person, **said)


def from_row(row: RosterRow) -> KnownPerson:
    return KnownPerson(
        person_id=uuid5(_NAMESPACE, str(row.line) + (row.student_number or "") + row.email),
        student_number=row.student_number or "",
        first_name=row.first_name,
        infix=row.infix or "",
        last_name=row.last_name,
        class_name=row.class_name or "",
        course=row.course or "",
        year=row.year or "",
        email=row.email,
        role=row.role.value,
    )


def changed(person: KnownPerson, changes: tuple[Change, ...]) -> KnownPerson:
    return replace(person, **{change.field.value: change.after for change in changes})


@pytest.fixture(scope="session")
def example() -> Callable[[str], bytes]:
    """The bytes of an example list by its name."""
    return lambda name: (_LISTS / name).read_bytes()


@pytest.fixture(scope="session")
def example_table(example: Callable[[str], bytes]) -> Callable[[str], Table]:
    return lambda name: read_table(example(name), name)


@pytest.fixture(scope="session")
def example_rows(example_table: Callable[[str], Table]) -> Callable[[str], list[AnyRow]]:
    """The rows of an example list, its columns recognised."""
    return lambda name: parse(example_table(name))


def parse(table: Table) -> list[AnyRow]:
    return parse_rows(table, recognise_columns(table.columns))


@pytest.fixture(scope="session")
def rows_of() -> Callable[..., list[AnyRow]]:
    """The rows of a list typed in a test: lines with semicolons, the header first."""
    return lambda *lines: parse(read_table("\r\n".join(lines).encode(), "list.csv"))


@pytest.fixture(scope="session")
def maryam() -> Callable[..., KnownPerson]:
    return known


@pytest.fixture(scope="session")
def import_trial() -> Callable[[Trial, list[KnownPerson]], list[KnownPerson]]:
    """What an import does: the people after it."""

    def run(done: Trial, existing: list[KnownPerson]) -> list[KnownPerson]:
        after = {each.person.person_id: changed(each.person, each.changes) for each in done.changed}
        kept = [after.get(person.person_id, person) for person in existing]
        return [*kept, *(from_row(row) for row in done.new)]

    return run


@pytest.fixture(scope="session")
def refusal() -> Callable[[bytes, str], tuple[RefusalKind, dict[str, int | str]]]:
    """The reason and the data with which a file is refused; fails when it is taken."""

    def run(data: bytes, filename: str) -> tuple[RefusalKind, dict[str, int | str]]:
        with pytest.raises(RosterRefused) as caught:
            read_table(data, filename)
        return caught.value.kind, caught.value.data

    return run


@pytest.fixture(scope="session")
def xlsx() -> Callable[..., bytes]:
    """A workbook with one sheet of the given rows, or one sheet per keyword."""

    def run(*rows: tuple[object, ...], **sheets: list[tuple[object, ...]]) -> bytes:
        target = io.BytesIO()
        workbook = xlsxwriter.Workbook(target, {"in_memory": True})
        for name, content in (sheets or {"Export": list(rows)}).items():
            sheet = workbook.add_worksheet(name)
            for place, row in enumerate(content):
                sheet.write_row(place, 0, row)
        workbook.close()
        return target.getvalue()

    return run
