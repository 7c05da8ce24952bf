"""Reading a class list in text: the encoding, the delimiter and the quotes that schools' exports use."""

import codecs
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from mentorhub.people.roster.columns import Strength, header_strength
from mentorhub.people.roster.refused import RefusalKind, RosterRefused
from mentorhub.people.roster.table import TableRow, best_strength, check_raw_rows

_DELIMITERS = (";", ",", "\t", "|")
# Smaller than the largest cell the csv module takes, so that looking at the sample cannot fail.
_SAMPLE = 64 * 1024
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Put after the last line: when it does not come back as a row of its own, a quote was left open.
_END = "\x00end\x00"


def text_rows(data: bytes, strength: Strength = header_strength) -> list[TableRow]:
    """The rows of a CSV file, split by the delimiter that gives the best header.

    Raises `RosterRefused`: NOT_TEXT, UNCLOSED_QUOTE, TOO_MANY_ROWS.
    """
    text = decode(data)
    return _rows(text, find_delimiter(text, strength))


@dataclass(frozen=True, slots=True)
class TextForm:
    """How a text file is written: its encoding as Python names it, and the sign between its cells."""

    encoding: str
    delimiter: str


def text_form(data: bytes) -> TextForm:
    """The encoding and delimiter as `text_rows` takes them.

    Raises `RosterRefused(NOT_TEXT)`.
    """
    text, encoding = _decoded(data)
    return TextForm(encoding, find_delimiter(text))


def decode(data: bytes) -> str:
    """The text in UTF-8 (with or without mark), UTF-16 (with mark), else Windows-1252.

    Raises `RosterRefused(NOT_TEXT)`.
    """
    return _decoded(data)[0]


def _decoded(data: bytes) -> tuple[str, str]:
    """The text, and the encoding that it was in."""
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding).rstrip("\x1a")
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return text, encoding
    raise RosterRefused(RefusalKind.NOT_TEXT)


def find_delimiter(text: str, strength: Strength = header_strength) -> str:
    """The sign between the cells: of ; , tab and |, the one with the best header, then the best grid."""
    return max(_DELIMITERS, key=lambda sign: _grid(text[:_SAMPLE], sign, strength))


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")


def _grid(sample: str, delimiter: str, strength: Strength) -> tuple[int, int]:
    """How good a delimiter is: fields named by its header, then rows that agree on a width above one."""
    rows = [
        TableRow(0, tuple(cells)) for cells in islice(csv.reader(_lines(sample), delimiter=delimiter), 50)
    ]
    widths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    return best_strength(rows, strength), max(widths.values(), default=0)


def _lines(text: str) -> io.StringIO:
    """The text as lines with their ends as they are, which the csv module needs inside quotes."""
    return io.StringIO(text, newline="")


def _rows(text: str, delimiter: str) -> list[TableRow]:
    reader = csv.reader(_lines(f"{text}\n{_END}"), delimiter=delimiter)
    rows: list[TableRow] = []
    line = 1
    try:
        for cells in reader:
            rows.append(TableRow(line, tuple(cells)))
            check_raw_rows(len(rows))
            line = reader.line_num + 1
    except csv.Error as error:  # one cell of over 100,000 characters: no quote closes it
        raise RosterRefused(RefusalKind.UNCLOSED_QUOTE, line=line) from error
    return _without_end(rows)


def _without_end(rows: list[TableRow]) -> list[TableRow]:
    """The rows without the sign that was put after the last, and without the line break before it."""
    last = rows.pop()
    if last.cells != (_END,):
        raise RosterRefused(RefusalKind.UNCLOSED_QUOTE, line=last.line)
    while rows and not rows[-1].cells:
        rows.pop()
    return rows
