"""Who may see and run the match of which programme."""

import uuid

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Programme


def visible_programmes(actor: Actor) -> SelectOfScalar[Programme]:
    """Return the query for the programmes whose match this teacher or coordinator runs, newest first.

    Raises:
        NotFound: the actor is no teacher or coordinator.
    """
    if not actor.is_staff:
        raise NotFound
    query = select(Programme).where(Programme.school_id == actor.school, col(Programme.ended_at).is_(None))
    if actor.role == Role.TEACHER:
        query = query.where(Programme.id == actor.programme_id)
    return query.order_by(col(Programme.created_at).desc())


async def programme_for(
    session: AsyncSession, actor: Actor, programme_id: uuid.UUID, *, lock: bool = False
) -> Programme:
    """Return a programme whose match this actor runs.

    ``lock`` holds the row until the transaction ends: whoever publishes, takes back or ends something of one
    match does so in turn, and never waits for each other crosswise. New rows that name it need not wait.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    query = visible_programmes(actor).where(Programme.id == programme_id)
    query = query.with_for_update(key_share=True) if lock else query
    found = (await session.exec(query)).first()
    if found is None:
        raise NotFound
    return found


async def enrolled(session: AsyncSession, programme_id: uuid.UUID, role: Role) -> list[Enrolment]:
    """Return who takes part in a programme with a role, in the order of their ids."""
    query = select(Enrolment).where(
        Enrolment.programme_id == programme_id,
        Enrolment.role == role.value,
        col(Enrolment.ended_at).is_(None),
    )
    return list(await session.exec(query.order_by(col(Enrolment.id))))
