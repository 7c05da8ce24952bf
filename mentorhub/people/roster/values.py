"""The values of a class list: a person as a row says it, and what can be wrong with a row."""

from dataclasses import dataclass
from enum import StrEnum

from mentorhub.people.roster.columns import Field
from mentorhub.people.roster.names import full_name, sort_key


class RosterRole(StrEnum):
    """The roles that a list can give. Coordinators are never made by a list."""

    MENTEE = "mentee"
    MENTOR = "mentor"
    TEACHER = "teacher"


class FaultKind(StrEnum):
    """What can be wrong with a row; the caller puts it into words with what the `Fault` holds."""

    MISSING_NUMBER = "missing_number"
    MISSING_NAME = "missing_name"
    MISSING_CLASS = "missing_class"
    MISSING_EMAIL = "missing_email"
    MISSING_ROLE = "missing_role"
    BAD_NUMBER = "bad_number"
    BAD_EMAIL = "bad_email"
    UNKNOWN_ROLE = "unknown_role"
    FORMULA = "formula"
    TOO_LONG = "too_long"
    LINE_BREAK = "line_break"
    """A cell with two lines: a stray quotation mark may have swallowed the next row."""
    TOO_MANY_CELLS = "too_many_cells"
    """More cells than the header has: a loose delimiter shifted the columns."""
    DOUBLED_NUMBER = "doubled_number"
    """`lines` are the other lines of the file with this number, leading zeros left out."""
    DOUBLED_EMAIL = "doubled_email"
    """`lines` are the other lines of the file with this e-mail address."""
    EMAIL_TAKEN = "email_taken"
    """The e-mail address belongs to another person, named in `other`."""
    SAME_PERSON = "same_person"
    """By number or e-mail address, other `lines` of the file are this known person too (`other`)."""
    AMBIGUOUS_NUMBER = "ambiguous_number"
    """Without its leading zeros the number fits more than one known person."""
    OWN_ACCOUNT = "own_account"
    """The name or e-mail address differs from that of somebody who alone may change them."""
    ALREADY_HERE = "already_here"
    """Added by hand, but this person (`other`) takes part already."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a row, with what is needed to say it in plain words.

    `field` is None when it concerns the whole row; `value` is the cell, cut at 200 characters.
    """

    kind: FaultKind
    field: Field | None = None
    value: str = ""
    lines: tuple[int, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person as a sound row gives it. None means that the list does not say, "" that it is empty.

    `line` is the line in the file, from 1. Only a teacher can be without number or class.
    """

    line: int
    student_number: str | None
    first_name: str
    infix: str | None
    last_name: str
    class_name: str | None
    course: str | None
    year: str | None
    email: str
    role: RosterRole

    @property
    def name(self) -> str:
        """The name in full: "Maryam van den Hendriks"."""
        return full_name(self.first_name, self.infix or "", self.last_name)

    @property
    def sort_key(self) -> tuple[str, str, str, str]:
        """The place in an alphabetical list, by the Dutch habit."""
        return sort_key(self.last_name, self.infix or "", self.first_name)


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row that is not imported, with every reason; number and name as far as they can be read."""

    line: int
    faults: tuple[Fault, ...]
    student_number: str
    name: str


@dataclass(frozen=True, slots=True)
class EmptyRow:
    """A row without anything in it: ignored, but counted."""

    line: int


AnyRow = RosterRow | FaultyRow | EmptyRow
