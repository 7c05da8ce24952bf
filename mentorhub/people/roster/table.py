"""A class list as a table of texts: its header row found, its rows with the line they stood on."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentorhub.people.roster.cells import clean
from mentorhub.people.roster.columns import Strength, header_strength
from mentorhub.people.roster.limits import HEADER_SEARCH, KEPT_CELL, MAX_COLUMNS, MAX_RAW_ROWS, MAX_ROWS
from mentorhub.people.roster.refused import RefusalKind, RosterRefused

_SURE_OF_HEADER = 2


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: the line (CSV) or row number (XLSX) in the file, from 1, and its cells as they came."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no cell has anything but white space in it."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A class list before anything is made of it.

    `header_line` is the line of the header in the file, from 1; `header_recognised` is false when no
    row named two known fields and the first row with cells was taken: then a person should look.
    `rows` are all rows below the header, empty ones too, in the order of the file.
    """

    columns: tuple[str, ...]
    header_line: int
    header_recognised: bool
    rows: tuple[TableRow, ...]


def build_table(rows: Sequence[TableRow], strength: Strength = header_strength) -> Table:
    """The table in the rows of a file, titles above the header left out.

    Raises `RosterRefused`: NO_TABLE, NO_ROWS, TOO_MANY_ROWS, TOO_MANY_COLUMNS.
    """
    place = _header_place(rows, strength)
    header = rows[place]
    if len(header.cells) > MAX_COLUMNS:
        raise RosterRefused(RefusalKind.TOO_MANY_COLUMNS, limit=MAX_COLUMNS)
    body = tuple(_short(row) for row in rows[place + 1 :])
    _check_count(body)
    recognised = strength(header.cells) >= _SURE_OF_HEADER
    return Table(tuple(clean(name)[:KEPT_CELL] for name in header.cells), header.line, recognised, body)


def best_strength(rows: Sequence[TableRow], strength: Strength = header_strength) -> int:
    """How many fields the best header among the first rows names; tells a list from other tables."""
    return max((strength(row.cells) for row in rows[:HEADER_SEARCH]), default=0)


def check_raw_rows(count: int) -> None:
    """Raises `RosterRefused(TOO_MANY_ROWS)` for a file with rows without end, empty ones counted."""
    if count > MAX_RAW_ROWS:
        raise RosterRefused(RefusalKind.TOO_MANY_ROWS, limit=MAX_ROWS)


def _header_place(rows: Sequence[TableRow], strength: Strength) -> int:
    """The row that names most fields; where none names two, the first row with two cells filled."""
    top = rows[:HEADER_SEARCH]
    strengths = [strength(row.cells) for row in top]
    if max(strengths, default=0) >= _SURE_OF_HEADER:
        return strengths.index(max(strengths))
    for place, row in enumerate(top):
        if sum(bool(cell.strip()) for cell in row.cells) >= _SURE_OF_HEADER:
            return place
    raise RosterRefused(RefusalKind.NO_TABLE)


def _check_count(body: Sequence[TableRow]) -> None:
    filled = sum(not row.is_empty for row in body)
    if filled > MAX_ROWS:
        raise RosterRefused(RefusalKind.TOO_MANY_ROWS, limit=MAX_ROWS)
    if not filled:
        raise RosterRefused(RefusalKind.NO_ROWS)


def _short(row: TableRow) -> TableRow:
    """The row with over-long cells cut (still over-long) and cells far past the widest list dropped."""
    return TableRow(row.line, tuple(cell[:KEPT_CELL] for cell in row.cells[: 2 * MAX_COLUMNS]))
