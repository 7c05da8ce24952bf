"""Substitutes: another mentor for everyone, evenly dealt, told by mail, ended with one click."""

import asyncio
from collections import Counter

import pytest
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.board import board
from mentorhub.matching.service.deciding import set_capacity
from mentorhub.matching.service.publishing import Outdated, publish, withdraw
from mentorhub.matching.service.repairing import NothingPublished
from mentorhub.matching.service.runs import AlreadyPublished, propose
from mentorhub.matching.service.substitutes import (
    end_substitutes,
    propose_substitutes,
    publish_substitutes,
    substitute_of,
    substituting_for,
)
from mentorhub.matching.tables import MatchRun, Pair, Substitute
from mentorhub.people.service.groups.changing import end_enrolment
from tests.cast import make_cast
from tests.matching.making import hand_in_random_lists, make_programme, set_person


async def published(mentees=6, mentors=4):
    made = await make_programme(mentees, mentors)
    await hand_in_random_lists(made)
    for mentor in made.mentors[:2]:
        await set_capacity(made.teacher, made.programme.id, mentor.enrolment, 2)
    run_id = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    await publish(made.teacher, run_id)
    return made, run_id


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def substitute(actor):
    async with db.reading() as session:
        return await substitute_of(session, actor.enrolment)


async def test_everyone_gets_another_mentor_evenly_dealt(database):
    made, _ = await published()
    run_id = await propose_substitutes(made.teacher, made.programme.id)
    assert await substitute(made.mentees[0]) is None
    assert await publish_substitutes(made.coordinator, run_id) == 6
    own = {pair.mentee_id: pair.mentor_id for pair in await rows(Pair)}
    found = await rows(Substitute)
    assert all(one.mentor_id != own[one.mentee_id] for one in found)
    assert max(Counter(one.mentor_id for one in found).values()) <= 2
    async with db.reading() as session:
        helped = [await substituting_for(session, mentor.enrolment) for mentor in made.mentors]
    assert sorted(line.full_name for lines in helped for line in lines) == [
        f"Junior{n} Voorbeeld" for n in range(6)
    ]


async def test_both_sides_hear_it_with_the_details_that_may_be_seen(database):
    made, _ = await published(1, 2)
    for mentor in made.mentors:
        await set_person(mentor, phone="0612345678", shows_phone=True, shows_email=False)
    await publish_substitutes(made.teacher, await propose_substitutes(made.teacher, made.programme.id))
    line = await substitute(made.mentees[0])
    assert (line.phone, line.email) == ("0612345678", "")
    mails = {mail.person_id: mail for mail in await rows(OutboxMail) if "vervanger" in mail.subject}
    assert set(mails) == {made.mentees[0].person_id, line.person_id}
    assert mails[made.mentees[0].person_id].subject == f"{line.first_name} is jouw vervanger"
    assert "0612345678" in mails[made.mentees[0].person_id].body
    assert "Junior0 Voorbeeld" in mails[line.person_id].body


async def test_a_new_plan_takes_the_place_of_the_one_before(database):
    made, _ = await published()
    first = await propose_substitutes(made.teacher, made.programme.id)
    await publish_substitutes(made.teacher, first)
    overtaken, second = [await propose_substitutes(made.teacher, made.programme.id) for _ in range(2)]
    with pytest.raises(Outdated):
        await publish_substitutes(made.teacher, overtaken)
    await publish_substitutes(made.teacher, second)
    running = [one.run_id for one in await rows(Substitute) if one.ended_at is None]
    assert running == [second] * 6
    with pytest.raises(AlreadyPublished):
        await publish_substitutes(made.teacher, second)
    old, new = [(await board(made.teacher, made.programme.id, one)).run for one in (first, second)]
    assert (old.is_old, old.replaced_at is None) == (True, False)
    assert (new.kind, new.is_old, new.published_by) == ("substitute", False, "Tess Voorbeeld")


async def test_substitutes_end_with_one_click_and_with_the_match(database):
    made, match = await published()
    await publish_substitutes(made.teacher, await propose_substitutes(made.teacher, made.programme.id))
    assert await end_substitutes(made.teacher, made.programme.id) == 6
    assert await substitute(made.mentees[0]) is None
    assert await end_substitutes(made.teacher, made.programme.id) == 0
    await publish_substitutes(made.teacher, await propose_substitutes(made.teacher, made.programme.id))
    await withdraw(made.teacher, match)
    assert await substitute(made.mentees[0]) is None


async def test_substitutes_that_go_out_while_the_match_is_taken_back_do_not_outlive_it(database):
    made, match = await published()
    plan = await propose_substitutes(made.teacher, made.programme.id)
    async with db.transaction() as session:
        # The substitutes cannot be written while this holds their plan: they stand half-way.
        await session.get_one(MatchRun, plan, with_for_update=True)
        going_out = asyncio.create_task(publish_substitutes(made.teacher, plan))
        await asyncio.sleep(0.3)
        taking_back = asyncio.create_task(withdraw(made.coordinator, match))
        await asyncio.sleep(0.3)
    assert await asyncio.gather(going_out, taking_back) == [6, None]
    found = await rows(Substitute)
    assert (len(found), [one for one in found if one.ended_at is None]) == (6, [])


async def test_a_substitute_who_leaves_is_one_no_more_and_the_plan_is_outdated(database):
    made, _ = await published()
    await publish_substitutes(made.teacher, await propose_substitutes(made.teacher, made.programme.id))
    waiting = await propose_substitutes(made.teacher, made.programme.id)
    await end_enrolment(made.coordinator, (await substitute(made.mentees[0])).enrolment_id)
    assert await substitute(made.mentees[0]) is None
    with pytest.raises(Outdated):
        await publish_substitutes(made.teacher, waiting)


async def test_substitutes_need_a_published_match_and_a_plan(database):
    made = await make_programme(2, 2)
    run_id = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    with pytest.raises(NothingPublished):
        await propose_substitutes(made.teacher, made.programme.id)
    with pytest.raises(NotFound):
        await publish_substitutes(made.teacher, run_id)
    await publish(made.teacher, run_id)
    with pytest.raises(NotFound):
        await publish(made.teacher, await propose_substitutes(made.teacher, made.programme.id))


async def test_students_and_other_schools_find_no_substitutes(database):
    made, _ = await published()
    cast = await make_cast()
    run_id = await propose_substitutes(made.teacher, made.programme.id)
    for actor in (made.mentees[0], made.mentors[0], cast.tess, cast.corrie):
        for act, what in (
            (propose_substitutes, made.programme.id),
            (publish_substitutes, run_id),
            (end_substitutes, made.programme.id),
        ):
            with pytest.raises(NotFound):
                await act(actor, what)
    assert await rows(Substitute) == []
