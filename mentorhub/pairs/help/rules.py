"""Decisions about a call for help, pure: its words, who may read a step, until when what can be undone.

After the *distress call* of the field ("het contact is niet meer ok"): a coordinator takes it up, speaks with
the other side and reports back.
"""

from datetime import datetime, timedelta
from typing import Literal, get_args

Category = Literal["contact", "fit", "internship", "not_ok", "other"]
When = Literal["week", "today"]
StepKind = Literal["spoke_caller", "spoke_other", "plan", "report", "other"]
Audience = Literal["staff", "caller", "both"]
Outcome = Literal["better", "substitute", "new_match", "ended", "other"]
Better = Literal["yes", "some", "no"]

CATEGORIES: tuple[Category, ...] = get_args(Category)
ABOUT_THE_OTHER = frozenset({"contact", "fit"})
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
STEP_KINDS: tuple[StepKind, ...] = get_args(StepKind)
LONGEST_TEXT = 2000
ASK_AFTER = timedelta(days=14)
"""How long after closing both are asked whether it is better, and until when the caller can reopen it."""
ANSWER_WITHIN = timedelta(days=28)
"""How long that question stands."""
UNDO_FOR = timedelta(hours=1)


def categories_for(*, has_pair: bool) -> tuple[Category, ...]:
    """Return what help can be asked for; without a pair nothing about the other."""
    return tuple(one for one in CATEGORIES if has_pair or one not in ABOUT_THE_OTHER)


def is_urgent(category: Category, when: When) -> bool:
    """Whether a coordinator should look today: the caller says so, or something not ok happened."""
    return when == "today" or category == "not_ok"


def audience_of(kind: StepKind, wanted: Audience, *, has_other: bool) -> Audience:
    """Return who reads a step: a report always the caller, and nobody beside the caller without a pair."""
    if kind == "report" and wanted == "staff":
        return "caller"
    return "caller" if wanted == "both" and not has_other else wanted


def other_knows(kinds: frozenset[str], audiences: frozenset[str]) -> bool:
    """Whether the other of the pair knows of the call, from its steps: spoken with, or written to."""
    return "spoke_other" in kinds or "both" in audiences


def asks_other(outcome: str, *, knows: bool) -> bool:
    """Whether the other is asked as well if it is better.

    Only who knows of the call, as the question itself would tell that there was one; and only while the two
    go on together.
    """
    return knows and outcome not in ("new_match", "ended")


def can_reopen(closed_at: datetime, now: datetime) -> bool:
    """Whether the caller can open a closed call again."""
    return now - closed_at <= ASK_AFTER


def can_undo(done_at: datetime, now: datetime) -> bool:
    """Whether the coordinator can still take back a step, or the closing."""
    return now - done_at <= UNDO_FOR


def is_asked(ask_at: datetime | None, answered_at: datetime | None, now: datetime) -> bool:
    """Whether the question if it is better stands now for somebody who answered at ``answered_at``."""
    if ask_at is None or not ask_at <= now <= ask_at + ANSWER_WITHIN:
        return False
    return answered_at is None or answered_at < ask_at
