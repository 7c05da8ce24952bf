"""How new the room is: two numbers that tell whether a page that was just loaded has missed something."""

import uuid
from collections.abc import Collection

from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.asking import Asking
from mentorhub.speeddate.tables import SpeedDate


async def versions_of(speed_date_id: uuid.UUID) -> tuple[int, int] | None:
    """Return the version of the room and of its plan; None when there is no such event."""
    return await _asked.about(speed_date_id)


async def _versions(speed_date_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[int, int]]:
    query = select(SpeedDate.id, SpeedDate.version, SpeedDate.plan_version).where(
        col(SpeedDate.id).in_(speed_date_ids)
    )
    async with db.reading() as session:
        return {one: (version, plan) for one, version, plan in await session.exec(query)}


_asked: Asking[uuid.UUID, tuple[int, int]] = Asking(_versions)
