"""The first person of a new school, made from the command line: nobody is there yet to let anyone in."""

from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.tables import AuditEntry
from mentorhub.people.roster import is_email, split_full_name
from mentorhub.people.service.signing_in import new_link
from mentorhub.people.tables import Person, SchoolMember
from mentorhub.programmes.school_year import school_year
from mentorhub.programmes.tables import Programme, School
from mentorhub.settings import settings


class NotAPerson(Exception):
    """The name or the address cannot be that of a person; the text says which and why."""


async def create_coordinator(school_name: str, full_name: str, email: str) -> str:
    """Make someone coordinator of a school and return a sign-in link.

    A new school gets a first programme for the present school year. Doing it again for the same address
    changes nothing and gives a new link.

    Args:
        school_name: made when no school has this name.
        full_name: such as ``Corrie van Dam``.
        email: who has it already keeps the own name.

    Raises:
        NotAPerson: no name, no last name, or no e-mail address.
    """
    _check(school_name, full_name, email)
    async with db.transaction() as session:
        school = await _school(session, school_name.strip())
        person = await _person(session, full_name, email.strip())
        await _appoint(session, school, person)
        return await new_link(session, person.id, settings().origin)


def _check(school_name: str, full_name: str, email: str) -> None:
    if not school_name.strip():
        raise NotAPerson("The school needs a name.")
    if len(full_name.split()) < 2:
        raise NotAPerson(f'"{full_name}" is no first and last name.')
    if not is_email(email.strip().lower()):
        raise NotAPerson(f'"{email}" is no e-mail address.')


async def _school(session: AsyncSession, name: str) -> School:
    known = (await session.exec(select(School).where(School.name == name))).first()
    if known is not None:
        return known
    school = School(name=name, zone=settings().zone, created_at=clock.now())
    session.add(school)
    await session.flush()
    starts_on, ends_on = school_year(clock.now().astimezone(ZoneInfo(school.zone)).date())
    session.add(
        Programme(
            school_id=school.id,
            name=f"Peer coaching {starts_on.year}-{ends_on.year}",
            starts_on=starts_on,
            ends_on=ends_on,
            created_at=clock.now(),
        )
    )
    return school


async def _person(session: AsyncSession, full_name: str, email: str) -> Person:
    known = (await session.exec(select(Person).where(func.lower(Person.email) == email.lower()))).first()
    if known is not None:
        return known
    name = split_full_name(full_name)
    person = Person(
        first_name=name.first_name,
        infix=name.infix,
        last_name=name.last_name,
        email=email,
        created_at=clock.now(),
    )
    session.add(person)
    await session.flush()
    return person


async def _appoint(session: AsyncSession, school: School, person: Person) -> None:
    which = select(SchoolMember).where(
        SchoolMember.school_id == school.id, col(SchoolMember.person_id) == person.id
    )
    member = (await session.exec(which)).first()
    if member is None:
        member = SchoolMember(school_id=school.id, person_id=person.id)
        session.add(member)
    if member.is_coordinator and member.ended_at is None:
        return
    member.is_coordinator, member.ended_at = True, None
    session.add(
        AuditEntry(
            school_id=school.id,
            action="coordinator.created",
            object_id=person.id,
            detail={"by": "command line"},
            at=clock.now(),
        )
    )
