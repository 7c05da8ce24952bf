"""A row half-way: its cells taken to their fields and cleaned, before anything is judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from mentorhub.people.roster.cells import clean, word
from mentorhub.people.roster.columns import ColumnMapping, Field
from mentorhub.people.roster.limits import MAX_CELL
from mentorhub.people.roster.names import PersonName, split_full_name, split_last_name, straight
from mentorhub.people.roster.table import TableRow
from mentorhub.people.roster.values import RosterRole

_ROLE_WORDS: dict[RosterRole, str] = {
    RosterRole.MENTEE: "mentee junior leerling pupil juniorcoachee coachee",
    RosterRole.MENTOR: "mentor coach senior peercoach studentmentor studentcoach juniorcoach seniorcoach",
    RosterRole.TEACHER: "teacher docent leraar lerares leerkracht",
}
_ROLES = {name: role for role, names in _ROLE_WORDS.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class Draft:
    """What one row says per field: `raw` as in the file, `clean` tidied; a field without column is absent."""

    line: int
    width: int
    raw: Mapping[Field, str]
    clean: Mapping[Field, str]
    default_role: RosterRole | None

    @property
    def number(self) -> str:
        """The student number without white space, at most 200 characters; "" when there is none."""
        return self.get(Field.STUDENT_NUMBER).replace(" ", "")[:MAX_CELL]

    @property
    def email(self) -> str:
        """The e-mail address, its ASCII letters in lower case (others would make it invalid)."""
        address = self.get(Field.EMAIL)
        return address.lower() if address.isascii() else address

    @property
    def role(self) -> RosterRole | None:
        """The role of the cell, or the one for the whole list where the cell is empty; None if unknown."""
        text = self.get(Field.ROLE)
        return role_of(text) if text else self.default_role

    @property
    def name(self) -> PersonName:
        """The name from its own columns, or else from the one column that holds it in full."""
        first, last = self.get(Field.FIRST_NAME), self.get(Field.LAST_NAME)
        if not (first and last) and self.get(Field.FULL_NAME):
            return split_full_name(self.get(Field.FULL_NAME))
        infix = straight(self.get(Field.INFIX))
        parts = PersonName("", infix, last) if infix else split_last_name(last)
        return PersonName(first, parts.infix, parts.last_name)

    @property
    def infix(self) -> str | None:
        """The tussenvoegsel; None when the list has no column for it and the name shows none."""
        known = self.name.infix
        says = Field.INFIX in self.clean or Field.FULL_NAME in self.clean
        return known if known or says else None

    def get(self, field: Field) -> str:
        """The tidied cell; "" when it is empty or the list has no such column."""
        return self.clean.get(field, "")


def draft(row: TableRow, mapping: ColumnMapping, default_role: RosterRole | None) -> Draft:
    """The row's cells by field; a row that is shorter than the header has empty cells at its end."""
    columns = {field: column for field, column in mapping.items() if column is not None}
    raw = {field: row.cells[column] if column < len(row.cells) else "" for field, column in columns.items()}
    width = max((place for place, cell in enumerate(row.cells, start=1) if cell.strip()), default=0)
    return Draft(row.line, width, raw, {field: clean(cell) for field, cell in raw.items()}, default_role)


def role_of(text: str) -> RosterRole | None:
    """The role a school's word stands for, or None.

    Capitals, spaces and hyphens do not count, but a question mark does: whoever typed it was not sure.
    """
    return None if "?" in text else _ROLES.get(word(text))


def number_key(number: str) -> str:
    """What makes two numbers the same student: "0091242" and "91242" have one key."""
    return number.lstrip("0").casefold() or "0"
