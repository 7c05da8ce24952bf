"""A rehearsal: the real plan in a copy that no student sees, played by robots, thrown away afterwards."""

import uuid
from collections import defaultdict
from datetime import timedelta
from random import Random, SystemRandom

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.columns import new_id
from mentorhub.core.forever import forever
from mentorhub.core.guard import digest
from mentorhub.speeddate.rules import robots
from mentorhub.speeddate.service import presence
from mentorhub.speeddate.service.access import group_ids_of, speed_date_for
from mentorhub.speeddate.service.announcing import announce, announce_people
from mentorhub.speeddate.service.arranging import attendees_of, rules_of
from mentorhub.speeddate.service.attendance import arrive
from mentorhub.speeddate.service.planner import seats_in
from mentorhub.speeddate.service.planning import beam_key, free_code
from mentorhub.speeddate.service.snapshot import count_rehearsed_with
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SeatRule, SpeedDate, SpeedDateGroup

LASTS = timedelta(hours=2)
"""After this a rehearsal that was left alone is thrown away."""
SECONDS = 1.0
COPIED = (
    "school_id",
    "programme_id",
    "name",
    "starts_at",
    "rounds",
    "round_seconds",
    "changeover_seconds",
    "break_minutes",
    "tables",
    "table_tags",
    "seed",
    "plan_version",
)

_handed_in: defaultdict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)


async def begin(actor: Actor, speed_date_id: uuid.UUID) -> uuid.UUID:
    """Make a copy of a plan whose doors are still closed, to practise with; an earlier copy is thrown away.

    Returns:
        The id of the copy, for the control page.

    Raises:
        NotFound: no such event for this actor, its doors are open, or it is a rehearsal itself.
    """
    async with db.transaction() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
        if speed_date.phase != "draft" or speed_date.rehearsal_of is not None:
            raise NotFound
        await session.exec(delete(SpeedDate).where(col(SpeedDate.rehearsal_of) == speed_date_id))
        copy = await _copy(session, actor, speed_date)
        audit.record(session, actor, "rehearsal.begun", speed_date_id)
    return copy.id


async def stop(actor: Actor, rehearsal_id: uuid.UUID) -> uuid.UUID:
    """Throw a rehearsal away with everything in it.

    Returns:
        The id of the real event.

    Raises:
        NotFound: no such rehearsal for this actor.
    """
    async with db.transaction() as session:
        rehearsal = await speed_date_for(session, actor, rehearsal_id, lock=True)
        if rehearsal.rehearsal_of is None:
            raise NotFound
        real = rehearsal.rehearsal_of
        rehearsal.phase, rehearsal.version = "closed", rehearsal.version + 1
        audit.record(session, actor, "rehearsal.ended", real)
    await _throw_away(rehearsal_id)
    return real


async def _copy(session: AsyncSession, actor: Actor, real: SpeedDate) -> SpeedDate:
    copy = SpeedDate(
        id=new_id(),
        **{name: getattr(real, name) for name in COPIED},
        room_code=await free_code(session),
        beam_digest="",
        rehearsal_of=real.id,
        created_by=actor.person_id,
        created_at=clock.now(),
    )
    copy.beam_digest = digest(beam_key(copy))
    session.add(copy)
    await session.flush()
    groups = await group_ids_of(session, real.id)
    session.add_all(SpeedDateGroup(speed_date_id=copy.id, group_id=one) for one in groups)
    for rows in (
        await attendees_of(session, real.id),
        await rules_of(session, real.id),
        await seats_in(session, real.id),
    ):
        session.add_all(_copied(row, copy.id) for row in rows)
    await session.flush()
    return copy


def _copied(row: Attendee | SeatRule | PlannedSeat, speed_date_id: uuid.UUID) -> object:
    values = row.model_dump(exclude={"id", "speed_date_id"})
    return type(row)(id=new_id(), speed_date_id=speed_date_id, **values)


