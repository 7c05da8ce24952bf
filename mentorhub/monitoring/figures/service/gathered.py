"""What the database tells, before it is counted: moments, steps and words of ours only."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Holiday, Programme

Id = uuid.UUID
MOST_WEEKS = 60


@dataclass(frozen=True, slots=True)
class PairFact:
    """A pair up to its day: its first and its latest contact, and what the two agreed."""

    mentee_id: Id
    started_at: datetime
    ended_at: datetime | None
    first_contact_on: date | None
    last_contact_on: date | None
    rhythm: str | None
    is_paused: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is counted; every moment lies before the end of the day of its programme."""

    programmes: Mapping[Id, Programme]
    until: Mapping[Id, date]
    zone: str
    groups: list[tuple[Id, Id, str, bool]]
    """Group, programme, name, and whether the reader teaches it."""
    people: list[Enrolment]
    pairs: list[PairFact]
    steps: Mapping[Id, set[str]]
    """By mentee the steps that her applications came to."""
    placements: Mapping[Id, tuple[datetime, str]]
    """By mentee when the first was found, and through whom."""
    leads: list[tuple[Id, Id, Id | None, int]]
    """Programme, person, enrolment, number of leads."""
    calls: list[tuple[Id, Id, str, datetime, datetime | None]]
    """Programme, enrolment of the caller, category, asked, taken up."""
    contacts: list[tuple[Id, int, bool, int, int]]
    """Programme, its week from 1, whether of an own group, number of contacts, number of pairs."""
    holidays: list[Holiday]

    def ends(self, programme_id: Id) -> datetime:
        """Return the end of the day that a programme is counted up to."""
        return end_of(self.until[programme_id], self.zone)


def end_of(day: date, zone: str) -> datetime:
    """Return the moment at which a day is over at a school."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))


def weeks_of(starts_on: date, until: date) -> list[tuple[int, date, date]]:
    """Return the weeks of a programme up to a day: number from 1, first and last day."""
    count = min((until - starts_on).days // 7 + 1, MOST_WEEKS)
    firsts = [(week, starts_on + timedelta(weeks=week - 1)) for week in range(1, count + 1)]
    return [(week, first, min(first + timedelta(days=6), until)) for week, first in firsts]
