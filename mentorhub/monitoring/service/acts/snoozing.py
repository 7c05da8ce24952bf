"""Leaving a pair for later: one of the staff does not see it before a day, unless it becomes more urgent."""

import uuid
from datetime import date, timedelta

from sqlmodel import col, delete
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.service.acts.history import acting_on, write
from mentorhub.monitoring.service.acts.values import DayRefused
from mentorhub.monitoring.service.facts import watched
from mentorhub.monitoring.service.scope import seen_pair
from mentorhub.monitoring.tables import Snooze, StaffAct
from mentorhub.speeddate.service.access import zone_of

LONGEST = timedelta(weeks=8)


def days_for(today: date) -> dict[str, date]:
    """Return the days to leave a pair until: ``tomorrow``, ``three`` days on, next ``monday``."""
    return {
        "tomorrow": today + timedelta(days=1),
        "three": today + timedelta(days=3),
        "monday": today + timedelta(days=7 - today.weekday()),
    }


async def snooze(actor: Actor, pair_id: uuid.UUID, until: date) -> None:
    """Leave a pair until a day, for the actor alone; another day moves it.

    Raises:
        NotFound: no such pair, or not for this actor.
        DayRefused: the day is not after today, or over eight weeks ahead.
        Stale: the pair ended.
    """
    async with db.transaction() as session:
        zone = await zone_of(session, actor)
        today = local_day(clock.now(), zone)
        pair = await acting_on(session, actor, pair_id)
        if not today < until <= today + LONGEST:
            raise DayRefused
        row = await session.get(Snooze, (pair_id, actor.person_id))
        if row is not None and row.until_on == until:
            return
        [found] = await watched(session, Pair.id == pair_id, zone)
        row = row or Snooze(
            pair_id=pair_id,
            person_id=actor.person_id,
            school_id=pair.school_id,
            until_on=until,
            urgency=0,
            at=clock.now(),
        )
        row.until_on, row.urgency, row.at = until, found.attention.urgency, clock.now()
        session.add(row)
        write(session, actor, pair, "snoozed", until=until.isoformat())


async def unsnooze(actor: Actor, pair_id: uuid.UUID) -> None:
    """Take that back: the pair is on the actor's list again, and the line in its history goes.

    Raises:
        NotFound: no such pair, or not for this actor.
    """
    async with db.transaction() as session:
        await seen_pair(session, actor, pair_id, over=None)
        await _forget(session, actor, pair_id)


async def _forget(session: AsyncSession, actor: Actor, pair_id: uuid.UUID) -> None:
    row = await session.get(Snooze, (pair_id, actor.person_id))
    if row is None:
        return
    mine = (
        col(StaffAct.pair_id) == pair_id,
        col(StaffAct.by_person_id) == actor.person_id,
        col(StaffAct.kind) == "snoozed",
        col(StaffAct.at) >= row.at,
    )
    await session.exec(delete(StaffAct).where(*mine))
    await session.delete(row)