async def play() -> None:
    """Let the robots of every rehearsal do what they do in one second."""
    async with db.reading() as session:
        found = await session.exec(select(SpeedDate).where(col(SpeedDate.rehearsal_of).is_not(None)))
        rehearsals = list(found)
    for one in rehearsals:
        if clock.now() - one.created_at > LASTS:
            await _throw_away(one.id)
        else:
            await _play(one, SystemRandom())


async def _play(rehearsal: SpeedDate, chance: Random) -> None:
    if rehearsal.phase == "lobby":
        await _come_in(rehearsal.id, chance)
    elif rehearsal.phase in ("round", "changeover"):
        _lose_and_find(rehearsal.id, chance)
    elif rehearsal.phase == "ranking":
        await _hand_in(rehearsal.id, chance)


async def _come_in(rehearsal_id: uuid.UUID, chance: Random) -> None:
    async with db.transaction() as session:
        speed_date = await session.get_one(SpeedDate, rehearsal_id)
        everyone = {str(one.enrolment_id): one for one in await attendees_of(session, rehearsal_id)}
        expected = [key for key, one in everyone.items() if one.state == "expected" and one.from_round == 1]
        coming = robots.arrivals(expected, len(everyone), chance)
        for key in coming:
            await arrive(session, speed_date, everyone[key])
    for key in coming:
        presence.come(rehearsal_id, uuid.UUID(key), _socket(rehearsal_id, key))
    if coming:
        announce_people(rehearsal_id)


def _lose_and_find(rehearsal_id: uuid.UUID, chance: Random) -> None:
    seen = presence.seen(rehearsal_id)
    connected = [str(key) for key, one in seen.items() if one.connected]
    away = [str(key) for key, one in seen.items() if not one.connected]
    for key in robots.returning(away, chance):
        presence.come(rehearsal_id, uuid.UUID(key), _socket(rehearsal_id, key))
    for key in robots.dropping(connected, chance):
        presence.gone(_socket(rehearsal_id, key))


async def _hand_in(rehearsal_id: uuid.UUID, chance: Random) -> None:
    async with db.reading() as session:
        waiting = sorted(str(one) for one in await _mentees(session, rehearsal_id))
    done = _handed_in[rehearsal_id]
    chosen = robots.handing_in([one for one in waiting if uuid.UUID(one) not in done], chance)
    done.update(uuid.UUID(one) for one in chosen)
    if chosen:
        announce_people(rehearsal_id)


async def _mentees(session: AsyncSession, rehearsal_id: uuid.UUID) -> list[uuid.UUID]:
    found = select(Attendee.enrolment_id).where(
        Attendee.speed_date_id == rehearsal_id,
        Attendee.role == Role.MENTEE.value,
        col(Attendee.state).in_(("present", "left")),
    )
    return list(await session.exec(found))


async def handed_in_count(session: AsyncSession, rehearsal: SpeedDate) -> tuple[int, int]:
    """Return how many robots handed a list in, and of how many."""
    return len(_handed_in[rehearsal.id]), len(await _mentees(session, rehearsal.id))


count_rehearsed_with(handed_in_count)


async def _throw_away(rehearsal_id: uuid.UUID) -> None:
    """Show on its screens how it stands, for the last time, and remove it with all that belongs to it."""
    await announce(rehearsal_id)
    async with db.transaction() as session:
        await session.exec(delete(SpeedDate).where(col(SpeedDate.id) == rehearsal_id))
    _forget(rehearsal_id)


def _forget(rehearsal_id: uuid.UUID) -> None:
    _handed_in.pop(rehearsal_id, None)
    presence.forget(rehearsal_id)


def _socket(rehearsal_id: uuid.UUID, key: str) -> str:
    return f"robot:{rehearsal_id}:{key}"


async def work() -> None:
    """Play all rehearsals, a second at a time, for ever."""
    await forever(play, pause=SECONDS, failed="rehearsal not played")
