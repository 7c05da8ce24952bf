"""Which pairs staff may see: a teacher those with a student in an own group, a coordinator all."""

import uuid
from typing import Any

from sqlalchemy import exists
from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.internships.service.staff_scope import own_groups
from mentorhub.matching.tables import Pair
from mentorhub.people.tables import Enrolment


def _has_student_in(groups: Any) -> Any:
    """Return the condition that the mentee or the mentor of a pair is in one of ``groups``."""
    of_the_pair = or_(col(Enrolment.id) == Pair.mentee_id, col(Enrolment.id) == Pair.mentor_id)
    return exists().where(of_the_pair, col(Enrolment.group_id).in_(groups))


def seen_by(actor: Actor, group_id: uuid.UUID | None = None) -> Any:
    """Return the condition that holds for the running pairs that the actor may see, in a group or in all.

    Raises:
        NotFound: the actor is no teacher or coordinator.
    """
    if not actor.is_staff:
        raise NotFound
    conditions = [Pair.school_id == actor.school, col(Pair.ended_at).is_(None)]
    if actor.role is Role.TEACHER:
        conditions += [Pair.programme_id == actor.programme_id, _has_student_in(own_groups(actor))]
    if group_id is not None:
        conditions.append(_has_student_in([group_id]))
    return and_(*conditions)


async def seen_pair(session: AsyncSession, actor: Actor, pair_id: uuid.UUID) -> Pair:
    """Return a pair that the actor may see, locked against a second change at the same time.

    Raises:
        NotFound: no such pair, or not for this actor.
    """
    query = select(Pair).where(Pair.id == pair_id, seen_by(actor)).with_for_update(of=Pair)
    pair = (await session.exec(query)).first()
    if pair is None:
        raise NotFound
    return pair
