"""Who a school knows already, as a class list can be compared with it."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Role
from mentorhub.people.roster import AnyRow, KnownPerson, RosterRole, RosterRow
from mentorhub.people.roster.draft import number_key
from mentorhub.people.tables import Enrolment, GroupTeacher, Person, SchoolMember
from mentorhub.programmes.tables import Group


async def known_people(
    session: AsyncSession, school_id: uuid.UUID, programme_id: uuid.UUID, rows: Sequence[AnyRow]
) -> list[KnownPerson]:
    """Return everybody of the school, with their part in the programme.

    Who has ended counts as not taking part, so that a list which still names them brings them back. A
    teacher can have several groups: of those the one that ``rows`` name for that teacher is told, so that
    a list adds a group and never takes one away.
    """
    found = await session.exec(
        select(SchoolMember, Person, Enrolment, Group)
        .join(Person, col(Person.id) == SchoolMember.person_id)
        .outerjoin(
            Enrolment,
            and_(
                col(Enrolment.person_id) == SchoolMember.person_id,
                col(Enrolment.programme_id) == programme_id,
            ),
        )
        .outerjoin(Group, col(Group.id) == Enrolment.group_id)
        .where(SchoolMember.school_id == school_id)
    )
    taught = await taught_groups(session, programme_id)
    named = _classes_named(rows)
    return [
        _known(member, person, enrolment, _class_name(person, member, group, taught, named))
        for member, person, enrolment, group in found
    ]


async def taught_groups(session: AsyncSession, programme_id: uuid.UUID) -> dict[uuid.UUID, set[str]]:
    """Return by person the names of the groups that they teach in a programme."""
    found = await session.exec(
        select(GroupTeacher.person_id, Group.name)
        .join(Group, col(Group.id) == GroupTeacher.group_id)
        .where(Group.programme_id == programme_id)
    )
    taught: dict[uuid.UUID, set[str]] = defaultdict(set)
    for person_id, name in found:
        taught[person_id].add(name)
    return taught


def _classes_named(rows: Sequence[AnyRow]) -> dict[str, str]:
    """The class that the rows give each teacher, by e-mail address and by number."""
    teachers = [row for row in rows if isinstance(row, RosterRow) and row.role is RosterRole.TEACHER]
    by_email = {row.email: row.class_name or "" for row in teachers}
    numbered = [row for row in teachers if row.student_number]
    by_number = {number_key(row.student_number or ""): row.class_name or "" for row in numbered}
    return by_email | by_number


def _class_name(
    person: Person,
    member: SchoolMember,
    group: Group | None,
    taught: dict[uuid.UUID, set[str]],
    named: dict[str, str],
) -> str:
    if person.id not in taught:
        return group.name if group else ""
    keys = ((person.email or "").lower(), number_key(member.student_number) if member.student_number else "")
    said = next((named[key] for key in keys if key in named), "")
    return said if said in taught[person.id] else ""


def _known(member: SchoolMember, person: Person, enrolment: Enrolment | None, class_name: str) -> KnownPerson:
    takes_part = enrolment is not None and enrolment.ended_at is None and member.ended_at is None
    return KnownPerson(
        person_id=person.id,
        student_number=member.student_number or "",
        first_name=person.first_name,
        infix=person.infix,
        last_name=person.last_name,
        class_name=class_name,
        course=enrolment.course if enrolment else "",
        year=enrolment.year if enrolment else "",
        email=person.email or "",
        role=Role(enrolment.role).value if enrolment and takes_part else "",
    )
