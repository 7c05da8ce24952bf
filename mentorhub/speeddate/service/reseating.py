"""Places that change by hand or by chance while people are in the room: only those concerned move."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.speeddate.rules.places import Tables
from mentorhub.speeddate.rules.swapping import swapped, who_can_swap
from mentorhub.speeddate.service.arranging import attendees_of
from mentorhub.speeddate.service.planner import Planner, held_seats, planner_for, seats_in
from mentorhub.speeddate.service.seating import give_tables, replan, seat_row, untold_round
from mentorhub.speeddate.tables import Attendee, SpeedDate


async def plan_what_is_untold(session: AsyncSession, speed_date: SpeedDate) -> None:
    """Plan again what nobody walks to yet; in a changeover who has no place may still find one."""
    await session.flush()
    if speed_date.phase == "changeover":
        await fill(session, speed_date, speed_date.round + 1)
    await replan(session, speed_date, from_round=untold_round(speed_date))


async def fill(session: AsyncSession, speed_date: SpeedDate, number: int) -> None:
    """Let those without a place in a round that is about to begin sit together where they can.

    Everybody else stays where the screens have sent them.
    """
    attendees = await attendees_of(session, speed_date.id)
    seats = await seats_in(session, speed_date.id)
    seated = {one for seat in seats if seat.round == number for one in (seat.mentee_id, seat.mentor_id)}
    free = [one for one in attendees if one.enrolment_id not in seated and one.state == "present"]
    planner = await planner_for(session, speed_date, free, number)
    taken = {one.table_number for one in attendees if one.table_number is not None}
    planner = replace(planner, reserved=(), tables=_left_over(planner, taken))
    if not all(planner.sides):
        return
    past = held_seats([seat for seat in seats if seat.round < number], planner.sides)
    plan = await asyncio.to_thread(planner.plan, number, past, number)
    session.add_all(seat_row(speed_date, seat) for seat in plan.in_round(number))
    give_tables(free, plan)
    await session.flush()


def _left_over(planner: Planner, taken: Collection[int]) -> Tables:
    """Return the tables at which nobody sits, and those of the planner's own mentors."""
    own = {one.table for one in planner.sides[1]}
    return {number: tags for number, tags in planner.tables.items() if number in own or number not in taken}


async def swap_seats(
    session: AsyncSession, speed_date: SpeedDate, number: int, first: str, second: str
) -> None:
    """Let two people of one side change places in one round, and plan the rounds after it again.

    The caller holds the speed date's row.

    Raises:
        CannotSwap: they cannot.
    """
    rows = [seat for seat in await seats_in(session, speed_date.id) if seat.round <= number]
    attendees = await attendees_of(session, speed_date.id)
    planner, tables = await _movers(session, speed_date, attendees, number)
    seats = swapped(held_seats(rows, planner.sides), number, first, second, tables=tables, may=planner.may)
    for row in rows:
        if row.round == number and {str(row.mentee_id), str(row.mentor_id)} & {first, second}:
            await session.delete(row)
    await session.flush()
    new = [seat for seat in seats if seat.round == number and {seat.mentee, seat.mentor} & {first, second}]
    session.add_all(seat_row(speed_date, seat) for seat in new)
    await session.flush()
    await replan(session, speed_date, from_round=number + 1)


async def who_can_swap_with(
    session: AsyncSession,
    speed_date: SpeedDate,
    attendees: Sequence[Attendee],
    number: int,
    *,
    first: str,
    others: Collection[str],
) -> frozenset[str]:
    """Return with which of the others, of the same side, somebody can change places in one round.

    ``attendees`` are all of the event.
    """
    rows = [seat for seat in await seats_in(session, speed_date.id) if seat.round <= number]
    planner, tables = await _movers(session, speed_date, attendees, number)
    seats = held_seats(rows, planner.sides)
    return who_can_swap(seats, number, first, others, tables=tables, may=planner.may)


async def _movers(
    session: AsyncSession, speed_date: SpeedDate, attendees: Sequence[Attendee], number: int
) -> tuple[Planner, dict[str, int]]:
    """Return who says which seats are allowed in a round, and each mentor's table."""
    planner = await planner_for(session, speed_date, attendees, number)
    return planner, {one.id: one.table for one in planner.sides[1] if one.table is not None}
