"""Looking into a file before anybody keeps it: size, name, real type, and the inside in another process."""

from collections.abc import Collection
from dataclasses import dataclass

import puremagic

from mentorhub.core.files.kinds import DOCX, MOST_BYTES, PDF, FileRefused, Kind
from mentorhub.core.files.names import clean_name
from mentorhub.core.files.reading import read_apart

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""An OLE container: Word before 2007, or an Office file with a password on it (MS-OFFCRYPTO 2.3)."""
ENCRYPTED_PARTS = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept.

    Attributes:
        name: its name, cleaned.
        kind: what it really is.
        content: its bytes.
        text: the text that was found in it, 100,000 characters at most.
        pages: of a PDF, 0 where the file does not tell.
    """

    name: str
    kind: Kind
    content: bytes
    text: str
    pages: int


async def examine(name: str, content: bytes, *, kinds: Collection[Kind] = (PDF, DOCX)) -> Examined:
    """Look into a file that somebody sent; takes up to 15 seconds, the event loop goes on meanwhile.

    Raises:
        FileRefused: it is not taken, with the reason.
    """
    if not content:
        raise FileRefused("empty")
    if len(content) > MOST_BYTES:
        raise FileRefused("too_big")
    cleaned = clean_name(name)
    kind = _kind_of(cleaned, content, kinds)
    text, pages = await read_apart(kind, content)
    return Examined(cleaned, kind, content, text, pages)


def _kind_of(name: str, content: bytes, kinds: Collection[Kind]) -> Kind:
    """Return what a file really is; its name must say the same."""
    if content.startswith(OLD_OFFICE):
        is_locked = any(part in content for part in ENCRYPTED_PARTS)
        raise FileRefused("encrypted_office" if is_locked else "old_office")
    claimed = next((kind for kind in kinds if name.casefold().endswith(kind.extension)), None)
    real = next((kind for kind in kinds if kind.extension in _found_in(content)), None)
    if real is not None and claimed is real:
        return real
    if claimed is None and real is None:
        raise FileRefused("wrong_type")
    # Both names are marked at most so many bytes from the start: then it is two things at once.
    hides = any(mark in content[1:1024] for mark in (b"%PDF-", b"PK\x03\x04"))
    raise FileRefused("polyglot" if real is None and hides else "wrong_extension")


def _found_in(content: bytes) -> set[str]:
    try:
        return {match.extension for match in puremagic.magic_string(content)}
    except puremagic.PureError:
        return set()
