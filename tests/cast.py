"""The named cast of the tests: two schools, two groups, and who may see what.

Amina (mentor) and Bram (mentee) are in group A of school North, Chaima (mentor) and Daan (mentee) in
group B. Tess teaches group A, Timo teaches group B, Corrie coordinates North. Zoë (mentee), Yara (mentor),
Tom (teacher) and Cas (coordinator) belong to school South and must see nothing of North.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.people.tables import Enrolment, GroupTeacher, Person, SchoolMember, SignInSession
from mentorhub.programmes.tables import Group, Programme, School


@dataclass
class Cast:
    """Actors by first name in lower case, and the rows they stand on."""

    actors: dict[str, Actor] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.actors[name]
        except KeyError:
            raise AttributeError(name) from None


async def make_school(session: AsyncSession, name: str) -> tuple[School, Programme]:
    """Add a school with one programme."""
    school = School(name=name, zone="Europe/Amsterdam", created_at=clock.now())
    session.add(school)
    await session.flush()
    programme = Programme(
        school_id=school.id,
        name=f"Coaching {name}",
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 7, 1),
        created_at=clock.now(),
    )
    session.add(programme)
    await session.flush()
    return school, programme


async def make_group(session: AsyncSession, programme: Programme, name: str) -> Group:
    """Add a group to a programme."""
    group = Group(school_id=programme.school_id, programme_id=programme.id, name=name)
    session.add(group)
    await session.flush()
    return group


async def make_person(
    session: AsyncSession,
    first_name: str,
    role: Role,
    school: School,
    programme: Programme,
    group: Group | None = None,
    *,
    last_name: str = "Voorbeeld",
    digest: str | None = None,
) -> Actor:
    """Add a person with a part and a session; returns the actor."""
    email = f"{first_name.lower()}.{uuid.uuid4().hex[:6]}@{school.name.lower()}.example"
    person = Person(first_name=first_name, last_name=last_name, email=email, created_at=clock.now())
    session.add(person)
    await session.flush()
    session.add(
        SchoolMember(school_id=school.id, person_id=person.id, is_coordinator=role is Role.COORDINATOR)
    )
    enrolment = None
    if role is not Role.COORDINATOR:
        enrolment = Enrolment(
            school_id=school.id,
            programme_id=programme.id,
            person_id=person.id,
            role=role.value,
            group_id=group.id if group and role is not Role.TEACHER else None,
            created_at=clock.now(),
        )
        session.add(enrolment)
        if group and role is Role.TEACHER:
            session.add(GroupTeacher(group_id=group.id, person_id=person.id))
        await session.flush()
    row = SignInSession(
        digest=digest or uuid.uuid4().hex,
        person_id=person.id,
        school_id=school.id,
        enrolment_id=enrolment.id if enrolment else None,
        created_at=clock.now(),
        seen_at=clock.now(),
    )
    session.add(row)
    await session.flush()
    return Actor(
        person_id=person.id,
        session_id=row.id,
        school_id=school.id,
        role=role,
        programme_id=None if enrolment is None else programme.id,
        enrolment_id=None if enrolment is None else enrolment.id,
        first_name=first_name,
        full_name=person.full_name,
        language="nl",
    )


async def make_cast() -> Cast:
    """Write the whole cast to the database of the test."""
    cast = Cast()
    async with db.transaction() as session:
        for name in ("North", "South"):
            cast.schools[name.lower()], cast.programmes[name.lower()] = await make_school(session, name)
        north, south = cast.programmes["north"], cast.programmes["south"]
        cast.groups["a"] = await make_group(session, north, "A")
        cast.groups["b"] = await make_group(session, north, "B")
        cast.groups["z"] = await make_group(session, south, "Z")
        people = [
            ("Amina", Role.MENTOR, "north", "a"),
            ("Bram", Role.MENTEE, "north", "a"),
            ("Chaima", Role.MENTOR, "north", "b"),
            ("Daan", Role.MENTEE, "north", "b"),
            ("Tess", Role.TEACHER, "north", "a"),
            ("Timo", Role.TEACHER, "north", "b"),
            ("Corrie", Role.COORDINATOR, "north", None),
            ("Zoe", Role.MENTEE, "south", "z"),
            ("Yara", Role.MENTOR, "south", "z"),
            ("Tom", Role.TEACHER, "south", "z"),
            ("Cas", Role.COORDINATOR, "south", None),
        ]
        for first_name, role, school, group in people:
            cast.actors[first_name.lower()] = await make_person(
                session,
                first_name,
                role,
                cast.schools[school],
                cast.programmes[school],
                cast.groups[group] if group else None,
            )
    return cast
