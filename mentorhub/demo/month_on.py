"""A programme of the demo two months after its match, built by the same use cases as a real one."""

import uuid
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.demo import pair_life, search, staff_acts
from mentorhub.demo.cast import MONTH_ON, actors_of
from mentorhub.demo.days import Calendar, days_ago
from mentorhub.demo.hunting import write_hunts
from mentorhub.demo.school import open_programme, plan_evening, prepare, tonight
from mentorhub.demo.stories import HUNTS, MATCH, STORIES
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.publishing import publish
from mentorhub.matching.service.runs import propose
from mentorhub.matching.tables import MentorWish, Pair, Preference, PreferenceList
from mentorhub.speeddate.service import attendance, room
from mentorhub.speeddate.service.room import Step
from mentorhub.speeddate.tables import Impression, PlannedSeat, SpeedDate

EVENING = MATCH + 3
"""How many days ago, of those that count."""
ROUNDS, TABLES = 4, 33
SILENT = 6
"""One in so many coaches says nothing about those they met."""


async def build(school_id: uuid.UUID, coordinator: Actor, at: Calendar) -> None:
    """Make the programme: its evening, the lists, the match and the weeks since then."""
    chance = Random(MATCH)
    with days_ago(at.ago(EVENING)):
        programme_id = await open_programme(school_id, MONTH_ON, "summa-economie.csv")
        await prepare(MONTH_ON, "business")
        async with db.reading() as session:
            actors = {actor.enrolment_id: actor for actor in await actors_of(session, MONTH_ON)}
        await _evening(coordinator, programme_id, actors, chance)
    with days_ago(at.ago(MATCH)):
        run_id = await propose(coordinator, programme_id, Objective.GENEROUS)
        await publish(coordinator, run_id)
    await search.companies(coordinator)
    async with db.transaction() as session:
        pairs = await _pairs(session, programme_id, actors)
        for pair, story in zip(pairs, STORIES, strict=True):
            pair.started_at = at.moment(at.ago(story.matched), 12)
            session.add_all(pair_life.rows(pair, story, at, chance))
        await write_hunts(session, at, pairs, HUNTS, actors)
        await search.plain_cvs(session, [actors[pairs[place].mentee_id] for place in HUNTS], at)
    await search.build(pairs, actors)
    await staff_acts.build(pairs, actors, at)


async def _evening(
    coordinator: Actor, programme_id: uuid.UUID, actors: dict[uuid.UUID | None, Actor], chance: Random
) -> None:
    speed_date_id = await plan_evening(
        coordinator, programme_id, "Speeddate economie", starts_at=tonight(), rounds=ROUNDS, tables=TABLES
    )
    await _step(coordinator, speed_date_id, "open")
    await attendance.mark_everyone(coordinator, speed_date_id)
    await _step(coordinator, speed_date_id, "start")
    for _ in range(2 * ROUNDS - 1):
        await _step(coordinator, speed_date_id, "next")
    await _choose(speed_date_id, actors, chance)
    await _step(coordinator, speed_date_id, "close")


async def _step(actor: Actor, speed_date_id: uuid.UUID, wanted: Step) -> None:
    async with db.reading() as session:
        version = (await session.get_one(SpeedDate, speed_date_id)).version
    await room.step(actor, speed_date_id, wanted, version)


async def _choose(speed_date_id: uuid.UUID, actors: dict[uuid.UUID | None, Actor], chance: Random) -> None:
    """Let every mentee say how each talk felt, and hand in a list: those met, best feeling first."""
    async with db.transaction() as session:
        seats = await session.exec(
            select(PlannedSeat)
            .where(PlannedSeat.speed_date_id == speed_date_id)
            .order_by(col(PlannedSeat.round), col(PlannedSeat.table_number))
        )
        seated = list(seats)
        for actor in [actor for actor in actors.values() if actor.role == Role.MENTEE]:
            met = [seat.mentor_id for seat in seated if seat.mentee_id == actor.enrolment_id]
            feelings = {mentor_id: chance.choice((1, 2, 2, 3)) for mentor_id in met}
            session.add_all(_chosen(actor, speed_date_id, feelings))
        session.add_all(_wishes(seated, chance))


def _chosen(
    actor: Actor, speed_date_id: uuid.UUID, feelings: dict[uuid.UUID, int]
) -> list[Impression | PreferenceList | Preference]:
    now = clock.now()
    mine: dict[str, Any] = {"school_id": actor.school, "mentee_id": actor.enrolment}
    felt = [
        Impression(
            school_id=actor.school,
            speed_date_id=speed_date_id,
            author_id=actor.enrolment,
            about_id=mentor_id,
            feeling=feeling,
            updated_at=now,
        )
        for mentor_id, feeling in feelings.items()
    ]
    of_programme = {**mine, "programme_id": actor.programme_id}
    handed_in = PreferenceList(**of_programme, handed_in_at=now, version=1, updated_at=now)
    wanted = sorted(feelings, key=lambda mentor_id: -feelings[mentor_id])
    ranked = [Preference(**mine, mentor_id=mentor_id, rank=rank) for rank, mentor_id in enumerate(wanted, 1)]
    return [*felt, handed_in, *ranked]


def _wishes(seats: Sequence[PlannedSeat], chance: Random) -> Iterator[MentorWish]:
    """Return what most of the coaches answered about those they met."""
    coaches = list(dict.fromkeys(seat.mentor_id for seat in seats))
    silent = set(coaches[::SILENT])
    for seat in seats:
        if seat.mentor_id not in silent:
            yield MentorWish(
                school_id=seat.school_id,
                mentor_id=seat.mentor_id,
                mentee_id=seat.mentee_id,
                wish=chance.choice(("prefer", "fine", "fine")),
                updated_at=clock.now(),
            )


async def _pairs(
    session: AsyncSession, programme_id: uuid.UUID, actors: dict[uuid.UUID | None, Actor]
) -> list[Pair]:
    """Return the pairs in the order of the mentees on the class list."""
    pairs = await session.exec(select(Pair).where(Pair.programme_id == programme_id))
    return sorted(pairs, key=lambda pair: list(actors).index(pair.mentee_id))
