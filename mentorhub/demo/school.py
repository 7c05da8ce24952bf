"""The parts of a demo school: colleagues, programmes with their class list, profiles, an evening."""

import uuid
from datetime import date, datetime, time
from importlib.resources import files
from random import Random
from zoneinfo import ZoneInfo

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.demo.cast import COORDINATOR, SCHOOL, TEACHERS, Staff, actors_of, as_actor
from mentorhub.demo.days import Calendar
from mentorhub.demo.profiles import profile_row, quality_rows
from mentorhub.people.service.class_lists import import_list
from mentorhub.people.tables import Enrolment, GroupTeacher, Person, SchoolMember
from mentorhub.programmes.school_year import school_year
from mentorhub.programmes.tables import Group, Holiday, Programme, School
from mentorhub.settings import settings
from mentorhub.speeddate.service.planning import NewSpeedDate, create

SEED = 2016
# One in so many students has chosen no qualities yet, as on a real evening.
UNPREPARED = 13


async def open_school() -> tuple[uuid.UUID, Actor]:
    """Make the demo school with its coordinator."""
    async with db.transaction() as session:
        school = School(name=SCHOOL, zone=settings().zone, created_at=clock.now())
        session.add(school)
        await session.flush()
        person = await _colleague(session, school.id, COORDINATOR)
        return school.id, as_actor(person, school.id, None)


async def _colleague(session: AsyncSession, school_id: uuid.UUID, staff: Staff) -> Person:
    first_name, infix, last_name = staff.name
    person = Person(
        first_name=first_name,
        infix=infix,
        last_name=last_name,
        email=staff.email,
        created_at=clock.now(),
    )
    session.add(person)
    await session.flush()
    session.add(SchoolMember(school_id=school_id, person_id=person.id, is_coordinator=not staff.groups))
    return person


async def holidays(school_id: uuid.UUID, at: Calendar) -> None:
    """Enter the holidays of this school year and of the last one."""
    async with db.transaction() as session:
        session.add_all(
            Holiday(
                school_id=school_id,
                year=one.year,
                name=one.name,
                from_on=one.from_on,
                until_on=one.until_on,
                created_at=clock.now(),
            )
            for one in at.breaks
        )


async def open_programme(school_id: uuid.UUID, name: str, class_list: str) -> uuid.UUID:
    """Start a programme of this school year, import its class list and give the groups their teachers.

    Args:
        school_id: the demo school.
        name: of the programme; a key of ``TEACHERS``.
        class_list: name of a file in ``demo/data``.
    """
    programme_id = await _programme(school_id, name)
    data = (files("mentorhub.demo") / "data" / class_list).read_bytes()
    await import_list(school_id, programme_id, data, class_list)
    async with db.transaction() as session:
        for staff in TEACHERS[name]:
            await teacher_of(session, school_id, programme_id, staff)
    return programme_id


async def _programme(school_id: uuid.UUID, name: str) -> uuid.UUID:
    starts_on, ends_on = school_year(_today())
    async with db.transaction() as session:
        programme = Programme(
            school_id=school_id,
            name=f"{name} {starts_on.year}-{ends_on.year}",
            starts_on=starts_on,
            ends_on=ends_on,
            created_at=clock.now(),
        )
        session.add(programme)
        await session.flush()
        return programme.id


def _today() -> date:
    return clock.now().astimezone(ZoneInfo(settings().zone)).date()


async def teacher_of(
    session: AsyncSession, school_id: uuid.UUID, programme_id: uuid.UUID, staff: Staff
) -> None:
    """Make a colleague teacher of the groups of a programme that are theirs."""
    person = await _colleague(session, school_id, staff)
    session.add(
        Enrolment(
            school_id=school_id,
            programme_id=programme_id,
            person_id=person.id,
            role=Role.TEACHER,
            created_at=clock.now(),
        )
    )
    groups = await session.exec(select(Group).where(Group.programme_id == programme_id))
    session.add_all(
        GroupTeacher(group_id=group.id, person_id=person.id) for group in groups if group.name in staff.groups
    )
    await session.flush()


async def prepare(programme: str, field_of_study: str) -> None:
    """Let the students of a programme write their profile and choose their qualities; a few did not yet."""
    async with db.reading() as session:
        actors = [actor for actor in await actors_of(session, programme) if not actor.is_staff]
    chance = Random(SEED)
    async with db.transaction() as session:
        for place, actor in enumerate(actors):
            session.add(profile_row(actor, place, field_of_study))
            if place % UNPREPARED != UNPREPARED - 1:
                session.add_all(quality_rows(actor, chance))


async def plan_evening(
    coordinator: Actor, programme_id: uuid.UUID, name: str, *, starts_at: datetime, rounds: int, tables: int
) -> uuid.UUID:
    """Plan a speed date with everyone of a programme; its doors are still closed."""
    async with db.reading() as session:
        groups = await session.exec(select(Group.id).where(Group.programme_id == programme_id))
        group_ids = tuple(groups)
    wanted = NewSpeedDate(
        name=name,
        group_ids=group_ids,
        starts_at=starts_at,
        rounds=rounds,
        round_seconds=240,
        changeover_seconds=60,
        break_minutes=0,
        tables=tables,
    )
    return await create(coordinator, wanted)


def tonight() -> datetime:
    """Return seven o'clock this evening in the school's zone."""
    return datetime.combine(_today(), time(19), ZoneInfo(settings().zone))
