"""How often the two agreed to be in contact, and a pause from it with an end."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.pairs.rules import PauseReason, Rhythm, can_pause
from mentorhub.pairs.service.scope import own_pair
from mentorhub.pairs.service.values import DayRefused, PauseLine, RhythmLine
from mentorhub.pairs.tables import PairPause, PairRhythm


@dataclass(frozen=True, slots=True)
class Break:
    """A pause as it is written: why, from which day, up to and including which."""

    reason: str
    today: date
    until: date


async def set_rhythm(actor: Actor, pair_id: uuid.UUID, rhythm: Rhythm) -> None:
    """Set how often the actor's own pair is in contact; the other sees who set it.

    Raises:
        NotFound: not the actor's pair.
    """
    async with db.transaction() as session:
        pair, _ = await own_pair(session, actor, pair_id)
        known = await session.get(PairRhythm, pair_id)
        if known is not None and known.rhythm == rhythm:
            return
        values = {"rhythm": rhythm, "by_enrolment_id": actor.enrolment, "set_at": clock.now()}
        row = known or PairRhythm(pair_id=pair_id, school_id=pair.school_id, **values)
        row.sqlmodel_update(values)
        session.add(row)
        audit.record(session, actor, "pair.rhythm_set", pair_id, rhythm=rhythm)


async def pause(actor: Actor, pair_id: uuid.UUID, reason: PauseReason, until: date) -> None:
    """Pause the actor's own pair from today up to and including a day, or change the pause that runs.

    Raises:
        NotFound: not the actor's pair.
        DayRefused: the day is past, or over eight weeks ahead.
    """
    async with db.transaction() as session:
        pair, zone = await own_pair(session, actor, pair_id)
        today = local_day(clock.now(), zone)
        if not can_pause(until, today):
            raise DayRefused
        await write_pause(session, pair, Break(reason, today, until), by_enrolment_id=actor.enrolment)
        audit.record(session, actor, "pair.paused", pair_id, until=until.isoformat())


async def end_pause(actor: Actor, pair_id: uuid.UUID) -> None:
    """End the pause that runs: yesterday was its last day. Without one, nothing happens.

    Raises:
        NotFound: not the actor's pair.
    """
    async with db.transaction() as session:
        _, zone = await own_pair(session, actor, pair_id)
        if await stop_pause(session, pair_id, local_day(clock.now(), zone)):
            audit.record(session, actor, "pair.pause_ended", pair_id)


async def write_pause(
    session: AsyncSession,
    pair: Pair,
    new: Break,
    *,
    by_enrolment_id: uuid.UUID | None = None,
    by_person_id: uuid.UUID | None = None,
) -> None:
    """Write a pause of a pair that is locked, or change the one that runs; by one of the two, or by staff."""
    row = await running_pause(session, pair.id, new.today)
    if row is None:
        row = PairPause(
            school_id=pair.school_id,
            pair_id=pair.id,
            reason=new.reason,
            from_on=new.today,
            until_on=new.until,
            created_at=clock.now(),
        )
    row.reason, row.until_on = new.reason, new.until
    row.by_enrolment_id, row.by_person_id = by_enrolment_id, by_person_id
    session.add(row)


async def stop_pause(session: AsyncSession, pair_id: uuid.UUID, today: date) -> bool:
    """End the pause that runs, of a pair that is locked; False without one."""
    row = await running_pause(session, pair_id, today)
    if row is None:
        return False
    row.until_on, row.ended_at = today - timedelta(days=1), clock.now()
    return True


async def running_pause(session: AsyncSession, pair_id: uuid.UUID, today: date) -> PairPause | None:
    """Return the pause of a pair that runs on a day, None without one."""
    found = await session.exec(
        select(PairPause)
        .where(PairPause.pair_id == pair_id, PairPause.from_on <= today, PairPause.until_on >= today)
        .order_by(col(PairPause.until_on).desc())
        .limit(1)
    )
    return found.first()


async def rhythm_of(session: AsyncSession, actor: Actor, pair_id: uuid.UUID) -> RhythmLine | None:
    """Return the rhythm of a pair as the actor sees it, None when none is agreed."""
    row = await session.get(PairRhythm, pair_id)
    return RhythmLine(row.rhythm, is_mine=row.by_enrolment_id == actor.enrolment) if row else None


async def pause_of(session: AsyncSession, actor: Actor, pair_id: uuid.UUID, today: date) -> PauseLine | None:
    """Return the pause that runs as the actor sees it, None without one."""
    row = await running_pause(session, pair_id, today)
    if row is None:
        return None
    return PauseLine(
        row.reason,
        row.until_on,
        is_mine=row.by_enrolment_id == actor.enrolment,
        is_by_school=row.by_enrolment_id is None,
    )
