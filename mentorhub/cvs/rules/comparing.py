"""Two versions side by side: which words went away and which came, per section."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from mentorhub.cvs.rules.content import SECTIONS, Content, section_text

Mark = Literal["same", "gone", "new"]
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what happened to it."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A section of two versions.

    Attributes:
        section: its name; ``upload`` for the text of files.
        old: the older text in pieces, ``same`` and ``gone``.
        new: the newer text in pieces, ``same`` and ``new``.
    """

    section: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything went away or came."""
        return any(piece.mark != "same" for piece in (*self.old, *self.new))


def _piece(mark: Mark, words: list[str]) -> tuple[Piece, ...]:
    return (Piece(mark, "".join(words)),) if words else ()


def compare_text(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces; the pieces of each put together give that text back."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        left += _piece("same" if kind == "equal" else "gone", before[a:b])
        right += _piece("same" if kind == "equal" else "new", after[c:d])
    return tuple(left), tuple(right)


def compare(old: Content, new: Content) -> tuple[Compared, ...]:
    """Return the sections of two versions that hold anything in either, in the order of the page."""
    texts = ((section, section_text(old, section), section_text(new, section)) for section in SECTIONS)
    return tuple(Compared(name, *compare_text(a, b)) for name, a, b in texts if a or b)
