"""The time zone of a school."""

import uuid

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.programmes.tables import School


async def zone_of_school(session: AsyncSession, school_id: uuid.UUID) -> str:
    """Return the time zone of a school, such as ``Europe/Amsterdam``."""
    return (await session.get_one(School, school_id)).zone
