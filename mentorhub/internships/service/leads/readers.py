"""For whom somebody may share a lead: a junior, a group, the programme."""

import uuid

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.internships.rules.leads import Audience
from mentorhub.internships.service.leads.scope import groups_of, mentees_of
from mentorhub.internships.service.leads.values import Reader
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Group, Programme

MOST_GROUPS = 100


async def readers_for(actor: Actor) -> list[Reader]:
    """Return for whom the actor may share a lead, the nearest first."""
    async with db.reading() as session:
        return await readers_of(session, actor)


async def readers_of(session: AsyncSession, actor: Actor) -> list[Reader]:
    """Return the same within a session."""
    mentees = [] if actor.is_staff else await _mentees(session, actor)
    return [*mentees, *await _groups(session, actor), *await _programmes(session, actor)]


async def _mentees(session: AsyncSession, actor: Actor) -> list[Reader]:
    found = await session.exec(
        select(Enrolment.id, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(col(Enrolment.id).in_(mentees_of(actor)))
        .order_by(Person.first_name, Person.last_name, col(Enrolment.id))
    )
    return [Reader("mentee", part, who.full_name, part == actor.enrolment_id) for part, who in found]


async def _groups(session: AsyncSession, actor: Actor) -> list[Reader]:
    found = await session.exec(
        select(Group)
        .where(Group.school_id == actor.school, col(Group.id).in_(groups_of(actor)))
        .order_by(Group.name, col(Group.id))
        .limit(MOST_GROUPS)
    )
    return [Reader("group", group.id, group.name) for group in found]


async def _programmes(session: AsyncSession, actor: Actor) -> list[Reader]:
    query = select(Programme).where(Programme.school_id == actor.school)
    if actor.role is not Role.COORDINATOR:
        query = query.where(Programme.id == actor.programme_id)
    newest = query.where(col(Programme.ended_at).is_(None)).order_by(col(Programme.created_at).desc())
    return [Reader("programme", row.id, row.name) for row in await session.exec(newest.limit(MOST_GROUPS))]


async def chosen_reader(
    session: AsyncSession, actor: Actor, audience: Audience, of_id: uuid.UUID
) -> tuple[Reader, uuid.UUID]:
    """Return whom the actor chose, and the programme of it.

    Raises:
        NotFound: not somebody for whom the actor may share a lead.
    """
    for reader in await readers_of(session, actor):
        if (reader.audience, reader.of_id) == (audience, of_id):
            return reader, await _programme_of(session, actor, reader)
    raise NotFound


async def _programme_of(session: AsyncSession, actor: Actor, reader: Reader) -> uuid.UUID:
    if actor.programme_id is not None:
        return actor.programme_id
    if reader.audience == "programme":
        return reader.of_id
    return (await session.get_one(Group, reader.of_id)).programme_id
