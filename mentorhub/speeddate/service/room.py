"""The live room in the database: every change guarded by its version, so that a race advances once."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal, cast

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.tables import AuditEntry
from mentorhub.speeddate.rules import RoomState, room
from mentorhub.speeddate.rules.room import Phase
from mentorhub.speeddate.service.access import speed_date_for
from mentorhub.speeddate.service.announcing import announce
from mentorhub.speeddate.service.seating import follow_the_clock, replan
from mentorhub.speeddate.tables import Attendee, SpeedDate

Step = Literal["open", "start", "next", "pause", "go_on", "add_minute", "end", "close"]
STEPS: dict[Step, Callable[[RoomState, datetime], RoomState]] = {
    "open": lambda state, _now: room.open_lobby(state),
    "start": room.start,
    "next": room.next_step,
    "pause": room.pause,
    "go_on": room.go_on,
    "add_minute": room.add_minute,
    "end": lambda state, _now: room.end_early(state),
    "close": lambda state, _now: room.close(state),
}

OVER = ("ranking", "closed")
"""The phases after the last round; none of them goes back."""


class StaleRoom(Exception):
    """The room has moved on since the page saw it; nothing was changed."""


class NobodyThere(Exception):
    """The rounds cannot begin: not one mentee or not one mentor is present."""


def state_of(speed_date: SpeedDate) -> RoomState:
    """Return the room as the pure state machine knows it; rounds follow each other by themselves."""
    left = speed_date.paused_left
    return RoomState(
        rounds=speed_date.rounds,
        round_seconds=speed_date.round_seconds,
        changeover_seconds=speed_date.changeover_seconds,
        phase=cast(Phase, speed_date.phase),
        round=speed_date.round,
        deadline=speed_date.deadline,
        paused_left=None if left is None else int(left),
        auto=True,
        version=speed_date.version,
    )


async def step(actor: Actor, speed_date_id: uuid.UUID, wanted: Step, expected_version: int) -> None:
    """Take one step of the evening and tell every screen.

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
        speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
        before = state_of(speed_date)
        if before.version != expected_version:
            raise StaleRoom
        if wanted == "start" and before.phase == "lobby":
            await _plan_for_those_present(session, speed_date)
        # Only now, so that planning a large hall takes no time off the first round.
        after = STEPS[wanted](before, clock.now())
        await _write(session, speed_date, before, after)
        if after.timed:
            await follow_the_clock(session, speed_date)
        audit.record(session, actor, f"room.{wanted}", speed_date_id, phase=after.phase, round=after.round)
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
            await _write(session, speed_date, before, after)
        except StaleRoom:
            return False
        session.add(_by_the_clock(speed_date, after))
    await announce(speed_date_id)
    return True


async def due(now: datetime) -> list[uuid.UUID]:
    """Return the events whose round or changeover has run out."""
    async with db.reading() as session:
        return list(await session.exec(select(SpeedDate.id).where(col(SpeedDate.deadline) <= now)))


async def _write(session: AsyncSession, speed_date: SpeedDate, before: RoomState, after: RoomState) -> None:
    """Write the room, on condition that nobody else did meanwhile.

    Raises:
        StaleRoom: somebody did.
    """
    values: dict[str, Any] = {
        "phase": after.phase,
        "round": after.round,
        "rounds": after.rounds,
        "deadline": after.deadline,
        "paused_left": after.paused_left,
        "version": after.version,
    }
    if after.phase == "closed":
        values["ended_at"] = clock.now()
    written = await session.exec(
        update(SpeedDate)
        .where(col(SpeedDate.id) == speed_date.id, col(SpeedDate.version) == before.version)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if written.rowcount != 1:
        raise StaleRoom
    await session.refresh(speed_date)
    if after.phase in OVER:
        await _forget(session, speed_date)


async def _forget(session: AsyncSession, speed_date: SpeedDate) -> None:
    """Empty what people needed of a table and when they had to go: after the rounds nobody needs it.

    See docs/decisions/0010-seat-wishes-are-about-tables.md.
    """
    await session.exec(
        update(Attendee)
        .where(col(Attendee.speed_date_id) == speed_date.id)
        .values(needs=[], leaves_at=None)
        .execution_options(synchronize_session=False)
    )


async def _plan_for_those_present(session: AsyncSession, speed_date: SpeedDate) -> None:
    """Count who has not come as absent and plan all rounds for the others; who comes later joins later.

    Who comes later by arrangement stays expected, and has seats from that round on.
    """
    present = await session.exec(
        select(Attendee.role)
        .where(Attendee.speed_date_id == speed_date.id, Attendee.state == "present")
        .distinct()
    )
    if not {Role.MENTEE, Role.MENTOR} <= set(present):
        raise NobodyThere
    await session.exec(
        update(Attendee)
        .where(
            col(Attendee.speed_date_id) == speed_date.id,
            col(Attendee.state) == "expected",
            col(Attendee.from_round) == 1,
        )
        .values(state="absent")
    )
    await replan(session, speed_date, from_round=1, begins=clock.now())
    await session.flush()


def _by_the_clock(speed_date: SpeedDate, after: RoomState) -> AuditEntry:
    return AuditEntry(
        school_id=speed_date.school_id,
        action="room.clock",
        object_id=speed_date.id,
        detail={"phase": after.phase, "round": after.round},
        at=clock.now(),
    )
