"""The live room as a state machine: pure, no clock of its own; `now` is always given.

    draft → lobby → round 1 → changeover → round 2 → … → last round → ranking → closed

Only an absolute deadline is kept, so that after a restart in the middle of a round every clock is still
right. A paused room has no deadline but the seconds that were left.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

Phase = Literal["draft", "lobby", "round", "changeover", "ranking", "closed"]
Reason = Literal[
    "not_in_this_phase", "paused_already", "not_paused", "too_few_rounds", "too_little_left", "bad_times"
]

MINUTE = 60
UNDO_SECONDS = 15
"""How long a step can be taken back."""
ROUND_LENGTHS = (30, 3600)
CHANGEOVER_LENGTHS = (0, 600)
"""Least and most seconds of a round and of a changeover."""


class NotPossible(Exception):
    """What was asked cannot be done now; `reason` is a key for the screen."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class RoomState:
    """The room at one moment.

    `round` is the round that runs, or that was last in a changeover (0 before the first). `deadline` is
    when the running round or changeover ends (aware, UTC); `paused_left` the whole seconds left while
    paused. Both are None outside rounds and changeovers. `auto` lets the next round begin by itself
    after a changeover. `version` goes up by one with every change.
    """

    rounds: int
    round_seconds: int
    changeover_seconds: int
    phase: Phase = "draft"
    round: int = 0
    deadline: datetime | None = None
    paused_left: int | None = None
    auto: bool = False
    version: int = 0

    def __post_init__(self) -> None:
        """Refuse lengths that make no event: ValueError."""
        if self.rounds < 1 or self.round_seconds < 1 or self.changeover_seconds < 0:
            raise ValueError("a room needs at least one round of at least one second")
        if self.deadline is not None and self.deadline.tzinfo is None:
            raise ValueError("the deadline must carry its time zone")

    @property
    def timed(self) -> bool:
        """Whether a clock belongs to this phase."""
        return self.phase in ("round", "changeover")

    @property
    def paused(self) -> bool:
        """Whether the clock stands still by a teacher's wish."""
        return self.paused_left is not None

    @property
    def last_round(self) -> bool:
        """Whether no round follows this one."""
        return self.round >= self.rounds


def open_lobby(state: RoomState) -> RoomState:
    """Open the doors: draft → lobby."""
    _need(state.phase == "draft")
    return _changed(state, phase="lobby")


def start(state: RoomState, now: datetime) -> RoomState:
    """Begin the first round, from the lobby."""
    _need(state.phase == "lobby")
    return _begin_round(state, 1, now)


def pause(state: RoomState, now: datetime) -> RoomState:
    """Stop the clock of a round or changeover; what is left is kept, rounded up to whole seconds."""
    _need(state.timed)
    _need(not state.paused, "paused_already")
    return _changed(state, deadline=None, paused_left=seconds_left(state, now))


def go_on(state: RoomState, now: datetime) -> RoomState:
    """Let the clock run again after a pause."""
    _need(state.timed)
    if state.paused_left is None:
        raise NotPossible("not_paused")
    return _changed(state, deadline=_after(now, state.paused_left), paused_left=None)


def add_minute(state: RoomState, now: datetime) -> RoomState:
    """Give a minute more, also while paused; a clock that has run out gets a full minute from now."""
    _need(state.timed)
    if state.paused_left is not None:
        return _changed(state, paused_left=state.paused_left + MINUTE)
    left = max(_aware(now), state.deadline or now)
    return _changed(state, deadline=_after(left, MINUTE))


def take_minute(state: RoomState, now: datetime) -> RoomState:
    """Take a minute off, also while paused; some time must be left."""
    _need(state.timed)
    _need((seconds_left(state, now) or 0) > MINUTE, "too_little_left")
    if state.paused_left is not None:
        return _changed(state, paused_left=state.paused_left - MINUTE)
    return _changed(state, deadline=(state.deadline or now) - timedelta(seconds=MINUTE))


def next_step(state: RoomState, now: datetime) -> RoomState:
    """Go to what follows: round → changeover → next round; ranking after the last. Also ends a pause."""
    _need(state.timed)
    if state.phase == "changeover":
        return _begin_round(state, state.round + 1, now)
    if state.last_round:
        return _timeless(state, "ranking")
    if state.changeover_seconds == 0:
        return _begin_round(state, state.round + 1, now)
    return _begin_changeover(state, now)


def end_early(state: RoomState) -> RoomState:
    """Skip the rounds that are left and go to the ranking; `round` stays the last one that was held."""
    _need(state.timed)
    return _timeless(state, "ranking")


