"""The seats of a speed date: planned ahead, and planned again for the rounds to come."""

import asyncio
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.speeddate.rules import Outcome, Pair, Plan, Seat, outcomes, plan_rounds
from mentorhub.speeddate.rules.places import Tables
from mentorhub.speeddate.service.arranging import (
    Sides,
    Wished,
    attendees_of,
    participants,
    reserved,
    rules_of,
    tables_of,
    wished,
)
from mentorhub.speeddate.service.qualities import shared_of
from mentorhub.speeddate.service.timing import keep_times, schedule_of
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SpeedDate

SMALL_HALL = 100 * 100
"""Up to this many pairs all numbers of rounds are tried at once within a second."""
SOME_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class _Planner:
    """All that planning needs, read from the database, so that it can run in a thread."""

    sides: Sides
    fit: dict[Pair, int]
    wishes: Wished
    tables: Tables
    reserved: Collection[int]
    seed: int

    def plan(self, rounds: int, past: Sequence[Seat] = (), from_round: int = 1) -> Plan:
        """Plan the rounds from ``from_round`` on."""
        return plan_rounds(
            *self.sides,
            rounds,
            fit=self.fit,
            past=past,
            from_round=from_round,
            pinned=self.wishes.pins,
            forbidden=self.wishes.forbidden,
            tables=self.tables,
            reserved=self.reserved,
            seed=self.seed,
        )


@dataclass(frozen=True, slots=True)
class Trial:
    """What 1, 2, ... rounds would give; ``exact`` when planning each number by itself gives the same."""

    outcomes: tuple[Outcome, ...]
    exact: bool


async def seats_in(
    session: AsyncSession, speed_date_id: uuid.UUID, round: int | None = None
) -> list[PlannedSeat]:
    """Return the seats of one round, or of all, by round, table and mentor."""
    query = select(PlannedSeat).where(PlannedSeat.speed_date_id == speed_date_id)
    if round is not None:
        query = query.where(PlannedSeat.round == round)
    order = col(PlannedSeat.round), col(PlannedSeat.table_number), col(PlannedSeat.mentor_id)
    return list(await session.exec(query.order_by(*order)))


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
    planner = await _planner(session, speed_date, attendees, from_round)
    past = _held([s for s in await seats_in(session, speed_date.id) if s.round < from_round], planner.sides)
    if speed_date.rounds >= from_round:
        # In a thread, so that other pages answer while a large hall is planned.
        plan = await asyncio.to_thread(planner.plan, speed_date.rounds, past, from_round)
    else:
        plan = Plan(seats=tuple(past), breaks=(), rounds=speed_date.rounds)
    await _write(session, speed_date, plan, from_round)
    _give_tables(attendees, plan)
    speed_date.plan_version += 1
    session.add(speed_date)
    await session.flush()


async def follow_the_clock(session: AsyncSession, speed_date: SpeedDate) -> None:
    """Plan again when the room has become so early or late that someone can stay longer or must go sooner."""
    coming = coming_round(speed_date)
    attendees = await attendees_of(session, speed_date.id)
    if keep_times(attendees, schedule_of(speed_date), coming):
        await replan(session, speed_date, from_round=coming)


def coming_round(speed_date: SpeedDate) -> int:
    """Return the first round that can still change: 1 before the rounds, then the one after this."""
    return speed_date.round + 1


async def trial(session: AsyncSession, speed_date: SpeedDate, most: int) -> Trial:
    """Plan a draft for up to ``most`` rounds without writing anything, and tell what each number would give.

    Nothing when one side is empty. Who must go at a given time leaves after the round that the draft as
    it is now says.
    """
    planner = await _planner(session, speed_date, await attendees_of(session, speed_date.id), 1)
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


async def _planner(
    session: AsyncSession, speed_date: SpeedDate, attendees: Sequence[Attendee], from_round: int
) -> _Planner:
    tables = tables_of(speed_date)
    sides = participants(attendees, tables, from_round)
    ids = [[uuid.UUID(person.id) for person in side] for side in sides]
    return _Planner(
        sides=sides,
        fit=await shared_of(session, *ids),
        wishes=wished(await rules_of(session, speed_date.id)),
        tables=tables,
        reserved=reserved(attendees),
        seed=speed_date.seed,
    )


def _held(seats: Iterable[PlannedSeat], sides: Sides) -> list[Seat]:
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
