"""The seats of a speed date: planned ahead, and planned again for the rounds to come."""

import asyncio
import uuid
from collections.abc import Iterable, Sequence

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Role
from mentorhub.people.tables import Enrolment, Person
from mentorhub.speeddate.rules import Participant, Plan, Seat, plan_rounds
from mentorhub.speeddate.service.qualities import fit_of
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SpeedDate


async def seats_in(
    session: AsyncSession, speed_date_id: uuid.UUID, round: int | None = None
) -> list[PlannedSeat]:
    """Return the seats of one round, or of all, by round and table."""
    query = select(PlannedSeat).where(PlannedSeat.speed_date_id == speed_date_id)
    if round is not None:
        query = query.where(PlannedSeat.round == round)
    return list(await session.exec(query.order_by(col(PlannedSeat.round), col(PlannedSeat.table_number))))


async def replan(session: AsyncSession, speed_date: SpeedDate, *, from_round: int) -> None:
    """Plan the rounds from ``from_round`` on again, within the caller's transaction.

    Seats of earlier rounds stay exactly as they are. Who is absent gets no seat; who left gets none after
    the last round they were in. Mentors keep their table. ``plan_version`` goes up by one. The caller
    holds the speed date's row (``speed_date_for(..., lock=True)``).
    """
    attendees = await _attendees(session, speed_date.id)
    sides = _participants(attendees, from_round)
    past = _held([s for s in await seats_in(session, speed_date.id) if s.round < from_round], sides)
    if speed_date.rounds >= from_round:
        plan = await _plan(session, speed_date, sides, past, from_round)
    else:
        plan = Plan(seats=tuple(past), breaks=(), rounds=speed_date.rounds)
    await _write(session, speed_date, plan, from_round)
    _give_tables(attendees, plan)
    speed_date.plan_version += 1
    session.add(speed_date)
    await session.flush()


async def _plan(
    session: AsyncSession,
    speed_date: SpeedDate,
    sides: tuple[list[Participant], list[Participant]],
    past: Sequence[Seat],
    from_round: int,
) -> Plan:
    mentees, mentors = sides
    scores = await fit_of(session, [uuid.UUID(x.id) for x in mentees], [uuid.UUID(x.id) for x in mentors])
    fit = {(str(mentee), str(mentor)): score for (mentee, mentor), score in scores.items()}
    # In a thread, so that other pages answer while a large hall is planned.
    return await asyncio.to_thread(
        plan_rounds,
        mentees,
        mentors,
        speed_date.rounds,
        fit=fit,
        past=past,
        from_round=from_round,
        tables={number: frozenset() for number in range(1, speed_date.tables + 1)},
        seed=speed_date.seed,
    )


async def _attendees(session: AsyncSession, speed_date_id: uuid.UUID) -> list[Attendee]:
    """Return the attendees by last name, so that tables follow the alphabet."""
    found = await session.exec(
        select(Attendee)
        .join(Enrolment, col(Enrolment.id) == Attendee.enrolment_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(Attendee.speed_date_id == speed_date_id)
        .order_by(Person.last_name, Person.first_name, col(Person.id))
    )
    return list(found)


def participant(attendee: Attendee, from_round: int) -> Participant:
    """Return an attendee as the planner sees them; who left is gone from ``from_round`` on at the latest."""
    leaves = attendee.last_round
    if attendee.state == "left" and leaves is None:
        leaves = from_round - 1
    table = attendee.table_number if attendee.role == Role.MENTOR else None
    return Participant(str(attendee.enrolment_id), arrives=attendee.from_round, leaves=leaves, table=table)


def _participants(
    attendees: Iterable[Attendee], from_round: int
) -> tuple[list[Participant], list[Participant]]:
    """Return mentees and mentors who take part."""
    here = [one for one in attendees if one.state != "absent"]
    mentees = [participant(one, from_round) for one in here if one.role == Role.MENTEE]
    return mentees, [participant(one, from_round) for one in here if one.role == Role.MENTOR]


def _held(seats: Iterable[PlannedSeat], sides: tuple[list[Participant], list[Participant]]) -> list[Seat]:
    """Return the past seats at which two people really sat: planned, but without who was not there."""
    known = {person.id: person for side in sides for person in side}

    def was_there(enrolment_id: uuid.UUID, number: int) -> bool:
        person = known.get(str(enrolment_id))
        return person is not None and person.present(number)

    return [
        Seat(seat.round, seat.table_number, str(seat.mentee_id), str(seat.mentor_id))
        for seat in seats
        if was_there(seat.mentee_id, seat.round) and was_there(seat.mentor_id, seat.round)
    ]


async def _write(session: AsyncSession, speed_date: SpeedDate, plan: Plan, from_round: int) -> None:
    # The old seats go first: two seats of one person in one round are refused by the table.
    await session.exec(
        delete(PlannedSeat).where(
            col(PlannedSeat.speed_date_id) == speed_date.id, col(PlannedSeat.round) >= from_round
        )
    )
    session.add_all(
        PlannedSeat(
            school_id=speed_date.school_id,
            speed_date_id=speed_date.id,
            round=seat.round,
            table_number=seat.table,
            mentee_id=uuid.UUID(seat.mentee),
            mentor_id=uuid.UUID(seat.mentor),
        )
        for seat in plan.seats
        if seat.round >= from_round
    )


def _give_tables(attendees: Iterable[Attendee], plan: Plan) -> None:
    """Write each mentor's table; one who is absent keeps theirs unless somebody else sits there now."""
    taken = set(plan.tables.values())
    for attendee in attendees:
        table = plan.tables.get(str(attendee.enrolment_id))
        if table is not None:
            attendee.table_number = table
        elif attendee.table_number in taken:
            attendee.table_number = None
