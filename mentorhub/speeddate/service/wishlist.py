"""The wishes and arrangements of a speed date as a teacher reads them, and what came of them."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.speeddate.rules import Issue
from mentorhub.speeddate.service.access import speed_date_for, zone_of
from mentorhub.speeddate.service.arranging import attendees_of, rules_of
from mentorhub.speeddate.service.checks import issues_in
from mentorhub.speeddate.service.people import Card, people_of
from mentorhub.speeddate.service.places import Arrangement, arranged_with
from mentorhub.speeddate.service.planner import seats_in
from mentorhub.speeddate.service.seating import coming_round
from mentorhub.speeddate.service.timing import schedule_of
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SeatRule, SpeedDate

Outcome = Literal["planned", "met", "missing", "apart"]


@dataclass(frozen=True, slots=True)
class WishLine:
    """A wish and what came of it: ``planned`` in a round to come, ``met`` already, ``missing``, or ``apart``.

    ``round`` and ``table`` say where the two meet, 0 when they do not.
    """

    kind: str
    mentee: Card
    mentor: Card
    outcome: Outcome
    round: int = 0
    table: int = 0


@dataclass(frozen=True, slots=True)
class Arranged:
    """Someone with whom something was arranged, and the last round that follows from it (0: stays)."""

    card: Card
    arrangement: Arrangement
    last_round: int


@dataclass(frozen=True, slots=True)
class WishList:
    """Everything on the page: the event, who takes part, wishes, tables with tags, arrangements, issues.

    ``begins`` is when each round that can still change begins, by number.
    """

    speed_date: SpeedDate
    zone: str
    people: tuple[Card, ...]
    wishes: tuple[WishLine, ...]
    tables: dict[int, tuple[str, ...]]
    arranged: tuple[Arranged, ...]
    issues: tuple[Issue, ...]
    begins: dict[int, datetime]


async def wishlist_of(actor: Actor, speed_date_id: uuid.UUID) -> WishList:
    """Return the wishes and arrangements of a speed date.

    Raises:
        NotFound: it is not the actor's.
    """
    async with db.reading() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id)
        zone = await zone_of(session, actor)
        people = {card.enrolment_id: card for card in await people_of(session, speed_date)}
        seats = await seats_in(session, speed_date_id)
        attendees = await attendees_of(session, speed_date_id)
        return WishList(
            speed_date=speed_date,
            zone=zone,
            people=tuple(people.values()),
            wishes=await _wishes(session, speed_date, people, seats),
            tables=_tables(speed_date),
            arranged=tuple(
                _arranged(one, people, zone) for one in attendees if _has_something(one, speed_date)
            ),
            issues=tuple(await issues_in(session, speed_date, seats)),
            begins=_begins(speed_date),
        )


def _tables(speed_date: SpeedDate) -> dict[int, tuple[str, ...]]:
    tags = {int(number): tuple(found) for number, found in speed_date.table_tags.items()}
    return dict(sorted(tags.items()))


async def _wishes(
    session: AsyncSession, speed_date: SpeedDate, people: dict[uuid.UUID, Card], seats: list[PlannedSeat]
) -> tuple[WishLine, ...]:
    meetings = {(seat.mentee_id, seat.mentor_id): seat for seat in seats}
    lines = [
        _line(rule, people, meetings.get((rule.mentee_id, rule.mentor_id)), speed_date.round)
        for rule in await rules_of(session, speed_date.id)
    ]
    order = list(people)
    return tuple(sorted(lines, key=lambda line: order.index(line.mentee.enrolment_id)))


def _line(rule: SeatRule, people: dict[uuid.UUID, Card], seat: PlannedSeat | None, held: int) -> WishLine:
    pair = people[rule.mentee_id], people[rule.mentor_id]
    if seat is None:
        return WishLine(rule.kind, *pair, "missing" if rule.kind == "pin" else "apart")
    outcome = "met" if seat.round <= held else "planned"
    return WishLine(rule.kind, *pair, outcome, seat.round, seat.table_number)


def _has_something(attendee: Attendee, speed_date: SpeedDate) -> bool:
    comes_later = attendee.from_round > 1 and attendee.from_round > speed_date.round
    return bool(attendee.needs or attendee.fixed_table or attendee.leaves_at or comes_later)


def _arranged(attendee: Attendee, people: dict[uuid.UUID, Card], zone: str) -> Arranged:
    arrangement = arranged_with(attendee, ZoneInfo(zone))
    return Arranged(people[attendee.enrolment_id], arrangement, attendee.last_round or 0)


def _begins(speed_date: SpeedDate) -> dict[int, datetime]:
    schedule = schedule_of(speed_date)
    first = max(coming_round(speed_date), schedule.first)
    return {number: schedule.begin(number) for number in range(first, speed_date.rounds + 1)}
