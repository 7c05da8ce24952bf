"""What can be wrong with one row by itself."""

import re
from collections.abc import Iterator

from mentorhub.people.roster.cells import looks_like_formula
from mentorhub.people.roster.columns import Field
from mentorhub.people.roster.draft import Draft
from mentorhub.people.roster.limits import MAX_CELL
from mentorhub.people.roster.values import Fault, FaultKind, RosterRole

_NUMBER = re.compile(r"[0-9A-Za-z]+([._/-][0-9A-Za-z]+)*")
# What a spreadsheet makes of a long number: digits are gone for good.
_ROUNDED = re.compile(r"\d[.,]\d+[eE]\+?\d+")
_LONGEST_ADDRESS = 254
_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"(?=.{{1,64}}@){_LOCAL}@({_LABEL}\.)+(?=.*[a-z])[a-z0-9-]{{2,63}}(?<!-)")


def row_faults(draft: Draft, columns: int) -> tuple[Fault, ...]:
    """Every fault of the row by itself, in the order of the fields; `columns` is the header's width.

    A cell that cannot be trusted (a formula, too long) gives that fault only.
    """
    broken = tuple(_cell_faults(draft))
    blocked = {fault.field for fault in broken}
    judged = [*_number(draft), *_name(draft, blocked), *_class(draft), *_email(draft), *_role(draft)]
    wide = (Fault(FaultKind.TOO_MANY_CELLS),) if draft.width > columns else ()
    return (*wide, *broken, *(fault for fault in judged if fault.field not in blocked))


def is_email(address: str) -> bool:
    """Whether a lower-case address can be one: ASCII, a local part, a domain with a dot (RFC 5321 sizes)."""
    return len(address) <= _LONGEST_ADDRESS and _EMAIL.fullmatch(address) is not None


def is_number(number: str) -> bool:
    """Whether a text can be a student number: letters and digits, with . _ / or - between them."""
    return _NUMBER.fullmatch(number) is not None and _ROUNDED.fullmatch(number) is None


def _cell_faults(draft: Draft) -> Iterator[Fault]:
    """At most one fault for each cell that cannot be what it should."""
    for field, raw in draft.raw.items():
        text = draft.clean[field]
        if looks_like_formula(raw) or looks_like_formula(text):
            yield Fault(FaultKind.FORMULA, field, text[:MAX_CELL])
        elif len(text) > MAX_CELL:
            yield Fault(FaultKind.TOO_LONG, field, text[:MAX_CELL])
        elif len(raw.strip().splitlines()) > 1:
            yield Fault(FaultKind.LINE_BREAK, field, text)


def _number(draft: Draft) -> Iterator[Fault]:
    if not draft.number:
        if draft.role is not RosterRole.TEACHER:
            yield Fault(FaultKind.MISSING_NUMBER, Field.STUDENT_NUMBER)
    elif not is_number(draft.number):
        yield Fault(FaultKind.BAD_NUMBER, Field.STUDENT_NUMBER, draft.number)


def _name(draft: Draft, blocked: set[Field | None]) -> Iterator[Fault]:
    """The parts of the name that are missing; said of the column in which they should be."""
    if Field.FULL_NAME in blocked:
        return
    own_columns = Field.FIRST_NAME in draft.clean or Field.LAST_NAME in draft.clean
    parts = ((Field.FIRST_NAME, draft.name.first_name), (Field.LAST_NAME, draft.name.last_name))
    missing = [field for field, text in parts if not text]
    if missing and not own_columns and Field.FULL_NAME in draft.clean:
        yield Fault(FaultKind.MISSING_NAME, Field.FULL_NAME, draft.get(Field.FULL_NAME))
        return
    yield from (Fault(FaultKind.MISSING_NAME, field) for field in missing)


def _class(draft: Draft) -> Iterator[Fault]:
    if not draft.get(Field.CLASS_NAME) and draft.role is not RosterRole.TEACHER:
        yield Fault(FaultKind.MISSING_CLASS, Field.CLASS_NAME)


def _email(draft: Draft) -> Iterator[Fault]:
    if not draft.email:
        yield Fault(FaultKind.MISSING_EMAIL, Field.EMAIL)
    elif not is_email(draft.email):
        yield Fault(FaultKind.BAD_EMAIL, Field.EMAIL, draft.email)


def _role(draft: Draft) -> Iterator[Fault]:
    text = draft.get(Field.ROLE)
    if draft.role is None:
        yield Fault(FaultKind.UNKNOWN_ROLE if text else FaultKind.MISSING_ROLE, Field.ROLE, text)
