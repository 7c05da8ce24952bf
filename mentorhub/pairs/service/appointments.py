"""The next appointment of a pair: planned, changed, cancelled; both get it by mail for their calendar.

The day before both are reminded, the day after both are asked whether it happened.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.limits import limits
from mentorhub.matching.tables import Pair
from mentorhub.pairs.rules import can_plan
from mentorhub.pairs.service.calendar import calendar_text
from mentorhub.pairs.service.mails import What, post_of, send, unschedule
from mentorhub.pairs.service.room import next_row
from mentorhub.pairs.service.scope import own, own_pair, the_two
from mentorhub.pairs.service.values import DayRefused, TooOften
from mentorhub.pairs.tables import Appointment
from mentorhub.programmes.tables import School

TOLD_PER_HOUR = 10
"""How often the two of a pair are mailed about their appointment within an hour, at most."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """When and where to meet: day and time in the school's zone, length in minutes, a place or nothing."""

    day: date
    at: time
    minutes: int
    place: str

    def starts_at(self, zone: str) -> datetime:
        """Return the moment it starts."""
        return datetime.combine(self.day, self.at, ZoneInfo(zone))


async def plan_appointment(actor: Actor, pair_id: uuid.UUID, meeting: Meeting) -> uuid.UUID:
    """Plan the pair's next appointment, or change the one that stands; both hear it when something changed.

    Raises:
        NotFound: not the actor's pair.
        DayRefused: it would start in the past, or over a year ahead.
        TooOften: the two were mailed ``TOLD_PER_HOUR`` times within the hour; nothing is written.
    """
    async with db.transaction() as session:
        pair, zone = await own_pair(session, actor, pair_id)
        starts_at = meeting.starts_at(zone)
        if not can_plan(starts_at, clock.now()):
            raise DayRefused
        standing = await next_row(session, pair_id)
        appointment = standing or _new(actor, pair, meeting, starts_at)
        if standing is not None and not _change(standing, meeting, starts_at):
            return standing.id
        session.add(appointment)
        audit.record(
            session, actor, "appointment.changed" if standing else "appointment.planned", appointment.id
        )
        await _tell_both(session, pair, appointment, zone, "changed" if standing else "planned")
        return appointment.id


def _new(actor: Actor, pair: Pair, meeting: Meeting, starts_at: datetime) -> Appointment:
    return Appointment(
        school_id=pair.school_id,
        pair_id=pair.id,
        starts_at=starts_at,
        minutes=meeting.minutes,
        place=meeting.place,
        created_by=actor.enrolment,
        created_at=clock.now(),
    )


def _change(standing: Appointment, meeting: Meeting, starts_at: datetime) -> bool:
    """Write the new time and place; False when they are what stands already."""
    wanted = (starts_at, meeting.minutes, meeting.place)
    if (standing.starts_at, standing.minutes, standing.place) == wanted:
        return False
    standing.starts_at, standing.minutes, standing.place = wanted
    standing.sequence += 1
    return True


async def cancel_appointment(actor: Actor, appointment_id: uuid.UUID) -> None:
    """Cancel an appointment to come of the actor's own pair; a second time changes nothing.

    Raises:
        NotFound: not an appointment of the actor's pair, or it is over.
        TooOften: as ``plan_appointment``.
    """
    async with db.transaction() as session:
        appointment, pair, zone = await _own_appointment(session, actor, appointment_id)
        await session.refresh(appointment, with_for_update=True)
        if appointment.cancelled_at is not None:
            return
        if appointment.starts_at <= clock.now():
            raise NotFound
        appointment.cancelled_at = clock.now()
        appointment.sequence += 1
        audit.record(session, actor, "appointment.cancelled", appointment.id)
        await _tell_both(session, pair, appointment, zone, "cancelled")


async def appointment_file(actor: Actor, appointment_id: uuid.UUID) -> str:
    """Return the calendar file of an appointment of the actor's own pair, also when it was cancelled.

    Raises:
        NotFound: not an appointment of the actor's pair.
    """
    async with db.reading() as session:
        appointment, pair, _ = await _own_appointment(session, actor, appointment_id)
        two = await the_two(session, pair)
    reader, other = next(x for x in two.both() if x[0].id == actor.person_id)
    return calendar_text(appointment, reader, other, "PUBLISH")


async def _own_appointment(
    session: AsyncSession, actor: Actor, appointment_id: uuid.UUID
) -> tuple[Appointment, Pair, str]:
    found = await session.exec(
        select(Appointment, Pair, School.zone)
        .join(Pair, col(Pair.id) == Appointment.pair_id)
        .join(School, col(School.id) == Pair.school_id)
        .where(Appointment.id == appointment_id, *own(actor))
    )
    row = found.first()
    if row is None:
        raise NotFound
    return row[0], row[1], row[2]


async def _tell_both(
    session: AsyncSession, pair: Pair, appointment: Appointment, zone: str, what: What
) -> None:
    if not await limits().hit("appointment mails", str(pair.id), TOLD_PER_HOUR, 60):
        raise TooOften
    post = await post_of(session, pair, appointment, zone)
    await unschedule(session, appointment.id)
    later = [] if what == "cancelled" else post.for_later()
    await send(session, post.for_calendars(what) + later)
