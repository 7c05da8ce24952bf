"""What a repair follows: rules and places since, who arrives, what is no longer so, who may do it."""

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, Role
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.board import board
from mentorhub.matching.service.deciding import make_room, rule_and_solve, set_capacity
from mentorhub.matching.service.history import runs_of
from mentorhub.matching.service.preferences import save_list
from mentorhub.matching.service.publishing import Outdated, publish
from mentorhub.matching.service.repairing import (
    NothingPublished,
    changes,
    drift,
    propose_repair,
    publish_repair,
)
from mentorhub.matching.service.runs import AlreadyPublished, open_run, propose, set_rule
from mentorhub.matching.tables import MatchRun
from mentorhub.people.service.groups.changing import bring_back, end_enrolment
from mentorhub.people.tables import Enrolment
from tests.cast import make_cast
from tests.matching.making import make_programme
from tests.matching.repairs import a_mentor_leaves, arrives, pairs_now, published


async def test_who_arrives_gets_the_mentor_who_arrives(database):
    made = await published(4, 4)
    mentee, mentor = await arrives(made, Role.MENTEE), await arrives(made, Role.MENTOR)
    found = await drift(made.teacher, made.programme.id)
    assert [(one.mentee_id, one.why) for one in found.without_mentor] == [(mentee.enrolment, "arrived")]
    assert [(one.mentor_id, one.room) for one in found.mentors_new] == [(mentor.enrolment, 1)]
    run_id = await propose_repair(made.teacher, made.programme.id)
    found = await changes(made.teacher, run_id)
    assert [(one.mentee_id, one.before_id, one.after_id, one.reason) for one in found] == [
        (mentee.enrolment, None, mentor.enrolment, "arrived")
    ]


async def test_of_two_repairs_the_newest_goes_out_and_the_other_is_outdated(database):
    made = await published()
    await a_mentor_leaves(made)
    first, second = [await propose_repair(made.teacher, made.programme.id) for _ in range(2)]
    async with db.reading() as session:
        assert (await open_run(session, made.programme.id)).id == second
    with pytest.raises(Outdated):
        await publish(made.teacher, first)
    await publish(made.teacher, second)
    with pytest.raises(AlreadyPublished):
        await publish(made.teacher, second)
    with pytest.raises(Outdated):
        await publish(made.teacher, first)
    assert [one.kind for one in await runs_of(made.teacher, made.programme.id)] == ["repair"] * 2 + ["match"]
    async with db.reading() as session:
        assert await open_run(session, made.programme.id) is None


async def test_a_repair_is_outdated_when_somebody_else_leaves_or_comes_back(database):
    made = await published()
    _, _, mentor = await a_mentor_leaves(made)
    run_id = await propose_repair(made.teacher, made.programme.id)
    await bring_back(made.coordinator, mentor.enrolment)
    with pytest.raises(Outdated):
        await publish(made.teacher, run_id)
    assert (await drift(made.teacher, made.programme.id)).is_none


async def test_a_ban_after_publishing_changes_the_repair_and_not_the_match(database):
    made = await published()
    pair = (await pairs_now())[made.mentees[0].enrolment]
    await rule_and_solve(made.teacher, made.programme.id, pair.mentee_id, pair.mentor_id, "forbid")
    assert (await pairs_now())[pair.mentee_id].id == pair.id
    found = await drift(made.teacher, made.programme.id)
    assert [one.mentee_id for one in found.against_rules] == [pair.mentee_id]
    run_id = (await board(made.teacher)).open_id
    found = {one.mentee_id: one for one in await changes(made.teacher, run_id)}
    change = found.pop(pair.mentee_id)
    assert (change.before_id, change.reason) == (pair.mentor_id, "rule")
    assert change.after_id not in (None, pair.mentor_id)
    assert {one.reason for one in found.values()} <= {"moved"}


