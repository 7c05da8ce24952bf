"""Calls for help that nobody picked up within a working day: the coordinators hear it, once a day."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db, jobs
from mentorhub.core.texts import say_in
from mentorhub.monitoring.reminding.schools import SchoolDay, is_free_for_all, schools_at_work
from mentorhub.monitoring.rules import DaysOff
from mentorhub.monitoring.rules.reminding import is_school_day, school_day_before
from mentorhub.pairs.help.service.scope import coordinators_of
from mentorhub.pairs.tables import HelpCall
from mentorhub.people.notices import tell
from mentorhub.people.tables import Person
from mentorhub.settings import settings

JOB = "waiting calls"
ADDRESS = "/help"


async def tell_of_waiting_calls() -> None:
    """Tell the coordinators of every school that was not done today how many calls wait."""
    for day in await schools_at_work(JOB):
        async with db.transaction() as session:
            if await jobs.take_turn(session, JOB, day.turn):
                await _tell_school(session, day)


async def _tell_school(session: AsyncSession, day: SchoolDay) -> None:
    days_off = await is_free_for_all(session, day.school_id)
    if not is_school_day(day.today, days_off):
        return
    calls = await _waiting(session, day, days_off)
    for person in await coordinators_of(session, day.school_id) if calls else ():
        await _tell(session, day, person, calls)


async def _waiting(session: AsyncSession, day: SchoolDay, days_off: DaysOff) -> int:
    """Return how many calls wait for longer than a working day; an urgent one since before today."""
    zone, hour = ZoneInfo(day.zone), time(settings().reminders_hour)
    since = datetime.combine(school_day_before(day.today, days_off), hour, zone)
    today = datetime.combine(day.today, time(), zone)
    found = await session.exec(
        select(HelpCall.is_urgent, col(HelpCall.created_at)).where(
            HelpCall.school_id == day.school_id,
            col(HelpCall.taken_by).is_(None),
            col(HelpCall.closed_at).is_(None),
            HelpCall.created_at < clock.now(),
        )
    )
    return sum(created_at < (today if is_urgent else since) for is_urgent, created_at in found)


async def _tell(session: AsyncSession, day: SchoolDay, person: Person, calls: int) -> None:
    """Tell one coordinator; neither who asked nor what about is in it."""
    many, language = "one" if calls == 1 else "many", person.language
    values = {"reader": person.first_name, "n": calls, "address": settings().origin + ADDRESS}
    await tell(
        session,
        person,
        school_id=day.school_id,
        kind="help",
        subject=say_in(language, f"reminding.calls.{many}_subject", **values),
        body=say_in(language, f"reminding.calls.{many}_body", **values),
        path=ADDRESS,
        once_key=f"waiting-calls:{day.turn}:{person.id}",
    )
