"""When a pair ends, what it had planned is off; when its match is taken back in time, it stands again."""

import uuid
from collections.abc import Collection, Sequence

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
    pairs = {pair.id: pair for pair in ended}
    for appointment in await _unanswered(session, pairs):
        await unschedule(session, appointment.id)
        pair = pairs[appointment.pair_id]
        if appointment.starts_at > clock.now():
            appointment.cancelled_at = pair.ended_at
            appointment.sequence += 1
            await _tell(session, run, pair, appointment)


async def _unanswered(session: AsyncSession, pair_ids: Collection[uuid.UUID]) -> list[Appointment]:
    standing = (col(Appointment.cancelled_at).is_(None), Appointment.happened == "")
    return list(
        await session.exec(select(Appointment).where(col(Appointment.pair_id).in_(pair_ids), *standing))
    )


async def _tell(session: AsyncSession, run: MatchRun, pair: Pair, appointment: Appointment) -> None:
    zone = (await session.get_one(School, pair.school_id)).zone
    post = await post_of(session, pair, appointment, zone)
    await send(session, post.for_calendars("ended", keys=keys_of(run), due_at=run.mails_due_at))


async def restore_plans(session: AsyncSession, run: MatchRun, resumed: Sequence[Pair]) -> None:
    """Let the appointments stand again that a run cancelled which is taken back; nobody was told yet."""
    pairs = {pair.id: pair for pair in resumed}
    cancelled = select(Appointment).where(
        col(Appointment.pair_id).in_(pairs), Appointment.cancelled_at == run.published_at
    )
    for appointment in await session.exec(cancelled):
        appointment.cancelled_at = None
        appointment.sequence -= 1
    await session.flush()
    for appointment in await _unanswered(session, pairs):
        pair = pairs[appointment.pair_id]
        zone = (await session.get_one(School, pair.school_id)).zone
        await send(session, (await post_of(session, pair, appointment, zone)).for_later())


when_pairs_end(cancel_plans, restore_plans)
