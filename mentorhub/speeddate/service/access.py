"""Who may plan and run which speed date: a coordinator those of the school, a teacher those of own groups."""

import uuid
from collections.abc import Collection

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.people.tables import GroupTeacher
from mentorhub.programmes.tables import Group
from mentorhub.programmes.zone import zone_of_school
from mentorhub.speeddate.tables import SpeedDate, SpeedDateGroup


def _taught_by(actor: Actor) -> SelectOfScalar[uuid.UUID]:
    return select(GroupTeacher.group_id).where(GroupTeacher.person_id == actor.person_id)


def visible_speed_dates(actor: Actor) -> SelectOfScalar[SpeedDate]:
    """Return the query for every speed date that the actor may run.

    Raises:
        NotFound: the actor is no teacher or coordinator.
    """
    if not actor.is_staff:
        raise NotFound
    query = select(SpeedDate).where(SpeedDate.school_id == actor.school)
    if actor.role == Role.COORDINATOR:
        return query
    mine = select(SpeedDateGroup.speed_date_id).where(col(SpeedDateGroup.group_id).in_(_taught_by(actor)))
    return query.where(SpeedDate.programme_id == actor.programme_id, col(SpeedDate.id).in_(mine))


async def speed_date_for(
    session: AsyncSession, actor: Actor, speed_date_id: uuid.UUID, *, lock: bool = False
) -> SpeedDate:
    """Return a speed date that this teacher or coordinator may run.

    ``lock`` holds the row until the transaction ends, so that changes of one speed date queue up.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    query = visible_speed_dates(actor).where(SpeedDate.id == speed_date_id)
    query = query.with_for_update().execution_options(populate_existing=True) if lock else query
    found = (await session.exec(query)).first()
    if found is None:
        raise NotFound
    return found


async def groups_for(
    session: AsyncSession, actor: Actor, group_ids: Collection[uuid.UUID] | None = None
) -> list[Group]:
    """Return the groups that this teacher or coordinator may plan for, by name; all, or those given.

    Raises:
        NotFound: one of those given is not among them, or the actor is no teacher or coordinator.
    """
    if not actor.is_staff:
        raise NotFound
    query = select(Group).where(Group.school_id == actor.school).order_by(Group.name)
    if actor.role == Role.TEACHER:
        query = query.where(Group.programme_id == actor.programme_id, col(Group.id).in_(_taught_by(actor)))
    if group_ids is not None:
        query = query.where(col(Group.id).in_(group_ids))
    found = list(await session.exec(query))
    if group_ids is not None and len(found) < len(set(group_ids)):
        raise NotFound
    return found


async def group_ids_of(session: AsyncSession, speed_date_id: uuid.UUID) -> set[uuid.UUID]:
    """Return the groups that take part in a speed date."""
    found = select(SpeedDateGroup.group_id).where(SpeedDateGroup.speed_date_id == speed_date_id)
    return set(await session.exec(found))


async def zone_of(session: AsyncSession, actor: Actor) -> str:
    """Return the time zone of the actor's school, such as ``Europe/Amsterdam``."""
    return await zone_of_school(session, actor.school)
