"""What the service gives and takes, as values."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from mentorhub.cvs.rules.content import Content, Entry, Spot


class EntryGone(Exception):
    """The entry was removed meanwhile, in another tab or on another device."""


class TipRefused(Exception):
    """The tip cannot be: ``reason`` is ``empty``, ``gone``, ``too_long`` or ``too_many``."""

    def __init__(self, reason: str) -> None:
        """Take the reason, a word that the page has a sentence for."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Junior:
    """A junior of mine: the enrolment whose CV it is, and who it is."""

    enrolment_id: uuid.UUID
    person_id: uuid.UUID
    full_name: str
    initials: str
    course: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a CV.

    Attributes:
        version_id: the version.
        number: counted from 1 per CV.
        kind: ``written``, ``uploaded``, ``taken_over`` or ``restored``.
        saved_at: the moment of its last save.
        by: full name of who saved it.
        file_name: of an upload, else empty.
    """

    version_id: uuid.UUID
    number: int
    kind: str
    saved_at: datetime
    by: str
    file_name: str


@dataclass(frozen=True, slots=True)
class UploadView:
    """An uploaded version: its line, and its text in paragraphs (at most 60 of at most 1,000 characters)."""

    line: VersionLine
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CvPage:
    """A CV as its owner or the coach opens it.

    Attributes:
        of: the enrolment of the owner.
        full_name: of the owner.
        first_name: of the owner.
        is_own: whether the reader is the owner.
        zone: the school's time zone.
        content: what it holds; for the owner who has none yet, what the hub knows already.
        latest: the newest version, None when nothing was saved yet.
        upload: the newest uploaded version, None when there is none.
        coaches: first names of the running coaches of the owner.
    """

    of: uuid.UUID
    full_name: str
    first_name: str
    is_own: bool
    zone: str
    content: Content
    latest: VersionLine | None
    upload: UploadView | None
    coaches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """A text was saved, or stood there already; the text as it stands and the number of the version."""

    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Clash:
    """A text was not saved, as another one stands there than the writer saw: that other one."""

    stands: str


@dataclass(frozen=True, slots=True)
class Removed:
    """An entry that was removed, and its place from 0, to put it back."""

    section: str
    place: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class NewTip:
    """A tip to give.

    Attributes:
        spot: where: a section, an entry of it, or a field; ``upload`` with the version's number as entry.
        passage: the sentence or paragraph it is about, empty for a whole section or entry.
        text: the advice.
        suggestion: what could stand instead of the passage, empty for none.
    """

    spot: Spot
    passage: str
    text: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Stands:
    """What a tip is about, as it is now: the name of the entry, and whether the passage still stands."""

    entry_name: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class TipLine:
    """One tip of a coach; ``state`` is ``open``, ``taken`` or ``resolved``."""

    tip_id: uuid.UUID
    spot: Spot
    passage: str
    text: str
    suggestion: str
    state: str
    by: str
    is_mine: bool
    created_at: datetime
    version_number: int
    stands: Stands


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking over or putting back.

    Attributes:
        is_done: whether it was done.
        reason: ``done``, ``changed`` (the passage stands there no more) or ``too_long``.
        stands: the text of the field as it is now.
        wanted: the suggestion, or the passage to put back.
    """

    is_done: bool
    reason: str
    stands: str
    wanted: str


@dataclass(frozen=True, slots=True)
class RoomCv:
    """The CV of a pair in its room: whose, the newest version (0 for none), and how many tips."""

    of: uuid.UUID
    number: int
    tips: int
    open_tips: int
    coach: str
    is_own: bool
