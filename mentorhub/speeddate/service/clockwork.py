"""The clock of all rooms: ends rounds and changeovers whose time has passed, while the server runs."""

import uuid
from collections.abc import Awaitable, Callable

import structlog

from mentorhub.core import clock
from mentorhub.core.forever import forever
from mentorhub.speeddate.service import room

log = structlog.get_logger()
SECONDS = 0.5


async def advance() -> int:
    """Take the step that is due in every room; return how many rooms moved.

    A room that cannot be moved now is logged and does not keep the others waiting.
    """
    moved = 0
    for speed_date_id in await room.due(clock.now()):
        moved += bool(await _try(room.tick, speed_date_id))
    for speed_date_id in await room.settled(clock.now()):
        await _try(room.settle, speed_date_id)
    return moved


async def _try(act: Callable[[uuid.UUID], Awaitable[object]], speed_date_id: uuid.UUID) -> object:
    try:
        return await act(speed_date_id)
    except Exception as error:
        log.error("room not moved", speed_date=str(speed_date_id), kind=type(error).__name__)
        return None


async def work() -> None:
    """Advance all rooms twice a second; a database that cannot be reached is tried again."""
    await forever(advance, pause=SECONDS, failed="rooms not read")
