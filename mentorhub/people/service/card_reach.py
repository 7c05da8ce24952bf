"""Whose login cards someone may print: groups in reach, their students, and who must not have a card."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_
from sqlmodel import and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.people.service.signing_in import STUDENT_ROLES
from mentorhub.people.tables import Enrolment, GroupTeacher, Person, SchoolMember
from mentorhub.programmes.tables import Group, Programme, School

CARD_DAYS = 60


@dataclass(frozen=True, slots=True)
class PrintedClass:
    """A group with what its cards need."""

    group: Group
    programme: Programme
    school: School

    def last_day(self) -> date:
        """Return the last day of a card made today.

        60 days from now or the programme's last day, whichever comes first; never before today.
        """
        today = local_day(clock.now(), self.school.zone)
        return max(today, min(self.programme.ends_on, today + timedelta(days=CARD_DAYS)))

    def end_of(self, day: date) -> datetime:
        """Return the moment at which a day is over in the school's zone."""
        return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(self.school.zone))


async def class_of(session: AsyncSession, actor: Actor, group_id: uuid.UUID) -> PrintedClass:
    """Return a group that the actor may print for.

    Raises:
        NotFound: the group is not in the actor's reach.
    """
    query = (
        select(Group, Programme, School)
        .join(Programme, col(Programme.id) == Group.programme_id)
        .join(School, col(School.id) == Group.school_id)
        .where(Group.id == group_id, Group.school_id == actor.school, _in_reach(actor))
    )
    row = (await session.exec(query)).first()
    if row is None:
        raise NotFound
    return PrintedClass(*row)


def _in_reach(actor: Actor) -> ColumnElement[bool]:
    """Return which groups the actor may print for: a coordinator the school's, a teacher the own."""
    if actor.role is Role.COORDINATOR:
        return col(Group.school_id) == actor.school
    if actor.role is not Role.TEACHER:
        raise NotFound
    own = select(GroupTeacher.group_id).where(GroupTeacher.person_id == actor.person_id)
    return and_(col(Group.programme_id) == actor.programme_id, col(Group.id).in_(own))


async def students_of(session: AsyncSession, which: ColumnElement[bool]) -> list[tuple[Enrolment, Person]]:
    """Return the students who are still there among the enrolments ``which``, by last name."""
    found = await session.exec(
        select(Enrolment, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .join(
            SchoolMember,
            and_(
                col(SchoolMember.person_id) == Person.id,
                col(SchoolMember.school_id) == Enrolment.school_id,
                col(SchoolMember.ended_at).is_(None),
            ),
        )
        .where(
            which,
            col(Enrolment.role).in_(STUDENT_ROLES),
            col(Enrolment.ended_at).is_(None),
            col(Person.disabled_at).is_(None),
        )
        .order_by(Person.last_name, Person.first_name, col(Person.id))
    )
    return [(enrolment, person) for enrolment, person in found]


async def student_of(
    session: AsyncSession, actor: Actor, enrolment_id: uuid.UUID
) -> tuple[PrintedClass, tuple[Enrolment, Person]]:
    """Return one student with the group.

    Raises:
        NotFound: the student is not in the actor's reach.
    """
    students = await students_of(session, col(Enrolment.id) == enrolment_id)
    if not students or students[0][0].group_id is None:
        raise NotFound
    return await class_of(session, actor, students[0][0].group_id), students[0]


async def with_other_parts(
    session: AsyncSession, school_id: uuid.UUID, people: Iterable[uuid.UUID]
) -> set[uuid.UUID]:
    """Return who also plays a part that a card may not open; see ``signing_in.is_for_card``."""
    known = list(people)
    other = or_(col(Enrolment.school_id) != school_id, col(Enrolment.role).not_in(STUDENT_ROLES))
    enrolled = await session.exec(
        select(Enrolment.person_id).where(
            col(Enrolment.person_id).in_(known), col(Enrolment.ended_at).is_(None), other
        )
    )
    leading = await session.exec(
        select(SchoolMember.person_id).where(
            col(SchoolMember.person_id).in_(known),
            col(SchoolMember.is_coordinator),
            col(SchoolMember.ended_at).is_(None),
        )
    )
    return {*enrolled, *leading}
