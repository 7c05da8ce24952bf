"""How new the room is: two numbers that tell whether a page that was just loaded has missed something."""

import uuid

from sqlmodel import select

from mentorhub.core import db
from mentorhub.speeddate.tables import SpeedDate


async def versions_of(speed_date_id: uuid.UUID) -> tuple[int, int] | None:
    """Return the version of the room and of its plan; None when there is no such event."""
    query = select(SpeedDate.version, SpeedDate.plan_version).where(SpeedDate.id == speed_date_id)
    async with db.reading() as session:
        found = (await session.exec(query)).first()
    return (found[0], found[1]) if found else None
