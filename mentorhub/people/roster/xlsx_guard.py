"""Guarding an XLSX before it is read: a small file can unpack, or spread out, to more than any memory."""

import io
import re
import zipfile
from xml.parsers import expat

from mentorhub.people.roster.limits import MAX_ROWS, MAX_XLSX_BYTES, MAX_XLSX_CELLS, MAX_XLSX_TEXT
from mentorhub.people.roster.refused import RefusalKind, RosterRefused

# Only these parts go on to the reader; pictures, links, macros and the rest stay behind.
_STRINGS = "xl/sharedstrings.xml"
_WORKBOOK = "xl/workbook.xml"
_PARTS = frozenset(
    {_STRINGS, _WORKBOOK, "[content_types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_MACROS = re.compile(r"(^|/)vbaproject.*\.bin$")
_PLACE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")


def safe_copy(data: bytes) -> bytes:
    """The same workbook, unpacked within limits and measured: safe to hand to a reader.

    Raises `RosterRefused`: UNREADABLE, WRONG_CONTENT, MACROS, TOO_MUCH_INSIDE, TOO_MANY_ROWS.
    """
    parts = _unpack(data)
    measure = _Measure()
    for name in sorted(parts, key=lambda name: (name.lower() != _STRINGS, name)):
        measure.take(parts[name])
    return _pack(parts)


def _unpack(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = _members(archive)
            return {member.filename: archive.read(member) for member in members}
    except RosterRefused:
        raise
    except Exception as error:  # damaged archives raise many kinds: BadZipFile, zlib.error, EOFError, ...
        raise RosterRefused(RefusalKind.UNREADABLE) from error


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The parts to read. `ZipFile.read` never gives more than the size stated here, so a lie is cut off."""
    names = [member.filename.lower() for member in archive.infolist()]
    if any(_MACROS.search(name) for name in names):
        raise RosterRefused(RefusalKind.MACROS)
    if _WORKBOOK not in names:
        raise RosterRefused(RefusalKind.WRONG_CONTENT, extension="xlsx")
    if sum(member.file_size for member in archive.infolist()) > MAX_XLSX_BYTES:
        raise RosterRefused(RefusalKind.TOO_MUCH_INSIDE)
    members = [member for member in archive.infolist() if _is_wanted(member.filename.lower())]
    if len({member.filename.lower() for member in members}) < len(members):
        raise RosterRefused(RefusalKind.UNREADABLE)
    return members


def _is_wanted(name: str) -> bool:
    return name in _PARTS or _SHEET.fullmatch(name) is not None


def _pack(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


class _Measure:
    """Adds up how large the sheets become once read: the rectangle they span and the text they repeat.

    The reader lays a sheet out as a full rectangle and copies a shared text into every cell that
    shows it, so two far cells, or one long text shown often, would take gigabytes.
    """

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self.cells = 0
        self.text = 0

    def take(self, content: bytes) -> None:
        """Add one XML part. Raises `RosterRefused`: UNREADABLE, TOO_MUCH_INSIDE, TOO_MANY_ROWS."""
        self.row = self.column = self.height = self.width = self.letters = 0
        self.is_shared = self.in_value = False
        self.value = ""
        try:
            self._parser().Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise RosterRefused(RefusalKind.UNREADABLE) from error
        self.cells += self.height * self.width

    def _parser(self) -> "expat.XMLParserType":
        parser = expat.ParserCreate(encoding="utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = _refuse_doctype
        return parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            case "c":
                self._start_cell(attributes)
            case "v":
                self.in_value, self.value = True, ""
            case "si":
                self.letters = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        if place := attributes.get("r"):
            self.row, self.column = _row_and_column(place)
        self.is_shared = attributes.get("t") == "s"
        self.height, self.width = max(self.height, self.row), max(self.width, self.column)
        if self.cells + self.height * self.width > MAX_XLSX_CELLS:
            raise _too_much(self.height)

    def _end(self, name: str) -> None:
        match name.rpartition(":")[2]:
            case "si":
                self.lengths.append(self.letters)
            case "v":
                self._end_value()

    def _end_value(self) -> None:
        self.in_value = False
        if self.is_shared:
            self.text += self.lengths[int(self.value)]
        if self.text > MAX_XLSX_TEXT:
            raise RosterRefused(RefusalKind.TOO_MUCH_INSIDE)

    def _characters(self, text: str) -> None:
        self.letters += len(text)
        if self.in_value:
            self.value = (self.value + text)[:100]


def _row_and_column(place: str) -> tuple[int, int]:
    """Where a cell stands: "C12" is row 12, column 3. Raises `ValueError` for anything else."""
    if (found := _PLACE.fullmatch(place)) is None:
        raise ValueError(place)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _too_much(height: int) -> RosterRefused:
    if height > MAX_ROWS:
        return RosterRefused(RefusalKind.TOO_MANY_ROWS, limit=MAX_ROWS)
    return RosterRefused(RefusalKind.TOO_MUCH_INSIDE)


def _refuse_doctype(*_: object) -> None:
    """No office program writes a document type; it exists here only to declare entities that explode."""
    raise RosterRefused(RefusalKind.UNREADABLE)
