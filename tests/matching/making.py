"""A programme with mentees, mentors and lists for the tests of the match."""

import random
import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.matching.service import preferences
from mentorhub.people.tables import Person
from mentorhub.programmes.tables import Programme
from mentorhub.speeddate.tables import PlannedSeat, SpeedDate
from tests.cast import make_group, make_person, make_school


@dataclass
class Made:
    """One programme ready for a match."""

    programme: Programme
    mentees: list[Actor]
    mentors: list[Actor]
    teacher: Actor
    coordinator: Actor


async def make_programme(mentees: int, mentors: int, name: str = "West") -> Made:
    """Write a school with one group, so many mentees and mentors, a teacher and a coordinator."""
    async with db.transaction() as session:
        school, programme = await make_school(session, name)
        group = await make_group(session, programme, "1A")

        async def person(first_name: str, role: Role) -> Actor:
            return await make_person(session, first_name, role, school, programme, group)

        return Made(
            programme,
            [await person(f"Junior{n}", Role.MENTEE) for n in range(mentees)],
            [await person(f"Coach{n}", Role.MENTOR) for n in range(mentors)],
            await person("Tess", Role.TEACHER),
            await person("Corrie", Role.COORDINATOR),
        )


async def hand_in_random_lists(made: Made, seed: int = 1) -> None:
    """Let every mentee hand in a random list through the real service."""
    draw = random.Random(seed)
    length = min(made.programme.list_length, len(made.mentors))
    for mentee in made.mentees:
        chosen = draw.sample([mentor.enrolment for mentor in made.mentors], length)
        saved = await preferences.save_list(mentee, chosen, 0)
        await preferences.hand_in(mentee, saved.version)


async def add_speed_date(
    session: AsyncSession, made: Made, *, met: list[tuple[Actor, Actor]], ranking_minutes: int | None = None
) -> SpeedDate:
    """Add a speed date in its ranking phase where the given pairs met in round 1."""
    speed_date = SpeedDate(
        school_id=made.programme.school_id,
        programme_id=made.programme.id,
        name="Avond",
        starts_at=clock.now(),
        rounds=1,
        round_seconds=60,
        changeover_seconds=10,
        tables=50,
        seed=1,
        room_code=uuid.uuid4().hex[:6].upper(),
        beam_digest=uuid.uuid4().hex,
        phase="ranking",
        round=1,
        ranking_until=None if ranking_minutes is None else clock.now() + timedelta(minutes=ranking_minutes),
        created_by=made.teacher.person_id,
        created_at=clock.now(),
    )
    session.add(speed_date)
    await session.flush()
    session.add_all(
        PlannedSeat(
            school_id=speed_date.school_id,
            speed_date_id=speed_date.id,
            round=1,
            table_number=number,
            mentee_id=mentee.enrolment,
            mentor_id=mentor.enrolment,
        )
        for number, (mentee, mentor) in enumerate(met, start=1)
    )
    await session.flush()
    return speed_date


async def set_person(actor: Actor, **values: object) -> None:
    """Change columns of an actor's person."""
    async with db.transaction() as session:
        person = await session.get_one(Person, actor.person_id)
        for name, value in values.items():
            setattr(person, name, value)
