"""When a pair ends, what it had planned is off; when that is taken back, it stands again.

A pair ends by a run of the match, whose mails tell it, or by staff.
"""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.matching.service.mails import keys_of
from mentorhub.matching.service.pairing import when_pairs_end
from mentorhub.matching.tables import MatchRun, Pair
from mentorhub.pairs.service.mails import post_of, send, unschedule
from mentorhub.pairs.tables import Appointment
from mentorhub.programmes.tables import School


async def cancel_plans(session: AsyncSession, run: MatchRun, ended: Sequence[Pair]) -> None:
    """Cancel the appointments to come of pairs that a run ends, and ask nothing about past ones.

    Both hear it together with the mails of the run, which go as well when the run is taken back in time.
    """
    await cancel_plans_of(session, ended, keys_of(run), run.mails_due_at)


async def cancel_plans_of(
    session: AsyncSession, ended: Sequence[Pair], keys: str, due_at: datetime | None
) -> None:
    """Cancel the appointments to come of pairs that ended; ``keys`` is how the keys of the mails begin."""
    pairs = {pair.id: pair for pair in ended}
    for appointment in await _unanswered(session, pairs):
        await unschedule(session, appointment.id)
        pair = pairs[appointment.pair_id]
        if appointment.starts_at > clock.now():
            appointment.cancelled_at = pair.ended_at
            appointment.sequence += 1
            post = await post_of(session, pair, appointment, await _zone(session, pair))
            await send(session, post.for_calendars("ended", keys=keys, due_at=due_at))


async def _unanswered(session: AsyncSession, pair_ids: Collection[uuid.UUID]) -> list[Appointment]:
    standing = (col(Appointment.cancelled_at).is_(None), Appointment.happened == "")
    return list(
        await session.exec(select(Appointment).where(col(Appointment.pair_id).in_(pair_ids), *standing))
    )


async def _zone(session: AsyncSession, pair: Pair) -> str:
    return (await session.get_one(School, pair.school_id)).zone


async def restore_plans(session: AsyncSession, run: MatchRun, resumed: Sequence[Pair]) -> None:
    """Let the appointments stand again that a run cancelled which is taken back; nobody was told yet."""
    await restore_plans_of(session, resumed, run.published_at, were_told=False)


async def restore_plans_of(
    session: AsyncSession, resumed: Sequence[Pair], cancelled_at: datetime | None, *, were_told: bool
) -> None:
    """Let the appointments stand again that were cancelled at a moment.

    When the two were told, calendars took them out: they are planned anew there, under a higher sequence.
    """
    pairs = {pair.id: pair for pair in resumed}
    cancelled = select(Appointment).where(
        col(Appointment.pair_id).in_(pairs), Appointment.cancelled_at == cancelled_at
    )
    restored = list(await session.exec(cancelled))
    for appointment in restored:
        appointment.cancelled_at = None
        appointment.sequence += 1 if were_told else -1
    await session.flush()
    for appointment in restored if were_told else ():
        pair = pairs[appointment.pair_id]
        post = await post_of(session, pair, appointment, await _zone(session, pair))
        await send(session, post.for_calendars("planned"))
    for appointment in await _unanswered(session, pairs):
        pair = pairs[appointment.pair_id]
        await send(
            session, (await post_of(session, pair, appointment, await _zone(session, pair))).for_later()
        )


when_pairs_end(cancel_plans, restore_plans)
