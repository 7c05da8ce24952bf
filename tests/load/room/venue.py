"""A school that is large enough: five hundred students from a class list, and events for some of them."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor
from mentorhub.demo.cast import as_actor
from mentorhub.demo.profiles import quality_rows
from mentorhub.people import sessions
from mentorhub.people.service.cards import cards_of_group
from mentorhub.people.service.class_lists import import_list
from mentorhub.people.tables import Enrolment, Person, SchoolMember
from mentorhub.programmes.school_year import school_year
from mentorhub.programmes.tables import Group, Programme, School
from mentorhub.speeddate.service.planning import NewSpeedDate, beam_key, create
from mentorhub.speeddate.tables import SpeedDate

HEAD = "Studentnummer;Roepnaam;Achternaam;Klas;Opleiding;Leerjaar;E-mail;Rol"
CLASS_SIZE = 50
ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Venue:
    """A school, its coordinator and its students by class, mentees and mentors in turn."""

    coordinator: Actor
    groups: tuple[uuid.UUID, ...]
    students: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """One speed date: what the code on the screen and the address of the projector hold."""

    id: uuid.UUID
    code: str
    beam_key: str


def _class_list(students: int) -> bytes:
    lines = [HEAD]
    for n in range(students):
        role = "coach" if n % 2 else "junior"
        group, course = f"K{n // CLASS_SIZE:02d}", "Logistiek teamleider"
        number = f"{700_000 + n}"
        lines.append(f"{number};Naam{n};Achter{n};{group};{course};3;{number}@zaal.example;{role}")
    return "\n".join(lines).encode()


async def make_venue(students: int) -> Venue:
    """Make the school in the database of the settings."""
    school_id, programme_id, coordinator = await _school()
    await import_list(school_id, programme_id, _class_list(students), "klassen.csv")
    async with db.reading() as session:
        groups = select(Group.id).where(Group.programme_id == programme_id).order_by(Group.name)
        found = await session.exec(
            select(Person, Enrolment)
            .join(Enrolment, col(Enrolment.person_id) == Person.id)
            .where(Enrolment.programme_id == programme_id)
            .order_by(col(Person.email))
        )
        actors = tuple(as_actor(person, school_id, enrolment) for person, enrolment in found)
        venue = Venue(coordinator, tuple(await session.exec(groups)), actors)
    chance = Random(students)
    async with db.transaction() as session:
        for actor in venue.students:
            session.add_all(quality_rows(actor, chance))
    return venue


async def _school() -> tuple[uuid.UUID, uuid.UUID, Actor]:
    starts_on, ends_on = school_year(clock.now().date())
    now = clock.now()
    async with db.transaction() as session:
        school = School(name="Grote zaal", zone="Europe/Amsterdam", created_at=now)
        session.add(school)
        await session.flush()
        programme = Programme(
            school_id=school.id, name="Zaal", starts_on=starts_on, ends_on=ends_on, created_at=now
        )
        person = Person(first_name="Zora", last_name="Zaal", email="zora@zaal.example", created_at=now)
        session.add_all((programme, person))
        await session.flush()
        session.add(SchoolMember(school_id=school.id, person_id=person.id, is_coordinator=True))
        return school.id, programme.id, as_actor(person, school.id, None)


async def plan(venue: Venue, people: int, *, rounds: int = ROUNDS) -> Event:
    """Plan an evening for the first so many students."""
    wanted = NewSpeedDate(
        name=f"Avond voor {people}",
        group_ids=venue.groups[: people // CLASS_SIZE],
        starts_at=clock.now() + timedelta(minutes=5),
        rounds=rounds,
        round_seconds=600,
        changeover_seconds=60,
        break_minutes=0,
        tables=people // 2,
    )
    speed_date_id = await create(venue.coordinator, wanted)
    async with db.reading() as session:
        row = await session.get(SpeedDate, speed_date_id)
        assert row is not None
        return Event(row.id, row.room_code, beam_key(row))


async def sign_in(actors: list[Actor]) -> list[str]:
    """Give each a session, as signing in does, and return the secrets of their cookies."""
    async with db.transaction() as session:
        people = {
            one.id: one
            for one in await session.exec(
                select(Person).where(col(Person.id).in_([actor.person_id for actor in actors]))
            )
        }
        return [await sessions.begin(session, people[actor.person_id]) for actor in actors]


async def card_codes(venue: Venue) -> dict[uuid.UUID, str]:
    """Print all cards and return the code by enrolment."""
    sheets = [await cards_of_group(venue.coordinator, group) for group in venue.groups]
    return {card.enrolment_id: card.code for sheet in sheets for card in sheet.cards}
