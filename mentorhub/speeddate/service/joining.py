"""Coming in by the room code: the code finds the event, the actor finds their own place in it."""

import uuid
from dataclasses import dataclass
from typing import Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.people import sessions
from mentorhub.people.tables import Enrolment
from mentorhub.speeddate.rules import normalise_code
from mentorhub.speeddate.service.access import speed_date_for
from mentorhub.speeddate.service.announcing import announce_people
from mentorhub.speeddate.service.attendance import arrive
from mentorhub.speeddate.tables import Attendee, SpeedDate

Answer = Literal["room", "run", "sign_in", "unknown", "early", "not_listed"]


@dataclass(frozen=True, slots=True)
class Door:
    """What stands behind a code for someone: where to go, or why not.

    ``room``: joined, go to the phone page. ``run``: a teacher, go to the control page of
    ``speed_date_id``. ``sign_in``: the code is right, sign in first. ``unknown``: no event has this code
    now. ``early``: the doors are still closed. ``not_listed``: someone of the school who is not expected.
    """

    answer: Answer
    speed_date_id: uuid.UUID | None = None
    code: str = ""


async def knock(actor: Actor | None, typed: str) -> Door:
    """Come in with a code as it was typed or scanned; a student who is expected is present from now on.

    The code of another school's event is *unknown* to who is signed in, like one that does not exist.
    """
    code = normalise_code(typed)
    speed_date = await _event_of(code) if code else None
    if code is None or speed_date is None:
        return Door("unknown")
    if actor is None:
        return Door("sign_in", code=code)
    if actor.school_id != speed_date.school_id:
        return Door("unknown")
    if actor.is_staff:
        return await _as_staff(actor, speed_date)
    if speed_date.phase == "draft" or speed_date.rehearsal_of is not None:
        return Door("early")
    return await _as_student(actor, speed_date.id)


async def _event_of(code: str) -> SpeedDate | None:
    """Return the event with this code; the code ends with the event."""
    async with db.reading() as session:
        found = select(SpeedDate).where(SpeedDate.room_code == code, SpeedDate.phase != "closed")
        return (await session.exec(found)).first()


async def _as_staff(actor: Actor, speed_date: SpeedDate) -> Door:
    async with db.reading() as session:
        try:
            await speed_date_for(session, actor, speed_date.id)
        except NotFound:
            return Door("not_listed")
    return Door("run", speed_date.id)


async def _as_student(actor: Actor, speed_date_id: uuid.UUID) -> Door:
    async with db.transaction() as session:
        # Holding the row lets joins queue up, so that two plans are never made at once.
        event = select(SpeedDate).where(SpeedDate.id == speed_date_id, SpeedDate.phase != "closed")
        speed_date = (await session.exec(event.with_for_update())).first()
        attendee = await _own_place(session, actor, speed_date_id)
        if speed_date is None or attendee is None:
            return Door("not_listed")
        is_news = await arrive(session, speed_date, attendee)
    if is_news:
        announce_people(speed_date_id)
    if attendee.enrolment_id != actor.enrolment_id:
        await sessions.choose(actor, attendee.school_id, attendee.enrolment_id)
    return Door("room", speed_date_id)


async def _own_place(session: AsyncSession, actor: Actor, speed_date_id: uuid.UUID) -> Attendee | None:
    """Return the person's place at the event, also when another of their parts is chosen right now."""
    found = await session.exec(
        select(Attendee)
        .join(Enrolment, col(Enrolment.id) == Attendee.enrolment_id)
        .where(
            Attendee.speed_date_id == speed_date_id,
            Enrolment.person_id == actor.person_id,
            col(Enrolment.ended_at).is_(None),
        )
    )
    return found.first()
