"""What applications are for those who read them, as values."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from mentorhub.internships.rules.applications import Stay


class ApplicationRefused(Exception):
    """What was asked cannot be; ``why`` is the last part of a key in ``applications.refused``."""

    def __init__(self, why: str) -> None:
        """Take the reason."""
        super().__init__(why)
        self.why = why


class ChangedMeanwhile(Exception):
    """The application was changed in another window since this one showed it; nothing is written."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an application ends.

    Attributes:
        step: ``rejected`` or ``withdrawn``.
        reason: one of ``rules.REASONS``.
        may_talk: ``yes`` or ``no``: whether somebody of the school may speak with the mentee. It is asked,
            and kept, only when she thinks that she was treated differently.
    """

    step: str
    reason: str
    may_talk: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an application comes from.

    Attributes:
        lead_id: the lead that was taken up.
        person_id: who shared it.
        name: first name of who shared it.
        audience: for whom it was shared: ``mentee``, ``group`` or ``programme``.
        by_self: whether the mentee found it herself.
        introduced: whether who shared it introduced the mentee.
    """

    lead_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    audience: str
    by_self: bool
    introduced: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One application in a list.

    Attributes:
        application_id: the application.
        mentee_id: enrolment of the mentee.
        mentee: first name of the mentee.
        company: name of the company.
        place: where it is; may be empty.
        role: what the mentee would do there; may be empty.
        step: where it stands.
        since: the moment it came into that step.
        next_action: what the mentee does next; may be empty.
        next_on: its day, None without one.
        version: guards two changes at once.
        origin: the lead behind it, None without one.
    """

    application_id: uuid.UUID
    mentee_id: uuid.UUID
    mentee: str
    company: str
    place: str
    role: str
    step: str
    since: datetime
    next_action: str
    next_on: date | None
    version: int
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Applications:
    """Applications that the actor reads, those that go on first; today and the zone are the school's."""

    lines: tuple[Line, ...]
    today: date
    now: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document of an application; ``size`` in bytes."""

    document_id: uuid.UUID
    title: str
    name: str
    size: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Placed:
    """An internship that was found, as the form sends it and the page shows it.

    Attributes:
        starts_on: its first day.
        ends_on: its last day.
        through: one of ``rules.THROUGH``.
    """

    starts_on: date
    ends_on: date
    through: str


@dataclass(frozen=True, slots=True)
class File:
    """One application with everything that belongs to it, for who reads it.

    Attributes:
        line: the application.
        stays: how long it was in each step.
        reason: why it ended, for the mentee alone; empty for a mentor.
        may_talk: the mentee's answer, empty for a mentor.
        can_undo: whether the last step can be taken back by the actor.
        documents: the newest first.
        placed: the placement, None before.
        can_correct: whether the actor may still correct it.
        proposed: what the form of the placement proposes.
        today: today in the school's calendar.
        now: the moment it was read.
        zone: the school's time zone.
    """

    line: Line
    stays: tuple[Stay, ...]
    reason: str
    may_talk: str
    can_undo: bool
    documents: tuple[Document, ...]
    placed: Placed | None
    can_correct: bool
    proposed: Placed
    today: date
    now: datetime
    zone: str
