"""Reading the pair's room, for the two of the pair only."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import case, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.matching.service.wishes import MentorFacts, mentor_facts
from mentorhub.matching.tables import Pair, Proposal
from mentorhub.pairs.rules import can_undo, first_contact
from mentorhub.pairs.service.happened import question_of
from mentorhub.pairs.service.rhythm import pause_of, rhythm_of
from mentorhub.pairs.service.scope import own
from mentorhub.pairs.service.values import AppointmentLine, Before, ContactLine, PairLine, PairRoom
from mentorhub.pairs.tables import Appointment, Contact, PairPause
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.days import DaysOff, Span
from mentorhub.programmes.days_off import days_off_of
from mentorhub.programmes.tables import Programme, School

MOST_CONTACTS = 50


def _pairs_of(actor: Actor) -> Any:
    """Return the query of the actor's pairs, with the other, the deadline, the zone and the last contact."""
    last = select(func.max(Contact.happened_on)).where(Contact.pair_id == Pair.id).scalar_subquery()
    other = case((col(Pair.mentee_id) == actor.enrolment, Pair.mentor_id), else_=Pair.mentee_id)
    return (
        select(Pair, Enrolment, Person, Programme, School.zone, last)  # type: ignore[call-overload]  # sqlmodel types four columns
        .join(Enrolment, col(Enrolment.id) == other)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .join(Programme, col(Programme.id) == Pair.programme_id)
        .join(School, col(School.id) == Pair.school_id)
        .where(*own(actor))
    )


async def _days_off(session: AsyncSession, rows: Sequence[Any]) -> dict[uuid.UUID, DaysOff]:
    """Return by pair the days that do not count: holidays of its programme and its own pauses."""
    programmes = await days_off_of(session, list({row[3].id: row[3] for row in rows}.values()))
    found = await session.exec(
        select(PairPause).where(col(PairPause.pair_id).in_([row[0].id for row in rows]))
    )
    pauses: dict[uuid.UUID, list[Span]] = defaultdict(list)
    for one in found:
        pauses[one.pair_id].append((one.from_on, one.until_on))
    return {row[0].id: programmes[row[3].id].also(pauses[row[0].id]) for row in rows}


def _line(row: Any, off: DaysOff) -> PairLine:
    pair, enrolment, person, programme, zone, last = row
    matched_on, days = local_day(pair.started_at, zone), programme.first_contact_days
    today = local_day(clock.now(), zone)
    return PairLine(
        pair_id=pair.id,
        person_id=person.id,
        first_name=person.first_name,
        full_name=person.full_name,
        initials=person.initials,
        course=enrolment.course,
        since=pair.started_at,
        zone=zone,
        first_contact=None if last else first_contact(matched_on, days, today, off),
        last_contact_on=last,
    )


async def my_pairs(actor: Actor) -> list[PairLine]:
    """Return the running pairs of a mentee or mentor, ordered by the other's first name."""
    async with db.reading() as session:
        query = _pairs_of(actor).order_by(Person.first_name, Person.last_name, Pair.id)
        rows = (await session.exec(query)).all()
        off = await _days_off(session, rows)
        return [_line(row, off[row[0].id]) for row in rows]


async def pair_room(actor: Actor, pair_id: uuid.UUID) -> PairRoom:
    """Return the room of one of the actor's own pairs.

    Raises:
        NotFound: no such pair, or not the actor's.
    """
    async with db.reading() as session:
        row = (await session.exec(_pairs_of(actor).where(Pair.id == pair_id))).first()
        if row is None:
            raise NotFound
        off = await _days_off(session, [row])
        line, pair, person = _line(row, off[pair_id]), row[0], row[2]
        today = local_day(clock.now(), line.zone)
        return PairRoom(
            line=line,
            today=today,
            matched_on=local_day(line.since, line.zone),
            email=(person.email or "") if person.shows_email else "",
            phone=(person.phone or "") if person.shows_phone else "",
            own_reason=await _own_reason(session, actor, pair),
            facts=await _facts(session, actor, pair),
            contacts=await _contacts(session, actor, pair_id),
            appointment=await next_appointment(session, pair_id),
            question=await question_of(session, pair_id, line.zone),
            rhythm=await rhythm_of(session, actor, pair_id),
            pause=await pause_of(session, actor, pair_id, today),
        )


async def _own_reason(session: AsyncSession, actor: Actor, pair: Pair) -> dict[str, Any]:
    """A mentor never reads it: it would tell where she stood on the mentee's list."""
    if actor.role is not Role.MENTEE:
        return {}
    found = await session.exec(
        select(Proposal).where(Proposal.run_id == pair.run_id, Proposal.mentee_id == pair.mentee_id)
    )
    proposal = found.first()
    return proposal.own_reason if proposal else {}


async def _facts(session: AsyncSession, actor: Actor, pair: Pair) -> MentorFacts | None:
    if actor.role is not Role.MENTOR:
        return None
    return await mentor_facts(session, pair.programme_id, (pair.mentee_id, pair.mentor_id))


async def _contacts(session: AsyncSession, actor: Actor, pair_id: uuid.UUID) -> tuple[ContactLine, ...]:
    found = await session.exec(
        select(Contact)
        .where(Contact.pair_id == pair_id)
        .order_by(col(Contact.happened_on).desc(), col(Contact.created_at).desc())
        .limit(MOST_CONTACTS)
    )
    return tuple(_contact(contact, actor) for contact in found)


def _contact(contact: Contact, actor: Actor) -> ContactLine:
    is_mine = contact.by_enrolment_id == actor.enrolment
    first = contact.before
    return ContactLine(
        contact.id,
        contact.happened_on,
        contact.channel,
        contact.minutes,
        is_mine=is_mine,
        can_undo=is_mine and can_undo(contact.created_at, clock.now()),
        planned=contact.planned,
        answer=contact.answer,
        before=Before(date.fromisoformat(first["happened_on"]), first["channel"], first["minutes"])
        if first
        else None,
    )


async def next_row(session: AsyncSession, pair_id: uuid.UUID) -> Appointment | None:
    """Return the row of the first appointment to come that stands."""
    found = await session.exec(
        select(Appointment)
        .where(
            Appointment.pair_id == pair_id,
            col(Appointment.cancelled_at).is_(None),
            Appointment.starts_at > clock.now(),
        )
        .order_by(col(Appointment.starts_at))
        .limit(1)
    )
    return found.first()


async def next_appointment(session: AsyncSession, pair_id: uuid.UUID) -> AppointmentLine | None:
    """Return the first appointment to come that stands, None when nothing is planned."""
    row = await next_row(session, pair_id)
    return AppointmentLine(row.id, row.starts_at, row.minutes, row.place) if row else None
