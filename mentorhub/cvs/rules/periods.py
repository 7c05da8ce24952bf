"""The months in what somebody typed as a period, and the gaps between periods."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

MOST_MONTHS_OFF = 3
"""So many months between two periods raise no question: a long summer, or a time of applying."""

_NAMES = {
    month: number
    for number, names in enumerate(
        (
            ("jan",),
            ("feb",),
            ("maa", "mrt", "mar"),
            ("apr",),
            ("mei", "may"),
            ("jun",),
            ("jul",),
            ("aug",),
            ("sep",),
            ("okt", "oct"),
            ("nov",),
            ("dec",),
        ),
        start=1,
    )
    for month in names
}
_NOW = {"", "nu", "heden", "now", "present", "today", "vandaag"}
_YEAR = re.compile(r"(19|20)\d\d")
_NUMBER = re.compile(r"(?:(?P<month>\d{1,2})[-/. ])?(?P<year>(?:19|20)\d\d)(?:[-/. ](?P<after>\d{1,2}))?")
_DAY = re.compile(r"\d{1,2}[-/. ](?P<month>\d{1,2})[-/. ](?P<year>(?:19|20)\d\d)")

Month = int
"""A month counted from the year 0: twelve times the year, plus the month from 0."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Months without anything: the first and the last of them."""

    first: Month
    last: Month


def month_of(year: int, month: int) -> Month:
    """Return the month of a year (month from 1)."""
    return year * 12 + month - 1


def _named(words: str) -> tuple[int, int] | None:
    year = _YEAR.search(words)
    names = (_NAMES.get(word[:3]) for word in re.findall(r"[a-z]+", words))
    found = next((number for number in names if number), None)
    return (int(year[0]), found) if year and found else None


def _numbered(words: str) -> tuple[int, int | None] | None:
    """Return year and month of ``2023``, ``9-2023``, ``2023-09`` or ``1-9-2023``; a month may be missing."""
    found = _DAY.fullmatch(words) or _NUMBER.fullmatch(words)
    if found is None:
        return None
    parts = found.groupdict()
    month = parts["month"] or parts.get("after")
    if month is not None and not 1 <= int(month) <= 12:
        return None
    return int(parts["year"]), int(month) if month else None


def read_month(typed: str, *, is_end: bool, today: Month) -> Month | None:
    """Return the month that somebody typed, None when it cannot be read.

    Args:
        typed: such as ``sep 2023``, ``09-2023``, ``2023`` or ``nu``.
        is_end: a year alone then means its December, otherwise its January; nothing typed means now.
        today: this month.
    """
    words = typed.strip().lower()
    if words in _NOW:
        return today if is_end else None
    found = _named(words) or _numbered(words)
    if found is None:
        return None
    year, month = found
    return month_of(year, month or (12 if is_end else 1))


def gaps(periods: Iterable[tuple[Month, Month]]) -> tuple[Gap, ...]:
    """Return the stretches longer than ``MOST_MONTHS_OFF`` between periods (first and last month of each)."""
    found: list[Gap] = []
    until: Month | None = None
    for start, end in sorted(periods):
        if until is not None and start - until - 1 > MOST_MONTHS_OFF:
            found.append(Gap(until + 1, start - 1))
        until = end if until is None else max(until, end)
    return tuple(found)
