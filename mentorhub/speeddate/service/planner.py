"""All that planning needs, read from the database; and the seats that there are."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.speeddate.rules import Pair, Plan, Seat, plan_rounds
from mentorhub.speeddate.rules.places import Tables
from mentorhub.speeddate.rules.swapping import CannotSwap, swapped
from mentorhub.speeddate.service.arranging import (
    Sides,
    Wished,
    participants,
    reserved,
    rules_of,
    tables_of,
    wished,
)
from mentorhub.speeddate.service.qualities import shared_of
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SpeedDate


@dataclass(frozen=True, slots=True)
class Planner:
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

    def plan_with_swaps(self, speed_date: SpeedDate, past: Sequence[Seat], from_round: int) -> Plan:
        """Plan the rounds from ``from_round`` on, with the places that a teacher changed by hand."""
        plan = self.plan(speed_date.rounds, past, from_round)
        coming = [one for one in speed_date.swaps if from_round <= one["round"] <= speed_date.rounds]
        for one in sorted(coming, key=lambda one: one["round"]):
            try:
                seats = swapped(
                    plan.seats, one["round"], one["first"], one["second"], tables=plan.tables, may=self.may
                )
            except CannotSwap:
                continue
            # The rounds after it are planned again, so that nobody meets the same person twice.
            fixed = [seat for seat in seats if seat.round <= one["round"]]
            plan = self.plan(speed_date.rounds, fixed, one["round"] + 1)
        return plan

    def may(self, seat: Seat) -> bool:
        """Whether both are there, and it agrees with the teacher's wishes and what they need of a table."""
        pair = seat.mentee, seat.mentor
        two = [one for side in self.sides for one in side if one.id in pair and one.present(seat.round)]
        tags = self.tables.get(seat.table, frozenset())
        return len(two) == 2 and pair not in self.wishes.forbidden and all(one.limits <= tags for one in two)


async def planner_for(
    session: AsyncSession, speed_date: SpeedDate, attendees: Sequence[Attendee], from_round: int
) -> Planner:
    """Return the planner of a speed date for the rounds from ``from_round`` on."""
    tables = tables_of(speed_date)
    sides = participants(attendees, tables, from_round)
    ids = [[uuid.UUID(person.id) for person in side] for side in sides]
    return Planner(
        sides=sides,
        fit=await shared_of(session, *ids),
        wishes=wished(await rules_of(session, speed_date.id)),
        tables=tables,
        reserved=reserved(attendees),
        seed=speed_date.seed,
    )


def held_seats(seats: Iterable[PlannedSeat], sides: Sides) -> list[Seat]:
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


async def seats_in(
    session: AsyncSession, speed_date_id: uuid.UUID, round: int | None = None
) -> list[PlannedSeat]:
    """Return the seats of one round, or of all, by round, table and mentor."""
    query = select(PlannedSeat).where(PlannedSeat.speed_date_id == speed_date_id)
    if round is not None:
        query = query.where(PlannedSeat.round == round)
    order = col(PlannedSeat.round), col(PlannedSeat.table_number), col(PlannedSeat.mentor_id)
    return list(await session.exec(query.order_by(*order)))
