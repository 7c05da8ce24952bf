"""The way to a pair for the two of it; everybody else finds nothing."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, NotFound
from mentorhub.matching.tables import Pair
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import School


def own(actor: Actor) -> tuple[Any, ...]:
    """Return the conditions that hold for a running pair of the actor."""
    return (
        Pair.school_id == actor.school,
        or_(Pair.mentee_id == actor.enrolment, Pair.mentor_id == actor.enrolment),
        col(Pair.ended_at).is_(None),
    )


async def own_pair(session: AsyncSession, actor: Actor, pair_id: uuid.UUID) -> tuple[Pair, str]:
    """Return the actor's pair, locked against a second change at the same time, and the school's zone.

    Raises:
        NotFound: no such pair, or not the actor's.
    """
    found = await session.exec(
        select(Pair, School.zone)
        .join(School, col(School.id) == Pair.school_id)
        .where(Pair.id == pair_id, *own(actor))
        .with_for_update(of=Pair)
    )
    row = found.first()
    if row is None:
        raise NotFound
    return row[0], row[1]


async def own_zone(session: AsyncSession, actor: Actor, pair_id: uuid.UUID) -> str:
    """Return the school's zone, for who only reads something of an own pair.

    Raises:
        NotFound: no such pair, or not the actor's.
    """
    found = await session.exec(
        select(School.zone)
        .join(Pair, col(Pair.school_id) == School.id)
        .where(Pair.id == pair_id, *own(actor))
    )
    zone = found.first()
    if zone is None:
        raise NotFound
    return zone


@dataclass(frozen=True, slots=True)
class Two:
    """The two persons of a pair."""

    mentee: Person
    mentor: Person

    def both(self) -> tuple[tuple[Person, Person], tuple[Person, Person]]:
        """Return each with the other: (reader, other)."""
        return (self.mentee, self.mentor), (self.mentor, self.mentee)


async def the_two(session: AsyncSession, pair: Pair) -> Two:
    """Return the two persons of a pair, in one query."""
    found = await session.exec(
        select(Enrolment.id, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(col(Enrolment.id).in_((pair.mentee_id, pair.mentor_id)))
    )
    people: dict[uuid.UUID, Person] = dict(found.all())
    return Two(people[pair.mentee_id], people[pair.mentor_id])
