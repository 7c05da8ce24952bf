"""What acts of staff take and what came of them, as values."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

Whom = Literal["both", "mentee", "mentor"]
BreakReason = Literal["holiday", "exams", "other"]
EndReason = Literal["stopped", "placed", "no_fit", "no_contact", "other"]
END_REASONS: tuple[EndReason, ...] = ("stopped", "placed", "no_fit", "no_contact", "other")
BREAK_REASONS: tuple[BreakReason, ...] = ("holiday", "exams", "other")
WHOM: tuple[Whom, ...] = ("both", "mentee", "mentor")
TALK_MINUTES = (15, 30, 45, 60)
MOST_AT_ONCE = 50


class DayRefused(Exception):
    """A day or time that cannot be: past, or too far ahead."""


class TooOften(Exception):
    """The two heard about talks so often within the hour that this one was not written."""


class NoReturn(Exception):
    """A pair cannot be opened again; ``why`` is ``late`` (over a day ago), ``taken`` or ``left``.

    ``taken``: the mentee has another mentor, or the mentor no place left. ``left``: one of the two left.
    """

    def __init__(self, why: Literal["late", "taken", "left"]) -> None:
        """Keep why, a key for the screen."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Did:
    """One act in a pair's history.

    Attributes:
        kind: as in the table ``staff_act``.
        day: the day of it, in the school's zone.
        by: full name of who did it, empty when the hub did or when that is not kept.
        is_mine: whether the reader did it.
        whom: ``both``, ``mentee`` or ``mentor`` for a reminder or a talk, else empty.
        until: the day that a talk, a pause or a snooze names, None without one.
        reason: why a pair was paused or ended, else empty.
    """

    kind: str
    day: date
    by: str = ""
    is_mine: bool = False
    whom: str = ""
    until: date | None = None
    reason: str = ""


class Stale(Exception):
    """Something was done about the pair since the page showed it; ``did`` is what, None when it ended."""

    def __init__(self, did: Did | None) -> None:
        """Keep what was done, for the screen."""
        super().__init__()
        self.did = did


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of a reminder.

    Attributes:
        outcome: ``sent``; ``already`` reminded within three days; ``nobody`` when both accounts are closed.
        mails: how many were mailed.
        in_hub: how many read it in the hub only.
        no_address: how many of those have no e-mail address.
        on: the day of the reminder that counts, None with ``nobody``.
    """

    outcome: Literal["sent", "already", "nobody"]
    mails: int
    in_hub: int
    no_address: int
    on: date | None


@dataclass(frozen=True, slots=True)
class Bulk:
    """What came of an act on many pairs.

    Attributes:
        done: pairs for which it was done.
        already: pairs that were reminded within three days.
        ended: pairs that ended meanwhile, or with nobody left to tell.
        no_address: persons without an e-mail address, who read it in the hub.
    """

    done: int = 0
    already: int = 0
    ended: int = 0
    no_address: int = 0


@dataclass(frozen=True, slots=True)
class NewTalk:
    """A talk to plan: with whom, day and time in the school's zone, minutes, and a place or nothing."""

    whom: Whom
    day: date
    at: time
    minutes: int
    place: str

    def starts_at(self, zone: str) -> datetime:
        """Return the moment it starts."""
        return datetime.combine(self.day, self.at, ZoneInfo(zone))


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A talk to come; where it is, stands in the mail of those who go."""

    talk_id: uuid.UUID
    whom: str
    starts_at: datetime
    minutes: int
    by: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A reminder as its reader gets it; ``name`` is the reader's first name."""

    name: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A text to remind with: its key, and the letters to the mentee and to the mentor."""

    key: str
    mentee: Letter
    mentor: Letter
