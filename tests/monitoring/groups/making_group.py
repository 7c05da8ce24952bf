"""A group of juniors and one of coaches who went all the way, in one call."""

import uuid
from collections.abc import Awaitable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import event

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.cvs.tables import Cv, CvVersion
from mentorhub.internships.service import applications
from mentorhub.matching.tables import MentorWish, PreferenceList
from mentorhub.speeddate.tables import Attendee, QualityChoice, SpeedDate
from tests.cast import Cast, make_cast, make_person
from tests.internships.making_applications import PERIOD, make_application, make_lead, move, place
from tests.pairs.making import add_contact, make_pair

MET = clock.now() - timedelta(days=40)
CONTACT = date(2026, 10, 14)


async def more_students(cast: Cast, role: Role, *names: str) -> list[Actor]:
    """Add students to group A of North."""
    async with db.transaction() as session:
        school, programme = cast.schools["north"], cast.programmes["north"]
        return [await make_person(session, name, role, school, programme, cast.groups["a"]) for name in names]


async def choose_qualities(actor: Actor, number: int) -> None:
    """Write so many qualities that somebody looks for."""
    async with db.transaction() as session:
        session.add_all(
            QualityChoice(
                school_id=actor.school,
                enrolment_id=actor.enrolment,
                side="seeks",
                position=place,
                quality=f"geheim {place}",
            )
            for place in range(number)
        )


async def speed_date(cast: Cast, states: dict[Actor, str]) -> None:
    """Write an evening 40 days ago with who was expected in which state."""
    async with db.transaction() as session:
        evening = SpeedDate(
            school_id=cast.bram.school,
            programme_id=cast.programmes["north"].id,
            name="Avond",
            starts_at=MET,
            rounds=4,
            round_seconds=240,
            changeover_seconds=60,
            tables=4,
            seed=1,
            room_code="ABCD",
            beam_digest="x",
            phase="closed",
            created_by=cast.tess.person_id,
            created_at=MET,
        )
        session.add(evening)
        await session.flush()
        session.add_all(
            Attendee(
                school_id=actor.school,
                speed_date_id=evening.id,
                enrolment_id=actor.enrolment,
                role=str(actor.role),
                state=state,
                joined_at=MET if state == "present" else None,
            )
            for actor, state in states.items()
        )


async def hand_in(mentee: Actor, *, at: datetime | None = MET) -> None:
    """Write a handed-in list."""
    async with db.transaction() as session:
        session.add(
            PreferenceList(
                mentee_id=mentee.enrolment,
                school_id=mentee.school,
                programme_id=mentee.programme_id or uuid.uuid4(),
                handed_in_at=at,
                updated_at=MET,
            )
        )


async def wish(mentor: Actor, mentee: Actor) -> None:
    """Write a coach's answer about a junior."""
    async with db.transaction() as session:
        session.add(
            MentorWish(
                school_id=mentor.school,
                mentor_id=mentor.enrolment,
                mentee_id=mentee.enrolment,
                wish="rather_not",
                updated_at=MET,
            )
        )


async def save_cv(mentee: Actor) -> None:
    """Write a CV that was saved once."""
    async with db.transaction() as session:
        cv = Cv(
            school_id=mentee.school,
            enrolment_id=mentee.enrolment,
            content={"profile": "geheim"},
            created_at=MET,
            changed_at=MET,
        )
        session.add(cv)
        await session.flush()
        session.add(
            CvVersion(
                school_id=mentee.school,
                cv_id=cv.id,
                number=1,
                by_enrolment_id=mentee.enrolment,
                created_at=MET,
                saved_at=MET,
            )
        )


async def all_the_way(cast: Cast, mentee: Actor, mentor: Actor, company: str = "DSV") -> None:
    """Let a pair do everything, from the qualities to the internship."""
    for actor in (mentee, mentor):
        await choose_qualities(actor, 5)
    await hand_in(mentee)
    await wish(mentor, mentee)
    pair = await make_pair(mentee, mentor, days_ago=38)
    await add_contact(pair, mentee, CONTACT + timedelta(days=3))
    await add_contact(pair, mentor, CONTACT)
    await save_cv(mentee)
    await make_lead(mentor, company, mentee=mentee)
    one = await make_application(mentee, company)
    await move(mentee, one, "sent", "interview")
    await place(mentee, one, applications.Placed(PERIOD.starts_on, PERIOD.ends_on, "own"))


async def a_group() -> Cast:
    """Write the cast with Bram and Amina who did everything, both in group A."""
    cast = await make_cast()
    await speed_date(cast, {cast.bram: "present", cast.amina: "left"})
    await all_the_way(cast, cast.bram, cast.amina)
    return cast


async def statements_of(work: Awaitable[object]) -> list[str]:
    """Return the queries that some work asks."""
    statements: list[str] = []

    def note(*about: Any) -> None:
        statements.append(about[2])

    engine = db.engine().sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        await work
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return [each for each in statements if each.startswith("SELECT")]
