"""That help was asked in a pair, and whether a coordinator has it: all that teachers see of a call."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.monitoring.service.facts import Watched
from mentorhub.monitoring.service.values import HelpSeen
from mentorhub.pairs.tables import HelpCall

# Above every pair that is late: somebody is waiting for an answer.
_WAITS = 100_000


async def help_seen(
    session: AsyncSession, pair_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID | None, HelpSeen]:
    """Return for each pair with an open call whether it is picked up; of several one that is not counts.

    Neither what the call is about, nor its text, nor who of the two asked is even read.
    """
    found = await session.exec(
        select(HelpCall.pair_id, HelpCall.taken_by).where(
            col(HelpCall.pair_id).in_(pair_ids), col(HelpCall.closed_at).is_(None)
        )
    )
    seen: dict[uuid.UUID | None, HelpSeen] = {}
    for pair_id, taken_by in found:
        seen[pair_id] = "asked" if taken_by is None else seen.get(pair_id, "taken")
    return seen


async def with_help(session: AsyncSession, pairs: Sequence[Watched]) -> list[Watched]:
    """Return the pairs with what is known of help, on top those whose call nobody has picked up."""
    seen = await help_seen(session, [pair.pair_id for pair in pairs])
    marked = [_marked(pair, seen.get(pair.pair_id, "")) for pair in pairs]
    return sorted(marked, key=lambda pair: pair.help != "asked")


def _marked(pair: Watched, help_: HelpSeen) -> Watched:
    if help_ != "asked":
        return replace(pair, help=help_)
    urgency = _WAITS + max(pair.attention.urgency, 0)
    return replace(pair, help=help_, attention=replace(pair.attention, urgency=urgency))
