"""The trial run: what an import would do, without doing it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from mentorhub.people.roster.columns import Field
from mentorhub.people.roster.draft import number_key
from mentorhub.people.roster.names import full_name
from mentorhub.people.roster.values import AnyRow, EmptyRow, Fault, FaultKind, FaultyRow, RosterRow


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the school as it stands in the database; "" for what is not known.

    `role` is the role in the programme that the list is for: "mentee", "mentor", "teacher",
    "coordinator", or "" for somebody of the school who does not take part in it.
    """

    person_id: UUID
    student_number: str
    first_name: str
    infix: str
    last_name: str
    class_name: str
    course: str
    year: str
    email: str
    role: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a known person that the list says otherwise."""

    field: Field
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A known person whom the list changes, field by field, in the order of the fields."""

    row: RosterRow
    person: KnownPerson
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class UnchangedRow:
    """A known person of whom the list says nothing new."""

    row: RosterRow
    person: KnownPerson


@dataclass(frozen=True, slots=True)
class Trial:
    """What an import would do, each part in the order of the file; `empty` counts the empty rows."""

    new: tuple[RosterRow, ...]
    changed: tuple[ChangedRow, ...]
    unchanged: tuple[UnchangedRow, ...]
    faulty: tuple[FaultyRow, ...]
    empty: int

    @property
    def writes_nothing(self) -> bool:
        """Whether an import would change nothing at all."""
        return not self.new and not self.changed


_Outcome = RosterRow | ChangedRow | UnchangedRow | FaultyRow | EmptyRow


def trial(rows: Iterable[AnyRow], existing: Sequence[KnownPerson]) -> Trial:
    """What importing the rows would do to the people of the school.

    A row is a known person by its student number, leading zeros forgiven, and else by the e-mail
    address of somebody who has no number yet (or when the row has none). A row with another
    person's e-mail address is faulty, even where that person gets a new one in the same file:
    addresses are sign-ins, and moving one takes two imports. After applying the trial, every row
    that was not faulty is unchanged in the next.
    """
    people = _People(existing)
    judged = [row if isinstance(row, EmptyRow | FaultyRow) else _judge(row, people) for row in rows]
    outcomes = _without_shared_persons(judged)
    return Trial(
        new=tuple(each for each in outcomes if isinstance(each, RosterRow)),
        changed=tuple(each for each in outcomes if isinstance(each, ChangedRow)),
        unchanged=tuple(each for each in outcomes if isinstance(each, UnchangedRow)),
        faulty=tuple(each for each in outcomes if isinstance(each, FaultyRow)),
        empty=sum(isinstance(each, EmptyRow) for each in outcomes),
    )


def _without_shared_persons(judged: Sequence[_Outcome]) -> list[_Outcome]:
    """The outcomes, with rows that would each change the same known person faulty.

    One row can be somebody by number, another without number by e-mail address.
    """
    lines: dict[UUID, list[int]] = defaultdict(list)
    for each in judged:
        if isinstance(each, ChangedRow | UnchangedRow):
            lines[each.person.person_id].append(each.row.line)
    return [_alone(each, lines) for each in judged]


def _alone(each: _Outcome, lines: dict[UUID, list[int]]) -> _Outcome:
    if not isinstance(each, ChangedRow | UnchangedRow):
        return each
    others = tuple(line for line in lines[each.person.person_id] if line != each.row.line)
    if not others:
        return each
    return _faulty(each.row, Fault(FaultKind.SAME_PERSON, None, "", others, _name(each.person)))


class _People:
    """The known people, found by number and by e-mail address."""

    def __init__(self, existing: Sequence[KnownPerson]) -> None:
        self.by_email = {person.email.lower(): person for person in existing if person.email}
        self.by_key: dict[str, list[KnownPerson]] = defaultdict(list)
        for person in existing:
            if person.student_number:
                self.by_key[number_key(person.student_number)].append(person)

    def with_number(self, number: str | None) -> list[KnownPerson]:
        """Who has this number: the one who has exactly it, else all who have it but for leading zeros."""
        same = self.by_key.get(number_key(number), []) if number else []
        return [person for person in same if person.student_number == number] or same


def _judge(row: RosterRow, people: _People) -> RosterRow | ChangedRow | UnchangedRow | FaultyRow:
    same = people.with_number(row.student_number)
    if len(same) > 1:
        value = row.student_number or ""
        return _faulty(row, Fault(FaultKind.AMBIGUOUS_NUMBER, Field.STUDENT_NUMBER, value))
    holder = people.by_email.get(row.email)
    person = same[0] if same else _by_email(row, holder)
    if holder is not None and holder is not person:
        return _faulty(row, Fault(FaultKind.EMAIL_TAKEN, Field.EMAIL, row.email, other=_name(holder)))
    return row if person is None else _compare(row, person)


def _by_email(row: RosterRow, holder: KnownPerson | None) -> KnownPerson | None:
    """The holder of the e-mail address, unless row and holder have two different numbers."""
    if holder is None or (row.student_number and holder.student_number):
        return None
    return holder


def _compare(row: RosterRow, person: KnownPerson) -> ChangedRow | UnchangedRow:
    pairs = (
        (Field.STUDENT_NUMBER, person.student_number, _number_after(row, person)),
        (Field.FIRST_NAME, person.first_name, row.first_name),
        (Field.INFIX, person.infix, row.infix),
        (Field.LAST_NAME, person.last_name, row.last_name),
        (Field.CLASS_NAME, person.class_name, row.class_name),
        (Field.COURSE, person.course, row.course),
        (Field.YEAR, person.year, row.year),
        (Field.EMAIL, person.email, row.email if row.email != person.email.lower() else person.email),
        (Field.ROLE, person.role, row.role.value),
    )
    changes = tuple(
        Change(field, before, after)
        for field, before, after in pairs
        if after is not None and before != after
    )
    return ChangedRow(row, person, changes) if changes else UnchangedRow(row, person)


def _number_after(row: RosterRow, person: KnownPerson) -> str | None:
    """The number that stays: of two that differ in leading zeros the one with the zeros."""
    if row.student_number is None or len(row.student_number) <= len(person.student_number):
        return None
    return row.student_number


def _name(person: KnownPerson) -> str:
    return full_name(person.first_name, person.infix, person.last_name)


def _faulty(row: RosterRow, fault: Fault) -> FaultyRow:
    return FaultyRow(row.line, (fault,), row.student_number or "", row.name)
