"""Days in the demo: doing something as if it were days ago, holidays, and counting as the watch does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mentorhub.core import clock
from mentorhub.core.dates import local_day
from mentorhub.monitoring.rules import DaysOff
from mentorhub.programmes.school_year import school_year
from mentorhub.settings import settings

# Name, years after the school year's first, ISO week, and how many weeks; about as in the south.
_HOLIDAYS = (
    ("Herfstvakantie", 0, 43, 1),
    ("Kerstvakantie", 0, 52, 2),
    ("Voorjaarsvakantie", 1, 8, 1),
    ("Meivakantie", 1, 18, 2),
    ("Zomervakantie", 1, 29, 6),
)
_LONGEST_WAY = 400


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    """Do what is inside as if it were so many days ago."""
    clock.move(timedelta(days=-days))
    try:
        yield
    finally:
        clock.move(timedelta())


@dataclass(frozen=True, slots=True)
class Break:
    """A holiday: the school year that it belongs to, its name, the first and the last day."""

    year: str
    name: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """Today at the demo school, and the days off around it."""

    today: date
    zone: str
    breaks: tuple[Break, ...]

    def ago(self, counted: int) -> int:
        """Return how many days ago it was, when so many days that count went by since.

        So the stories of the demo are the same on every day of the year: late by 3 days stays that.
        """
        off = DaysOff.of((one.from_on, one.until_on) for one in self.breaks)
        return next(
            days
            for days in range(_LONGEST_WAY)
            if off.counted(self.today - timedelta(days=days), self.today) == counted
        )

    def day(self, days: int) -> date:
        """Return the day so many days ago; a negative number is a day to come."""
        return self.today - timedelta(days=days)

    def moment(self, days: int, hour: int = 16) -> datetime:
        """Return an hour of the day so many days ago; today it is a moment before now."""
        then = datetime.combine(self.day(days), time(hour), ZoneInfo(self.zone))
        return min(then, clock.now() - timedelta(minutes=1)) if days >= 0 else then


def calendar() -> Calendar:
    """Return the calendar of the demo school as it is today."""
    return calendar_of(local_day(clock.now(), settings().zone))


def calendar_of(today: date) -> Calendar:
    """Return the calendar of a day: the holidays of its school year and of the one before."""
    first = school_year(today)[0].year
    return Calendar(today, settings().zone, (*_breaks(first - 1), *_breaks(first)))


def _breaks(year: int) -> list[Break]:
    found = []
    for name, later, week, weeks in _HOLIDAYS:
        monday = date.fromisocalendar(year + later, week, 1)
        saturday, length = monday - timedelta(days=2), timedelta(days=7 * weeks + 1)
        found.append(Break(f"{year}-{year + 1}", name, saturday, saturday + length))
    return found
