"""Rounds by the clock: the schedule as it is now, and the last round of someone who must go."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mentorhub.core import clock
from mentorhub.speeddate.rules import Schedule
from mentorhub.speeddate.tables import Attendee, SpeedDate


def schedule_of(speed_date: SpeedDate, *, begins: datetime | None = None) -> Schedule:
    """Return the rounds by the clock: as planned, or from the real times once the room runs.

    ``begins`` is when round 1 begins, where that is known better than from the plan.
    """
    first, start = _anchor(speed_date) if begins is None else (1, begins)
    return Schedule(
        rounds=speed_date.rounds,
        round_seconds=speed_date.round_seconds,
        changeover_seconds=speed_date.changeover_seconds,
        break_seconds=60 * speed_date.break_minutes,
        begins=start,
        first=first,
    )


def _anchor(speed_date: SpeedDate) -> tuple[int, datetime]:
    """Return a round and when it begins (or began, counted back from when it will end)."""
    if speed_date.phase == "lobby":
        return 1, max(speed_date.starts_at, clock.now())
    if speed_date.phase not in ("round", "changeover"):
        return 1, speed_date.starts_at
    turn = _clock_ends(speed_date)
    if speed_date.phase == "changeover":
        return speed_date.round + 1, turn
    return speed_date.round, turn - timedelta(seconds=speed_date.round_seconds)


def _clock_ends(speed_date: SpeedDate) -> datetime:
    """Return when the clock of the room runs out, if a pause ended now."""
    if speed_date.paused_left is not None:
        return clock.now() + timedelta(seconds=speed_date.paused_left)
    return max(speed_date.deadline or clock.now(), clock.now())


def keep_times(attendees: Iterable[Attendee], schedule: Schedule, from_round: int) -> bool:
    """Write the last round of everybody who must go at a given time; return whether one changed.

    Nobody loses a round that has begun, and who has gone already stays gone.
    """
    changed = False
    for one in attendees:
        if one.leaves_at is None or one.state == "left" or _has_gone(one, from_round):
            continue
        last = max(from_round - 1, schedule.last_by(one.leaves_at))
        new = last if last < schedule.rounds else None
        changed = changed or new != one.last_round
        one.last_round = new
    return changed


def _has_gone(attendee: Attendee, from_round: int) -> bool:
    return attendee.last_round is not None and attendee.last_round < from_round - 1
