"""What the pair's room is made of, as values."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mentorhub.matching.service.wishes import MentorFacts
from mentorhub.pairs.rules import FirstContact


class DayRefused(Exception):
    """The day or time cannot be: a contact in the future or before the match, an appointment in the past."""


class TooMany(Exception):
    """There are as many notes, or things to do, as a room holds."""


class TooOften(Exception):
    """The appointment was changed so often just now that another mail about it would be a nuisance."""


@dataclass(frozen=True, slots=True)
class PairLine:
    """One pair as one of the two sees it.

    Attributes:
        pair_id: the pair.
        person_id: the other.
        first_name: of the other.
        full_name: of the other.
        initials: of the other.
        course: of the other; may be empty.
        since: the moment of the match.
        zone: the school's time zone.
        first_contact: until when for the first contact; None once there was one.
        last_contact_on: day of the latest contact, None before the first.
    """

    pair_id: uuid.UUID
    person_id: uuid.UUID
    first_name: str
    full_name: str
    initials: str
    course: str
    since: datetime
    zone: str
    first_contact: FirstContact | None
    last_contact_on: date | None


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact moment.

    Attributes:
        contact_id: the moment.
        happened_on: its day in the school's calendar.
        channel: one of ``rules.CHANNELS``, or ``rules.SPOKE``.
        minutes: how long; 0 when that was not asked.
        is_mine: whether the reader logged it.
        can_undo: whether the reader can take it back now.
        planned: whether it was agreed beforehand.
        answer: what the other of the two says of it: nothing yet, ``confirmed`` or ``corrected``.
        before: how it was logged, when it was corrected.
    """

    contact_id: uuid.UUID
    happened_on: date
    channel: str
    minutes: int
    is_mine: bool
    can_undo: bool
    planned: bool
    answer: str
    before: "Before | None"


@dataclass(frozen=True, slots=True)
class Before:
    """How a contact moment was logged, before the other corrected it."""

    happened_on: date
    channel: str
    minutes: int


@dataclass(frozen=True, slots=True)
class RhythmLine:
    """How often the two are in contact (``rules.RHYTHMS``), and whether the reader set it."""

    rhythm: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class PauseLine:
    """A pause that runs, up to and including a day; ``is_mine`` says whether the reader set it.

    ``is_by_school`` says that neither of the two did, but staff.
    """

    reason: str
    until_on: date
    is_mine: bool
    is_by_school: bool = False


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """A time the two meet, or met; ``minutes`` is how long."""

    appointment_id: uuid.UUID
    starts_at: datetime
    minutes: int
    place: str


@dataclass(frozen=True, slots=True)
class PairRoom:
    """The room of a pair.

    Attributes:
        line: who the other is and how far the two are.
        today: today in the school's calendar.
        matched_on: the day of the match in the school's calendar.
        email: of the other, empty when not shown.
        phone: of the other, empty when not shown.
        own_reason: what a mentee is told about her match (Proposal.own_reason), empty for a mentor.
        facts: what a mentor may know about the match, None for a mentee.
        contacts: the latest first, at most 50.
        appointment: the next one, None when nothing is planned.
        question: a past one of which nobody said yet whether it happened, None without one.
        rhythm: how often the two agreed to be in contact, None when they did not.
        pause: the pause that runs, None without one.
    """

    line: PairLine
    today: date
    matched_on: date
    email: str
    phone: str
    own_reason: dict[str, Any]
    facts: MentorFacts | None
    contacts: tuple[ContactLine, ...]
    appointment: AppointmentLine | None
    question: AppointmentLine | None
    rhythm: RhythmLine | None
    pause: PauseLine | None
