"""Who is there: by joining, or ticked by the teacher; late and leaving change only the rounds to come."""

import uuid
from typing import Literal, get_args

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.speeddate.service.access import speed_date_for
from mentorhub.speeddate.service.announcing import announce_people
from mentorhub.speeddate.service.people import Card, people_of
from mentorhub.speeddate.service.seating import replan, seats_in
from mentorhub.speeddate.service.snapshot import shown_round
from mentorhub.speeddate.tables import Attendee, SpeedDate

Mark = Literal["present", "absent"]
MANY = 1000
BEFORE_THE_ROUNDS = ("draft", "lobby")


async def mark(actor: Actor, speed_date_id: uuid.UUID, enrolment_id: uuid.UUID, to: Mark) -> None:
    """Tick someone present or absent, as a teacher.

    Before the rounds only the list changes; the plan is made at the start. During the rounds *present*
    gives a seat from the next round on, and *absent* means leaving after the present one. Marking twice
    changes nothing the second time.

    Raises:
        NotFound: the event is not the actor's, the person is not expected there, or no such mark.
    """
    if to not in get_args(Mark):
        raise NotFound
    async with db.transaction() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
        attendee = await _attendee(session, speed_date, enrolment_id)
        changed = await (arrive if to == "present" else _go_away)(session, speed_date, attendee)
        if changed:
            audit.record(session, actor, f"attendance.{to}", speed_date_id, enrolment=str(enrolment_id))
    if changed:
        announce_people(speed_date_id)


async def mark_everyone(actor: Actor, speed_date_id: uuid.UUID) -> None:
    """Tick everyone present who is still expected; only before the rounds.

    Raises:
        NotFound: the event is not the actor's, or its rounds have begun.
    """
    async with db.transaction() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
        if speed_date.phase not in BEFORE_THE_ROUNDS:
            raise NotFound
        await session.exec(
            update(Attendee)
            .where(col(Attendee.speed_date_id) == speed_date_id, col(Attendee.state) == "expected")
            .values(state="present", joined_at=clock.now())
        )
        audit.record(session, actor, "attendance.everyone", speed_date_id)
    announce_people(speed_date_id)


async def people_in(actor: Actor, speed_date_id: uuid.UUID) -> list[tuple[Card, int | None]]:
    """Return everyone expected, each with the table of the round that is shown (None: no table).

    Raises:
        NotFound: the event is not the actor's.
    """
    async with db.reading() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id)
        tables = await _tables_now(session, speed_date)
        return [(card, tables.get(card.enrolment_id)) for card in await people_of(session, speed_date)]


async def arrive(session: AsyncSession, speed_date: SpeedDate, attendee: Attendee) -> bool:
    """Make someone present; return whether that is news. The caller holds the speed date's row.

    Who comes after the start gets a seat from the next round on, and who was arranged to come in the
    round that runs takes that seat now. Who had left and comes back keeps the rounds that were held.
    """
    if attendee.state == "present":
        return False
    was_there_before = attendee.state == "left" and attendee.last_round is not None
    has_a_seat = attendee.state == "expected" and attendee.from_round <= speed_date.round
    attendee.state, attendee.last_round = "present", None
    attendee.joined_at = attendee.joined_at or clock.now()
    session.add(attendee)
    if speed_date.phase in ("round", "changeover"):
        if not was_there_before:
            attendee.from_round = speed_date.round + (not has_a_seat or speed_date.phase == "changeover")
        await session.flush()
        await replan(session, speed_date, from_round=speed_date.round + 1)
    return True


async def _go_away(session: AsyncSession, speed_date: SpeedDate, attendee: Attendee) -> bool:
    """Make someone absent, or let them leave after the rounds they were in; return whether that is news."""
    if attendee.state in ("absent", "left"):
        return False
    was_there = attendee.state == "present" and attendee.from_round <= speed_date.round
    attendee.state = "left" if was_there else "absent"
    attendee.last_round = min(speed_date.round, attendee.last_round or MANY) if was_there else None
    session.add(attendee)
    if speed_date.phase in ("round", "changeover"):
        await session.flush()
        await replan(session, speed_date, from_round=speed_date.round + 1)
    return True


async def _tables_now(session: AsyncSession, speed_date: SpeedDate) -> dict[uuid.UUID, int]:
    """Return who sits where now, or after the changeover; before and after the rounds nobody sits."""
    if speed_date.phase not in ("round", "changeover"):
        return {}
    tables: dict[uuid.UUID, int] = {}
    for seat in await seats_in(session, speed_date.id, shown_round(speed_date)):
        tables |= {seat.mentee_id: seat.table_number, seat.mentor_id: seat.table_number}
    return tables


async def _attendee(session: AsyncSession, speed_date: SpeedDate, enrolment_id: uuid.UUID) -> Attendee:
    found = await session.exec(
        select(Attendee).where(Attendee.speed_date_id == speed_date.id, Attendee.enrolment_id == enrolment_id)
    )
    attendee = found.first()
    if attendee is None:
        raise NotFound
    return attendee
