"""What a run takes into account and keeps: wishes, who blocks whom, other aims, earlier proposals."""

import uuid

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.preferences import save_list
from mentorhub.matching.service.publishing import Outdated, publish
from mentorhub.matching.service.runs import latest_run, open_run, propose, set_rule
from mentorhub.matching.service.settings import change_settings
from mentorhub.matching.service.storing import KEPT
from mentorhub.matching.tables import MatchRun, MentorWish, Proposal
from tests.matching.making import Made, hand_in_random_lists, make_programme


async def lines_of(run_id: uuid.UUID) -> dict[uuid.UUID, Proposal]:
    async with db.reading() as session:
        return {
            line.mentee_id: line
            for line in await session.exec(select(Proposal).where(Proposal.run_id == run_id))
        }


async def give_wish(mentor: Actor, mentee: Actor, wish: str) -> None:
    async with db.transaction() as session:
        session.add(
            MentorWish(
                school_id=mentor.school,
                mentor_id=mentor.enrolment,
                mentee_id=mentee.enrolment,
                wish=wish,
                updated_at=clock.now(),
            )
        )


async def both_want_the_first_coach(made: Made) -> None:
    for mentee in made.mentees:
        await save_list(mentee, [mentor.enrolment for mentor in made.mentors], 0)


async def first_coach_gets(made: Made, objective: Objective = Objective.GENEROUS) -> uuid.UUID:
    lines = await lines_of(await propose(made.teacher, made.programme.id, objective))
    return next(mentee for mentee, line in lines.items() if line.mentor_id == made.mentors[0].enrolment)


@pytest.mark.parametrize("preferred", [0, 1])
async def test_at_an_equal_profile_the_coach_gets_the_junior_of_her_wish(database, preferred):
    made = await make_programme(2, 2)
    await both_want_the_first_coach(made)
    await give_wish(made.mentors[0], made.mentees[preferred], "prefer")
    assert await first_coach_gets(made) == made.mentees[preferred].enrolment
    await change_settings(made.teacher, made.programme.id, asks_wishes=False)
    run_id = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    async with db.reading() as session:
        assert (await session.get_one(MatchRun, run_id)).terms["wishes"] == 0


async def test_rather_not_forbids_only_when_the_teacher_says_so_and_never_a_pin(database):
    made = await make_programme(1, 2)
    await both_want_the_first_coach(made)
    await give_wish(made.mentors[0], made.mentees[0], "rather_not")
    pair = made.mentees[0].enrolment, made.mentors[0].enrolment
    assert (await lines_of(await propose(made.teacher, made.programme.id, Objective.GENEROUS)))[
        pair[0]
    ].mentor_id == pair[1]
    await change_settings(made.teacher, made.programme.id, rather_not_forbids=True)
    assert (await lines_of(await propose(made.teacher, made.programme.id, Objective.GENEROUS)))[
        pair[0]
    ].mentor_id == made.mentors[1].enrolment
    await set_rule(made.teacher, made.programme.id, *pair, "pin")
    assert (await lines_of(await propose(made.teacher, made.programme.id, Objective.GENEROUS)))[
        pair[0]
    ].mentor_id == pair[1]


async def test_a_new_wish_makes_the_proposal_stale(database):
    made = await make_programme(2, 2)
    run_id = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    await give_wish(made.mentors[0], made.mentees[1], "prefer")
    with pytest.raises(Outdated):
        await publish(made.teacher, run_id)


async def test_who_would_rather_have_each_other_is_stored_with_the_run(database):
    made = await make_programme(3, 2)
    one, two = (mentor.enrolment for mentor in made.mentors)
    first, second, third = made.mentees
    for mentee, chosen in ((first, [one, two]), (second, [one]), (third, [two])):
        await save_list(mentee, chosen, 0)
    await give_wish(made.mentors[0], first, "prefer")
    await set_rule(made.teacher, made.programme.id, third.enrolment, two, "forbid")
    run_id = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    async with db.reading() as session:
        run = await session.get_one(MatchRun, run_id)
    assert (await lines_of(run_id))[first.enrolment].mentor_id == two
    assert run.outlook["blocking"] == [[str(first.enrolment), str(one)]]
    assert (run.outlook["blocking_count"], run.terms["forbids"], run.terms["wishes"]) == (1, 1, 1)


async def test_fewest_blocking_is_computed_beside_the_other_aims(database):
    made = await make_programme(3, 3)
    await hand_in_random_lists(made)
    run_id = await propose(made.teacher, made.programme.id, Objective.FEWEST_BLOCKING)
    async with db.reading() as session:
        run = await session.get_one(MatchRun, run_id)
    assert set(run.alternatives) == set(run.profile) == {"generous", "greedy", "stable", "fewest_blocking"}
    assert run.certificate == {"optimal": True, "proof": "integer_programme"}


async def test_earlier_proposals_stay_but_only_the_newest_twenty(database):
    made = await make_programme(1, 1)
    runs = [await propose(made.teacher, made.programme.id, Objective.GENEROUS) for _ in range(KEPT + 2)]
    async with db.reading() as session:
        kept = set(await session.exec(select(MatchRun.id)))
        newest = await open_run(session, made.programme.id)
        assert newest == await latest_run(session, made.programme.id)
    assert kept == set(runs[2:])
    assert newest.id == runs[-1]
