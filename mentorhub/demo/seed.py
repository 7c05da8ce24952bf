"""Fills the demo school, once: last year, a programme weeks after its match, one whose evening is today."""

from sqlmodel import col, delete, select

from mentorhub.core import audit, db
from mentorhub.core.tables import AuditEntry
from mentorhub.demo import last_year, month_on
from mentorhub.demo.cast import SCHOOL, TONIGHT
from mentorhub.demo.days import calendar
from mentorhub.demo.school import (
    holidays,
    open_programme,
    open_school,
    plan_evening,
    prepare,
    tonight,
)
from mentorhub.people.tables import Person, SchoolMember
from mentorhub.programmes.tables import School

FILLED = "demo.filled"


async def is_filled() -> bool:
    """Whether the database holds the whole demo school."""
    async with db.reading() as session:
        found = await session.exec(
            select(AuditEntry.id)
            .join(School, col(School.id) == AuditEntry.school_id)
            .where(School.name == SCHOOL, AuditEntry.action == FILLED)
        )
        return found.first() is not None


async def fill() -> bool:
    """Make the demo school unless it is there; what an interrupted start left half made is made anew.

    Returns:
        Whether it was made now.
    """
    if await is_filled():
        return False
    await _clear()
    school_id, coordinator = await open_school()
    at = calendar()
    await holidays(school_id, at)
    await month_on.build(school_id, coordinator, at)
    await last_year.build(school_id, coordinator, at)
    programme_id = await open_programme(school_id, TONIGHT, "summa-logistiek.csv")
    await prepare(TONIGHT, "logistics")
    await plan_evening(
        coordinator, programme_id, "Speeddate logistiek", starts_at=tonight(), rounds=8, tables=32
    )
    async with db.transaction() as session:
        audit.record(session, coordinator, FILLED)
    return True


async def _clear() -> None:
    async with db.transaction() as session:
        school_ids = select(School.id).where(School.name == SCHOOL)
        people = select(SchoolMember.person_id).where(col(SchoolMember.school_id).in_(school_ids))
        await session.exec(delete(Person).where(col(Person.id).in_(people)))
        await session.exec(delete(School).where(col(School.name) == SCHOOL))
