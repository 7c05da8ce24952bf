"""A student's own way through the evening: every round with its table, the other, and how to begin."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.core.asking import Asking
from mentorhub.core.texts import Bilingual
from mentorhub.speeddate.rules import common_marks
from mentorhub.speeddate.service.impressions import impressions_of
from mentorhub.speeddate.service.people import Card, people_of
from mentorhub.speeddate.service.qualities import Chosen, label, qualities_of
from mentorhub.speeddate.service.questions import question_for
from mentorhub.speeddate.service.snapshot import RoomPicture, room_picture
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SpeedDate

SHOWN_AFTER_END = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the other's five qualities; ``is_common`` when the reader looks for it too."""

    label: Bilingual
    is_common: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """One round of a route; without a partner it is a break (``table`` then is a mentor's own, or None)."""

    round: int
    table: int | None
    partner: Card | None
    marks: tuple[Mark, ...]
    question: Bilingual


@dataclass(frozen=True, slots=True)
class OwnImpression:
    """What the actor noted: the text, and the feeling (0 none, 1 doubt, 2 good, 3 a click)."""

    note: str
    feeling: int


@dataclass(frozen=True, slots=True)
class MyRoom:
    """The event that the actor is at, with the picture for everyone and the actor's own route.

    ``last_round`` is after which round the actor goes, 0 for who stays until the end.
    """

    speed_date_id: uuid.UUID
    picture: RoomPicture
    role: Role
    has_left: bool
    last_round: int
    first_round: int
    stops: tuple[Stop, ...]
    impressions: Mapping[uuid.UUID, OwnImpression]


class _Who(NamedTuple):
    """Who asks for a route, and in which school."""

    enrolment: uuid.UUID
    school: uuid.UUID


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where someone sits in a round, and with whom."""

    round: int
    table: int
    partner: uuid.UUID


async def my_room(actor: Actor) -> MyRoom | None:
    """Return the event that the actor joined, the latest one; None when there is none.

    An event that has ended is shown for 12 hours more. Who was ticked absent must join again. Those who ask
    at the same time, as all phones do when the rounds begin, are answered together.

    Raises:
        NotFound: the actor is not enrolled.
    """
    return await _asked.about(_Who(actor.enrolment, actor.school))


async def _rooms_of(askers: Collection[_Who]) -> dict[_Who, MyRoom]:
    """Return the rooms of all who ask; who has none is left out."""
    async with db.reading() as session:
        joined = await _joined(session, askers)
        events = {speed_date.id: speed_date for _, speed_date in joined.values()}
        rooms: dict[uuid.UUID, MyRoom] = {}
        for speed_date in events.values():
            there = [attendee for attendee, event in joined.values() if event.id == speed_date.id]
            rooms |= await _rooms_at(session, speed_date, there)
    return {who: rooms[who.enrolment] for who in joined}


async def _joined(session: AsyncSession, askers: Collection[_Who]) -> dict[_Who, tuple[Attendee, SpeedDate]]:
    """Return with each asker the event that they joined last."""
    still_shown = or_(SpeedDate.phase != "closed", col(SpeedDate.ended_at) > clock.now() - SHOWN_AFTER_END)
    found = await session.exec(
        select(Attendee, SpeedDate)
        .join(SpeedDate, col(SpeedDate.id) == Attendee.speed_date_id)
        .where(
            col(Attendee.enrolment_id).in_({who.enrolment for who in askers}),
            col(Attendee.state).in_(("present", "left")),
            SpeedDate.phase != "draft",
            col(SpeedDate.rehearsal_of).is_(None),
            still_shown,
        )
        .order_by(col(Attendee.joined_at))
    )
    latest = {_Who(attendee.enrolment_id, event.school_id): (attendee, event) for attendee, event in found}
    return {who: latest[who] for who in askers if who in latest}


async def _rooms_at(
    session: AsyncSession, speed_date: SpeedDate, there: Sequence[Attendee]
) -> dict[uuid.UUID, MyRoom]:
    """Return for some of those at one event what each may see of it, by enrolment."""
    mine = {one.enrolment_id for one in there}
    impressions = await impressions_of(session, speed_date.id, mine)
    stops = await _stops(session, speed_date, there)
    picture = await room_picture(session, speed_date)
    return {
        one.enrolment_id: MyRoom(
            speed_date_id=speed_date.id,
            picture=picture,
            role=Role(one.role),
            has_left=one.state == "left",
            last_round=one.last_round or 0,
            first_round=one.from_round,
            stops=stops[one.enrolment_id],
            impressions={
                about: OwnImpression(found.note, found.feeling or 0)
                for about, found in impressions[one.enrolment_id].items()
            },
        )
        for one in there
    }


async def _stops(
    session: AsyncSession, speed_date: SpeedDate, there: Sequence[Attendee]
) -> dict[uuid.UUID, tuple[Stop, ...]]:
    """Return one stop per round for each; before the start there are none, since the plan is made then."""
    if speed_date.round == 0:
        return {one.enrolment_id: () for one in there}
    seats = await _seats(session, speed_date, {one.enrolment_id for one in there})
    partners = {seat.partner for rounds in seats.values() for seat in rounds.values()}
    cards = {card.enrolment_id: card for card in await people_of(session, speed_date, partners)}
    chosen = await qualities_of(session, {*seats, *partners})

    def route(one: Attendee) -> tuple[Stop, ...]:
        me = one.enrolment_id
        met = {seat.partner for seat in seats[me].values()}
        others = {other: (cards[other], _marks(chosen[me], chosen[other])) for other in met}
        rounds = range(1, speed_date.rounds + 1)
        return tuple(_stop(speed_date, one, number, seats[me].get(number), others) for number in rounds)

    return {one.enrolment_id: route(one) for one in there}


async def _seats(
    session: AsyncSession, speed_date: SpeedDate, mine: Collection[uuid.UUID]
) -> dict[uuid.UUID, dict[int, _Seat]]:
    """Return the seats of some people, by round."""
    mentee, mentor = col(PlannedSeat.mentee_id), col(PlannedSeat.mentor_id)
    rows = await session.exec(
        select(PlannedSeat.round, PlannedSeat.table_number, mentee, mentor).where(
            PlannedSeat.speed_date_id == speed_date.id, or_(mentee.in_(mine), mentor.in_(mine))
        )
    )
    seats: dict[uuid.UUID, dict[int, _Seat]] = {one: {} for one in mine}
    for number, table, *two in rows:
        for one, other in (two, reversed(two)):
            if one in seats:
                seats[one][number] = _Seat(number, table, other)
    return seats


def _stop(
    speed_date: SpeedDate,
    attendee: Attendee,
    number: int,
    seat: _Seat | None,
    others: Mapping[uuid.UUID, tuple[Card, tuple[Mark, ...]]],
) -> Stop:
    question = question_for(speed_date, number)
    if seat is None:
        own_table = attendee.table_number if attendee.role == Role.MENTOR else None
        return Stop(number, own_table, None, (), question)
    card, marks = others[seat.partner]
    return Stop(number, seat.table, card, marks, question)


def _marks(mine: Chosen, theirs: Chosen) -> tuple[Mark, ...]:
    """Return the other's five, those that the reader looks for too first."""
    common = common_marks(mine.seeks, theirs.seeks)
    marks = [
        Mark(label(word, word in theirs.own), is_common)
        for word, is_common in zip(theirs.seeks, common, strict=True)
    ]
    return tuple(sorted(marks, key=lambda mark: not mark.is_common))


_asked: Asking[_Who, MyRoom] = Asking(_rooms_of)
