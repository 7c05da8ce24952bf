"""Whether the two met as they had planned: answered in the room, or by a signed link in the mail."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlmodel import col, exists, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.dates import local_day
from mentorhub.core.tables import AuditEntry
from mentorhub.matching.tables import Pair
from mentorhub.pairs.rules import ASK_FOR, can_answer
from mentorhub.pairs.service.links import Answer, Claim, read_answer
from mentorhub.pairs.service.mails import unschedule
from mentorhub.pairs.service.scope import own
from mentorhub.pairs.service.values import AppointmentLine
from mentorhub.pairs.tables import Appointment, Contact
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import School

Outcome = Literal["yes", "no", "was_yes", "was_no", "late", "wrong"]
"""``yes`` and ``no``: written now. ``was_…``: one of the two answered before. ``late``: no longer asked."""


@dataclass(frozen=True, slots=True)
class _Held:
    """An appointment that is over, with its pair and the school's zone."""

    appointment: Appointment
    pair: Pair
    zone: str


async def question_of(session: AsyncSession, pair_id: uuid.UUID, zone: str) -> AppointmentLine | None:
    """Return the latest appointment of a pair of which nobody said yet whether it happened."""
    now = clock.now()
    found = await session.exec(
        select(Appointment)
        .where(
            Appointment.pair_id == pair_id,
            Appointment.happened == "",
            col(Appointment.cancelled_at).is_(None),
            col(Appointment.starts_at).between(now - ASK_FOR - timedelta(days=2), now),
        )
        .order_by(col(Appointment.starts_at).desc())
    )
    asked = [row for row in found if can_answer(row.starts_at, row.minutes, zone, now)]
    return (
        AppointmentLine(asked[0].id, asked[0].starts_at, asked[0].minutes, asked[0].place) if asked else None
    )


async def answer_question(actor: Actor, appointment_id: uuid.UUID, answer: Answer) -> Outcome:
    """Say in the room whether a past appointment of the actor's own pair happened.

    Raises:
        NotFound: not an appointment of the actor's pair, cancelled, or not over yet.
    """
    async with db.transaction() as session:
        held = await _held(session, appointment_id, own(actor))
        if held is None:
            raise NotFound
        return await _answer(session, held, actor.enrolment, answer)


async def answer_by_link(token: str) -> Outcome:
    """Carry out what a link in a mail says, once; nobody has to be signed in."""
    claim = read_answer(token)
    outcome = _refusal(claim)
    if claim is None or outcome is not None:
        return outcome or "wrong"
    async with db.transaction() as session:
        held = await _held(session, claim.appointment_id, _of_the_pair(claim))
        if held is None:
            return "wrong"
        return await _answer(session, held, claim.enrolment_id, claim.answer)


async def look_behind_link(token: str) -> tuple[Answer, AppointmentLine, str] | Outcome:
    """Return what a link would answer, its appointment and the zone; changes nothing.

    An outcome instead when there is nothing (any more) to answer.
    """
    claim = read_answer(token)
    outcome = _refusal(claim)
    if claim is None or outcome is not None:
        return outcome or "wrong"
    async with db.reading() as session:
        held = await _held(session, claim.appointment_id, _of_the_pair(claim))
    if held is None:
        return "wrong"
    row = held.appointment
    if row.happened:
        return "was_yes" if row.happened == "yes" else "was_no"
    return claim.answer, AppointmentLine(row.id, row.starts_at, row.minutes, row.place), held.zone


def _refusal(claim: Claim | None) -> Outcome | None:
    if claim is None:
        return "wrong"
    return "late" if claim.until < clock.now() else None


def _of_the_pair(claim: Claim) -> tuple[Any, ...]:
    mine = or_(Pair.mentee_id == claim.enrolment_id, Pair.mentor_id == claim.enrolment_id)
    # Who left the programme or lost the account answers nothing any more.
    still_here = exists().where(
        col(Enrolment.id) == claim.enrolment_id,
        col(Enrolment.ended_at).is_(None),
        col(Person.id) == Enrolment.person_id,
        col(Person.disabled_at).is_(None),
    )
    return mine, col(Pair.ended_at).is_(None), still_here


