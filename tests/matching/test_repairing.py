"""After publishing somebody leaves or arrives: what drifted, the fewest changes, mails to those alone."""

import pytest

from mentorhub.matching.service.board import board
from mentorhub.matching.service.publishing import TooLate, publish, withdraw
from mentorhub.matching.service.repairing import (
    changes,
    drift,
    propose_repair,
    publish_repair,
)
from mentorhub.monitoring.service import attention_list
from mentorhub.pairs.service import my_pairs, pair_room, spoke_today
from mentorhub.people.service.groups.changing import end_enrolment
from tests.matching.repairs import a_mentor_leaves, actor_of, mails, pairs_now, published


async def test_without_changes_nothing_has_drifted_and_a_repair_changes_nobody(database):
    made = await published()
    assert (await drift(made.teacher, made.programme.id)).is_none
    run_id = await propose_repair(made.teacher, made.programme.id)
    assert await changes(made.teacher, run_id) == []
    before = {pair.id for pair in (await pairs_now()).values()}
    assert await publish_repair(made.teacher, run_id) == 0
    assert {pair.id for pair in (await pairs_now()).values()} == before
    assert await mails() == []


async def test_a_mentor_who_leaves_is_replaced_and_nobody_else_notices(database):
    made = await published()
    mentee, _, mentor = await a_mentor_leaves(made)
    kept = {one.id for key, one in (await pairs_now()).items() if key != mentee.enrolment}
    found = await drift(made.teacher, made.programme.id)
    assert [(one.mentee_id, one.why) for one in found.without_mentor] == [(mentee.enrolment, "mentor_left")]
    assert [one.mentor_id for one in found.mentors_left] == [mentor.enrolment]
    run_id = await propose_repair(made.teacher, made.programme.id)
    (change,) = await changes(made.teacher, run_id)
    assert (change.mentee_id, change.before_id) == (mentee.enrolment, mentor.enrolment)
    assert (change.before, change.reason) == (mentor.full_name, "mentor_left")
    assert await publish_repair(made.coordinator, run_id) == 1
    now = await pairs_now()
    assert kept < {one.id for one in now.values()}
    assert now[mentee.enrolment].mentor_id == change.after_id
    newcomer = actor_of(made.mentors, change.after_id)
    assert await mails() == sorted(
        [
            (mentee.person_id, f"{newcomer.first_name} wordt jouw coach"),
            (newcomer.person_id, f"Jij wordt de coach van {mentee.first_name}"),
        ]
    )
    assert (await drift(made.teacher, made.programme.id)).is_none
    assert [one.full_name for one in await my_pairs(mentee)] == [newcomer.full_name]
    assert await my_pairs(mentor) == []


async def test_kept_pairs_keep_their_contacts_and_their_reason_and_new_pairs_have_theirs(database):
    made = await published()
    kept = made.mentees[1]
    pair = (await pairs_now())[kept.enrolment]
    await spoke_today(kept, pair.id, "once")
    told = (await pair_room(kept, pair.id)).own_reason
    mentee, _, _ = await a_mentor_leaves(made)
    run_id = await propose_repair(made.teacher, made.programme.id)
    await publish_repair(made.teacher, run_id)
    room = await pair_room(kept, pair.id)
    assert (room.own_reason, len(room.contacts)) == (told, 1)
    new = (await pairs_now())[mentee.enrolment]
    assert (await pair_room(mentee, new.id)).own_reason["mentor"] == str(new.mentor_id)
    watched = await attention_list(made.coordinator)
    assert (watched.figures.pairs, watched.figures.first_contact) == (5, 1)
    lines = {line.mentee_id: line.mentor_id for line in (await board(made.teacher)).run.lines}
    assert lines == {key: one.mentor_id for key, one in (await pairs_now()).items()}


async def test_a_mentee_who_leaves_frees_a_place_and_only_her_mentor_hears_it(database):
    made = await published()
    gone = made.mentees[2]
    mentor_id = (await pairs_now())[gone.enrolment].mentor_id
    await end_enrolment(made.teacher, gone.enrolment)
    found = await drift(made.teacher, made.programme.id)
    assert [(one.mentee_id, one.mentor_id) for one in found.mentee_left] == [(gone.enrolment, mentor_id)]
    run_id = await propose_repair(made.teacher, made.programme.id)
    (change,) = await changes(made.teacher, run_id)
    assert (change.mentee_id, change.after_id, change.reason) == (gone.enrolment, None, "mentee_left")
    await publish_repair(made.teacher, run_id)
    mentor = actor_of(made.mentors, mentor_id)
    assert await mails() == [(mentor.person_id, f"Jij en {gone.first_name} zijn geen duo meer")]


async def test_a_repair_that_is_taken_back_brings_the_match_before_it_back(database):
    made = await published()
    before = {key: (one.id, one.mentor_id) for key, one in (await pairs_now()).items()}
    base = (await board(made.teacher)).run.run_id
    await a_mentor_leaves(made)
    run_id = await propose_repair(made.teacher, made.programme.id)
    await publish(made.teacher, run_id)
    assert (await board(made.teacher)).run.run_id == run_id
    assert (await board(made.teacher, made.programme.id, base)).run.replaced_at is not None
    with pytest.raises(TooLate, match="replaced"):
        await withdraw(made.teacher, base)
    await withdraw(made.teacher, run_id)
    found = await board(made.teacher)
    assert (found.run.run_id, found.run.replaced_at, found.open_id) == (base, None, run_id)
    assert {key: (one.id, one.mentor_id) for key, one in (await pairs_now()).items()} == before
    assert await mails() == []
    assert await publish(made.teacher, run_id) == 1
