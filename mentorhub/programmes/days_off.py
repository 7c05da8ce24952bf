"""Which days are off for a programme, from the holidays of its school."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.programmes.days import DaysOff, Span
from mentorhub.programmes.tables import Holiday, Programme


async def days_off_of(session: AsyncSession, programmes: Collection[Programme]) -> dict[uuid.UUID, DaysOff]:
    """Return by programme which days are off: those of the whole school and of its region; one query."""
    schools = {programme.school_id for programme in programmes}
    found = await session.exec(select(Holiday).where(col(Holiday.school_id).in_(schools)))
    spans: dict[tuple[uuid.UUID, str], list[Span]] = defaultdict(list)
    for row in found:
        spans[row.school_id, row.region].append((row.from_on, row.until_on))
    return {
        each.id: DaysOff.of(
            span for region in {"", each.region} for span in spans.get((each.school_id, region), ())
        )
        for each in programmes
    }
