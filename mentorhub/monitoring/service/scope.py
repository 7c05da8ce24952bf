"""Which pairs staff may see: a teacher those with a student in an own group, a coordinator all."""

import uuid
from typing import Any

from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.internships.service.staff_scope import own_groups
from mentorhub.matching.tables import Pair
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Programme


def _has_student_in(groups: Any) -> Any:
    """Return the condition that the mentee or the mentor of a pair is in one of ``groups``."""
    # Looked up once for all pairs; a condition per pair would be asked ten thousand times.
    students = select(Enrolment.id).where(col(Enrolment.group_id).in_(groups))
    return or_(col(Pair.mentee_id).in_(students), col(Pair.mentor_id).in_(students))


def _is_over() -> Any:
    ended = select(Programme.id).where(col(Programme.ended_at).is_not(None))
    return or_(col(Pair.ended_at).is_not(None), col(Pair.programme_id).in_(ended))


def seen_by(
    actor: Actor,
    group_id: uuid.UUID | None = None,
    programme_id: uuid.UUID | None = None,
    *,
    over: bool | None = False,
) -> Any:
    """Return the condition that holds for the pairs that the actor may see, of a group, a programme or all.

    Args:
        actor: who looks.
        group_id: only pairs with a student in this group.
        programme_id: only pairs of this programme.
        over: False for the pairs that run, True for those that ended or whose programme did, None for all.

    Raises:
        NotFound: the actor is no teacher or coordinator.
    """
    if not actor.is_staff:
        raise NotFound
    conditions = [Pair.school_id == actor.school]
    if over is not None:
        conditions.append(_is_over() if over else ~_is_over())
    if actor.role is Role.TEACHER:
        conditions += [Pair.programme_id == actor.programme_id, _has_student_in(own_groups(actor))]
    if programme_id is not None:
        conditions.append(Pair.programme_id == programme_id)
    if group_id is not None:
        conditions.append(_has_student_in([group_id]))
    return and_(*conditions)


async def seen_pair(
    session: AsyncSession, actor: Actor, pair_id: uuid.UUID, *, over: bool | None = False
) -> Pair:
    """Return a pair that the actor may see, locked against a second change at the same time.

    ``over`` as in ``seen_by``.

    Raises:
        NotFound: no such pair, or not for this actor.
    """
    query = select(Pair).where(Pair.id == pair_id, seen_by(actor, over=over)).with_for_update(of=Pair)
    pair = (await session.exec(query)).first()
    if pair is None:
        raise NotFound
    return pair
