"""Ticking off the steps of the first meetings: shared by the two of a pair, and nobody else's."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.matching.tables import Pair
from mentorhub.pairs.meetings.catalogue import Meeting, agenda_of
from mentorhub.pairs.service.scope import own, own_pair, the_two
from mentorhub.pairs.tables import MeetingTick
from mentorhub.programmes.tables import Programme, School


@dataclass(frozen=True, slots=True)
class Tick:
    """A step that is done; ``is_mine`` says whether the reader ticked it off."""

    done_at: datetime
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The agenda of a pair with what is done: ``ticks`` by the key of the step; ``other`` is a first name."""

    other: str
    agenda: tuple[Meeting, ...]
    ticks: dict[str, Tick]
    zone: str


async def plan_of(actor: Actor, pair_id: uuid.UUID) -> Plan:
    """Return the agenda of one of the actor's own running pairs.

    Raises:
        NotFound: no such pair, or not the actor's.
    """
    async with db.reading() as session:
        found = await session.exec(
            select(Pair, Programme.kind, School.zone)
            .join(Programme, col(Programme.id) == Pair.programme_id)
            .join(School, col(School.id) == Pair.school_id)
            .where(Pair.id == pair_id, *own(actor))
        )
        row = found.first()
        if row is None:
            raise NotFound
        pair, kind, zone = row
        other = next(one for reader, one in (await the_two(session, pair)).both() if _is(actor, reader.id))
        ticks = await session.exec(select(MeetingTick).where(MeetingTick.pair_id == pair_id))
        done = {one.step: Tick(one.done_at, one.done_by == actor.enrolment) for one in ticks}
        return Plan(other.first_name, agenda_of(kind), done, zone)


def _is(actor: Actor, person_id: uuid.UUID) -> bool:
    return actor.person_id == person_id


async def tick(actor: Actor, pair_id: uuid.UUID, step: str, *, done: bool) -> None:
    """Tick a step off for both, or take the tick away; a second time changes nothing.

    Raises:
        NotFound: not the actor's pair, or not a step of its agenda.
    """
    async with db.transaction() as session:
        pair, _ = await own_pair(session, actor, pair_id)
        if step not in await _steps_of(session, pair):
            raise NotFound
        known = await session.get(MeetingTick, (pair_id, step))
        if known is not None and not done:
            await session.delete(known)
        if known is None and done:
            new = MeetingTick(
                pair_id=pair_id,
                step=step,
                school_id=pair.school_id,
                done_at=clock.now(),
                done_by=actor.enrolment,
            )
            session.add(new)


async def _steps_of(session: AsyncSession, pair: Pair) -> set[str]:
    kind = (await session.get_one(Programme, pair.programme_id)).kind
    return {step.key for meeting in agenda_of(kind) for step in meeting.steps}
