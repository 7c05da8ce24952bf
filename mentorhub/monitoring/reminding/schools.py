"""The schools where the mails of the day may go out now, and which pairs and people are still in touch."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists
from sqlmodel import and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db, jobs
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair, Substitute
from mentorhub.monitoring.rules import DaysOff
from mentorhub.people.tables import Enrolment, Person, SchoolMember
from mentorhub.programmes.tables import Holiday, Programme, School


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """A day at a school, in its calendar."""

    school_id: uuid.UUID
    zone: str
    today: date

    @property
    def turn(self) -> str:
        """How the turns of this day at this school are called."""
        return f"{self.today.isoformat()}:{self.school_id}"


async def schools_at_work(job: str) -> list[SchoolDay]:
    """Return the schools where it is past the set hour and not quiet, and where a job is not done today."""
    async with db.reading() as session:
        found = (await session.exec(select(School).order_by(col(School.id)))).all()
        days = [SchoolDay(one.id, one.zone, local_day(clock.now(), one.zone)) for one in found]
        return [
            day
            for day in days
            if jobs.is_set_hour(day.zone) and not await jobs.is_done(session, job, day.turn)
        ]


async def is_free_for_all(session: AsyncSession, school_id: uuid.UUID) -> DaysOff:
    """Return the days off that hold for the whole school."""
    found = await session.exec(
        select(col(Holiday.from_on), col(Holiday.until_on)).where(
            Holiday.school_id == school_id, Holiday.region == ""
        )
    )
    return DaysOff.of((first, last) for first, last in found)


def goes_on(day: SchoolDay, programme_id: Any) -> Any:
    """Return the condition that a programme runs on a day."""
    return exists().where(
        col(Programme.id) == programme_id,
        col(Programme.ended_at).is_(None),
        col(Programme.starts_on) <= day.today,
        col(Programme.ends_on) >= day.today,
    )


def takes_part(enrolment_id: Any) -> Any:
    """Return the condition that whose enrolment it is still takes part and has an account in the school."""
    return exists().where(
        col(Enrolment.id) == enrolment_id,
        col(Enrolment.ended_at).is_(None),
        col(Person.id) == Enrolment.person_id,
        col(Person.disabled_at).is_(None),
        col(SchoolMember.person_id) == Enrolment.person_id,
        col(SchoolMember.school_id) == Enrolment.school_id,
        col(SchoolMember.ended_at).is_(None),
    )


def in_touch(day: SchoolDay) -> Any:
    """Return the condition for the pairs of a school that can be in touch.

    Running, in a programme that goes on, both still there, and the mentor not absent: then a substitute is.
    """
    replaced = exists().where(col(Substitute.mentee_id) == Pair.mentee_id, col(Substitute.ended_at).is_(None))
    return and_(
        col(Pair.school_id) == day.school_id,
        col(Pair.ended_at).is_(None),
        goes_on(day, Pair.programme_id),
        takes_part(Pair.mentee_id),
        takes_part(Pair.mentor_id),
        ~replaced,
    )
