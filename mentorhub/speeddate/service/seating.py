"""The seats of a speed date: planned ahead, and planned again for the rounds to come."""

import asyncio
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.speeddate.rules import Outcome, Plan, Seat, outcomes
from mentorhub.speeddate.service.arranging import (
    attendees_of,
)
from mentorhub.speeddate.service.planner import held_seats, planner_for, seats_in
from mentorhub.speeddate.service.timing import keep_times, schedule_of
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SpeedDate

SMALL_HALL = 100 * 100
"""Up to this many pairs all numbers of rounds are tried at once within a second."""
SOME_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Trial:
    """What 1, 2, ... rounds would give; ``exact`` when planning each number by itself gives the same."""

    outcomes: tuple[Outcome, ...]
    exact: bool


async def replan(
    session: AsyncSession, speed_date: SpeedDate, *, from_round: int, begins: datetime | None = None
) -> None:
    """Plan the rounds from ``from_round`` on again, within the caller's transaction.

    Seats of earlier rounds stay exactly as they are. Who is absent gets no seat; who left, or must go by
    then, gets none after the last round they were in. Mentors keep their table. ``plan_version`` goes up
    by one. The caller holds the speed date's row (``speed_date_for(..., lock=True)``). ``begins`` is when
    round 1 begins, where that is known.
    """
    attendees = await attendees_of(session, speed_date.id)
    keep_times(attendees, schedule_of(speed_date, begins=begins), from_round)
    planner = await planner_for(session, speed_date, attendees, from_round)
    before = [seat for seat in await seats_in(session, speed_date.id) if seat.round < from_round]
    past = held_seats(before, planner.sides)
    if speed_date.rounds >= from_round:
        # In a thread, so that other pages answer while a large hall is planned.
        plan = await asyncio.to_thread(planner.plan_with_swaps, speed_date, past, from_round)
    else:
        plan = Plan(seats=tuple(past), breaks=(), rounds=speed_date.rounds)
    await _write(session, speed_date, plan, from_round)
    give_tables(attendees, plan)
    speed_date.plan_version += 1
    session.add(speed_date)
    await session.flush()


async def follow_the_clock(session: AsyncSession, speed_date: SpeedDate, coming: int) -> None:
    """Plan again when the room has become so early or late that someone can stay longer or must go sooner.

    ``coming`` is the first round that may change.
    """
    # Of a hall of five hundred only these few: this stands between the teacher's click and every screen.
    leaving = await session.exec(
        select(Attendee).where(Attendee.speed_date_id == speed_date.id, col(Attendee.leaves_at).is_not(None))
    )
    if keep_times(leaving, schedule_of(speed_date), coming):
        await replan(session, speed_date, from_round=coming)


def coming_round(speed_date: SpeedDate) -> int:
    """Return the first round that can still change: 1 before the rounds, then the one after this.

    So a teacher's wish counts at once, also in a changeover.
    """
    return speed_date.round + 1


def untold_round(speed_date: SpeedDate) -> int:
    """Return the first round that nobody walks to yet: in a changeover the one after the next.

    Who comes or goes changes rounds from here on, so that a whole room is not sent elsewhere on its way.
    """
    return speed_date.round + 1 + (speed_date.phase == "changeover")


async def trial(session: AsyncSession, speed_date: SpeedDate, most: int) -> Trial:
    """Plan a draft for up to ``most`` rounds without writing anything, and tell what each number would give.

    Nothing when one side is empty. Who must go at a given time leaves after the round that the draft as
    it is now says.
    """
    planner = await planner_for(session, speed_date, await attendees_of(session, speed_date.id), 1)
    if not all(planner.sides):
        return Trial((), exact=True)
    mentees, mentors = map(len, planner.sides)
    rounds = _worth_trying(mentees, mentors, speed_date.rounds, most)

    def tried() -> Trial:
        plan = planner.plan(rounds)
        return Trial(outcomes(plan, planner.fit, planner.sides[0]), plan.begins_all)

    return await asyncio.to_thread(tried)


def _worth_trying(mentees: int, mentors: int, rounds: int, most: int) -> int:
    """Return up to how many rounds to try: until all have met; in a large hall not far beyond the plan."""
    until_met = max(rounds, mentees, mentors)
    near = max(SOME_ROUNDS, rounds + 2) if mentees * mentors > SMALL_HALL else most
    return min(until_met, near, most)


async def _write(session: AsyncSession, speed_date: SpeedDate, plan: Plan, from_round: int) -> None:
    # The old seats go first: two seats of one person in one round are refused by the table.
    await session.exec(
        delete(PlannedSeat).where(
            col(PlannedSeat.speed_date_id) == speed_date.id, col(PlannedSeat.round) >= from_round
        )
    )
    # As values, not as objects: a start waits for thousands of seats.
    values = [_seat_values(speed_date, seat) for seat in plan.seats if seat.round >= from_round]
    if values:
        connection = await session.connection()
        await connection.execute(insert(PlannedSeat), values)


def seat_row(speed_date: SpeedDate, seat: Seat) -> PlannedSeat:
    """Return the row of a seat."""
    return PlannedSeat(**_seat_values(speed_date, seat))


def _seat_values(speed_date: SpeedDate, seat: Seat) -> dict[str, Any]:
    return {
        "id": uuid.uuid4(),
        "school_id": speed_date.school_id,
        "speed_date_id": speed_date.id,
        "round": seat.round,
        "table_number": seat.table,
        "mentee_id": uuid.UUID(seat.mentee),
        "mentor_id": uuid.UUID(seat.mentor),
    }


def give_tables(attendees: Iterable[Attendee], plan: Plan) -> None:
    """Write each mentor's table; one who is absent keeps theirs unless somebody else sits there now."""
    taken = set(plan.tables.values())
    for attendee in attendees:
        table = plan.tables.get(str(attendee.enrolment_id))
        if table is not None:
            attendee.table_number = table
        elif attendee.table_number in taken:
            attendee.table_number = None
