"""Which mentees staff see: a teacher those of own groups and those coached from them, a coordinator all."""

import uuid
from typing import Any

from sqlalchemy import exists
from sqlalchemy.orm import aliased
from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.tables import Pair
from mentorhub.people.tables import Enrolment, GroupTeacher
from mentorhub.programmes.tables import Group


def own_groups(actor: Actor) -> Any:
    """Return the query of the ids of a teacher's groups in the programme of the chosen part."""
    return (
        select(Group.id)
        .join(GroupTeacher, col(GroupTeacher.group_id) == Group.id)
        .where(GroupTeacher.person_id == actor.person_id, Group.programme_id == actor.programme_id)
    )


def _belongs_to(groups: Any) -> Any:
    """Return the condition that a mentee, or a mentor of hers now, is in one of ``groups``."""
    mentor = aliased(Enrolment)
    coached = exists().where(
        col(Pair.mentee_id) == Enrolment.id,
        col(Pair.ended_at).is_(None),
        col(mentor.id) == Pair.mentor_id,
        col(mentor.group_id).in_(groups),
    )
    return or_(col(Enrolment.group_id).in_(groups), coached)


def seen_mentees(actor: Actor, group_id: uuid.UUID | None = None) -> Any:
    """Return the condition on ``Enrolment`` for the mentees that staff see, of a group or of all.

    Who left the programme stays in it when an internship was found, and is left out otherwise by the reader.

    Raises:
        NotFound: the actor is no teacher or coordinator.
    """
    if not actor.is_staff:
        raise NotFound
    conditions = [Enrolment.school_id == actor.school, Enrolment.role == Role.MENTEE.value]
    if actor.role is Role.TEACHER:
        conditions += [Enrolment.programme_id == actor.programme_id, _belongs_to(own_groups(actor))]
    if group_id is not None:
        conditions.append(_belongs_to([group_id]))
    return and_(*conditions)


async def groups_seen(session: AsyncSession, actor: Actor) -> list[Group]:
    """Return the groups to filter by, in the order of their names."""
    query = select(Group).where(Group.school_id == actor.school).order_by(Group.name, col(Group.id))
    if actor.role is Role.TEACHER:
        query = query.where(col(Group.id).in_(own_groups(actor)))
    return list(await session.exec(query))
