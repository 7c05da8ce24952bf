"""From handed-in lists to a published match, on both databases."""

import asyncio
import uuid

import pytest
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.rules import MatchingError, Objective
from mentorhub.matching.service.deciding import balance_capacities, set_capacity
from mentorhub.matching.service.lists import ListRefused
from mentorhub.matching.service.preferences import save_list
from mentorhub.matching.service.publishing import Outdated, publish
from mentorhub.matching.service.runs import AlreadyPublished, propose, set_rule
from mentorhub.matching.tables import MatchRun, Pair, Proposal
from mentorhub.matching.wording import own_reason_text, reason_text
from tests.cast import make_cast
from tests.matching.making import add_speed_date, hand_in_random_lists, make_programme, set_person


async def lines_of(run_id: uuid.UUID) -> dict[uuid.UUID, Proposal]:
    async with db.reading() as session:
        return {
            line.mentee_id: line
            for line in await session.exec(select(Proposal).where(Proposal.run_id == run_id))
        }


async def test_an_evening_of_lists_becomes_a_proven_proposal_for_everyone(database):
    made = await make_programme(33, 32)
    await hand_in_random_lists(made)
    await set_capacity(made.coordinator, made.programme.id, made.mentors[0].enrolment, 2)
    run_id = await propose(made.coordinator, made.programme.id, Objective.GENEROUS)
    lines = await lines_of(run_id)
    async with db.reading() as session:
        run = await session.get_one(MatchRun, run_id)
    assert len(lines) == 33
    assert all(line.mentor_id for line in lines.values())
    assert run.certificate == {"optimal": True, "proof": "no_negative_cycle"}
    assert set(run.profile) == {"generous", "greedy", "stable"}
    for profile in run.profile.values():
        assert sum(profile["ranks"]) + profile["beyond_list"] + profile["unmatched"] == 33
    best = run.profile["generous"]
    assert sum(line.rank is not None for line in lines.values()) == sum(best["ranks"])
    assert sum(best["ranks"]) >= sum(run.profile["stable"]["ranks"])
    assert run.profile["greedy"]["ranks"][0] >= best["ranks"][0]
    for line in lines.values():
        assert reason_text(line.reason, lambda _id: "X")["nl"]
        assert own_reason_text(line.own_reason)["en"]


async def test_proposing_again_without_changes_gives_the_same_pairs(database):
    made = await make_programme(9, 8)
    await hand_in_random_lists(made)
    first = await lines_of(await propose(made.teacher, made.programme.id, Objective.GENEROUS))
    second = await lines_of(await propose(made.teacher, made.programme.id, Objective.GENEROUS))
    assert {m: line.mentor_id for m, line in first.items()} == {
        m: line.mentor_id for m, line in second.items()
    }


async def test_a_pin_holds_and_a_ban_holds_and_undo_lifts_them(database):
    made = await make_programme(4, 4)
    await hand_in_random_lists(made)
    before = await lines_of(await propose(made.teacher, made.programme.id, Objective.GENEROUS))
    mentee = made.mentees[0].enrolment
    other = next(m.enrolment for m in made.mentors if m.enrolment != before[mentee].mentor_id)
    assert await set_rule(made.teacher, made.programme.id, mentee, other, "pin") is None
    pinned = await lines_of(await propose(made.teacher, made.programme.id, Objective.GENEROUS))
    assert (pinned[mentee].mentor_id, pinned[mentee].source) == (other, "pinned")
    assert await set_rule(made.teacher, made.programme.id, mentee, other, "forbid") == "pin"
    banned = await lines_of(await propose(made.teacher, made.programme.id, Objective.GENEROUS))
    assert banned[mentee].mentor_id != other
    assert await set_rule(made.teacher, made.programme.id, mentee, other, None) == "forbid"
    again = await lines_of(await propose(made.teacher, made.programme.id, Objective.GENEROUS))
    assert {m: line.mentor_id for m, line in again.items()} == {
        m: line.mentor_id for m, line in before.items()
    }


async def test_two_pins_on_one_place_are_a_clear_refusal(database):
    made = await make_programme(2, 2)
    for mentee in made.mentees:
        await set_rule(made.teacher, made.programme.id, mentee.enrolment, made.mentors[0].enrolment, "pin")
    with pytest.raises(MatchingError) as refused:
        await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    assert refused.value.code == "pin_over_capacity"