def one_more_round(state: RoomState, now: datetime) -> RoomState:
    """Add a round at the end; from the ranking (also after ending early) it follows by a changeover."""
    if state.timed:
        return _changed(state, rounds=state.rounds + 1)
    _need(state.phase == "ranking" and state.round > 0)
    longer = replace(state, rounds=state.round + 1)
    if state.changeover_seconds == 0:
        return _begin_round(longer, state.round + 1, now)
    return _begin_changeover(longer, now)


def more(state: RoomState, now: datetime) -> RoomState:
    """Plan one round more than there were, before, during or just after the rounds."""
    return set_rounds(state, state.rounds + 1) if state.phase == "lobby" else one_more_round(state, now)


def fewer(state: RoomState) -> RoomState:
    """Leave out one of the rounds to come."""
    _need(state.phase == "lobby" or state.timed)
    return set_rounds(state, state.rounds - 1)


def set_times(state: RoomState, round_seconds: int, changeover_seconds: int) -> RoomState:
    """Change the lengths from the next round or changeover on; the clock that runs stays as it is."""
    _need(state.phase != "closed")
    for value, (least, most) in (
        (round_seconds, ROUND_LENGTHS),
        (changeover_seconds, CHANGEOVER_LENGTHS),
    ):
        _need(least <= value <= most, "bad_times")
    return _changed(state, round_seconds=round_seconds, changeover_seconds=changeover_seconds)


def set_rounds(state: RoomState, rounds: int) -> RoomState:
    """Change how many rounds there are, not below the one that runs (in a changeover: the next one)."""
    _need(state.phase in ("draft", "lobby") or state.timed)
    fewest = max(1, state.round + (state.phase == "changeover"))
    _need(rounds >= fewest, "too_few_rounds")
    return _changed(state, rounds=rounds)


def close(state: RoomState) -> RoomState:
    """End the event, from any phase but closed; the room code and the projector's key end with it."""
    _need(state.phase != "closed")
    return _timeless(state, "closed")


def tick(state: RoomState, now: datetime) -> RoomState:
    """Return the state after at most one step that a passed deadline brings; the same object if none.

    A round ends by itself; a changeover does if `auto`. The new deadline counts from `now`, so after an
    outage nobody loses a round that passed unseen: the room takes one step and gives it its full time.
    A second call at the same moment changes nothing.
    """
    over = state.timed and state.deadline is not None and _aware(now) >= state.deadline
    if not over or (state.phase == "changeover" and not state.auto):
        return state
    return next_step(state, now)


def taken_back(state: RoomState, before: RoomState, left: int | None, now: datetime) -> RoomState:
    """Return the room as it was before the last step, as a new version.

    A round or changeover that was left gets back the seconds that it had, a minute when it had run out;
    where only the length changed, the old deadline holds again.

    Args:
        state: the room now.
        before: the room before the step.
        left: whole seconds on its clock when the step was taken; None where no clock belongs.
        now: the present moment.
    """
    again = replace(before, version=state.version + 1)
    if not before.timed or before.paused or (state.phase, state.round) == (before.phase, before.round):
        return again
    return replace(again, deadline=_after(now, left or MINUTE))


def seconds_left(state: RoomState, now: datetime) -> int | None:
    """Return the whole seconds left, rounded up and never below 0; None where no clock belongs."""
    if state.paused_left is not None or state.deadline is None:
        return state.paused_left
    return max(0, -((_aware(now) - state.deadline) // timedelta(seconds=1)))


def _begin_round(state: RoomState, number: int, now: datetime) -> RoomState:
    end = _after(now, state.round_seconds)
    return _changed(state, phase="round", round=number, deadline=end, paused_left=None)


def _begin_changeover(state: RoomState, now: datetime) -> RoomState:
    end = _after(now, state.changeover_seconds)
    return _changed(state, phase="changeover", deadline=end, paused_left=None)


def _timeless(state: RoomState, phase: Phase) -> RoomState:
    return _changed(state, phase=phase, deadline=None, paused_left=None)


def _changed(state: RoomState, **values: object) -> RoomState:
    return replace(state, version=state.version + 1, **values)


def _need(possible: bool, reason: Reason = "not_in_this_phase") -> None:
    if not possible:
        raise NotPossible(reason)


def _after(now: datetime, seconds: int) -> datetime:
    return _aware(now).astimezone(UTC) + timedelta(seconds=seconds)


def _aware(now: datetime) -> datetime:
    if now.tzinfo is None:
        raise ValueError("the time must carry its time zone")
    return now
