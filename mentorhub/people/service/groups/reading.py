"""Groups and their people, as pages list them."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, Role
from mentorhub.people.roster import sort_key
from mentorhub.people.service.groups.reach import in_reach, reach_group
from mentorhub.people.tables import Enrolment, GroupTeacher, Person, SchoolMember
from mentorhub.programmes.tables import Group, Programme


@dataclass(frozen=True, slots=True)
class GroupTitle:
    """A group with its programme."""

    id: uuid.UUID
    name: str
    programme_id: uuid.UUID
    programme: str


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group as a card: how many take part now, and the names of its teachers by last name."""

    group: GroupTitle
    mentees: int
    mentors: int
    teachers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A student of a group; ``has_ended`` is for who left, whether the programme or the school."""

    enrolment_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    initials: str
    student_number: str
    role: Role
    course: str
    year: str
    has_email: bool
    has_ended: bool


@dataclass(frozen=True, slots=True)
class GroupTutor:
    """A teacher of the programme, and whether this group is one of theirs."""

    person_id: uuid.UUID
    name: str
    teaches: bool


async def group_of(actor: Actor, group_id: uuid.UUID) -> GroupTitle:
    """Return a group in the actor's reach.

    Raises:
        NotFound: there is none.
    """
    async with db.reading() as session:
        group = await reach_group(session, actor, group_id)
        programme = await session.get_one(Programme, group.programme_id)
    return GroupTitle(group.id, group.name, programme.id, programme.name)


async def groups_for(actor: Actor) -> list[GroupCard]:
    """Return the groups in the actor's reach of programmes that run, newest programme first, then by name."""
    async with db.reading() as session:
        found = await session.exec(
            select(Group, Programme)
            .join(Programme, col(Programme.id) == Group.programme_id)
            .where(in_reach(actor), col(Programme.ended_at).is_(None))
            .order_by(col(Programme.created_at).desc(), func.lower(Group.name))
        )
        titles = [GroupTitle(group.id, group.name, each.id, each.name) for group, each in found]
        counts = await _counts(session, [title.id for title in titles])
        teachers = await _teachers(session, [title.id for title in titles])
    return [
        GroupCard(
            title,
            counts[title.id, Role.MENTEE.value],
            counts[title.id, Role.MENTOR.value],
            tuple(person.full_name for person in teachers[title.id]),
        )
        for title in titles
    ]


async def people_in(actor: Actor, group_id: uuid.UUID) -> list[GroupMember]:
    """Return the students of a group by the Dutch order of last names, those who ended below the others.

    Raises:
        NotFound: the group is not in the actor's reach.
    """
    async with db.reading() as session:
        await reach_group(session, actor, group_id)
        found = await session.exec(
            select(Enrolment, Person, SchoolMember)
            .join(Person, col(Person.id) == Enrolment.person_id)
            .join(SchoolMember, _same_school())
            .where(Enrolment.group_id == group_id)
        )
        rows = sorted(found, key=lambda row: _place(*row))
    return [_member(*row) for row in rows]


async def teachers_for(actor: Actor, group_id: uuid.UUID) -> list[GroupTutor]:
    """Return the teachers of the group's programme by last name, and which of them have this group.

    Raises:
        NotFound: the group is not in the actor's reach.
    """
    async with db.reading() as session:
        group = await reach_group(session, actor, group_id)
        found = await session.exec(
            select(Person)
            .join(Enrolment, col(Enrolment.person_id) == Person.id)
            .join(SchoolMember, _same_school())
            .where(
                Enrolment.programme_id == group.programme_id,
                Enrolment.role == Role.TEACHER.value,
                col(Enrolment.ended_at).is_(None),
                col(SchoolMember.ended_at).is_(None),
            )
        )
        people = _by_name(list(found))
        own = {person.id for person in (await _teachers(session, [group_id]))[group_id]}
    return [GroupTutor(person.id, person.full_name, person.id in own) for person in people]


def _same_school() -> ColumnElement[bool]:
    return and_(
        col(SchoolMember.person_id) == Enrolment.person_id,
        col(SchoolMember.school_id) == Enrolment.school_id,
    )


async def _counts(session: AsyncSession, group_ids: Sequence[uuid.UUID]) -> Counter[tuple[uuid.UUID, str]]:
    """How many take part now, by group and role."""
    found = await session.exec(
        select(Enrolment.group_id, Enrolment.role, func.count())
        .join(SchoolMember, _same_school())
        .where(
            col(Enrolment.group_id).in_(group_ids),
            col(Enrolment.ended_at).is_(None),
            col(SchoolMember.ended_at).is_(None),
        )
        .group_by(col(Enrolment.group_id), Enrolment.role)
    )
    return Counter({(group_id, role): count for group_id, role, count in found if group_id})


async def _teachers(
    session: AsyncSession, group_ids: Sequence[uuid.UUID]
) -> defaultdict[uuid.UUID, list[Person]]:
    """The teachers who monitor each group now, by last name."""
    found = await session.exec(
        select(GroupTeacher.group_id, Person)
        .join(Person, col(Person.id) == GroupTeacher.person_id)
        .join(Group, col(Group.id) == GroupTeacher.group_id)
        .join(
            Enrolment,
            and_(col(Enrolment.person_id) == Person.id, col(Enrolment.programme_id) == Group.programme_id),
        )
        .where(
            col(GroupTeacher.group_id).in_(group_ids),
            Enrolment.role == Role.TEACHER.value,
            col(Enrolment.ended_at).is_(None),
        )
    )
    teachers: defaultdict[uuid.UUID, list[Person]] = defaultdict(list)
    for group_id, person in found:
        teachers[group_id].append(person)
    return defaultdict(list, {group_id: _by_name(people) for group_id, people in teachers.items()})


def _by_name(people: list[Person]) -> list[Person]:
    return sorted(people, key=lambda person: sort_key(person.last_name, person.infix, person.first_name))


def _place(enrolment: Enrolment, person: Person, member: SchoolMember) -> tuple[bool, tuple[str, ...]]:
    return _has_ended(enrolment, member), sort_key(person.last_name, person.infix, person.first_name)


def _has_ended(enrolment: Enrolment, member: SchoolMember) -> bool:
    return enrolment.ended_at is not None or member.ended_at is not None


def _member(enrolment: Enrolment, person: Person, member: SchoolMember) -> GroupMember:
    return GroupMember(
        enrolment_id=enrolment.id,
        person_id=person.id,
        name=person.full_name,
        initials=person.initials,
        student_number=member.student_number or "",
        role=Role(enrolment.role),
        course=enrolment.course,
        year=enrolment.year,
        has_email=bool(person.email),
        has_ended=_has_ended(enrolment, member),
    )
