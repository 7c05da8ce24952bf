"""What teachers read of their speed dates: the list, and one plan with what it gives."""

import uuid
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, Role
from mentorhub.programmes.tables import Group
from mentorhub.speeddate.rules import Break, Coverage, Issue, Participant, Plan, Seat, coverage
from mentorhub.speeddate.service.access import speed_date_for, visible_speed_dates, zone_of
from mentorhub.speeddate.service.arranging import rules_of
from mentorhub.speeddate.service.checks import issues_in
from mentorhub.speeddate.service.chosen import fit_of, qualities_of
from mentorhub.speeddate.service.people import STUDENTS, Card, people_of
from mentorhub.speeddate.service.planner import seats_in
from mentorhub.speeddate.service.planning import beam_key
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SpeedDate, SpeedDateGroup

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One speed date in the list; ``zone`` is the school's, ``groups`` their names by alphabet."""

    id: uuid.UUID
    name: str
    starts_at: datetime
    zone: str
    phase: str
    round: int
    rounds: int
    groups: tuple[str, ...]
    mentees: int
    mentors: int


@dataclass(frozen=True, slots=True)
class Overview:
    """One plan: the row, who is expected, the seats by round and table, what it gives and what does not fit.

    ``wishes`` counts pairs that should or should not meet. ``without`` are those who did not write down what
    they look for yet; ``scores`` the fit per pair.
    """

    speed_date: SpeedDate
    zone: str
    groups: tuple[str, ...]
    people: tuple[Card, ...]
    seats: tuple[PlannedSeat, ...]
    coverage: Coverage
    issues: tuple[Issue, ...]
    wishes: int
    without: tuple[Card, ...]
    scores: dict[tuple[uuid.UUID, uuid.UUID], int]
    beam_key: str

    def side(self, role: Role) -> list[Card]:
        """Return the mentees or the mentors, by last name."""
        return [card for card in self.people if card.role == role]


async def speed_dates_of(actor: Actor) -> list[Line]:
    """Return the speed dates that the actor may run, newest first, 100 at most.

    Raises:
        NotFound: the actor is no teacher or coordinator.
    """
    async with db.reading() as session:
        real = visible_speed_dates(actor).where(col(SpeedDate.rehearsal_of).is_(None))
        query = real.order_by(col(SpeedDate.starts_at).desc()).limit(MOST_LISTED)
        rows = list(await session.exec(query))
        ids = [row.id for row in rows]
        counts, names = await _attending(session, ids), await _names(session, ids)
        zone = await zone_of(session, actor)
    return [_line(row, zone, names.get(row.id, ()), counts) for row in rows]


def _line(
    row: SpeedDate, zone: str, names: tuple[str, ...], counts: dict[tuple[uuid.UUID, str], int]
) -> Line:
    mentees, mentors = (counts.get((row.id, role), 0) for role in STUDENTS)
    return Line(
        row.id, row.name, row.starts_at, zone, row.phase, row.round, row.rounds, names, mentees, mentors
    )


async def _attending(session: AsyncSession, ids: Collection[uuid.UUID]) -> dict[tuple[uuid.UUID, str], int]:
    rows = await session.exec(
        select(Attendee.speed_date_id, Attendee.role, func.count())
        .where(col(Attendee.speed_date_id).in_(ids))
        .group_by(col(Attendee.speed_date_id), col(Attendee.role))
    )
    return {(speed_date_id, role): count for speed_date_id, role, count in rows}


async def _names(session: AsyncSession, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[str, ...]]:
    rows = await session.exec(
        select(SpeedDateGroup.speed_date_id, Group.name)
        .join(Group, col(Group.id) == SpeedDateGroup.group_id)
        .where(col(SpeedDateGroup.speed_date_id).in_(ids))
        .order_by(Group.name)
    )
    names: dict[uuid.UUID, tuple[str, ...]] = {}
    for speed_date_id, name in rows:
        names[speed_date_id] = (*names.get(speed_date_id, ()), name)
    return names


async def overview_of(actor: Actor, speed_date_id: uuid.UUID) -> Overview:
    """Return one plan with everything that a teacher wants to know of it.

    Raises:
        NotFound: it is not the actor's.
    """
    async with db.reading() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id)
        people = await people_of(session, speed_date)
        seats = await seats_in(session, speed_date.id)
        chosen = await qualities_of(session, [card.enrolment_id for card in people])
        mentees, mentors = (
            [c for c in people if c.role == role and c.state != "absent"] for role in STUDENTS
        )
        scores = await fit_of(session, [c.enrolment_id for c in mentees], [c.enrolment_id for c in mentors])
        issues = await issues_in(session, speed_date, seats)
        wishes = len(await rules_of(session, speed_date.id))
        names, zone = await _names(session, [speed_date.id]), await zone_of(session, actor)
    return Overview(
        speed_date=speed_date,
        zone=zone,
        groups=names.get(speed_date.id, ()),
        people=tuple(people),
        seats=tuple(seats),
        coverage=_coverage(speed_date, mentees, mentors, seats, scores),
        issues=tuple(issues),
        wishes=wishes,
        without=tuple(card for card in people if not chosen[card.enrolment_id].seeks),
        scores=scores,
        beam_key=beam_key(speed_date),
    )


def _coverage(
    speed_date: SpeedDate,
    mentees: list[Card],
    mentors: list[Card],
    seats: list[PlannedSeat],
    scores: dict[tuple[uuid.UUID, uuid.UUID], int],
) -> Coverage:
    sides = [[_as_participant(card) for card in side] for side in (mentees, mentors)]
    seated = tuple(Seat(s.round, s.table_number, str(s.mentee_id), str(s.mentor_id)) for s in seats)
    plan = Plan(
        seats=seated, breaks=_breaks(speed_date, [*sides[0], *sides[1]], seated), rounds=speed_date.rounds
    )
    return coverage(plan, {(str(a), str(b)): score for (a, b), score in scores.items()}, *sides)


def _as_participant(card: Card) -> Participant:
    return Participant(str(card.enrolment_id), arrives=card.from_round, leaves=card.last_round)


def _breaks(speed_date: SpeedDate, people: list[Participant], seats: tuple[Seat, ...]) -> tuple[Break, ...]:
    """Return who is there in a round but sits with nobody."""
    busy = Counter((seat.round, one) for seat in seats for one in (seat.mentee, seat.mentor))
    return tuple(
        Break(number, person.id)
        for number in range(1, speed_date.rounds + 1)
        for person in people
        if person.present(number) and not busy[number, person.id]
    )
