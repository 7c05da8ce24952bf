"""Taking a step back within 15 seconds, changing lengths, a round more or fewer, a word to everybody."""

from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import AuditEntry
from mentorhub.core.texts import say_in
from mentorhub.speeddate.rules import NotPossible
from mentorhub.speeddate.service import clockwork, impressions, room, saying
from mentorhub.speeddate.service.room import NothingToUndo, StaleRoom
from mentorhub.speeddate.service.route import my_room
from mentorhub.speeddate.service.snapshot import RoomPicture, room_picture
from tests.speeddate.evening import Evening, make_evening


async def picture(party: Evening) -> RoomPicture:
    async with db.reading() as session:
        return await room_picture(session, await party.row())


async def take_back(party: Evening) -> None:
    await room.undo(party.cast.tess, party.id, (await party.row()).version)


def later(seconds: float) -> None:
    clock.move(clock._offset + timedelta(seconds=seconds))


async def left(party: Evening) -> float:
    deadline = (await party.row()).deadline
    assert deadline is not None
    return (deadline - clock.now()).total_seconds()


async def test_a_round_that_was_ended_by_accident_goes_on_with_the_seconds_it_had(database: str) -> None:
    party = await make_evening(rounds=3, seconds=240)
    await party.begin()
    later(100)
    begun = (await party.row()).held
    await party.step("next")
    assert (await picture(party)).undo_step == "next"
    later(5)
    await take_back(party)
    row = await party.row()
    assert (row.phase, row.round) == ("round", 1)
    assert await left(party) == pytest.approx(140, abs=2)
    assert row.held == begun, "the round was never over"
    assert (await picture(party)).undo_until == 0


async def test_after_fifteen_seconds_nothing_can_be_taken_back(database: str) -> None:
    party = await make_evening()
    await party.begin()
    await party.step("next")
    later(15.5)
    with pytest.raises(NothingToUndo):
        await take_back(party)
    await clockwork.advance()
    assert (await party.row()).undo == {}
    assert (await party.row()).phase == "changeover"


async def test_a_step_back_is_one_step_only(database: str) -> None:
    party = await make_evening()
    await party.begin()
    await party.step("next")
    await take_back(party)
    with pytest.raises(NothingToUndo):
        await take_back(party)


async def test_two_teachers_who_take_back_at_once_take_one_step_back(sqlite: str) -> None:
    party = await make_evening()
    await party.begin()
    await party.step("next")
    version = (await party.row()).version
    await room.undo(party.cast.tess, party.id, version)
    with pytest.raises(StaleRoom):
        await room.undo(party.cast.corrie, party.id, version)
    assert (await party.row()).phase == "round"


async def test_a_round_that_the_clock_ended_gets_a_minute_when_it_is_taken_back(database: str) -> None:
    party = await make_evening(seconds=60)
    await party.begin()
    later(61)
    assert await room.tick(party.id)
    assert (await picture(party)).undo_step == "clock"
    await take_back(party)
    assert (await party.row()).phase == "round"
    assert await left(party) == pytest.approx(60, abs=2)


async def test_a_start_that_is_taken_back_expects_everyone_again(database: str) -> None:
    party = await make_evening(mentees=4, mentors=4)
    missing = party.mentees[3]
    await party.begin(without=[missing])
    assert (await party.attendee(missing)).state == "absent"
    await take_back(party)
    assert ((await party.row()).phase, (await party.row()).round) == ("lobby", 0)
    assert (await party.attendee(missing)).state == "expected"
    await party.join([missing])
    await party.step("start")
    assert await party.rounds_of(missing) == [1, 2, 3]


async def test_ending_early_can_be_taken_back_with_what_people_needed(database: str) -> None:
    party = await make_evening(rounds=3)
    await party.begin()
    await party.step("end")
    await take_back(party)
    assert (await party.row()).phase == "round"
    await party.step("next")
    await party.step("next")
    assert len({seat[0] for seat in await party.seats()}) == 3


async def test_closing_can_be_taken_back_and_the_room_code_works_again(database: str) -> None:
    party = await make_evening()
    await party.begin()
    await party.step("close")
    await take_back(party)
    row = await party.row()
    assert (row.phase, row.ended_at) == ("round", None)
    await party.join([party.mentees[1]])


async def test_a_minute_more_that_is_taken_back_leaves_the_old_deadline(database: str) -> None:
    party = await make_evening(seconds=240)
    await party.begin()
    before = (await party.row()).deadline
    await party.step("add_minute")
    await take_back(party)
    assert (await party.row()).deadline == before


async def test_a_pause_has_its_own_way_back(sqlite: str) -> None:
    party = await make_evening()
    await party.begin()
    await party.step("pause")
    with pytest.raises(NothingToUndo):
        await take_back(party)


async def test_one_round_more_is_planned_and_nobody_meets_twice(database: str) -> None:
    party = await make_evening(mentees=5, mentors=5, rounds=2)
    await party.begin()
    held = {seat for seat in await party.seats() if seat[0] == 1}
    await party.step("more")
    seats = await party.seats()
    assert {seat[0] for seat in seats} == {1, 2, 3}
    assert len({seat[2:] for seat in seats}) == len(seats)
    assert held <= seats
    await take_back(party)
    assert {seat[0] for seat in await party.seats()} == {1, 2}


