"""A PDF from outside: nothing that runs, opens or carries something else; then its text.

What is refused follows the actions of ISO 32000-2, 12.6.4, and OWASP ASVS 5.0, 5.2.
"""

import io
import logging
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from mentorhub.core.inspecting.limits import HEAD, MOST_OBJECTS, MOST_PAGES, MOST_TEXT, Refused
from mentorhub.core.inspecting.words import plain_text

MARK, END = b"%PDF-", b"%%EOF"
BLANK = b"\r\n\t \x0c\x00"
PAGE_MARKS = re.compile(rb"<(?:!doctype|html|script|svg|\?php|iframe|body)", re.IGNORECASE)
RUNNING_KEYS = frozenset({"/JS", "/JavaScript", "/AA", "/XFA"})
RUNNING_ACTIONS = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition", "/Movie"}
)
CARRYING_KEYS = frozenset({"/EmbeddedFiles", "/RichMediaContent", "/EF"})
CARRYING_KINDS = frozenset({"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Screen", "/3D"})
RUNNING_ADDRESS = re.compile(r"\s*(?:javascript|vbscript|data|file):", re.IGNORECASE)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it quotes the file


def inspected(content: bytes) -> tuple[str, int]:
    """Return the text of a PDF and its number of pages.

    Raises:
        Refused: it holds something else than pages to read.
    """
    _is_only_a_pdf(content)
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Refused("encrypted_pdf")
    for found in _dictionaries(reader):
        _is_quiet(found)
    pages = len(reader.pages)
    if pages > MOST_PAGES:
        raise Refused("too_many_pages")
    if pages == 0:
        raise Refused("broken")
    return plain_text(_text(reader)), pages


def _is_only_a_pdf(content: bytes) -> None:
    if not content.startswith(MARK):
        raise Refused("polyglot")
    tail = content.rpartition(END)
    if not tail[1]:
        raise Refused("broken")
    if tail[2].strip(BLANK) or PAGE_MARKS.search(content[:HEAD]) or _is_a_zip(content):
        raise Refused("polyglot")


def _is_a_zip(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return bool(archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Yield every dictionary of the file, also those that no page uses: another reader may find them."""
    waiting: list[Any] = [reader.trailer, *_all_objects(reader)]
    seen: set[int] = set()
    looked = 0
    while waiting:
        looked += 1
        if looked > MOST_OBJECTS:
            raise Refused("too_heavy")
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            yield found
            waiting += [value for value in found.values() if _may_hold(value)]
        elif isinstance(found, ArrayObject):
            waiting += [value for value in found if _may_hold(value)]


def _may_hold(value: Any) -> bool:
    return isinstance(value, IndirectObject | DictionaryObject | ArrayObject)


def _all_objects(reader: PdfReader) -> list[IndirectObject]:
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    return [IndirectObject(number, 0, reader) for number in numbers]


def _is_quiet(found: DictionaryObject) -> None:
    """Refuse a dictionary that runs something, opens something by itself or carries another file."""
    keys = set(found)
    if keys & CARRYING_KEYS or _word(found, "/Type") in CARRYING_KINDS:
        raise Refused("carries_files")
    if _word(found, "/Subtype") in CARRYING_KINDS:
        raise Refused("carries_files")
    if keys & RUNNING_KEYS or _word(found, "/S") in RUNNING_ACTIONS or _opens_something(found):
        raise Refused("runs_something")
    if RUNNING_ADDRESS.match(_word(found, "/URI")):
        raise Refused("runs_something")


def _word(found: DictionaryObject, key: str) -> str:
    value = found.get(key)
    return value if isinstance(value, str) else ""


def _opens_something(found: DictionaryObject) -> bool:
    """Whether opening the file does more than showing a page of it, as LibreOffice and LaTeX ask."""
    action = found.get("/OpenAction")
    action = action.get_object() if action is not None else None
    if isinstance(action, DictionaryObject):
        return _word(action, "/S") != "/GoTo"
    return action is not None and not isinstance(action, ArrayObject)


def _text(reader: PdfReader) -> str:
    parts: list[str] = []
    for page in reader.pages:
        parts.append(page.extract_text())
        if sum(map(len, parts)) > MOST_TEXT:
            break
    return "\n\n".join(parts)
