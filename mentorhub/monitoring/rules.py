"""Which pair needs a teacher, why, and how soon; pure: facts and a day in, a state with its reason out.

The rule comes from the programme: the teacher makes sure that the coach makes contact within one month
after the match, keeps monitoring, and helps where it goes less smoothly. A pair that agreed on a slower
rhythm, or on a pause, is left in peace as long as it keeps to that.
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
    PAUSED = "paused"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a state begins, in calendar days.

    Attributes:
        warn_from: days after the match from which a missing first contact is mentioned.
        urgent_from: days after the match from which it comes before pairs that went quiet.
        quiet_from: days after the latest contact from which a pair counts as quiet, at least.
        rhythms_missed: how many times its rhythm a pair that agreed on one may be silent.
    """

    warn_from: int = 14
    urgent_from: int = 23
    quiet_from: int = 21
    rhythms_missed: int = 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a pair; days are days of the school's calendar.

    Attributes:
        matched_on: the day of the match.
        first_contact_days: days after the match that the programme gives for the first contact.
        last_contact_on: day of the latest contact, None before the first.
        rhythm_days: days between two contacts as the two agreed, None when they did not.
        paused_until: last day of the latest pause, also when it is over; None without one.
    """

    matched_on: date
    first_contact_days: int
    last_contact_on: date | None
    rhythm_days: int | None = None
    paused_until: date | None = None


@dataclass(frozen=True, slots=True)
class Attention:
    """What to tell a teacher about a pair.

    Attributes:
        state: how the pair is doing.
        days: late: over the deadline; due and fresh: still left; quiet and fine: since the latest contact;
            paused: left of the pause, 0 on its last day.
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
    each the one that waits longest. While a pause lasts nobody is needed; after it, silence counts from its
    last day, so that no pair is quiet on the day that it begins again.
    """
    chosen = thresholds or Thresholds()
    if facts.paused_until is not None and today <= facts.paused_until:
        return Attention(Watch.PAUSED, (facts.paused_until - today).days, "", 0)
    if facts.last_contact_on is None:
        return _before_first_contact(facts, today, chosen)
    since = max((today - facts.last_contact_on).days, 0)
    silent = (today - max(facts.last_contact_on, facts.paused_until or facts.last_contact_on)).days
    if silent >= quiet_from(facts.rhythm_days, chosen):
        return Attention(Watch.QUIET, since, "soon", _QUIET + since)
    return Attention(Watch.FINE, since, "ok", _FINE)


def quiet_from(rhythm_days: int | None, chosen: Thresholds) -> int:
    """Return from how many days of silence a pair is quiet: longer than twice its rhythm, not before 21."""
    if rhythm_days is None:
        return chosen.quiet_from
    return max(chosen.quiet_from, chosen.rhythms_missed * rhythm_days + 1)


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
