"""Decisions about an application, pure: the steps and their order, time in each, what may be undone when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

STEPS = ("lead", "prepared", "sent", "interview", "offer", "agreement", "placed")
"""From a possible internship to an internship, in their order."""
ENDED = ("rejected", "withdrawn")
OPEN_STEPS = STEPS[:-1]
REASONS = ("no_answer", "other_candidate", "no_fit", "too_far", "treated_differently", "other")
TREATED_DIFFERENTLY = "treated_differently"
THROUGH = ("mentor", "lead", "staff", "own", "other")
BAR = 5
"""How many pieces the bar of a card has: a lead has none filled, an agreement all."""
UNDO_FOR = timedelta(days=1)
LONGEST_STAY = timedelta(days=3 * 366)
QUIET_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Came:
    """An application came into a step at a moment."""

    step: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """How long an application was in a step: from a moment until the next step, or until now."""

    step: str
    since: datetime
    lasted: timedelta
    is_now: bool


def is_open(step: str) -> bool:
    """Whether an application in this step still goes on."""
    return step in OPEN_STEPS


def may_move(step: str, to: str) -> bool:
    """Whether a mentee may put an application from one step into another by hand.

    Steps may be skipped, gone back to, and taken up again after a refusal: real searches do all three. The
    placement is recorded with its period and taken back as a whole, so no move leads there or away.
    """
    return step not in (to, "placed") and to in OPEN_STEPS


def may_end(step: str) -> bool:
    """Whether an application in this step can still be rejected or withdrawn."""
    return is_open(step)


def filled(step: str) -> int:
    """Return how many of the ``BAR`` pieces are filled."""
    return min(STEPS.index(step), BAR) if step in STEPS else 0


def neighbours(step: str) -> tuple[str, str]:
    """Return the step before and the step after in the open row; empty where there is none."""
    if step not in OPEN_STEPS:
        return "", ""
    place = OPEN_STEPS.index(step)
    before = OPEN_STEPS[place - 1] if place else ""
    return before, OPEN_STEPS[place + 1] if place + 1 < len(OPEN_STEPS) else ""


def stays(history: Sequence[Came], now: datetime) -> tuple[Stay, ...]:
    """Return how long each step lasted, in the order of time; the last one goes on until ``now``."""
    ends = [*[came.at for came in history], now][1:]
    last = len(history) - 1
    return tuple(
        Stay(came.step, came.at, max(end - came.at, timedelta()), place == last)
        for place, (came, end) in enumerate(zip(history, ends, strict=True))
    )


def may_undo(history: Sequence[Came], now: datetime) -> bool:
    """Whether the last step can be taken back: there was one before it, and it is not too long ago."""
    return len(history) > 1 and now - history[-1].at <= UNDO_FOR


def may_correct(placed_at: datetime, now: datetime, *, is_staff: bool) -> bool:
    """Whether a placement may be corrected or taken back: by the mentee for a day, by staff always."""
    return is_staff or now - placed_at <= UNDO_FOR


def days_over(due_on: date | None, today: date) -> int:
    """Return how many days a next action is over its day; 0 on the day itself, before it and without one."""
    return max((today - due_on).days, 0) if due_on else 0


def is_period(starts_on: date, ends_on: date) -> bool:
    """Whether two days can be the first and the last of an internship."""
    return timedelta() <= ends_on - starts_on <= LONGEST_STAY


def through(*, by_self: bool, by_mentor: bool, by_staff: bool, has_lead: bool) -> str:
    """Return what a placement came through, as the form proposes it, from who shared the lead."""
    if not has_lead or by_self:
        return "own"
    if by_mentor:
        return "mentor"
    return "staff" if by_staff else "lead"


def hint(step: str, *, over: int, has_next: bool, days_in_step: int) -> str:
    """Return the name of the advice to a mentor: what to think along about now.

    What is overdue comes first, then a long silence after sending, then what the step itself asks.
    """
    if not is_open(step):
        return step
    if over:
        return "overdue"
    if step == "sent" and days_in_step >= 10:
        return "silence"
    return step if has_next or step in ("interview", "offer", "agreement") else f"{step}_no_next"
