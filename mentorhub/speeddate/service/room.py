"""The live room in the database: every change guarded by its version, so that a race advances once."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.tables import AuditEntry
from mentorhub.speeddate.rules import RoomState, room
from mentorhub.speeddate.service.access import speed_date_for
from mentorhub.speeddate.service.announcing import announce
from mentorhub.speeddate.service.room_row import (
    NothingToUndo,
    StaleRoom,
    forget,
    remember,
    state_before,
    state_of,
    write,
)
from mentorhub.speeddate.service.room_seats import (
    NobodyThere,
    expect_again,
    plan_for_those_present,
    plan_on,
    seat_again,
)
from mentorhub.speeddate.service.seating import untold_round
from mentorhub.speeddate.tables import SpeedDate

Step = Literal[
    "open",
    "start",
    "next",
    "pause",
    "go_on",
    "add_minute",
    "take_minute",
    "more",
    "fewer",
    "end",
    "close",
]
STEPS: dict[Step, Callable[[RoomState, datetime], RoomState]] = {
    "open": lambda state, _now: room.open_lobby(state),
    "start": room.start,
    "next": room.next_step,
    "pause": room.pause,
    "go_on": room.go_on,
    "add_minute": room.add_minute,
    "take_minute": room.take_minute,
    "more": room.more,
    "fewer": lambda state, _now: room.fewer(state),
    "end": lambda state, _now: room.end_early(state),
    "close": lambda state, _now: room.close(state),
}


async def step(actor: Actor, speed_date_id: uuid.UUID, wanted: Step, expected_version: int) -> None:
    """Take one step of the evening and tell every screen; most can be taken back for 15 seconds.

    Args:
        actor: a teacher of one of its groups, or a coordinator of the school.
        speed_date_id: the event.
        wanted: the step.
        expected_version: the version of the room that the page showed when the button was pressed.

    Raises:
        NotFound: no such event for this actor, or no such step.
        StaleRoom: the room has moved on since.
        NotPossible: the step does not belong to this phase.
        NobodyThere: starting without a mentee or without a mentor.
    """
    if wanted not in STEPS:
        raise NotFound
    async with db.transaction() as session:
        speed_date, before = await _held_room(session, actor, speed_date_id, expected_version)
        is_start = wanted == "start" and before.phase == "lobby"
        absent = await plan_for_those_present(session, speed_date) if is_start else []
        coming = untold_round(speed_date)
        # Only now, so that planning a large hall takes no time off the first round.
        after = STEPS[wanted](before, clock.now())
        await write(session, speed_date, before, after)
        await plan_on(session, speed_date, before, after, coming)
        remember(speed_date, before, wanted, absent)
        audit.record(session, actor, f"room.{wanted}", speed_date_id, phase=after.phase, round=after.round)
    await announce(speed_date_id)


async def set_times(
    actor: Actor,
    speed_date_id: uuid.UUID,
    round_seconds: int,
    changeover_seconds: int,
    expected_version: int,
) -> None:
    """Change how long rounds and changeovers take, from the next one on; the clock that runs stays.

    Raises:
        NotFound: no such event for this actor.
        StaleRoom: the room has moved on since.
        NotPossible: ``bad_times`` outside the lengths of ``planning.LIMITS``, or the event is closed.
    """
    async with db.transaction() as session:
        speed_date, before = await _held_room(session, actor, speed_date_id, expected_version)
        coming = untold_round(speed_date)
        after = room.set_times(before, round_seconds, changeover_seconds)
        await write(session, speed_date, before, after)
        await plan_on(session, speed_date, before, after, coming)
        remember(speed_date, before, "times")
        detail = {"round_seconds": round_seconds, "changeover_seconds": changeover_seconds}
        audit.record(session, actor, "room.times", speed_date_id, **detail)
    await announce(speed_date_id)


async def undo(actor: Actor, speed_date_id: uuid.UUID, expected_version: int) -> None:
    """Take the last step back, also one that the clock took, within 15 seconds.

    A clock gets back the seconds that it had, a minute when it had run out. Who was marked absent by the
    start is expected again.

    Raises:
        NotFound: no such event for this actor.
        StaleRoom: the room has moved on since.
        NothingToUndo: there is nothing to take back, or no longer.
    """
    async with db.transaction() as session:
        speed_date, now_is = await _held_room(session, actor, speed_date_id, expected_version)
        before, kept = state_before(speed_date), speed_date.undo
        coming = untold_round(speed_date)
        after = room.taken_back(now_is, before, kept["left"], clock.now())
        await write(session, speed_date, now_is, after)
        if after.phase == "lobby" and now_is.timed:
            await expect_again(session, speed_date, kept["absent"])
        await plan_on(session, speed_date, now_is, after, coming)
        await seat_again(session, speed_date)
        audit.record(session, actor, "room.undone", speed_date_id, step=kept["step"], phase=after.phase)
    await announce(speed_date_id)


async def tick(speed_date_id: uuid.UUID) -> bool:
    """Take the step that a passed deadline brings; return whether there was one. Safe to repeat."""
    async with db.transaction() as session:
        speed_date = await session.get(SpeedDate, speed_date_id)
        if speed_date is None:
            return False
        before = state_of(speed_date)
        after = room.tick(before, clock.now())
        if after is before:
            return False
        try:
            await write(session, speed_date, before, after)
        except StaleRoom:
            return False
        remember(speed_date, before, "clock")
        session.add(_by_the_clock(speed_date, after))
    await announce(speed_date_id)
    return True


async def due(now: datetime) -> list[uuid.UUID]:
    """Return the events whose round or changeover has run out."""
    async with db.reading() as session:
        return list(await session.exec(select(SpeedDate.id).where(col(SpeedDate.deadline) <= now)))


async def settled(now: datetime) -> list[uuid.UUID]:
    """Return the events whose last step can no longer be taken back."""
    async with db.reading() as session:
        return list(await session.exec(select(SpeedDate.id).where(col(SpeedDate.undo_until) <= now)))


async def settle(speed_date_id: uuid.UUID) -> None:
    """Forget how to take the last step back, once its time is over. Safe to repeat."""
    async with db.transaction() as session:
        query = select(SpeedDate).where(SpeedDate.id == speed_date_id).with_for_update()
        speed_date = (await session.exec(query)).first()
        if speed_date is None or speed_date.undo_until is None or speed_date.undo_until > clock.now():
            return
        await forget(session, speed_date)
    await announce(speed_date_id)


async def _held_room(
    session: AsyncSession, actor: Actor, speed_date_id: uuid.UUID, expected_version: int
) -> tuple[SpeedDate, RoomState]:
    """Return the event, its row held, and the room as it is, if that is what the page showed."""
    speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
    state = state_of(speed_date)
    if state.version != expected_version:
        raise StaleRoom
    return speed_date, state


def _by_the_clock(speed_date: SpeedDate, after: RoomState) -> AuditEntry:
    return AuditEntry(
        school_id=speed_date.school_id,
        action="room.clock",
        object_id=speed_date.id,
        detail={"phase": after.phase, "round": after.round},
        at=clock.now(),
    )


__all__ = [
    "NobodyThere",
    "NothingToUndo",
    "StaleRoom",
    "Step",
    "due",
    "set_times",
    "settle",
    "settled",
    "state_of",
    "step",
    "tick",
    "undo",
]