async def test_a_pin_after_publishing_says_who_is_moved_for_it(database):
    made = await published(4, 4)
    now = await pairs_now()
    first, second = now[made.mentees[0].enrolment], now[made.mentees[1].enrolment]
    await set_rule(made.teacher, made.programme.id, first.mentee_id, second.mentor_id, "pin")
    found = await changes(made.teacher, await propose_repair(made.teacher, made.programme.id))
    assert {one.mentee_id: one.reason for one in found} == {
        first.mentee_id: "rule",
        second.mentee_id: "moved",
    }


async def test_a_mentor_with_fewer_places_keeps_who_fits_and_room_is_made_with_one_click(database):
    made = await published(3, 3)
    pair = (await pairs_now())[made.mentees[0].enrolment]
    await set_capacity(made.teacher, made.programme.id, pair.mentor_id, 0)
    (overfull,) = (await drift(made.teacher, made.programme.id)).mentors_overfull
    assert (overfull.mentor_id, overfull.room) == (pair.mentor_id, -1)
    (change,) = await changes(made.teacher, await propose_repair(made.teacher, made.programme.id))
    assert (change.after_id, change.reason) == (None, "place")
    assert await make_room(made.teacher, made.programme.id) == 2
    (change,) = await changes(made.teacher, (await board(made.teacher)).open_id)
    assert change.after_id not in (None, pair.mentor_id)


async def test_who_must_go_from_a_mentor_with_one_place_less_reads_that_and_not_that_another_came(sqlite):
    made = await make_programme(2, 2)
    first, second = (mentor.enrolment for mentor in made.mentors)
    await set_capacity(made.teacher, made.programme.id, first, 2)
    for mentee in made.mentees:
        await save_list(mentee, [first, second], 0)
    await publish(made.teacher, await propose(made.teacher, made.programme.id, Objective.GENEROUS), now=True)
    assert {pair.mentor_id for pair in (await pairs_now()).values()} == {first}
    await set_capacity(made.teacher, made.programme.id, first, 1)
    (change,) = await changes(made.teacher, await propose_repair(made.teacher, made.programme.id))
    assert (change.before_id, change.after_id, change.reason) == (first, second, "place")


async def test_without_a_published_match_there_is_nothing_to_repair(database):
    made = await make_programme(1, 1)
    run_id = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    assert await drift(made.teacher, made.programme.id) is None
    with pytest.raises(NothingPublished):
        await propose_repair(made.teacher, made.programme.id)
    with pytest.raises(NotFound):
        await changes(made.teacher, run_id)


async def test_the_pair_that_ended_is_told_without_a_word_about_why(database):
    made = await published()
    await end_enrolment(made.coordinator, made.mentees[0].enrolment)
    await publish_repair(made.teacher, await propose_repair(made.teacher, made.programme.id))
    async with db.reading() as session:
        bodies = [mail.body for mail in await session.exec(select(OutboxMail))]
        runs = {run.kind: run for run in await session.exec(select(MatchRun))}
    (ended,) = [body for body in bodies if "geen duo meer" in body]
    assert "Heb je een vraag? Stel hem aan je docent." in ended
    assert (runs["repair"].base_id, runs["repair"].seed) == (runs["match"].id, runs["match"].seed)


async def test_students_and_other_schools_repair_nothing(database):
    made, cast = await published(), await make_cast()
    await a_mentor_leaves(made)
    run_id = await propose_repair(made.teacher, made.programme.id)
    for actor in (made.mentees[0], made.mentors[0], cast.tess, cast.corrie):
        for act, what in (
            (drift, made.programme.id),
            (propose_repair, made.programme.id),
            (changes, run_id),
            (publish_repair, run_id),
        ):
            with pytest.raises(NotFound):
                await act(actor, what)
    async with db.reading() as session:
        ended = await session.exec(select(Enrolment).where(Enrolment.ended_at < clock.now()))
        assert len(list(ended)) == 1
    assert len(await pairs_now()) == 5
