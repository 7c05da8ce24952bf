"""Who of a pair is mailed today, and why; pure. A few mails that help: nobody is pressed or told twice.

- Before the first contact: the mentor when the warning begins, both when it gets urgent, both on the last
  day, and after it weekly, three times. From then on it is up to a person.
- A silence, or a rhythm that slips: both are asked whether they spoke, every two weeks, three times in one
  silence.
- The search (no leads, no application): both get a tip every three weeks, once the contact is there: who is
  asked to get in touch is asked nothing else. An internship that begins without an agreement: both, weekly,
  three times.

Within three days of any reminder, also one of staff, nobody gets another about the same pair. Who planned an
appointment is not asked to get in touch, and around that day nothing is asked at all: its own mails go then.
Who asked for help is helped and not pressed; who pauses is left in peace.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from mentorhub.monitoring.rules.days import DaysOff
from mentorhub.monitoring.rules.values import Attention, Watch
from mentorhub.monitoring.rules.watch import may_remind

Who = Literal["mentee", "mentor"]
Whom = Literal["mentee", "mentor", "both"]
Why = Literal["warn", "urgent", "due", "late", "silence", "no_agreement", "no_application", "no_leads"]

WHYS: tuple[Why, ...] = get_args(Why)
ASKS_TO_MEET = frozenset({"warn", "urgent", "due", "late", "silence"})
"""Whys that ask whether the two spoke, or ask them to."""
FIRST_CONTACT = ASKS_TO_MEET - {"silence"}
SEARCH = frozenset({"no_application", "no_leads"})
MOST = 3
"""How often is said that a deadline passed, that it is quiet (in one silence), that an agreement lacks."""
EVERY: dict[str, int] = {"late": 7, "silence": 14, "no_agreement": 7, "no_application": 21, "no_leads": 21}
"""Days between two mails of the same why; the others are said once."""


@dataclass(frozen=True, slots=True)
class Said:
    """A reminder of before: its day, whom it went to, and why; ``why`` is empty for one of staff."""

    on: date
    whom: Whom
    why: str = ""

    def was_to(self, who: Who) -> bool:
        """Whether it went to one of the two."""
        return self.whom in ("both", who)


@dataclass(frozen=True, slots=True)
class Case:
    """What decides whether the two of a pair are mailed today.

    Attributes:
        attention: how the pair is doing today.
        last_contact_on: day of the latest contact, None before the first.
        said: every reminder about the pair, in any order.
        is_paused: whether a pause runs.
        has_call: whether one of the two asked for help and that is not closed.
        has_plan: whether they have an appointment to come.
        is_near_plan: whether an appointment was held some days ago of which nobody said yet whether it
            happened, or comes within two days: then its own mails go.
    """

    attention: Attention
    last_contact_on: date | None
    said: Sequence[Said] = ()
    is_paused: bool = False
    has_call: bool = False
    has_plan: bool = False
    is_near_plan: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """Who of a pair is mailed today, the mentor first, and why."""

    why: Why
    readers: tuple[Who, ...]


def due_today(case: Case, today: date) -> Due | None:
    """Return whom of a pair to mail on a school day, for the most urgent finding with something to say."""
    if case.is_paused or case.has_call or case.is_near_plan:
        return None
    whys: list[Why | None] = [
        _why(state, case.attention) for state in (case.attention.state, *case.attention.also)
    ]
    lacks_contact = any(why in ASKS_TO_MEET for why in whys)
    for why in whys:
        if why is None or (lacks_contact and why in SEARCH) or (case.has_plan and why in ASKS_TO_MEET):
            continue
        readers: tuple[Who, ...] = tuple(who for who in _audience(why) if _is_due(case, who, why, today))
        if readers:
            return Due(why, readers)
    return None


def _why(state: Watch, attention: Attention) -> Why | None:
    """Return what a state gives to say; a deadline that is a lesser finding is the early warning."""
    if state is Watch.DUE:
        if attention.state is not Watch.DUE or attention.tone == "brand":
            return "warn"
        return "due" if attention.days == 0 else "urgent"
    return _OF_STATE.get(state)


_OF_STATE: dict[Watch, Why] = {
    Watch.LATE: "late",
    Watch.QUIET: "silence",
    Watch.SLIPPING: "silence",
    Watch.NO_AGREEMENT: "no_agreement",
    Watch.NO_APPLICATION: "no_application",
    Watch.NO_LEADS: "no_leads",
}


def _audience(why: Why) -> tuple[Who, ...]:
    """The early warning is for who makes the first contact by the rules of the programme: the mentor."""
    return ("mentor",) if why == "warn" else ("mentor", "mentee")


def _is_due(case: Case, who: Who, why: Why, today: date) -> bool:
    told = [one for one in case.said if one.was_to(who)]
    if not may_remind(max((one.on for one in told), default=None), today):
        return False
    same = [one.on for one in told if one.why == why and _counts(one, case)]
    if why not in EVERY:
        return not same
    if why in ("late", "silence", "no_agreement") and len(same) >= MOST:
        return False
    # The mail of the last day is the first of the weekly ones.
    before = [one.on for one in told if why == "late" and one.why == "due"]
    return (today - max([*same, *before], default=date.min)).days >= EVERY[why]


def _counts(one: Said, case: Case) -> bool:
    """Whether a reminder belongs to the present silence; those of another why always count."""
    return one.why != "silence" or case.last_contact_on is None or one.on > case.last_contact_on


def is_school_day(day: date, days_off: DaysOff) -> bool:
    """Whether there is school: no weekend and no holiday."""
    return day.weekday() < 5 and not days_off.holds(day)


def begins_week(day: date, days_off: DaysOff) -> bool:
    """Whether a day is the first school day of its week: then the digests go out."""
    earlier = (day - timedelta(days=back) for back in range(1, day.weekday() + 1))
    return is_school_day(day, days_off) and not any(is_school_day(one, days_off) for one in earlier)


def school_day_before(day: date, days_off: DaysOff) -> date:
    """Return the latest school day before a day; after a year without any, the day a year before."""
    for back in range(1, 366):
        if is_school_day(day - timedelta(days=back), days_off):
            return day - timedelta(days=back)
    return day - timedelta(days=366)
