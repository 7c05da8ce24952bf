"""The contact of eight weeks as eight numbers: what the bars in the list show."""

from collections.abc import Iterable
from datetime import date

WEEKS = 8


def contacts_by_week(days: Iterable[date], today: date) -> tuple[int, ...]:
    """Return the contacts in each of the last ``WEEKS`` weeks of seven days, the present one last."""
    counts = [0] * WEEKS
    for day in days:
        ago = (today - day).days // 7
        if 0 <= ago < WEEKS:
            counts[WEEKS - 1 - ago] += 1
    return tuple(counts)
