"""Reading a file as a class list: its size and its real type are checked before anything is parsed."""

from mentorhub.people.roster.columns import Strength, header_strength
from mentorhub.people.roster.limits import MAX_BYTES
from mentorhub.people.roster.refused import RefusalKind, RosterRefused
from mentorhub.people.roster.table import Table, build_table
from mentorhub.people.roster.text_rows import text_rows
from mentorhub.people.roster.xlsx_rows import xlsx_rows

_TEXT_EXTENSIONS = frozenset({"csv", "txt", "tsv"})
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_NOT_A_LIST = (b"MZ", b"%PDF", b"{\\rtf", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"#!")


def read_table(data: bytes, filename: str, strength: Strength = header_strength) -> Table:
    """The class list in a CSV or XLSX file of at most 5 MB and 5,000 rows, all cells as text.

    `filename` is only looked at for its extension; `strength` knows the header of another kind of list.
    Raises `RosterRefused`, and nothing else.
    """
    if not data:
        raise RosterRefused(RefusalKind.EMPTY)
    if len(data) > MAX_BYTES:
        raise RosterRefused(RefusalKind.TOO_BIG, limit=MAX_BYTES)
    extension = _extension(filename)
    _check_type(data, extension)
    return build_table(
        xlsx_rows(data, strength) if extension == "xlsx" else text_rows(data, strength), strength
    )


def _extension(filename: str) -> str:
    """The end of the name, lower case, of at most 10 characters."""
    name = filename.replace("\\", "/").rpartition("/")[2]
    return name.strip().rpartition(".")[2].lower()[:10] if "." in name else ""


def _check_type(data: bytes, extension: str) -> None:
    """Name and content must say the same (ASVS 5.2.2), and both must be a class list."""
    if data.startswith(_OLE):
        locked = _ENCRYPTED in data
        raise RosterRefused(RefusalKind.LOCKED if locked else RefusalKind.OLD_EXCEL)
    _check_extension(extension)
    if data.startswith(_ZIP) != (extension == "xlsx") or _is_something_else(data):
        raise RosterRefused(RefusalKind.WRONG_CONTENT, extension=extension)


def _check_extension(extension: str) -> None:
    if extension == "xls":
        raise RosterRefused(RefusalKind.OLD_EXCEL)
    if extension == "xlsm":
        raise RosterRefused(RefusalKind.MACROS)
    if extension != "xlsx" and extension not in _TEXT_EXTENSIONS:
        raise RosterRefused(RefusalKind.WRONG_EXTENSION, extension=extension)


def _is_something_else(data: bytes) -> bool:
    """Programs, PDF, pictures, and web pages or XML (some systems export those under another name)."""
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((*_NOT_A_LIST, b"<"))
