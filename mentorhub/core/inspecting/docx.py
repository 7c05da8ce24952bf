"""A DOCX from outside: a plain package of Word without macros, objects or outside parts; then its text.

What a package may hold follows ECMA-376 part 2; what is refused follows OWASP ASVS 5.0, 5.2.
"""

import io
import zipfile

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]  # compiled, without types

from mentorhub.core.inspecting.limits import HEAD, MOST_ENTRIES, MOST_RATIO, MOST_UNPACKED, Refused
from mentorhub.core.inspecting.parts import Part, is_plain, parsed
from mentorhub.core.inspecting.words import plain_text

MARK, PDF_MARK = b"PK\x03\x04", b"%PDF-"
TYPES, DOCUMENT = "[Content_Types].xml", "word/document.xml"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PACKING = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
IS_ENCRYPTED = 0x1


def inspected(content: bytes) -> tuple[str, int]:
    """Return the text of a DOCX; its number of pages is not in the file, so it is 0.

    Raises:
        Refused: it holds something else than a text with pictures.
    """
    if not content.startswith(MARK) or PDF_MARK in content[:HEAD]:
        raise Refused("polyglot")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        _is_only_a_zip(content, archive, entries)
        _is_small(content, entries)
        _are_names_plain(entries)
        parts = {entry.filename: Part(entry.filename, archive.read(entry)) for entry in entries}
    if DOCUMENT not in parts or TYPES not in parts:
        raise Refused("wrong_type")
    for part in parts.values():
        is_plain(part)
    _is_word(parts[TYPES])
    return plain_text(_text(parts)), 0


def _is_only_a_zip(content: bytes, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Refuse bytes before, after or between the entries: another program could take them for its own."""
    if not entries or min(entry.header_offset for entry in entries) != 0 or archive.comment:
        raise Refused("polyglot")
    # The record at the end has 22 bytes when there is no comment (APPNOTE 4.3.16).
    if content[-22:-18] != b"PK\x05\x06":
        raise Refused("polyglot")
    packed = sum(entry.compress_size for entry in entries)
    names = sum(len(entry.orig_filename.encode()) for entry in entries)
    # Headers and extra fields take some room; more than this is room for something else.
    if len(content) - packed - 2 * names > 8192 + 200 * len(entries):
        raise Refused("polyglot")


def _is_small(content: bytes, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * len(content):
        raise Refused("too_heavy")
    if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
        raise Refused("encrypted_office")
    if any(entry.compress_type not in PACKING for entry in entries):
        raise Refused("broken")


def _are_names_plain(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.orig_filename for entry in entries]
    for name in names:
        steps = name.rstrip("/").split("/")
        if "\\" in name or "\x00" in name or ":" in name or any(step in ("", ".", "..") for step in steps):
            raise Refused("path_inside")
    if len({name.casefold() for name in names}) != len(names):
        raise Refused("path_inside")


def _is_word(types: Part) -> None:
    """Refuse a package whose main part is something else than a plain document of Word."""
    kinds = {
        str(entry.get("PartName", "")).lstrip("/"): str(entry.get("ContentType", ""))
        for entry in parsed(types.content)
    }
    if kinds.get(DOCUMENT) != MAIN_TYPE:
        raise Refused("wrong_type")


def _text(parts: dict[str, Part]) -> str:
    """Return what is written: headers first, as a name often stands there, then the text itself."""
    headers = sorted(name for name in parts if name.startswith("word/header"))
    return "\n".join(_written(parsed(parts[name].content)) for name in [*headers, DOCUMENT])


def _written(root: etree._Element) -> str:
    # A text box stands in the file twice: the second time for old programs.
    for double in list(root.iter(FALLBACK)):
        parent = double.getparent()
        if parent is not None:
            parent.remove(double)
    found: list[str] = []
    for element in root.iter(WORD + "p", WORD + "t", WORD + "tab", WORD + "br"):
        signs = {WORD + "p": "\n", WORD + "tab": "\t", WORD + "br": "\n"}
        found.append(signs.get(str(element.tag), element.text or ""))
    return "".join(found)
