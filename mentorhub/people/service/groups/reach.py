"""Which groups and enrolments an actor reaches: a coordinator the school's, a teacher those of own groups."""

import uuid

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.people.tables import Enrolment, GroupTeacher
from mentorhub.programmes.tables import Group

STUDENTS = (Role.MENTEE.value, Role.MENTOR.value)


def in_reach(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on ``Group`` for what the actor may see.

    Raises:
        NotFound: the actor is no teacher or coordinator.
    """
    if actor.role is Role.COORDINATOR:
        return col(Group.school_id) == actor.school
    if actor.role is not Role.TEACHER:
        raise NotFound
    own = select(GroupTeacher.group_id).where(GroupTeacher.person_id == actor.person_id)
    return and_(
        col(Group.school_id) == actor.school,
        col(Group.programme_id) == actor.programme_id,
        col(Group.id).in_(own),
    )


async def reach_group(session: AsyncSession, actor: Actor, group_id: uuid.UUID) -> Group:
    """Return a group in the actor's reach.

    Raises:
        NotFound: there is none.
    """
    group = (await session.exec(select(Group).where(Group.id == group_id, in_reach(actor)))).first()
    if group is None:
        raise NotFound
    return group


async def reach_enrolment(session: AsyncSession, actor: Actor, enrolment_id: uuid.UUID) -> Enrolment:
    """Return an enrolment that the actor may end: a student of an own group, for a coordinator anyone's.

    Raises:
        NotFound: there is none.
    """
    enrolment = await session.get(Enrolment, enrolment_id)
    if enrolment is None or enrolment.school_id != actor.school:
        raise NotFound
    if actor.role is Role.COORDINATOR:
        return enrolment
    if enrolment.group_id is None or enrolment.role not in STUDENTS:
        raise NotFound
    await reach_group(session, actor, enrolment.group_id)
    return enrolment
