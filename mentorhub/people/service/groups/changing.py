"""Who leaves is ended and can be brought back; teachers get groups and lose them. Nothing is deleted."""

import uuid

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.people.service.groups.reach import reach_enrolment, reach_group
from mentorhub.people.tables import Enrolment, GroupTeacher, SchoolMember


async def end_enrolment(actor: Actor, enrolment_id: uuid.UUID) -> None:
    """End somebody's part in a programme; sessions fall back to another part at the next event.

    Everything that the person did stays. A second time changes nothing.

    Raises:
        NotFound: the enrolment is not in the actor's reach.
    """
    async with db.transaction() as session:
        enrolment = await reach_enrolment(session, actor, enrolment_id)
        if enrolment.ended_at is None:
            enrolment.ended_at = clock.now()
            audit.record(session, actor, "enrolment.ended", enrolment_id)


async def bring_back(actor: Actor, enrolment_id: uuid.UUID) -> None:
    """Undo ``end_enrolment``, and for a coordinator also that the person left the school.

    Raises:
        NotFound: the enrolment is not in the actor's reach, or a teacher brings back who left the school.
    """
    async with db.transaction() as session:
        enrolment = await reach_enrolment(session, actor, enrolment_id)
        member = await _member(session, enrolment)
        if member.ended_at is not None and actor.role is not Role.COORDINATOR:
            raise NotFound
        if enrolment.ended_at is not None or member.ended_at is not None:
            enrolment.ended_at = member.ended_at = None
            audit.record(session, actor, "enrolment.resumed", enrolment_id)


async def set_teacher_of_group(actor: Actor, group_id: uuid.UUID, person_id: uuid.UUID, on: bool) -> None:
    """Give a group to a teacher of its programme, or take it away; a second time changes nothing.

    Raises:
        NotFound: the actor is no coordinator, the group is another school's, or the person does not teach
            in the programme.
    """
    async with db.transaction() as session:
        group = await reach_group(session, actor, group_id)
        if actor.role is not Role.COORDINATOR:
            raise NotFound
        await _check_teacher(session, group.programme_id, person_id)
        link = await session.get(GroupTeacher, (group_id, person_id))
        if on and link is None:
            session.add(GroupTeacher(group_id=group_id, person_id=person_id))
            audit.record(session, actor, "group.teacher_added", group_id, person=str(person_id))
        elif link is not None and not on:
            await session.delete(link)
            audit.record(session, actor, "group.teacher_removed", group_id, person=str(person_id))


async def _member(session: AsyncSession, enrolment: Enrolment) -> SchoolMember:
    found = await session.exec(
        select(SchoolMember).where(
            SchoolMember.person_id == enrolment.person_id, SchoolMember.school_id == enrolment.school_id
        )
    )
    member = found.first()
    if member is None:
        raise NotFound
    return member


async def _check_teacher(session: AsyncSession, programme_id: uuid.UUID, person_id: uuid.UUID) -> None:
    found = await session.exec(
        select(Enrolment.id).where(
            Enrolment.programme_id == programme_id,
            Enrolment.person_id == person_id,
            Enrolment.role == Role.TEACHER.value,
            col(Enrolment.ended_at).is_(None),
        )
    )
    if found.first() is None:
        raise NotFound
