"""Whether a pair has been used: then the match that made it is not taken back any more."""

import uuid
from collections.abc import Collection

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.matching.service.withdrawing import pairs_in_use_with
from mentorhub.matching.tables import Pair
from mentorhub.pairs.tables import Appointment, Contact, HelpCall


async def are_in_use(session: AsyncSession, pair_ids: Collection[uuid.UUID]) -> bool:
    """Whether any of some pairs logged a contact, planned (even if cancelled), asked for help, or ended.

    What staff ended is history as well.
    """
    ended = select(Pair.id).where(col(Pair.id).in_(pair_ids), Pair.end_reason != "").limit(1)
    if (await session.exec(ended)).first() is not None:
        return True
    for table in (Contact, Appointment, HelpCall):
        used = select(table.id).where(col(table.pair_id).in_(pair_ids)).limit(1)
        if (await session.exec(used)).first() is not None:
            return True
    return False


pairs_in_use_with(are_in_use)