async def _held(session: AsyncSession, appointment_id: uuid.UUID, which: tuple[Any, ...]) -> _Held | None:
    """Return an appointment that was not cancelled and is over by now; locked."""
    found = await session.exec(
        select(Appointment, Pair, School.zone)
        .join(Pair, col(Pair.id) == Appointment.pair_id)
        .join(School, col(School.id) == Pair.school_id)
        .where(Appointment.id == appointment_id, col(Appointment.cancelled_at).is_(None), *which)
        .with_for_update(of=(Pair, Appointment))
    )
    row = found.first()
    if row is None or row[0].starts_at + timedelta(minutes=row[0].minutes) > clock.now():
        return None
    return _Held(*row)


async def _answer(session: AsyncSession, held: _Held, by: uuid.UUID, answer: Answer) -> Outcome:
    appointment = held.appointment
    if appointment.happened:
        if appointment.happened == answer == "yes":
            await _confirm(session, appointment, by)
        return "was_yes" if appointment.happened == "yes" else "was_no"
    if not can_answer(appointment.starts_at, appointment.minutes, held.zone, clock.now()):
        return "late"
    await settle(session, appointment, answer)
    if answer == "yes":
        session.add(_contact(held, by))
    await _record(session, appointment, by, answer)
    return answer


async def settle(session: AsyncSession, appointment: Appointment, answer: Answer) -> None:
    """Write whether an appointment happened; nobody is asked any more."""
    appointment.happened, appointment.answered_at = answer, clock.now()
    await unschedule(session, appointment.id)


def _contact(held: _Held, by: uuid.UUID) -> Contact:
    appointment = held.appointment
    return Contact(
        school_id=appointment.school_id,
        pair_id=held.pair.id,
        by_enrolment_id=by,
        happened_on=local_day(appointment.starts_at, held.zone),
        channel="seen",
        minutes=appointment.minutes,
        once_key=f"appointment:{appointment.id}",
        created_at=clock.now(),
        planned=True,
        appointment_id=appointment.id,
    )


async def _confirm(session: AsyncSession, appointment: Appointment, by: uuid.UUID) -> None:
    """Who says yes after the other did confirms the contact moment that came of it."""
    logged = await session.exec(
        select(Contact).where(
            Contact.appointment_id == appointment.id, Contact.by_enrolment_id != by, Contact.answer == ""
        )
    )
    contact = logged.first()
    if contact is not None:
        contact.answer, contact.answered_at = "confirmed", clock.now()


async def _record(session: AsyncSession, appointment: Appointment, by: uuid.UUID, answer: Answer) -> None:
    """Write the audit line; who came by a link is signed in nowhere, so there is no actor."""
    person = await session.exec(select(Enrolment.person_id).where(Enrolment.id == by))
    session.add(
        AuditEntry(
            school_id=appointment.school_id,
            actor_id=person.one(),
            action="appointment.answered",
            object_id=appointment.id,
            detail={"happened": answer},
            at=clock.now(),
        )
    )


async def held_on(session: AsyncSession, pair_id: uuid.UUID, day: date, zone: str) -> Appointment | None:
    """Return the appointment of a day that has begun and of which nobody said yet whether it happened."""
    begin = datetime.combine(day, time(), ZoneInfo(zone))
    end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    found = await session.exec(
        select(Appointment)
        .where(
            Appointment.pair_id == pair_id,
            Appointment.happened == "",
            col(Appointment.cancelled_at).is_(None),
            Appointment.starts_at >= begin,
            Appointment.starts_at < min(end, clock.now()),
        )
        .order_by(col(Appointment.starts_at))
        .limit(1)
    )
    return found.first()
