"""Coming in by the room code: the code finds the event, the actor finds their own place in it."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.together import Together
from mentorhub.people import sessions
from mentorhub.people.tables import Enrolment
from mentorhub.speeddate.rules import normalise_code
from mentorhub.speeddate.service.access import speed_date_for
from mentorhub.speeddate.service.announcing import announce_people
from mentorhub.speeddate.service.attendance import arrive_together
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


@dataclass(frozen=True, slots=True)
class _Knock:
    """A student at the door of an event."""

    speed_date_id: uuid.UUID
    person_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class _Arrival:
    """Someone who is in, and whether that is news."""

    attendee: Attendee
    is_news: bool


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
    arrival = await _arrivals.do(_Knock(speed_date_id, actor.person_id))
    if arrival is None:
        return Door("not_listed")
    if arrival.is_news:
        announce_people(speed_date_id)
    attendee = arrival.attendee
    if attendee.enrolment_id != actor.enrolment_id:
        await sessions.choose(actor, attendee.school_id, attendee.enrolment_id)
    return Door("room", speed_date_id)


async def _let_in(session: AsyncSession, knocks: Sequence[_Knock]) -> list[_Arrival | None]:
    """Let everyone in who knocked at the same time; return None for who is not expected, or too late."""
    found: list[_Arrival | None] = [None] * len(knocks)
    for speed_date_id in sorted({knock.speed_date_id for knock in knocks}):
        # Holding the row lets joins queue up, so that two plans are never made at once.
        event = select(SpeedDate).where(SpeedDate.id == speed_date_id, SpeedDate.phase != "closed")
        speed_date = (await session.exec(event.with_for_update())).first()
        if speed_date is None:
            continue
        people = {knock.person_id for knock in knocks if knock.speed_date_id == speed_date_id}
        places = await _own_places(session, speed_date_id, people)
        news = {one.id for one in await arrive_together(session, speed_date, places.values())}
        for place, knock in enumerate(knocks):
            if knock.speed_date_id == speed_date_id and (mine := places.get(knock.person_id)):
                found[place] = _Arrival(mine, mine.id in news)
    return found


async def _own_places(
    session: AsyncSession, speed_date_id: uuid.UUID, person_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, Attendee]:
    """Return each person's place at the event, also when another of their parts is chosen right now."""
    found = await session.exec(
        select(Enrolment.person_id, Attendee)
        .join(Enrolment, col(Enrolment.id) == Attendee.enrolment_id)
        .where(
            Attendee.speed_date_id == speed_date_id,
            col(Enrolment.person_id).in_(person_ids),
            col(Enrolment.ended_at).is_(None),
        )
    )
    return dict(found.all())


_arrivals: Together[_Knock, _Arrival | None] = Together(_let_in)
