"""The way to a call for help: the caller to own calls, a coordinator to those of the school, nobody else."""

import uuid
from collections.abc import Collection

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.tables import Pair
from mentorhub.pairs.tables import HelpCall
from mentorhub.people.tables import Enrolment, Person, SchoolMember


def school_of(actor: Actor) -> uuid.UUID:
    """Return the school whose calls a coordinator reads.

    Raises:
        NotFound: the actor is no coordinator.
    """
    if actor.role is not Role.COORDINATOR:
        raise NotFound
    return actor.school


async def own_call(session: AsyncSession, actor: Actor, call_id: uuid.UUID) -> HelpCall:
    """Return a call that the actor made, locked until the transaction ends.

    Raises:
        NotFound: no such call, or another's.
    """
    mine = (HelpCall.school_id == actor.school, HelpCall.by_enrolment_id == actor.enrolment)
    return await _locked(session, call_id, *mine)


async def school_call(session: AsyncSession, actor: Actor, call_id: uuid.UUID) -> HelpCall:
    """Return a call of the coordinator's school, locked until the transaction ends.

    Raises:
        NotFound: no such call, another school's, or the actor is no coordinator.
    """
    return await _locked(session, call_id, HelpCall.school_id == school_of(actor))


async def _locked(session: AsyncSession, call_id: uuid.UUID, *which: bool) -> HelpCall:
    query = select(HelpCall).where(HelpCall.id == call_id, *which).with_for_update()
    call = (await session.exec(query)).first()
    if call is None:
        raise NotFound
    return call


async def coordinators_of(session: AsyncSession, school_id: uuid.UUID) -> list[Person]:
    """Return who coordinates a school now, by name."""
    query = (
        select(Person)
        .join(SchoolMember, col(SchoolMember.person_id) == Person.id)
        .where(
            SchoolMember.school_id == school_id,
            col(SchoolMember.is_coordinator),
            col(SchoolMember.ended_at).is_(None),
            col(Person.disabled_at).is_(None),
        )
        .order_by(Person.first_name, Person.last_name)
    )
    return list(await session.exec(query))


async def people_of(session: AsyncSession, enrolment_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Return the person of each enrolment."""
    query = select(Enrolment.id, Person).where(
        Person.id == Enrolment.person_id, col(Enrolment.id).in_(enrolment_ids)
    )
    return dict((await session.exec(query)).all())


async def names_of(session: AsyncSession, person_ids: Collection[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Return the full name of each person."""
    found = await session.exec(select(Person).where(col(Person.id).in_([x for x in person_ids if x])))
    return {person.id: person.full_name for person in found}


async def other_of(session: AsyncSession, call: HelpCall) -> uuid.UUID | None:
    """Return the enrolment of the other of the pair; None for a call without a pair."""
    if call.pair_id is None:
        return None
    pair = await session.get_one(Pair, call.pair_id)
    return other_in(pair, call.by_enrolment_id)


def other_in(pair: Pair, enrolment_id: uuid.UUID) -> uuid.UUID:
    """Return the other enrolment of a pair."""
    return pair.mentor_id if enrolment_id == pair.mentee_id else pair.mentee_id
