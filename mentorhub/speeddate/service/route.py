"""A student's own way through the evening: every round with its table, the other, and how to begin."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
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


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where someone sits in a round, and with whom."""

    round: int
    table: int
    partner: uuid.UUID


async def my_room(actor: Actor) -> MyRoom | None:
    """Return the event that the actor joined, the latest one; None when there is none.

    An event that has ended is shown for 12 hours more. Who was ticked absent must join again.

    Raises:
        NotFound: the actor is not enrolled.
    """
    async with db.reading() as session:
        found = await _joined(session, actor)
        if found is None:
            return None
        attendee, speed_date = found
        impressions = await impressions_of(session, actor, speed_date.id)
        return MyRoom(
            speed_date_id=speed_date.id,
            picture=await room_picture(session, speed_date),
            role=Role(attendee.role),
            has_left=attendee.state == "left",
            last_round=attendee.last_round or 0,
            first_round=attendee.from_round,
            stops=await _stops(session, speed_date, attendee),
            impressions={
                about: OwnImpression(one.note, one.feeling or 0) for about, one in impressions.items()
            },
        )


async def _joined(session: AsyncSession, actor: Actor) -> tuple[Attendee, SpeedDate] | None:
    still_shown = or_(SpeedDate.phase != "closed", col(SpeedDate.ended_at) > clock.now() - SHOWN_AFTER_END)
    found = await session.exec(
        select(Attendee, SpeedDate)
        .join(SpeedDate, col(SpeedDate.id) == Attendee.speed_date_id)
        .where(
            Attendee.enrolment_id == actor.enrolment,
            SpeedDate.school_id == actor.school,
            col(Attendee.state).in_(("present", "left")),
            SpeedDate.phase != "draft",
            col(SpeedDate.rehearsal_of).is_(None),
            still_shown,
        )
        .order_by(col(Attendee.joined_at).desc())
    )
    return found.first()


async def _stops(session: AsyncSession, speed_date: SpeedDate, attendee: Attendee) -> tuple[Stop, ...]:
    """Return one stop per round; before the start there are none, since the plan is made then."""
    if speed_date.round == 0:
        return ()
    me = attendee.enrolment_id
    seats = {seat.round: seat for seat in await _own_seats(session, attendee)}
    partners = {seat.partner for seat in seats.values()}
    cards = {card.enrolment_id: card for card in await people_of(session, speed_date, partners)}
    chosen = await qualities_of(session, {me, *partners})
    others = {one: (cards[one], _marks(chosen[me], chosen[one])) for one in partners}
    return tuple(
        _stop(speed_date, attendee, number, seats.get(number), others)
        for number in range(1, speed_date.rounds + 1)
    )


async def _own_seats(session: AsyncSession, attendee: Attendee) -> list[_Seat]:
    """Return the seats of one person: a start lets every phone ask for its own at the same time."""
    mine, other = PlannedSeat.mentee_id, PlannedSeat.mentor_id
    if attendee.role == Role.MENTOR:
        mine, other = other, mine
    rows = await session.exec(
        select(PlannedSeat.round, PlannedSeat.table_number, other).where(
            PlannedSeat.speed_date_id == attendee.speed_date_id, mine == attendee.enrolment_id
        )
    )
    return [_Seat(*row) for row in rows]


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
