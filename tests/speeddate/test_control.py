"""The control page without a browser: who is missed, swapping, adding, undo, and refusals in words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.texts import say
from mentorhub.speeddate.service import presence
from mentorhub.speeddate.service.hall import hall_of
from mentorhub.speeddate.state.control import ControlRoom, Hall, Told
from mentorhub.speeddate.state.control.hall import MANY_AWAY
from mentorhub.speeddate.state.live import LiveRoom
from tests.speeddate.evening import Evening, make_evening
from tests.tab import Tab, open_hub


@asynccontextmanager
async def control(evening: Evening, actor: Actor | None = None) -> AsyncIterator[Tab]:
    """The control page of an evening, open in one tab."""
    async with open_hub() as hub:
        path = f"/speed-dates/{evening.id}/run?speed_date_id={evening.id}"
        tab = await hub.tab(actor or evening.cast.tess, path)
        await tab.call(ControlRoom.load)
        yield tab


async def said(tab: Tab) -> str:
    return (await tab.shown(Told))["text"]["nl"].strip()


async def version(evening: Evening) -> int:
    return (await evening.row()).version


async def names(tab: Tab) -> list[str]:
    return [row["name"] for row in (await tab.shown(Hall))["people"]]


def as_id(person: Actor) -> str:
    return str(person.enrolment)


async def partner_of(evening: Evening, person: Actor, number: int) -> Actor:
    rows = [row for row in await evening.seats() if row[0] == number and person.enrolment in row[2:]]
    (seat,) = rows
    return next(one for one in evening.everyone if one != person and one.enrolment in seat[2:])


async def test_who_leaves_somebody_alone_is_missed_from_that_table(sqlite: str):
    evening = await make_evening(rounds=3)
    await evening.begin()
    goes = evening.mentees[1]
    alone = await partner_of(evening, goes, 1)
    table = (await evening.attendee(alone)).table_number
    async with control(evening) as tab:
        await tab.call(Hall.mark, enrolment_id=as_id(goes), to="absent")
        shown = await tab.shown(Hall)
        assert await said(tab) == say("control.said.absent", name=goes.full_name)["nl"]
    (row,) = shown["missing"]
    assert (row["id"], row["is_present"]) == (as_id(goes), False)
    assert row["why"] == say("control.missing.alone", n=table, name=alone.first_name)


async def test_a_phone_that_is_gone_is_named_with_the_time(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    presence.come(evening.id, evening.mentees[0].enrolment, "socket-1")
    presence.come(evening.id, evening.mentees[1].enrolment, "socket-2")
    presence.gone("socket-2")
    async with control(evening) as tab:
        shown = await tab.shown(Hall)
        rows = {row["id"]: row for row in shown["people"]}
    assert rows[as_id(evening.mentees[0])]["phone"] == "on"
    assert rows[as_id(evening.mentees[1])]["phone"] == "off"
    assert rows[as_id(evening.mentees[2])]["phone"] == "none"
    assert rows[as_id(evening.mentees[1])]["phone_word"]["nl"].startswith("weg sinds ")
    assert [row["id"] for row in shown["missing"]] == [as_id(evening.mentees[1])]
    assert (shown["count_away"], shown["count_phoneless"], shown["count_missing"]) == (1, 6, 0)


async def test_many_phones_that_are_gone_are_one_line_about_the_wifi(sqlite: str):
    evening = await make_evening(mentees=5, mentors=5)
    await evening.begin()
    for number, one in enumerate(evening.everyone):
        presence.come(evening.id, one.enrolment, f"many-{number}")
    for number in range(MANY_AWAY):
        presence.gone(f"many-{number}")
    async with control(evening) as tab:
        shown = await tab.shown(Hall)
    assert (shown["missing"], shown["away_many"]) == ([], MANY_AWAY)


async def test_the_list_shows_only_who_is_asked_for(sqlite: str):
    evening = await make_evening()
    await evening.begin(without=[evening.mentors[2]])
    presence.come(evening.id, evening.mentors[1].enrolment, "view-1")
    presence.gone("view-1")
    async with control(evening) as tab:
        assert len(await names(tab)) == 8
        for view, wanted in (("missing", evening.mentors[2]), ("away", evening.mentors[1])):
            await tab.call(Hall.show, view=view)
            assert await names(tab) == [wanted.full_name]
        await tab.call(Hall.show, view="phoneless")
        assert len(await names(tab)) == 6
        await tab.call(Hall.show, view="all")
        await tab.call(Hall.search, term="MENTEE2")
        assert await names(tab) == [evening.mentees[2].full_name]


async def test_two_change_places_and_the_list_says_with_whom_it_can(sqlite: str):
    evening = await make_evening(mentees=4, mentors=4, rounds=2)
    await evening.begin()
    first, second = evening.mentees[:2]
    partners = [await partner_of(evening, one, 1) for one in (first, second)]
    async with control(evening) as tab:
        await tab.call(Hall.begin_swap, enrolment_id=as_id(first))
        assert set(await names(tab)) == {one.full_name for one in evening.mentees[1:]}
        assert (await tab.shown(Hall))["swap_round"] == 1
        await tab.call(Hall.swap, enrolment_id=as_id(second))
        after = await tab.shown(Hall)
        assert first.full_name in await said(tab)
        assert second.full_name in await said(tab)
    assert (after["swap_id"], len(after["people"])) == ("", 8)
    assert [await partner_of(evening, one, 1) for one in (second, first)] == partners


async def test_a_swap_that_cannot_be_says_why_and_changes_nothing(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    before = await evening.seats()
    async with control(evening) as tab:
        await tab.call(Hall.begin_swap, enrolment_id=as_id(evening.mentees[0]))
        for other, round_, reason in (
            (evening.mentees[0], 1, "same"),
            (evening.mentors[0], 1, "roles"),
            (evening.mentees[1], 3, "round"),
        ):
            await tab.call(Hall.swap_in, round=round_)
            await tab.call(Hall.swap, enrolment_id=as_id(other))
            assert await said(tab) == say(f"control.cannot.swap_{reason}")["nl"]
        await tab.call(Hall.end_swap)
        assert len(await names(tab)) == 8
    assert await evening.seats() == before


async def test_somebody_who_is_not_on_the_list_is_found_and_added(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    daan = evening.cast.daan
    async with control(evening) as tab:
        await tab.call(Hall.look_outside, term="daa")
        assert [row["id"] for row in (await tab.shown(Hall))["outsiders"]] == [as_id(daan)]
        await tab.call(Hall.add, enrolment_id=as_id(daan))
        shown = await tab.shown(Hall)
        assert await said(tab) == say("control.said.added", name=daan.full_name)["nl"]
    assert (shown["outsiders"], shown["outside_asked"]) == ([], True)
    assert daan.full_name in [row["name"] for row in shown["people"]]


async def test_a_step_is_taken_back_within_its_time(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    async with control(evening) as tab:
        await tab.call(ControlRoom.step, wanted="end", version=await version(evening))
        assert await said(tab) == say("control.said.end")["nl"]
        assert (await evening.row()).phase == "ranking"
        await tab.call(ControlRoom.undo, version=await version(evening))
        assert await said(tab) == say("control.said.undone")["nl"]
        assert (await evening.row()).phase == "round"
        await tab.call(ControlRoom.undo, version=await version(evening))
        assert await said(tab) == say("control.cannot.undo")["nl"]


async def test_new_minutes_are_said_as_people_say_them(sqlite: str):
    evening = await make_evening(seconds=240, changeover=30)
    await evening.begin()
    async with control(evening) as tab:
        call = {"round_seconds": 270, "changeover_seconds": 45}
        await tab.call(ControlRoom.times, **call, version=await version(evening))
        assert "4½ min" in await said(tab)
        assert "45 s" in await said(tab)
        await tab.call(
            ControlRoom.times, round_seconds=5, changeover_seconds=45, version=await version(evening)
        )
        assert await said(tab) == say("control.cannot.bad_times")["nl"]
    row = await evening.row()
    assert (row.round_seconds, row.changeover_seconds) == (270, 45)


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [("open", "not_in_this_phase"), ("go_on", "not_paused"), ("start", "not_in_this_phase")],
)
async def test_a_step_that_does_not_fit_says_why(sqlite: str, wanted: str, reason: str):
    evening = await make_evening()
    await evening.begin()
    async with control(evening) as tab:
        await tab.call(ControlRoom.step, wanted=wanted, version=await version(evening))
        assert await said(tab) == say(f"control.cannot.{reason}")["nl"]


async def test_rounds_do_not_start_without_a_coach_and_that_is_said(sqlite: str):
    evening = await make_evening()
    await evening.step("open")
    await evening.join(evening.mentees)
    async with control(evening) as tab:
        await tab.call(ControlRoom.step, wanted="start", version=await version(evening))
        assert await said(tab) == say("control.cannot.nobody")["nl"]


async def test_the_second_of_two_teachers_sees_the_room_as_it_is(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    seen = await version(evening)
    async with control(evening, evening.cast.corrie) as tab:
        await evening.step("next")
        await tab.call(ControlRoom.step, wanted="next", version=seen)
        assert await said(tab) == say("control.cannot.stale")["nl"]
        assert (await tab.shown(LiveRoom))["phase"] == "changeover"
    assert (await evening.row()).version == seen + 1


async def test_a_message_is_shown_and_taken_off_again(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    async with control(evening) as tab:
        await tab.call(ControlRoom.say, preset="two_minutes")
        assert (await evening.row()).message == say("saying.preset.two_minutes")
        await tab.call(ControlRoom.say_own, form={"own_message": "  Koffie  staat klaar "})
        assert (await evening.row()).message["nl"] == "Koffie staat klaar"
        assert "Koffie" in await said(tab)
        await tab.call(ControlRoom.silence)
        assert not (await evening.row()).message


async def test_the_same_sentence_twice_is_read_aloud_twice(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    async with control(evening) as tab:
        texts = []
        for _ in range(2):
            await tab.call(ControlRoom.step, wanted="add_minute", version=await version(evening))
            texts.append((await tab.shown(Told))["text"]["nl"])
    assert texts[0] != texts[1]
    assert texts[0].strip() == texts[1].strip()


class Broken:
    """A database that cannot be written."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    async def __aenter__(self) -> None:
        raise db.CannotWrite(self.kind)

    async def __aexit__(self, *_: object) -> None:
        """Nothing was opened."""


@pytest.mark.parametrize("kind", ["busy", "full", "away"])
async def test_a_database_that_cannot_be_written_is_said_and_nothing_changes(
    sqlite: str, monkeypatch: pytest.MonkeyPatch, kind: str
):
    evening = await make_evening()
    await evening.begin()
    before = await version(evening)
    async with control(evening) as tab:
        with monkeypatch.context() as patched:
            patched.setattr(db, "transaction", lambda: Broken(kind))
            await tab.call(ControlRoom.step, wanted="next", version=before)
            await tab.call(Hall.mark, enrolment_id=as_id(evening.mentees[0]), to="absent")
        assert await said(tab) == say(f"control.trouble.{kind}")["nl"]
        assert (await tab.shown(Told))["tone"] == "late"
        assert len(await names(tab)) == 8
    assert await version(evening) == before
    assert (await evening.attendee(evening.mentees[0])).state == "present"


@pytest.mark.parametrize("name", ["timo", "tom", "cas", "bram", "amina", "zoe"])
async def test_nobody_else_sees_the_hall(database: str, name: str):
    evening = await make_evening()
    with pytest.raises(NotFound):
        await hall_of(evening.cast.actors[name], evening.id)
