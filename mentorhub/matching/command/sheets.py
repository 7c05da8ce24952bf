"""A file as rows of cells with their line numbers: encoding, delimiter, quotes and width."""

import codecs
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mentorhub.matching.command.faults import CannotMatch, Faults, fault

_DELIMITERS = (",", ";", "\t")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line on which it begins, from 1, and a cell per column, "" where there is none."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file: its name, the columns in lower case and their line, and the rows that hold anything."""

    name: str
    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def places_of(self, *columns: str) -> list[int]:
        """Return where the columns stand.

        Raises:
            CannotMatch: one of them is missing, or there twice.
        """
        for column in columns:
            if self.header.count(column) != 1:
                trouble = "stands there twice" if column in self.header else "is missing"
                raise fault(self.name, self.line, f'the column "{column}" {trouble}')
        return [self.header.index(column) for column in columns]


def read_sheet(path: Path, wanted: Sequence[str]) -> Sheet:
    """Read a CSV file: UTF-8 (or UTF-16 with its mark), split by comma, semicolon or tab.

    Args:
        path: the file.
        wanted: columns by which its delimiter is found.

    Raises:
        CannotMatch: it cannot be read, is empty, or a row is wider than the header.
    """
    name, text = str(path), _text(path)
    sign = max(_DELIMITERS, key=lambda sign: _fit(text, sign, wanted))
    rows = _rows(name, text, sign)
    if not rows:
        raise fault(name, 1, "the file is empty")
    head, *others = rows
    header = tuple(cell.lower() for cell in head.cells[: _width(head)])
    return Sheet(name, head.line, header, _as_wide(name, len(header), others))


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotMatch(f"{path}: cannot be read ({error.strerror})") from error
    try:
        text = data.decode("utf-16" if data.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise fault(str(path), line, "this is not UTF-8; save the file as CSV UTF-8") from error
    if "\0" in text:
        raise fault(str(path), text.count("\n", 0, text.index("\0")) + 1, "this is not a text file")
    return text


def _lines(text: str) -> io.StringIO:
    """The text as lines with their ends as they are, which the csv module needs inside quotes."""
    return io.StringIO(text, newline="")


def _fit(text: str, sign: str, wanted: Sequence[str]) -> int:
    """How many of the wanted columns the first line names when it is cut by this sign."""
    head = next((line for line in _lines(text) if line.strip()), "")
    cells = next(csv.reader([head], delimiter=sign), [])
    return len({cell.strip().lower() for cell in cells} & set(wanted))


def _rows(name: str, text: str, sign: str) -> list[Row]:
    reader = csv.reader(_lines(text), delimiter=sign, strict=True)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            trimmed = tuple(cell.strip() for cell in cells)
            if any(trimmed):
                rows.append(Row(line, trimmed))
            line = reader.line_num + 1
    except csv.Error as error:
        raise fault(name, line, f"this row cannot be read, look at its quotes ({error})") from error
    return rows


def _width(row: Row) -> int:
    """How many cells there are up to the last that is filled."""
    return max((place for place, cell in enumerate(row.cells, start=1) if cell), default=0)


def _as_wide(name: str, width: int, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows as wide as the header: spreadsheets leave out or add empty cells at the end."""
    faults = Faults(name)
    for row in rows:
        if _width(row) > width:
            faults.note(row.line, f"{_width(row)} cells, and the header has {width} columns")
    faults.stop()
    return tuple(Row(row.line, (row.cells + ("",) * width)[:width]) for row in rows)
