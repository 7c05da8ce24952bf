"""Which pair needs a teacher, why, and how soon; pure: facts and a day in, a state with its reason out.

The rule comes from the programme: the teacher makes sure that the coach makes contact within one month
after the match, keeps monitoring, and helps where it goes less smoothly.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WEEKS = 8
REMIND_AGAIN = timedelta(days=3)


class Watch(StrEnum):
    """How a pair is doing."""

    LATE = "late"
    DUE = "due"
    QUIET = "quiet"
    FRESH = "fresh"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a state begins, in calendar days.

    Attributes:
        warn_from: days after the match from which a missing first contact is mentioned.
        urgent_from: days after the match from which it comes before pairs that went quiet.
        quiet_from: days after the latest contact from which a pair counts as quiet.
    """

    warn_from: int = 14
    urgent_from: int = 23
    quiet_from: int = 21


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a pair; days are days of the school's calendar.

    Attributes:
        matched_on: the day of the match.
        first_contact_days: days after the match that the programme gives for the first contact.
        last_contact_on: day of the latest contact, None before the first.
    """

    matched_on: date
    first_contact_days: int
    last_contact_on: date | None


@dataclass(frozen=True, slots=True)
class Attention:
    """What to tell a teacher about a pair.

    Attributes:
        state: how the pair is doing.
        days: late: over the deadline; due and fresh: still left; quiet and fine: since the latest contact.
        tone: colour of the pill (late, soon, brand or ok).
        urgency: a higher one comes first; 0 or less needs nobody.
    """

    state: Watch
    days: int
    tone: str
    urgency: int

    @property
    def is_needed(self) -> bool:
        """Whether a teacher is needed."""
        return self.urgency > 0


# Each band leaves room for the days within it: 10,000 days are 27 years.
_BAND = 10_000
_LATE, _URGENT, _QUIET, _DUE = (n * _BAND for n in (4, 3, 2, 1))
# Who is just matched stands above who is doing well.
_FINE = -1


def attention(facts: Facts, today: date, thresholds: Thresholds | None = None) -> Attention:
    """Return how a pair is doing on a day.

    Over time comes first, then a deadline that is near, then quiet pairs, then the early warning; within
    each the one that waits longest.
    """
    chosen = thresholds or Thresholds()
    if facts.last_contact_on is None:
        return _before_first_contact(facts, today, chosen)
    since = max((today - facts.last_contact_on).days, 0)
    if since >= chosen.quiet_from:
        return Attention(Watch.QUIET, since, "soon", _QUIET + since)
    return Attention(Watch.FINE, since, "ok", _FINE)


def _before_first_contact(facts: Facts, today: date, chosen: Thresholds) -> Attention:
    passed = (today - facts.matched_on).days
    left = facts.first_contact_days - passed
    if left < 0:
        return Attention(Watch.LATE, -left, "late", _LATE - left)
    if passed >= chosen.urgent_from:
        return Attention(Watch.DUE, left, "soon", _URGENT + _BAND - 1 - left)
    if passed >= chosen.warn_from:
        return Attention(Watch.DUE, left, "brand", _DUE + _BAND - 1 - left)
    return Attention(Watch.FRESH, left, "brand", 0)


def may_remind(last_reminded_on: date | None, today: date) -> bool:
    """Whether a pair may be reminded: not again within three calendar days."""
    return last_reminded_on is None or today - last_reminded_on >= REMIND_AGAIN


def contacts_by_week(days: Iterable[date], today: date) -> tuple[int, ...]:
    """Return the contacts in each of the last ``WEEKS`` weeks of seven days, the present one last."""
    counts = [0] * WEEKS
    for day in days:
        ago = (today - day).days // 7
        if 0 <= ago < WEEKS:
            counts[WEEKS - 1 - ago] += 1
    return tuple(counts)
