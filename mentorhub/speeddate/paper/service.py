"""Reading a speed date for print: the plan while it is a draft, the seats as they are once it runs."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Programme
from mentorhub.speeddate.paper.values import EveningPaper, PaperRound, PaperRoute, PaperStop, PaperTable
from mentorhub.speeddate.rules.first_names import short_names
from mentorhub.speeddate.service.access import speed_date_for, zone_of
from mentorhub.speeddate.service.people import Card, people_of
from mentorhub.speeddate.service.planner import seats_in
from mentorhub.speeddate.service.timing import schedule_of
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SpeedDate


@dataclass(frozen=True, slots=True)
class _Hall:
    """Everybody who is expected, their short names, all seats by round, and by round and person."""

    people: Mapping[uuid.UUID, Card]
    short: Mapping[uuid.UUID, str]
    seats: Mapping[int, Sequence[PlannedSeat]]
    seat_of: Mapping[tuple[int, uuid.UUID], PlannedSeat]

    def coming(self) -> list[Card]:
        """Return who needs a route, by last name."""
        return [card for card in self.people.values() if card.state != "absent"]


async def evening_paper(actor: Actor, speed_date_id: uuid.UUID) -> EveningPaper:
    """Return the whole evening on paper.

    Raises:
        NotFound: the speed date is not the actor's.
    """
    async with db.reading() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id)
        hall = await _hall(session, speed_date)
        routes = [_route(card, speed_date, hall) for card in hall.coming()]
        rounds = tuple(_round(number, speed_date, hall) for number in range(1, speed_date.rounds + 1))
        paper = await _paper(session, actor, speed_date)
    return replace(paper, rounds=rounds, routes=tuple(sorted(routes, key=lambda one: one.group)))


async def person_paper(actor: Actor, speed_date_id: uuid.UUID, enrolment_id: uuid.UUID) -> EveningPaper:
    """Return one person's route on paper.

    Raises:
        NotFound: the speed date is not the actor's, or the person is absent or not expected there.
    """
    async with db.reading() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id)
        hall = await _hall(session, speed_date)
        card = next((one for one in hall.coming() if one.enrolment_id == enrolment_id), None)
        if card is None:
            raise NotFound
        route = _route(card, speed_date, hall)
        return replace(await _paper(session, actor, speed_date), routes=(route,))


async def _paper(session: AsyncSession, actor: Actor, speed_date: SpeedDate) -> EveningPaper:
    programme = await session.get_one(Programme, speed_date.programme_id)
    return EveningPaper(
        name=speed_date.name,
        starts_at=speed_date.starts_at,
        zone=await zone_of(session, actor),
        made_at=clock.now(),
        length=programme.list_length,
        rounds=(),
        routes=(),
    )


async def _hall(session: AsyncSession, speed_date: SpeedDate) -> _Hall:
    people = {card.enrolment_id: card for card in await people_of(session, speed_date)}
    seats: defaultdict[int, list[PlannedSeat]] = defaultdict(list)
    seat_of: dict[tuple[int, uuid.UUID], PlannedSeat] = {}
    for seat in await seats_in(session, speed_date.id):
        seats[seat.round].append(seat)
        seat_of |= {(seat.round, seat.mentee_id): seat, (seat.round, seat.mentor_id): seat}
    return _Hall(people, short_names(await _names(session, speed_date)), seats, seat_of)


async def _names(session: AsyncSession, speed_date: SpeedDate) -> dict[uuid.UUID, tuple[str, str]]:
    rows = await session.exec(
        select(Attendee.enrolment_id, Person.first_name, Person.last_name)
        .join(Enrolment, col(Enrolment.id) == Attendee.enrolment_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(Attendee.speed_date_id == speed_date.id)
    )
    return {enrolment_id: (first, last) for enrolment_id, first, last in rows}


def _round(number: int, speed_date: SpeedDate, hall: _Hall) -> PaperRound:
    seats = hall.seats.get(number, ())
    waiting = [
        hall.short[card.enrolment_id]
        for card in hall.coming()
        if (number, card.enrolment_id) not in hall.seat_of and _is_there(card, number)
    ]
    return PaperRound(
        round=number,
        begins=_begins(number, speed_date),
        tables=tuple(
            PaperTable(seat.table_number, hall.short[seat.mentor_id], hall.short[seat.mentee_id])
            for seat in seats
        ),
        waiting=tuple(sorted(waiting, key=str.casefold)),
    )


def _begins(number: int, speed_date: SpeedDate) -> datetime | None:
    """Return when a round to come begins by the clock; None once it has begun."""
    schedule = schedule_of(speed_date)
    is_over = speed_date.phase in ("ranking", "closed")
    return None if is_over or number <= speed_date.round else schedule.begin(number)


def _is_there(card: Card, number: int) -> bool:
    return card.from_round <= number and (card.last_round is None or number <= card.last_round)


def _route(card: Card, speed_date: SpeedDate, hall: _Hall) -> PaperRoute:
    return PaperRoute(
        enrolment_id=card.enrolment_id,
        name=card.full_name,
        group=card.group,
        is_junior=card.role == Role.MENTEE,
        own_table=card.table_number if card.role == Role.MENTOR else None,
        stops=tuple(_stop(card, number, hall) for number in range(1, speed_date.rounds + 1)),
    )


def _stop(card: Card, number: int, hall: _Hall) -> PaperStop:
    me = card.enrolment_id
    if seat := hall.seat_of.get((number, me)):
        other = seat.mentor_id if me == seat.mentee_id else seat.mentee_id
        return PaperStop(number, "talk", seat.table_number, hall.short[other], hall.people[other].group)
    if not _is_there(card, number):
        return PaperStop(number, "away")
    return PaperStop(number, "pause", card.table_number if card.role == Role.MENTOR else None)
