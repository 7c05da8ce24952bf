"""From table to people: every row becomes a person, a row with its faults, or an empty row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from mentorhub.people.roster.checks import is_email, is_number, row_faults
from mentorhub.people.roster.columns import ColumnMapping, Field
from mentorhub.people.roster.draft import Draft, draft, number_key
from mentorhub.people.roster.limits import MAX_CELL
from mentorhub.people.roster.names import full_name
from mentorhub.people.roster.table import Table, TableRow
from mentorhub.people.roster.values import (
    AnyRow,
    EmptyRow,
    Fault,
    FaultKind,
    FaultyRow,
    RosterRole,
    RosterRow,
)


def parse_rows(table: Table, mapping: ColumnMapping, default_role: RosterRole | None = None) -> list[AnyRow]:
    """One value for every row of the table, in its order.

    `default_role` goes to rows without a word for the role. All rows that share a number or an
    e-mail address are faulty: the list cannot say which one is right.
    """
    drafts = {row.line: draft(row, mapping, default_role) for row in table.rows if not row.is_empty}
    doubles = find_doubles(drafts.values())
    return [
        _row(drafts[row.line], len(table.columns), doubles) if row.line in drafts else EmptyRow(row.line)
        for row in table.rows
    ]


def parse_person(cells: Mapping[Field, str]) -> RosterRow | FaultyRow:
    """A person typed by hand, judged like line 1 of a list; only here a student may be without e-mail.

    `cells` are the fields as typed; a field that is left out is one that the form does not ask.
    """
    row = TableRow(1, tuple(cells.values()))
    one = draft(row, {field: place for place, field in enumerate(cells)}, None)
    found = row_faults(one, len(cells))
    needs_email = one.role is RosterRole.TEACHER
    faults = tuple(fault for fault in found if needs_email or fault.kind is not FaultKind.MISSING_EMAIL)
    if not faults and one.role is not None:
        return _sound(one, one.role)
    return FaultyRow(1, faults, one.number, "")


def find_doubles(drafts: Iterable[Draft]) -> dict[int, list[Fault]]:
    """For each line the faults of sharing a number (leading zeros left out) or e-mail with other lines."""
    numbers: dict[str, list[Draft]] = defaultdict(list)
    emails: dict[str, list[Draft]] = defaultdict(list)
    for each in drafts:
        if is_number(each.number):
            numbers[number_key(each.number)].append(each)
        if is_email(each.email):
            emails[each.email].append(each)
    found: dict[int, list[Fault]] = defaultdict(list)
    for same in numbers.values():
        _add_doubles(found, same, FaultKind.DOUBLED_NUMBER, Field.STUDENT_NUMBER)
    for same in emails.values():
        _add_doubles(found, same, FaultKind.DOUBLED_EMAIL, Field.EMAIL)
    return found


def _add_doubles(found: dict[int, list[Fault]], same: Sequence[Draft], kind: FaultKind, field: Field) -> None:
    lines = [each.line for each in same]
    for each in same if len(same) > 1 else ():
        others = tuple(line for line in lines if line != each.line)
        value = each.number if field is Field.STUDENT_NUMBER else each.email
        found[each.line].append(Fault(kind, field, value, others))


def _row(one: Draft, columns: int, doubles: dict[int, list[Fault]]) -> RosterRow | FaultyRow:
    faults = (*row_faults(one, columns), *doubles.get(one.line, ()))
    if not faults and one.role is not None:
        return _sound(one, one.role)
    name = one.name
    shown = full_name(name.first_name, name.infix, name.last_name)
    return FaultyRow(one.line, faults, one.number, shown[:MAX_CELL])


def _sound(one: Draft, role: RosterRole) -> RosterRow:
    return RosterRow(
        line=one.line,
        student_number=one.number or None,
        first_name=one.name.first_name,
        infix=one.infix,
        last_name=one.name.last_name,
        class_name=one.get(Field.CLASS_NAME) or None,
        course=one.clean.get(Field.COURSE),
        year=one.clean.get(Field.YEAR),
        email=one.email,
        role=role,
    )
