"""The room as its row keeps it: read as a state, written once per version, with what a step back needs."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, cast

from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.speeddate.rules import RoomState, room
from mentorhub.speeddate.rules.room import Phase
from mentorhub.speeddate.tables import Attendee, SpeedDate

OVER = ("ranking", "closed")
"""The phases after the last round."""
WITHOUT_UNDO = ("pause", "go_on")
"""Steps that are the undoing of each other."""


class StaleRoom(Exception):
    """The room has moved on since the page saw it; nothing was changed."""


class NothingToUndo(Exception):
    """The last step cannot be taken back, or no longer."""


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


async def write(session: AsyncSession, speed_date: SpeedDate, before: RoomState, after: RoomState) -> None:
    """Write the room, on condition that nobody else did meanwhile; what was to be undone no longer can be.

    Raises:
        StaleRoom: somebody did.
    """
    values: dict[str, Any] = {
        "phase": after.phase,
        "round": after.round,
        "rounds": after.rounds,
        "round_seconds": after.round_seconds,
        "changeover_seconds": after.changeover_seconds,
        "deadline": after.deadline,
        "paused_left": after.paused_left,
        "version": after.version,
        "held": _held(speed_date.held, before, after),
        "undo": {},
        "undo_until": None,
        "ended_at": clock.now() if after.phase == "closed" else None,
    }
    if (after.phase, after.round) != (before.phase, before.round):
        values |= {"message": {}, "message_at": None}
    written = await session.exec(
        update(SpeedDate)
        .where(col(SpeedDate.id) == speed_date.id, col(SpeedDate.version) == before.version)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if written.rowcount != 1:
        raise StaleRoom
    await session.refresh(speed_date)


def remember(speed_date: SpeedDate, before: RoomState, step: str, absent: Collection[uuid.UUID] = ()) -> None:
    """Keep for 15 seconds how to take a step back; call it after ``write``.

    Args:
        speed_date: the row as it is after the step.
        before: the room before it.
        step: its name, ``clock`` for one that a passed deadline brought.
        absent: who was marked absent by the step.
    """
    if step in WITHOUT_UNDO:
        return
    now = clock.now()
    deadline = before.deadline
    speed_date.undo = {
        "step": step,
        "phase": before.phase,
        "round": before.round,
        "rounds": before.rounds,
        "round_seconds": before.round_seconds,
        "changeover_seconds": before.changeover_seconds,
        "deadline": deadline.isoformat() if deadline else None,
        "paused_left": before.paused_left,
        "left": room.seconds_left(before, now),
        "absent": [str(one) for one in absent],
    }
    speed_date.undo_until = now + timedelta(seconds=room.UNDO_SECONDS)


def state_before(speed_date: SpeedDate) -> RoomState:
    """Return the room as it was before the step that can be taken back.

    Raises:
        NothingToUndo: there is none, or its 15 seconds are over.
    """
    kept, until = speed_date.undo, speed_date.undo_until
    if not kept or until is None or clock.now() >= until:
        raise NothingToUndo
    deadline = kept["deadline"]
    return RoomState(
        rounds=kept["rounds"],
        round_seconds=kept["round_seconds"],
        changeover_seconds=kept["changeover_seconds"],
        phase=kept["phase"],
        round=kept["round"],
        deadline=datetime.fromisoformat(deadline) if deadline else None,
        paused_left=kept["paused_left"],
        auto=True,
    )


async def forget(session: AsyncSession, speed_date: SpeedDate) -> None:
    """Forget how to take the last step back; after the rounds also what nobody needs any longer.

    That is what people needed of a table and when they had to go (docs/decisions/0010), and who changed
    places with whom.
    """
    speed_date.undo, speed_date.undo_until = {}, None
    session.add(speed_date)
    if speed_date.phase not in OVER:
        return
    speed_date.swaps = []
    await session.exec(
        update(Attendee)
        .where(col(Attendee.speed_date_id) == speed_date.id)
        .values(needs=[], leaves_at=None)
        .execution_options(synchronize_session=False)
    )


def _held(held: list[dict[str, int]], before: RoomState, after: RoomState) -> list[dict[str, int]]:
    """Return when each round began and ended, after a step; a round that is taken back goes on."""
    now = clock.milliseconds(clock.now())
    if (before.phase, before.round) == (after.phase, after.round):
        return held
    kept = [one for one in held if one["round"] <= after.round]
    if before.phase == "round":
        kept = [{**one, "ended": now} if one["round"] == before.round else one for one in kept]
    if after.phase != "round":
        return kept
    mine = [one for one in kept if one["round"] == after.round]
    begun = mine[0]["began"] if mine else now
    return [one for one in kept if one not in mine] + [{"round": after.round, "began": begun}]