async def test_a_round_fewer_leaves_out_the_last_one_but_never_the_one_people_walk_to(database: str) -> None:
    party = await make_evening(mentees=5, mentors=5, rounds=3)
    await party.begin()
    await party.step("next")
    walking_to = {seat for seat in await party.seats() if seat[0] == 2}
    await party.step("fewer")
    assert {seat[0] for seat in await party.seats()} == {1, 2}
    assert {seat for seat in await party.seats() if seat[0] == 2} == walking_to
    with pytest.raises(NotPossible, match="too_few_rounds"):
        await party.step("fewer")


async def test_one_more_round_after_the_last_begins_with_a_changeover(database: str) -> None:
    party = await make_evening(mentees=4, mentors=4, rounds=1)
    await party.begin()
    await party.step("next")
    assert (await party.row()).phase == "ranking"
    await party.step("more")
    assert (await party.row()).phase == "changeover"
    assert {seat[0] for seat in await party.seats()} == {1, 2}


async def test_new_lengths_count_from_the_next_round_on(database: str) -> None:
    party = await make_evening(rounds=3, seconds=240, changeover=30)
    await party.begin()
    before = (await party.row()).deadline
    await room.set_times(party.cast.tess, party.id, 120, 20, (await party.row()).version)
    assert (await party.row()).deadline == before
    await party.step("next")
    assert await left(party) == pytest.approx(20, abs=2)
    await party.step("next")
    assert await left(party) == pytest.approx(120, abs=2)
    for bad in ((20, 30), (240, 601), (4000, 30), (240, -1)):
        with pytest.raises(NotPossible, match="bad_times"):
            await room.set_times(party.cast.tess, party.id, *bad, (await party.row()).version)


async def test_a_minute_can_be_taken_off_while_more_than_one_is_left(database: str) -> None:
    party = await make_evening(seconds=130)
    await party.begin()
    await party.step("take_minute")
    assert await left(party) == pytest.approx(70, abs=2)
    await party.step("take_minute")
    with pytest.raises(NotPossible, match="too_little_left"):
        await party.step("take_minute")


async def test_the_evening_remembers_when_each_round_began_and_ended(database: str) -> None:
    party = await make_evening(rounds=2, seconds=240, changeover=30)
    await party.begin()
    later(200)
    await party.step("next")
    later(30)
    await party.step("next")
    held = (await party.row()).held
    assert [one["round"] for one in held] == [1, 2]
    assert (held[0]["ended"] - held[0]["began"]) / 1000 == pytest.approx(200, abs=2)
    assert "ended" not in held[1]


async def test_a_message_is_on_every_screen_in_both_languages_until_the_room_moves_on(database: str) -> None:
    party = await make_evening()
    await party.step("open")
    await saying.say(party.cast.tess, party.id, "two_minutes")
    shown = await picture(party)
    assert shown.message == {x: say_in(x, "saying.preset.two_minutes") for x in ("nl", "en")}
    assert shown.message_at > 0
    await party.join(party.everyone)
    await party.step("start")
    assert (await picture(party)).message == {"nl": "", "en": ""}


async def test_own_words_are_short_plain_and_can_be_taken_off(database: str) -> None:
    party = await make_evening()
    await party.step("open")
    await saying.say_own(party.cast.tess, party.id, "  Jassen   mogen\nin lokaal 3  " + "x" * 300)
    text = (await picture(party)).message["nl"]
    assert text.startswith("Jassen mogen in lokaal 3 x")
    assert len(text) == saying.MESSAGE_LENGTH
    await saying.silence(party.cast.tess, party.id)
    assert (await picture(party)).message["nl"] == ""
    async with db.reading() as session:
        told = [str(row.detail) for row in await session.exec(select(AuditEntry))]
    assert not [detail for detail in told if "Jassen" in detail]


async def test_nobody_but_its_teachers_takes_back_or_speaks(database: str) -> None:
    party = await make_evening()
    await party.step("open")
    version, cast = (await party.row()).version, party.cast
    for stranger in (cast.timo, cast.zoe, cast.bram, cast.amina):
        with pytest.raises(NotFound):
            await room.undo(stranger, party.id, version)
        with pytest.raises(NotFound):
            await room.set_times(stranger, party.id, 240, 30, version)
        with pytest.raises(NotFound):
            await saying.say(stranger, party.id, "quiet")
        with pytest.raises(NotFound):
            await saying.say_own(stranger, party.id, "hoi")
    with pytest.raises(NotFound):
        await saying.say(cast.tess, party.id, "no_such_message")
    await party.step("close")
    with pytest.raises(NotFound):
        await saying.say(cast.tess, party.id, "quiet")


async def test_a_note_written_just_before_a_start_was_taken_back_is_still_there(sqlite: str) -> None:
    party = await make_evening(mentees=3, mentors=3)
    await party.begin()
    mine = await my_room(party.cast.bram)
    assert mine is not None
    partner = mine.stops[0].partner
    assert partner is not None
    await impressions.save_note(party.cast.bram, party.id, partner.enrolment_id, "Rustig en aardig")
    await take_back(party)
    await party.step("start")
    again = await my_room(party.cast.bram)
    assert again is not None
    assert [one.note for one in again.impressions.values()] == ["Rustig en aardig"]
