"""What the ledger says, as values: whose network opened which door; never a reason or a next action."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

SORTS = ("placements", "interviews", "applications", "introductions", "leads", "name")


@dataclass(frozen=True, slots=True)
class Opener:
    """One person who shared leads, and what came of them for the mentees in view.

    Attributes:
        person_id: who.
        name: full name.
        role: the part in the programme: ``mentee``, ``mentor``, ``teacher`` or ``coordinator``.
        leads: how many leads were shared.
        introductions: how many mentees were introduced.
        applications: how many applications came of the leads.
        interviews: how many of those came to an interview or further.
        placements: how many internships came through this person.
    """

    person_id: uuid.UUID
    name: str
    role: str
    leads: int
    introductions: int
    applications: int
    interviews: int
    placements: int


@dataclass(frozen=True, slots=True)
class Chain:
    """How one mentee came to an internship.

    Attributes:
        application_id: the application.
        version: guards two changes at once.
        mentee: full name.
        group: name of the group, may be empty.
        company: where.
        place: where that is; may be empty.
        through: one of ``rules.THROUGH``.
        opener: full name of whose network it was, empty when nobody of the school.
        lead_on: day on which the lead was shared, None without one.
        introduced_on: day of the introduction, None without one.
        applied_on: day on which the application was sent, else begun.
        placed_on: day on which the placement was recorded.
        starts_on: first day of the internship.
        ends_on: last day of the internship.
    """

    application_id: uuid.UUID
    version: int
    mentee: str
    group: str
    company: str
    place: str
    through: str
    opener: str
    lead_on: date | None
    introduced_on: date | None
    applied_on: date
    placed_on: date
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Totals:
    """How many of the ``mentees`` in view have what."""

    mentees: int
    applied: int
    interviewed: int
    placed: int


@dataclass(frozen=True, slots=True)
class QuietSearch:
    """A mentee who found nothing yet and has no new lead or application since ``since``."""

    mentee_id: uuid.UUID
    mentee: str
    group: str
    since: datetime
    weeks: int


@dataclass(frozen=True, slots=True)
class GroupName:
    """A group to filter by."""

    group_id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The whole ledger for who may see it.

    Attributes:
        totals: the figures.
        openers: who opened doors, sorted as asked.
        chains: the placements, the latest first.
        by_week: how many mentees were placed by the end of each week since the programme began.
        quiet: who has not moved for weeks, the longest first.
        groups: to filter by.
        zone: the school's time zone.
        today: today there.
    """

    totals: Totals
    openers: tuple[Opener, ...]
    chains: tuple[Chain, ...]
    by_week: tuple[int, ...]
    quiet: tuple[QuietSearch, ...]
    groups: tuple[GroupName, ...]
    zone: str
    today: date
