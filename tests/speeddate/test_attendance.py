"""Who is there: joining by code, ticked by the teacher, late and leaving."""

from dataclasses import replace

import pytest
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import NotFound
from mentorhub.people import sessions
from mentorhub.people.tables import SignInSession
from mentorhub.speeddate.service import attendance, joining
from mentorhub.speeddate.service.hall import hall_of
from mentorhub.speeddate.service.joining import Door
from tests.speeddate.evening import make_evening


async def test_a_late_mentee_gets_a_seat_from_the_next_round_on(database: str):
    evening = await make_evening(mentees=4, mentors=4, rounds=3)
    late = evening.mentees[2]
    await evening.begin(without=[late])
    begun = {seat for seat in await evening.seats() if seat[0] == 1}
    await evening.join([late])
    assert await evening.rounds_of(late) == [2, 3]
    assert {seat for seat in await evening.seats() if seat[0] == 1} == begun


async def test_who_comes_in_the_changeover_sits_in_the_very_next_round(database: str):
    evening = await make_evening(rounds=3)
    late = evening.mentors[1]
    await evening.begin(without=[late])
    await evening.step("next")
    await attendance.mark(evening.cast.tess, evening.id, late.enrolment, "present")
    assert await evening.rounds_of(late) == [2, 3]


async def test_who_leaves_keeps_the_present_round_and_gets_no_seat_after_it(database: str):
    evening = await make_evening(rounds=3)
    await evening.begin()
    leaver = evening.mentees[1]
    begun = {seat for seat in await evening.seats() if seat[0] == 1}
    await evening.leave(leaver)
    after = await evening.attendee(leaver)
    assert (after.state, after.last_round) == ("left", 1)
    assert await evening.rounds_of(leaver) == [1]
    assert {seat for seat in await evening.seats() if seat[0] == 1} == begun


async def test_who_left_and_comes_back_keeps_the_rounds_held_and_joins_the_next(database: str):
    evening = await make_evening(rounds=3)
    await evening.begin()
    leaver = evening.mentees[1]
    await evening.leave(leaver)
    await evening.join([leaver])
    after = await evening.attendee(leaver)
    assert (after.state, after.from_round, after.last_round) == ("present", 1, None)
    assert await evening.rounds_of(leaver) == [1, 2, 3]


async def test_nobody_ever_sits_twice_with_the_same_person_after_changes(database: str):
    evening = await make_evening(mentees=5, mentors=5, rounds=4)
    late, leaver = evening.mentees[4], evening.mentors[1]
    await evening.begin(without=[late])
    await evening.join([late])
    await evening.step("next")
    await evening.step("next")
    await evening.leave(leaver)
    pairs = [(mentee, mentor) for _, _, mentee, mentor in await evening.seats()]
    assert len(pairs) == len(set(pairs))
    tables = {(mentor, table) for _, table, _, mentor in await evening.seats()}
    assert len(tables) == len({mentor for mentor, _ in tables})


async def test_marking_or_joining_twice_changes_nothing_the_second_time(database: str):
    evening = await make_evening()
    late = evening.mentees[2]
    await evening.begin(without=[late])
    await evening.join([late])
    version = (await evening.row()).plan_version
    await evening.join([late])
    await attendance.mark(evening.cast.tess, evening.id, late.enrolment, "present")
    assert (await evening.row()).plan_version == version


async def test_a_join_does_not_make_the_teachers_button_stale(sqlite: str):
    evening = await make_evening()
    await evening.step("open")
    version = (await evening.row()).version
    await evening.join(evening.everyone)
    assert (await evening.row()).version == version


async def test_before_the_start_a_tick_can_be_taken_back(database: str):
    evening = await make_evening()
    await evening.step("open")
    bram = evening.cast.bram
    states = []
    for to in ("present", "absent", "present"):
        await attendance.mark(evening.cast.tess, evening.id, bram.enrolment, to)
        states.append((await evening.attendee(bram)).state)
    assert states == ["present", "absent", "present"]


async def test_a_code_is_found_as_people_type_it_and_ends_with_the_event(database: str):
    evening = await make_evening()
    code = (await evening.row()).room_code
    bram = evening.cast.bram
    assert (await joining.knock(bram, code)).answer == "early"
    await evening.step("open")
    assert (await joining.knock(bram, f" {code[:3].lower()}-{code[3:]} ")).answer == "room"
    assert await joining.knock(None, code) == Door("sign_in", code=code)
    await evening.step("close")
    assert [(await joining.knock(who, code)).answer for who in (bram, None)] == ["unknown", "unknown"]


async def test_a_code_opens_the_door_only_for_who_is_expected(database: str):
    evening = await make_evening()
    await evening.step("open")
    code = (await evening.row()).room_code
    cast = evening.cast
    answers = {
        name: (await joining.knock(cast.actors[name], code)).answer
        for name in ("daan", "zoe", "tess", "timo", "corrie", "cas")
    }
    assert answers == {
        "daan": "not_listed",
        "zoe": "unknown",
        "tess": "run",
        "timo": "not_listed",
        "corrie": "run",
        "cas": "unknown",
    }
    assert (await joining.knock(cast.bram, "ABC")).answer == "unknown"


async def test_joining_chooses_the_part_that_is_expected(database: str):
    evening = await make_evening()
    await evening.step("open")
    bram = evening.cast.bram
    elsewhere = replace(bram, enrolment_id=None)
    assert (await joining.knock(elsewhere, (await evening.row()).room_code)).answer == "room"
    async with db.reading() as session:
        query = select(SignInSession).where(SignInSession.id == bram.session_id)
        row = (await session.exec(query)).one()
    assert row.enrolment_id == bram.enrolment_id
    again = await sessions.resolve(row.digest)
    assert again is not None
    assert again.enrolment_id == bram.enrolment_id


@pytest.mark.parametrize("name", ["bram", "amina", "timo", "zoe", "tom", "cas"])
async def test_only_the_own_staff_marks_and_sees_who_is_there(sqlite: str, name: str):
    evening = await make_evening()
    await evening.step("open")
    actor = evening.cast.actors[name]
    with pytest.raises(NotFound):
        await attendance.mark(actor, evening.id, evening.cast.bram.enrolment, "present")
    with pytest.raises(NotFound):
        await attendance.mark_everyone(actor, evening.id)
    with pytest.raises(NotFound):
        await hall_of(actor, evening.id)
    assert (await evening.attendee(evening.cast.bram)).state == "expected"


async def test_someone_of_another_group_cannot_be_ticked(sqlite: str):
    evening = await make_evening()
    with pytest.raises(NotFound):
        await attendance.mark(evening.cast.corrie, evening.id, evening.cast.daan.enrolment, "present")
