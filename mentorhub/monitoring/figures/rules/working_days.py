"""How fast a call for help was taken up."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from statistics import median

SATURDAY = 5


def next_working_day(day: date, days_off: Collection[date]) -> date:
    """Return the first day after ``day`` that is no weekend and not in ``days_off``."""
    day += timedelta(days=1)
    while day.weekday() >= SATURDAY or day in days_off:
        day += timedelta(days=1)
    return day


def is_within_a_working_day(asked_on: date, taken_on: date, days_off: Collection[date]) -> bool:
    """Whether a call was taken up by the end of the next working day."""
    return taken_on <= next_working_day(asked_on, days_off)


def median_hours(seconds: Sequence[float]) -> int:
    """Return the median of some durations in whole hours, rounded up to at least 1."""
    return max(1, round(median(seconds) / 3600))
