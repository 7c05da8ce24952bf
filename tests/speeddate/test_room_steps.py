"""The room in the database: steps, the version guard, the clock, and a restart in the middle."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.tables import AuditEntry
from mentorhub.speeddate.rules import NotPossible
from mentorhub.speeddate.rules import room as room_rules
from mentorhub.speeddate.service import attendance, clockwork, room
from mentorhub.speeddate.service.room import NobodyThere, StaleRoom
from tests.speeddate.evening import make_evening


async def test_a_whole_evening_goes_by_itself_from_the_lobby_to_the_ranking(database: str):
    evening = await make_evening(rounds=3, seconds=240, changeover=30)
    await evening.begin()
    seen = [(row := await evening.row()).phase + str(row.round)]
    for seconds in (240, 30, 240, 30, 240):
        clock.move(clock.now() - _real_now() + timedelta(seconds=seconds))
        assert await clockwork.advance() == 1
        seen.append((row := await evening.row()).phase + str(row.round))
    assert seen == ["round1", "changeover1", "round2", "changeover2", "round3", "ranking3"]
    assert (await evening.row()).deadline is None


async def test_two_teachers_who_press_next_at_once_advance_once(database: str):
    evening = await make_evening()
    await evening.begin()
    version = (await evening.row()).version
    outcomes = await asyncio.gather(
        room.step(evening.cast.tess, evening.id, "next", version),
        room.step(evening.cast.corrie, evening.id, "next", version),
        return_exceptions=True,
    )
    row = await evening.row()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NoneType", "StaleRoom"]
    assert (row.phase, row.round, row.version) == ("changeover", 1, version + 1)


async def test_a_press_and_the_clock_at_the_same_moment_advance_once(database: str):
    evening = await make_evening(seconds=60)
    await evening.begin()
    version = (await evening.row()).version
    clock.move(timedelta(seconds=61))
    await asyncio.gather(
        room.step(evening.cast.tess, evening.id, "next", version),
        room.tick(evening.id),
        return_exceptions=True,
    )
    row = await evening.row()
    assert (row.phase, row.round, row.version) == ("changeover", 1, version + 1)


async def test_a_stale_version_changes_nothing_and_writes_no_audit(database: str):
    evening = await make_evening()
    await evening.begin()
    before = await evening.row()
    with pytest.raises(StaleRoom):
        await room.step(evening.cast.tess, evening.id, "end", before.version - 1)
    assert (await evening.row()).model_dump() == before.model_dump()
    async with db.reading() as session:
        actions = list(
            await session.exec(select(AuditEntry.action).where(AuditEntry.object_id == evening.id))
        )
    assert "room.end" not in actions
    assert "room.start" in actions


async def test_a_tick_before_the_deadline_or_twice_changes_nothing_more(database: str):
    evening = await make_evening(seconds=60, changeover=30)
    await evening.begin()
    assert not await room.tick(evening.id)
    clock.move(timedelta(seconds=61))
    assert [await room.tick(evening.id), await room.tick(evening.id)] == [True, False]
    assert (await evening.row()).phase == "changeover"


async def test_a_restart_in_the_middle_of_a_round_keeps_the_clock(database: str):
    evening = await make_evening(seconds=240)
    await evening.begin()
    clock.move(timedelta(seconds=100))
    await db.forget_engine()
    state = room.state_of(await evening.row())
    assert state.phase == "round"
    assert room_rules.seconds_left(state, clock.now()) in (139, 140)


async def test_a_round_that_ended_during_an_outage_moves_one_step_with_its_full_time(database: str):
    evening = await make_evening(seconds=60, changeover=30)
    await evening.begin()
    clock.move(timedelta(minutes=20))
    await db.forget_engine()
    await clockwork.advance()
    row = await evening.row()
    assert (row.phase, row.round) == ("changeover", 1)
    assert room_rules.seconds_left(room.state_of(row), clock.now()) in (29, 30)


async def test_pause_stops_the_clock_and_going_on_gives_back_what_was_left(database: str):
    evening = await make_evening(seconds=240)
    await evening.begin()
    clock.move(timedelta(seconds=40))
    await evening.step("pause")
    clock.move(timedelta(minutes=30))
    assert await clockwork.advance() == 0
    assert (await evening.row()).paused_left in (200, 199)
    await evening.step("go_on")
    await evening.step("add_minute")
    assert room_rules.seconds_left(room.state_of(await evening.row()), clock.now()) in (259, 260)


async def test_the_start_plans_for_who_is_there_only(database: str):
    evening = await make_evening(mentees=4, mentors=4, rounds=3)
    missing = [evening.mentees[3], evening.mentors[2]]
    await evening.begin(without=missing)
    assert [await evening.rounds_of(person) for person in missing] == [[], []]
    assert [(await evening.attendee(person)).state for person in missing] == ["absent", "absent"]
    there = [person for person in evening.everyone if person not in missing]
    assert [await evening.rounds_of(person) for person in there] == [[1, 2, 3]] * 6


async def test_the_start_waits_until_a_mentee_and_a_mentor_are_there(database: str):
    evening = await make_evening()
    await evening.step("open")
    await evening.join(evening.mentees)
    with pytest.raises(NobodyThere):
        await evening.step("start")
    row = await evening.row()
    assert (row.phase, row.round) == ("lobby", 0)
    assert {(await evening.attendee(person)).state for person in evening.mentors} == {"expected"}
    await attendance.mark_everyone(evening.cast.tess, evening.id)
    await evening.step("start")
    assert (await evening.row()).phase == "round"


async def test_a_step_of_another_phase_is_refused_with_its_reason(sqlite: str):
    evening = await make_evening()
    with pytest.raises(NotPossible) as refusal:
        await evening.step("next")
    assert refusal.value.reason == "not_in_this_phase"
    assert (await evening.row()).phase == "draft"


async def test_a_room_that_cannot_be_moved_does_not_keep_the_others_waiting(sqlite: str):
    first = await make_evening(seconds=60)
    await first.begin()
    async with db.transaction() as session:
        broken = await session.get(type(await first.row()), first.id)
        assert broken is not None
        # A row that the state machine refuses, as a bad migration could leave it.
        broken.round_seconds = 0
        session.add(broken)
    second = await make_evening(seconds=60)
    await second.begin()
    clock.move(timedelta(seconds=61))
    assert await clockwork.advance() == 1
    assert [(await first.row()).phase, (await second.row()).phase] == ["round", "changeover"]


def _real_now():
    from datetime import UTC, datetime

    return datetime.now(UTC)
