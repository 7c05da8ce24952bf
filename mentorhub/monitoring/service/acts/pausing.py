"""A pause that staff begin or end for a pair: nobody is asked anything meanwhile."""

import uuid
from datetime import date

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.dates import local_day
from mentorhub.monitoring.service.acts.history import acting_on, still_as_seen, write
from mentorhub.monitoring.service.acts.values import BreakReason, DayRefused
from mentorhub.pairs.rules import can_pause
from mentorhub.pairs.service.rhythm import Break, running_pause, stop_pause, write_pause
from mentorhub.speeddate.service.access import zone_of


async def pause_pair(
    actor: Actor, pair_id: uuid.UUID, reason: BreakReason, until: date, seen: int | None = None
) -> None:
    """Pause a pair from today up to and including a day, or change the pause that runs.

    Raises:
        NotFound: no such pair, or not for this actor.
        DayRefused: the day is past, or over eight weeks ahead.
        Stale: the pair ended, or somebody acted since.
    """
    async with db.transaction() as session:
        today = local_day(clock.now(), await zone_of(session, actor))
        pair = await acting_on(session, actor, pair_id)
        if not can_pause(until, today):
            raise DayRefused
        running = await running_pause(session, pair_id, today)
        if running is not None and (running.until_on, running.reason) == (until, reason):
            return
        await still_as_seen(session, actor, pair_id, seen)
        await write_pause(session, pair, Break(reason, today, until), by_person_id=actor.person_id)
        write(session, actor, pair, "paused", until=until.isoformat(), reason=reason)
        audit.record(session, actor, "pair.paused", pair_id, until=until.isoformat())


async def resume_pair(actor: Actor, pair_id: uuid.UUID) -> bool:
    """End the pause that runs, whoever began it: yesterday was its last day; False without one.

    Raises:
        NotFound: no such pair, or not for this actor.
        Stale: the pair ended.
    """
    async with db.transaction() as session:
        today = local_day(clock.now(), await zone_of(session, actor))
        pair = await acting_on(session, actor, pair_id)
        if not await stop_pause(session, pair_id, today):
            return False
        write(session, actor, pair, "resumed")
        audit.record(session, actor, "pair.pause_ended", pair_id)
        return True
