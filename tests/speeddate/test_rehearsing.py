"""A rehearsal: the real plan, played by robots, seen by no student, and gone afterwards."""

import uuid
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.matching.service.instance import met_in
from mentorhub.speeddate.rules import robots
from mentorhub.speeddate.service import joining, presence, rehearsing, room
from mentorhub.speeddate.service.overview import overview_of, speed_dates_of
from mentorhub.speeddate.service.planning import beam_key
from mentorhub.speeddate.service.projector import screen
from mentorhub.speeddate.service.room import Step
from mentorhub.speeddate.service.route import my_room
from mentorhub.speeddate.tables import SpeedDate
from mentorhub.start.service import start_of
from tests.speeddate.evening import Evening, make_evening
from tests.world import table_rows


async def copy_of(party: Evening, rehearsal: uuid.UUID) -> Evening:
    """The same people at the rehearsal."""
    return Evening(rehearsal, party.cast, party.mentees, party.mentors)


async def seconds(number: int) -> None:
    for _ in range(number):
        await rehearsing.play()


async def step(copy: Evening, wanted: Step) -> None:
    await room.step(copy.cast.tess, copy.id, wanted, (await copy.row()).version)


async def test_a_rehearsal_has_the_real_plan_and_leaves_nothing_behind(database: str) -> None:
    party = await make_evening(mentees=6, mentors=6, rounds=3)
    before = await table_rows()
    copy = await copy_of(party, await rehearsing.begin(party.cast.tess, party.id))
    assert await copy.seats() == await party.seats() != set()
    await step(copy, "open")
    await seconds(30)
    assert (await copy.attendee(party.cast.bram)).state in ("present", "expected")
    await step(copy, "start")
    await step(copy, "next")
    await step(copy, "end")
    await seconds(60)
    shown = await screen(beam_key(await copy.row()))
    assert shown is not None
    assert shown.room.rehearsal
    assert shown.room.handed_in == shown.room.handed_of >= 4
    assert await rehearsing.stop(party.cast.tess, copy.id) == party.id
    after = await table_rows()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"audit_entry"}, "only the log tells that there was a rehearsal"
    assert presence.seen(copy.id) == {}


async def test_students_and_the_match_never_see_a_rehearsal(database: str) -> None:
    party = await make_evening(mentees=4, mentors=4, rounds=3)
    real = await party.row()
    steps = {one.person_id: (await start_of(one)).facts for one in party.everyone}
    copy = await copy_of(party, await rehearsing.begin(party.cast.tess, party.id))
    await step(copy, "open")
    await seconds(30)
    await step(copy, "start")
    for student in party.everyone:
        assert await my_room(student) is None
        assert (await start_of(student)).facts == steps[student.person_id]
        door = await joining.knock(student, (await copy.row()).room_code)
        assert door.answer == "early"
    async with db.reading() as session:
        mentors = {one.enrolment for one in party.mentors}
        assert await met_in(session, real.programme_id, mentors) == {}
    assert [line.id for line in await speed_dates_of(party.cast.tess)] == [party.id]
    assert (await party.row()) == real


async def test_only_who_runs_the_event_can_rehearse_it_and_only_before_the_doors_open(database: str) -> None:
    party = await make_evening()
    cast = party.cast
    for stranger in (cast.timo, cast.zoe, cast.bram, cast.amina):
        with pytest.raises(NotFound):
            await rehearsing.begin(stranger, party.id)
    copy = await rehearsing.begin(cast.tess, party.id)
    for stranger in (cast.timo, cast.zoe, cast.bram, cast.amina):
        with pytest.raises(NotFound):
            await rehearsing.stop(stranger, copy)
    with pytest.raises(NotFound):
        await rehearsing.begin(cast.tess, copy)
    with pytest.raises(NotFound):
        await rehearsing.stop(cast.tess, party.id)
    await party.step("open")
    with pytest.raises(NotFound):
        await rehearsing.begin(cast.tess, party.id)


async def test_a_second_rehearsal_takes_the_place_of_the_first(sqlite: str) -> None:
    party = await make_evening()
    first = await rehearsing.begin(party.cast.tess, party.id)
    second = await rehearsing.begin(party.cast.tess, party.id)
    async with db.reading() as session:
        found = await session.exec(select(SpeedDate.id).where(col(SpeedDate.rehearsal_of) == party.id))
        assert list(found) == [second] != [first]


async def test_a_rehearsal_that_is_left_alone_is_thrown_away(sqlite: str) -> None:
    party = await make_evening()
    copy = await rehearsing.begin(party.cast.tess, party.id)
    clock.move(datetime.now(UTC) + timedelta(hours=2, minutes=1) - datetime.now(UTC))
    await rehearsing.play()
    with pytest.raises(NotFound):
        await overview_of(party.cast.tess, copy)
    assert (await overview_of(party.cast.tess, party.id)).speed_date.id == party.id


def test_robots_come_within_half_a_minute_and_a_few_stay_away() -> None:
    chance, expected, took = Random(1), [str(number) for number in range(60)], 0
    while coming := robots.arrivals(expected, 60, chance):
        expected = [one for one in expected if one not in coming]
        took += 1
    assert 20 <= took <= 30
    assert len(expected) == 3


def test_all_robots_hand_in_at_last() -> None:
    chance, waiting, took = Random(2), [str(number) for number in range(30)], 0
    while waiting:
        waiting = [one for one in waiting if one not in robots.handing_in(waiting, chance)]
        took += 1
    assert 5 <= took <= 200
