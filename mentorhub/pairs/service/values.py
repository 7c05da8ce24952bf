"""What the pair's room is made of, as values."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mentorhub.matching.service.wishes import MentorFacts
from mentorhub.pairs.rules import FirstContact


class DayRefused(Exception):
    """The day or time cannot be: a contact in the future or before the match, an appointment in the past."""


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
    """One contact moment; ``is_mine`` says who logged it, ``can_undo`` whether I can take it back now."""

    contact_id: uuid.UUID
    happened_on: date
    channel: str
    minutes: int
    is_mine: bool
    can_undo: bool


@dataclass(frozen=True, slots=True)
class AppointmentLine:
    """The next time the two meet; ``minutes`` is how long."""

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
