"""What the screens get: the picture for everyone, the projector's first names, the phone's own route."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import Any

import pytest
from sqlalchemy import event

from mentorhub.core import db
from mentorhub.core.actor import NotFound
from mentorhub.settings import settings
from mentorhub.speeddate.rules.first_names import short_names
from mentorhub.speeddate.service import announcing, projector, snapshot
from mentorhub.speeddate.service.impressions import save_feeling, save_note
from mentorhub.speeddate.service.planning import beam_key
from mentorhub.speeddate.service.qualities import save_qualities
from mentorhub.speeddate.service.questions import question_for, questions
from mentorhub.speeddate.service.route import MyRoom, Stop, my_room
from mentorhub.speeddate.service.snapshot import BeamPicture, RoomPicture, beam_picture, room_picture
from mentorhub.speeddate.state.phone import PhoneRoom
from tests.speeddate.evening import Evening, make_evening
from tests.tab import open_hub

MOST_SELECTS = 18
"""Statements that opening the room takes: who is signed in, the route, and whether the room moved on."""


async def pictures(evening: Evening) -> tuple[RoomPicture, BeamPicture]:
    row = await evening.row()
    async with db.reading() as session:
        return await room_picture(session, row), await beam_picture(session, row)


async def route(actor) -> MyRoom:
    mine = await my_room(actor)
    assert mine is not None
    return mine


async def test_who_ask_at_the_same_time_each_get_their_own_route(database: str):
    evening, other = await make_evening(mentees=5, mentors=4, rounds=3), await make_evening()
    await evening.begin(without=[evening.mentees[4]])
    await other.begin()
    bram = evening.mentees[0]
    (about,) = [
        mentor
        for number, _, mentee, mentor in await evening.seats()
        if (number, mentee) == (1, bram.enrolment)
    ]
    await save_note(bram, evening.id, about, "Alleen voor Bram")
    await save_feeling(bram, evening.id, about, 3)
    askers = [*evening.everyone, *other.everyone]
    alone = [await my_room(one) for one in askers]
    together = await asyncio.gather(*(my_room(one) for one in askers))
    at = {"picture": (await route(bram)).picture}
    assert [one and replace(one, **at) for one in together] == [one and replace(one, **at) for one in alone]
    assert together[askers.index(evening.mentees[4])] is None
    seats = {(number, table, mentee, mentor) for number, table, mentee, mentor in await evening.seats()}
    seats |= set(await other.seats())
    for actor, mine in zip(askers, together, strict=True):
        if mine is None:
            continue
        noted = {person: (one.note, one.feeling) for person, one in mine.impressions.items()}
        assert noted == ({about: ("Alleen voor Bram", 3)} if actor is bram else {})
        for stop in mine.stops:
            if stop.partner:
                two = actor.enrolment, stop.partner.enrolment_id
                assert {(stop.round, stop.table, *two), (stop.round, stop.table, *reversed(two))} & seats


async def test_the_picture_for_everyone_holds_nothing_personal(database: str):
    evening = await make_evening()
    await evening.begin()
    room, beam = await pictures(evening)
    ids = {str(x) for actor in evening.everyone for x in (actor.enrolment_id, actor.person_id)}
    for_everyone, for_beam = json.dumps(asdict(room)), json.dumps(asdict(beam))
    assert not [actor for actor in evening.everyone if actor.first_name in for_everyone]
    assert "Achternaam" not in for_everyone + for_beam
    assert "Voorbeeld" not in for_everyone + for_beam
    assert not [one for one in ids if one in for_everyone + for_beam]
    assert {row["mentee"] for row in beam.rows} == {actor.first_name for actor in evening.mentees}


async def test_the_picture_says_where_the_room_is(sqlite: str):
    evening = await make_evening(rounds=3, seconds=240, changeover=30)
    await evening.begin(without=[evening.mentees[3]])
    await evening.step("next")
    room, beam = await pictures(evening)
    assert (room.phase, room.round, room.rounds, room.total, room.paused_left) == ("changeover", 1, 3, 30, -1)
    assert 28_000 < room.deadline - room.server_now <= 30_000
    assert (room.present, room.expected) == (7, 8)
    assert room.question == question_for(await evening.row(), 2)
    assert (beam.plan_round, len(beam.rows)) == (2, 3)
    assert len(beam.waiting) == 1


async def test_the_lobby_shows_first_names_the_latest_first(sqlite: str):
    evening = await make_evening()
    await evening.step("open")
    assert (await pictures(evening))[1].names == []
    await evening.join([evening.cast.bram, evening.cast.amina])
    assert (await pictures(evening))[1].names == ["Amina", "Bram"]


async def test_the_ranking_counts_what_another_feature_counts(sqlite: str, monkeypatch: pytest.MonkeyPatch):
    async def three_of_four(_session, _speed_date) -> tuple[int, int]:
        return 3, 4

    evening = await make_evening()
    await evening.begin()
    monkeypatch.setattr(snapshot, "_count_handed_in", [])
    snapshot.count_handed_in_with(three_of_four)
    counted = [(room := (await pictures(evening))[0]).handed_in, room.handed_of]
    await evening.step("end")
    counted += [(room := (await pictures(evening))[0]).handed_in, room.handed_of]
    assert counted == [0, 0, 3, 4]


def test_the_same_first_name_gets_as_many_letters_as_it_needs():
    people = {
        1: ("Sara", "Bakker"),
        2: ("Sara", "Boer"),
        3: ("Daan", "Vos"),
        4: ("daan", "Wit"),
        5: ("Noor", "X"),
    }
    assert short_names(people) == {1: "Sara Ba.", 2: "Sara Bo.", 3: "Daan V.", 4: "daan W.", 5: "Noor"}
    assert short_names({1: ("Sara", "Boer"), 2: ("Sara", "Boer")}) == {1: "Sara B.", 2: "Sara B."}
    assert short_names({1: ("Sara", ""), 2: ("Sara", "Boer")}) == {1: "Sara", 2: "Sara B."}


async def test_no_question_comes_twice_before_all_have_been_asked(sqlite: str):
    evening = await make_evening()
    row = await evening.row()
    asked = [question_for(row, number)["nl"] for number in range(1, len(questions()) + 1)]
    assert len(set(asked)) == len(questions()) == 40


async def test_a_phone_gets_its_whole_route_with_the_others_qualities(database: str):
    evening = await make_evening(rounds=3)
    bram = evening.cast.bram
    await save_qualities(bram, "seeks", ["eerlijk", "humor", "geduldig"])
    for mentor in evening.mentors:
        await save_qualities(mentor, "seeks", ["rustig", "eerlijk", "houdt van voetbal"])
    await evening.begin()
    mine = await route(bram)
    seats = {
        number: (table, mentor)
        for number, table, mentee, mentor in await evening.seats()
        if mentee == bram.enrolment
    }
    assert {
        stop.round: (stop.table, stop.partner.enrolment_id) for stop in mine.stops if stop.partner
    } == seats
    assert len(seats) == 3
    marks = [(mark.label["nl"], mark.is_common) for mark in mine.stops[0].marks]
    assert marks == [("eerlijk", True), ("rustig", False), ("houdt van voetbal", False)]
    assert mine.stops[1].question == question_for(await evening.row(), 2)


async def test_who_has_a_break_sees_so_and_a_mentor_stays_at_the_own_table(sqlite: str):
    evening = await make_evening(mentees=2, mentors=3, rounds=3)
    await evening.begin()
    routes = [await route(mentor) for mentor in evening.mentors]
    breaks: list[Stop] = [stop for mine in routes for stop in mine.stops if stop.partner is None]
    assert len(breaks) == 3
    assert [len({stop.table for stop in mine.stops}) for mine in routes] == [1, 1, 1]


async def test_a_phone_finds_its_room_again_from_the_database_alone(database: str):
    evening = await make_evening()
    bram = evening.cast.bram
    assert await my_room(bram) is None
    await evening.begin()
    before = await route(bram)
    await db.forget_engine()
    assert (await route(bram)).stops == before.stops


async def test_who_did_not_join_has_no_room(sqlite: str):
    evening = await make_evening()
    late = evening.mentees[2]
    await evening.begin(without=[late])
    assert [await my_room(actor) for actor in (late, evening.cast.daan, evening.cast.zoe)] == [None] * 3


async def test_the_projector_opens_with_its_key_until_the_event_ends(database: str):
    evening = await make_evening()
    await evening.step("open")
    row = await evening.row()
    key = beam_key(row)
    opened = await projector.screen(key)
    assert opened is not None
    assert (opened.speed_date_id, opened.doorway.code) == (evening.id, row.room_code)
    assert opened.doorway.address == settings().join_origin.split("//")[1] + "/r"
    assert opened.doorway.qr.startswith("data:image/svg+xml")
    assert [await projector.screen(wrong) for wrong in ("", key[:-1], row.beam_digest, str(row.id))] == [
        None
    ] * 4
    await evening.step("close")
    assert await projector.screen(key) is None


@pytest.mark.parametrize("name", ["bram", "amina", "timo", "tom", "cas", "zoe"])
async def test_only_the_own_staff_gets_the_desk_and_takes_steps(sqlite: str, name: str):
    evening = await make_evening()
    actor = evening.cast.actors[name]
    with pytest.raises(NotFound):
        await projector.desk(actor, evening.id)
    with pytest.raises(NotFound):
        await evening.step("open", actor)
    assert (await evening.row()).phase == "draft"


@contextmanager
def counted() -> Iterator[list[str]]:
    """Collect the statements that reach the database meanwhile."""
    seen: list[str] = []

    def see(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    engine = db.engine().sync_engine
    event.listen(engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", see)


@pytest.mark.parametrize("size", [2, 6])
async def test_opening_the_room_asks_the_database_as_little_for_many_as_for_few(
    sqlite: str, size: int, monkeypatch: pytest.MonkeyPatch
):
    # Screens that are told meanwhile ask too; here nobody listens.
    monkeypatch.setattr(announcing, "_send", [])
    evening = await make_evening(mentees=size, mentors=size, rounds=size)
    await evening.begin()
    async with open_hub() as hub:
        tab = await hub.tab(evening.cast.bram, "/room")
        with counted() as statements:
            await tab.call(PhoneRoom.load)
        shown = await tab.shown(PhoneRoom)
    assert (shown["found"], len(shown["stops"])) == ("here", size)
    assert len([one for one in statements if one.startswith("SELECT")]) <= MOST_SELECTS


async def test_a_phone_knows_where_to_send_its_notes_and_that_it_was_loaded(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    bram = evening.cast.bram
    async with open_hub() as hub:
        tab = await hub.tab(bram, "/room")
        await tab.call(PhoneRoom.load)
        first = await tab.shown(PhoneRoom)
        await asyncio.sleep(0.01)
        await tab.call(PhoneRoom.load)
        again = await tab.shown(PhoneRoom)
        stranger = await hub.tab(evening.cast.daan, "/room")
        await stranger.call(PhoneRoom.load)
        nothing = await stranger.shown(PhoneRoom)
    assert first["event"] == str(evening.id)
    assert first["draft_name"] == f"{evening.id}:{bram.enrolment}:"
    assert 0 < first["loaded"] < again["loaded"]
    assert nothing["found"] == "none"
    assert nothing["loaded"] > 0
