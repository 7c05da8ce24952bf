"""Everything that staff can do with a match that is out, at the same moment: one outcome, and no halves."""

import asyncio
import random
from collections import Counter

import pytest
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.computing import AlreadyComputing
from mentorhub.matching.service.publishing import Outdated, TooLate, publish, send_now, withdraw
from mentorhub.matching.service.repairing import NothingPublished, propose_repair
from mentorhub.matching.service.runs import AlreadyPublished, propose, set_rule
from mentorhub.matching.service.substitutes import end_substitutes, propose_substitutes, publish_substitutes
from mentorhub.matching.tables import MatchRun, Pair, Substitute
from tests.matching.making import hand_in_random_lists, make_programme

REFUSALS = (AlreadyComputing, AlreadyPublished, NotFound, NothingPublished, Outdated, TooLate)


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def everything_at_once(made, draw):
    """Publish a match, prepare a repair and a plan, and let two people do everything to them."""
    teacher, coordinator, programme_id = made.teacher, made.coordinator, made.programme.id
    match = await propose(teacher, programme_id, Objective.GENEROUS)
    await publish(teacher, match)
    pair = (await rows(Pair))[0]
    await set_rule(teacher, programme_id, pair.mentee_id, pair.mentor_id, "forbid")
    repair = await propose_repair(teacher, programme_id)
    plan = await propose_substitutes(teacher, programme_id)
    acts = [
        act(who, run)
        for act in (publish, withdraw)
        for who in (teacher, coordinator)
        for run in (match, repair)
    ]
    acts += [publish_substitutes(who, plan) for who in (teacher, coordinator)]
    acts += [send_now(teacher, match), send_now(coordinator, repair), end_substitutes(teacher, programme_id)]
    acts += [propose_substitutes(teacher, programme_id), propose_repair(coordinator, programme_id)]
    draw.shuffle(acts)
    async with asyncio.timeout(60):
        return await asyncio.gather(*acts, return_exceptions=True)


@pytest.mark.parametrize("seed", range(3))
async def test_two_people_who_do_everything_at_once_are_served_in_turn(database, seed):
    made = await make_programme(3, 4)
    await hand_in_random_lists(made)
    done = await everything_at_once(made, random.Random(seed))
    assert [one for one in done if isinstance(one, BaseException) and not isinstance(one, REFUSALS)] == []
    runs, mails = await rows(MatchRun), await rows(OutboxMail)
    out = [run for run in runs if run.published_once]
    pairs = Counter(pair.mentee_id for pair in await rows(Pair) if pair.ended_at is None)
    helped = Counter(one.mentee_id for one in await rows(Substitute) if one.ended_at is None)
    assert len(out) <= 1
    assert sorted(pairs.values()) == ([1, 1, 1] if out else [])
    assert set(helped.values()) <= ({1} if out else set())
    taken_back = [run for run in runs if run.withdrawn_at and not run.published_once]
    assert not [mail for mail in mails for run in taken_back if str(run.id) in mail.once_key]
