"""How an evening went, in figures of the whole: nothing of what one person wrote or chose."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, Role
from mentorhub.speeddate.rules.after import Guest, Result, Spread, Talk, may_be_counted, result_of, spread_of
from mentorhub.speeddate.service.access import speed_date_for, zone_of
from mentorhub.speeddate.service.people import STUDENTS, Card, people_of
from mentorhub.speeddate.service.planner import seats_in
from mentorhub.speeddate.service.snapshot import lists_handed_in
from mentorhub.speeddate.tables import Impression, SpeedDate

CAME = ("present", "left")


@dataclass(frozen=True, slots=True)
class HeldRound:
    """One round: seconds as planned and as it was (None where that is not known), talks held and missed."""

    number: int
    planned_seconds: int
    real_seconds: int | None
    held: int
    missed: int


@dataclass(frozen=True, slots=True)
class Impressions:
    """How many notes and feelings there are, out of how many there could be (two for each talk)."""

    notes: int
    feelings: int
    possible: int


@dataclass(frozen=True, slots=True)
class After:
    """An evening looked back on; ``came`` and ``expected`` are numbers by role.

    ``met`` tells per role how many different people each who came spoke with, ``nobody`` names who came and
    spoke with nobody. ``impressions`` is None where so few wrote that counting would tell of one person.
    ``lists`` of ``lists_of`` rankings are handed in.
    """

    speed_date_id: uuid.UUID
    name: str
    starts_at: datetime
    zone: str
    phase: str
    came: dict[str, int]
    expected: dict[str, int]
    rounds: tuple[HeldRound, ...]
    met: dict[str, Spread | None]
    nobody: tuple[str, ...]
    impressions: Impressions | None
    lists: int
    lists_of: int

    @property
    def held(self) -> int:
        """How many talks took place."""
        return sum(one.held for one in self.rounds)

    @property
    def missed(self) -> int:
        """How many talks did not take place."""
        return sum(one.missed for one in self.rounds)


async def after(actor: Actor, speed_date_id: uuid.UUID) -> After:
    """Look back on an evening, also while it goes on.

    Raises:
        NotFound: no such event for this actor.
    """
    async with db.reading() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id)
        people = await people_of(session, speed_date)
        guests = [_guest(card) for card in people]
        result = result_of(guests, await _talks(session, speed_date))
        counted = may_be_counted(result, guests)
        impressions = await _impressions(session, speed_date, result) if counted else None
        lists, lists_of = await lists_handed_in(session, speed_date)
        zone = await zone_of(session, actor)
    return After(
        speed_date_id=speed_date.id,
        name=speed_date.name,
        starts_at=speed_date.starts_at,
        zone=zone,
        phase=speed_date.phase,
        came={role: sum(guest.came and guest.role == role for guest in guests) for role in STUDENTS},
        expected={role: sum(guest.role == role for guest in guests) for role in STUDENTS},
        rounds=_rounds(speed_date, result),
        met={role: _spread(guests, result, role) for role in STUDENTS},
        nobody=tuple(card.full_name for card in people if result.met.get(str(card.enrolment_id)) == 0),
        impressions=impressions,
        lists=lists,
        lists_of=lists_of,
    )


def _guest(card: Card) -> Guest:
    return Guest(
        id=str(card.enrolment_id),
        role=card.role,
        came=card.state in CAME,
        first_round=card.from_round,
        last_round=card.last_round,
    )


def _spread(guests: list[Guest], result: Result, role: Role) -> Spread | None:
    return spread_of([result.met[guest.id] for guest in guests if guest.role == role and guest.came])


async def _talks(session: AsyncSession, speed_date: SpeedDate) -> list[Talk]:
    """Return who had a seat together in the rounds that have begun."""
    return [
        Talk(seat.round, str(seat.mentee_id), str(seat.mentor_id))
        for seat in await seats_in(session, speed_date.id)
        if seat.round <= speed_date.round
    ]


def _rounds(speed_date: SpeedDate, result: Result) -> tuple[HeldRound, ...]:
    times = {one["round"]: one for one in speed_date.held}
    return tuple(
        HeldRound(number, speed_date.round_seconds, _seconds(times.get(number, {})), *result.in_round(number))
        for number in range(1, speed_date.round + 1)
    )


def _seconds(held: dict[str, int]) -> int | None:
    return round((held["ended"] - held["began"]) / 1000) if {"began", "ended"} <= held.keys() else None


async def _impressions(session: AsyncSession, speed_date: SpeedDate, result: Result) -> Impressions:
    query = select(
        func.count().filter(col(Impression.note) != ""), func.count(col(Impression.feeling))
    ).where(Impression.speed_date_id == speed_date.id)
    notes, feelings = (await session.exec(query)).one()
    possible = 2 * len(result.held)
    return Impressions(min(notes, possible), min(feelings, possible), possible)