async def test_whoever_handed_in_nothing_gets_someone_met(database):
    made = await make_programme(3, 3)
    async with db.transaction() as session:
        await add_speed_date(session, made, met=[(made.mentees[0], made.mentors[2])])
    lines = await lines_of(await propose(made.teacher, made.programme.id, Objective.GENEROUS))
    assert lines[made.mentees[0].enrolment].mentor_id == made.mentors[2].enrolment
    assert all(line.mentor_id for line in lines.values())


async def test_balancing_gives_a_place_to_everyone(database):
    made = await make_programme(7, 3)
    assert await balance_capacities(made.coordinator, made.programme.id) == 3
    lines = await lines_of(await propose(made.coordinator, made.programme.id, Objective.GENEROUS))
    assert all(line.mentor_id for line in lines.values())


async def test_publishing_makes_the_pairs_and_tells_both_in_their_own_language(database):
    made = await make_programme(1, 1)
    mentee, mentor = made.mentees[0], made.mentors[0]
    await set_person(mentee, language="en", shows_email=False)
    await set_person(mentor, phone="0612345678", shows_phone=True)
    await hand_in_random_lists(made)
    assert (
        await publish(made.teacher, await propose(made.teacher, made.programme.id, Objective.GENEROUS)) == 1
    )
    async with db.reading() as session:
        pair = (await session.exec(select(Pair))).one()
        mails = {mail.person_id: mail for mail in await session.exec(select(OutboxMail))}
    assert (pair.mentee_id, pair.mentor_id) == (mentee.enrolment, mentor.enrolment)
    to_mentee, to_mentor = mails[mentee.person_id], mails[mentor.person_id]
    assert to_mentee.subject == "Coach0 is going to be your coach"
    assert "0612345678" in to_mentee.body
    assert "This was your first choice." in to_mentee.body
    assert to_mentor.subject == "Jij wordt de coach van Junior0"
    assert "via school" in to_mentor.body
    assert to_mentee.to_address not in to_mentor.body


async def test_two_teachers_publishing_at_once_publish_once(database):
    made = await make_programme(4, 4)
    await hand_in_random_lists(made)
    run_id = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    outcomes = await asyncio.gather(
        publish(made.teacher, run_id), publish(made.coordinator, run_id), return_exceptions=True
    )
    assert sorted(map(str, map(type, outcomes))) == sorted(map(str, (int, AlreadyPublished)))
    async with db.reading() as session:
        assert len((await session.exec(select(Pair))).all()) == 4
        assert len((await session.exec(select(OutboxMail))).all()) == 8


async def test_a_run_whose_lists_changed_is_not_published(database):
    made = await make_programme(2, 4)
    await hand_in_random_lists(made)
    run_id = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    await save_list(made.mentees[0], [made.mentors[0].enrolment], 2)
    with pytest.raises(Outdated):
        await publish(made.teacher, run_id)
    async with db.reading() as session:
        assert (await session.exec(select(Pair))).all() == []


async def test_after_publishing_lists_and_proposals_stand_still(database):
    made = await make_programme(2, 2)
    await hand_in_random_lists(made)
    await publish(made.teacher, await propose(made.teacher, made.programme.id, Objective.GENEROUS))
    with pytest.raises(ListRefused, match="closed"):
        await save_list(made.mentees[0], [], 2)
    with pytest.raises(AlreadyPublished):
        await propose(made.teacher, made.programme.id, Objective.GREEDY)


async def test_students_and_other_schools_find_nothing(database):
    made, cast = await make_programme(1, 1), await make_cast()
    run_id = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    for actor in (made.mentees[0], made.mentors[0], cast.corrie, cast.tess):
        with pytest.raises(NotFound):
            await propose(actor, made.programme.id, Objective.GENEROUS)
        with pytest.raises(NotFound):
            await publish(actor, run_id)
        with pytest.raises(NotFound):
            await set_rule(
                actor, made.programme.id, made.mentees[0].enrolment, made.mentors[0].enrolment, "pin"
            )
        with pytest.raises(NotFound):
            await set_capacity(actor, made.programme.id, made.mentors[0].enrolment, 2)
