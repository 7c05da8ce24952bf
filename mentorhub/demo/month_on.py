"""A programme of the demo whose match was made a month ago, built by the same use cases as a real one."""

import uuid
from random import Random

from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import Actor, Role
from mentorhub.demo import search
from mentorhub.demo.cast import MONTH_ON, actors_of
from mentorhub.demo.days import days_ago
from mentorhub.demo.school import open_programme, plan_evening, prepare, tonight
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.preferences import hand_in, save_list
from mentorhub.matching.service.publishing import publish
from mentorhub.matching.service.runs import propose
from mentorhub.matching.tables import Pair
from mentorhub.pairs.rules import CHANNELS
from mentorhub.pairs.service.contacts import NewContact, log_contact
from mentorhub.speeddate.service import attendance, room
from mentorhub.speeddate.service.impressions import save_feeling
from mentorhub.speeddate.service.room import Step
from mentorhub.speeddate.tables import PlannedSeat, SpeedDate

EVENING, MATCH = 36, 33
"""How many days ago."""
ROUNDS, TABLES = 4, 12
# Days ago of the contacts of each pair in turn, so that a teacher finds every state:
# late (none yet), quiet (long ago), fine (lately).
CONTACTS: tuple[tuple[int, ...], ...] = (
    (30, 22, 15, 8, 1),
    (),
    (28, 25),
    (31, 20, 9),
    (26, 12, 3),
    (29,),
    (27, 13, 5),
    (24, 10),
    (),
    (30, 23, 16, 6),
    (32, 24),
    (21, 14, 2),
)


async def build(school_id: uuid.UUID, coordinator: Actor) -> None:
    """Make the programme: its evening, the lists, the match and the month since then."""
    chance = Random(MATCH)
    with days_ago(EVENING):
        programme_id = await open_programme(school_id, MONTH_ON, "summa-economie.csv")
        await prepare(MONTH_ON, "business")
        async with db.reading() as session:
            actors = {actor.enrolment_id: actor for actor in await actors_of(session, MONTH_ON)}
        await _evening(coordinator, programme_id, actors, chance)
    with days_ago(MATCH):
        run_id = await propose(coordinator, programme_id, Objective.GENEROUS)
        await publish(coordinator, run_id)
    pairs = await _pairs(programme_id, actors)
    await _contacts(pairs, actors, chance)
    await search.build(coordinator, pairs, actors)


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
    async with db.reading() as session:
        seats = list(
            await session.exec(select(PlannedSeat).where(PlannedSeat.speed_date_id == speed_date_id))
        )
    for actor in [actor for actor in actors.values() if actor.role == Role.MENTEE]:
        met = [seat.mentor_id for seat in seats if seat.mentee_id == actor.enrolment_id]
        feelings = {mentor_id: chance.choice((1, 2, 2, 3)) for mentor_id in met}
        for mentor_id, feeling in feelings.items():
            await save_feeling(actor, speed_date_id, mentor_id, feeling)
        wanted = sorted(met, key=lambda mentor_id: -feelings[mentor_id])
        saved = await save_list(actor, wanted, 0)
        await hand_in(actor, saved.version)


async def _pairs(programme_id: uuid.UUID, actors: dict[uuid.UUID | None, Actor]) -> list[Pair]:
    """Return the pairs in the order of the mentees on the class list."""
    async with db.reading() as session:
        pairs = await session.exec(select(Pair).where(Pair.programme_id == programme_id))
        return sorted(pairs, key=lambda pair: list(actors).index(pair.mentee_id))


async def _contacts(pairs: list[Pair], actors: dict[uuid.UUID | None, Actor], chance: Random) -> None:
    """Log what the pairs did since the match, each on the day itself."""
    for pair, moments in zip(pairs, CONTACTS, strict=False):
        for days in moments:
            with days_ago(days):
                channel, minutes = chance.choice(CHANNELS), chance.choice((10, 15, 20, 30, 45))
                author = actors[chance.choice((pair.mentee_id, pair.mentor_id))]
                await log_contact(author, pair.id, NewContact(channel, minutes, None, f"demo {days}"))
