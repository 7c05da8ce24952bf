"""What goes over the wire: one message to the room, the plan to projectors only, and what a tab shows."""

import asyncio
from typing import Any

import pytest

from mentorhub.core import live
from mentorhub.speeddate.service import announcing, presence
from mentorhub.speeddate.service.announcing import beam_of, desk_of, room_of
from mentorhub.speeddate.service.planning import beam_key
from mentorhub.speeddate.service.route import my_room
from mentorhub.speeddate.state import phone
from mentorhub.speeddate.state.beam import BeamScreen
from mentorhub.speeddate.state.control import ControlRoom, Hall
from mentorhub.speeddate.state.live import BeamPlan, LiveRoom
from mentorhub.speeddate.state.phone import PhoneRoom
from tests.speeddate.evening import make_evening
from tests.tab import open_hub


def test_an_emit_names_states_and_vars_as_reflex_itself_does():
    values = {"phase": "round", "round": 3}
    delta = live.message(LiveRoom, values)["delta"]
    whole = LiveRoom(_reflex_internal_init=True).dict()  # type: ignore[call-arg]  # as Reflex makes a state itself
    (name,) = delta
    assert name in whole
    assert delta[name].keys() <= whole[name].keys()
    assert sorted(delta[name].values(), key=str) == [3, "round"]


def test_an_emit_of_a_var_that_no_page_knows_is_refused():
    with pytest.raises(KeyError):
        live.message(LiveRoom, {"phase": "round", "unknown": 1})


def test_the_pictures_and_the_states_have_the_same_fields():
    from dataclasses import fields

    from mentorhub.speeddate.service.snapshot import BeamPicture, RoomPicture

    assert {field.name for field in fields(RoomPicture)} == set(LiveRoom.base_vars)
    assert {field.name for field in fields(BeamPicture)} == set(BeamPlan.base_vars)


async def _emits(wire: Any, wanted: int) -> list[tuple[str, str]]:
    """The rooms and states that were sent to, once there are ``wanted``."""
    for _ in range(40):
        if len(wire.rooms) >= wanted:
            break
        await asyncio.sleep(0.05)
    return [
        (room, name.rpartition(".")[2].rpartition("____")[2])
        for room, data in wire.rooms
        for name in data["delta"]
    ]


async def test_a_step_is_one_message_to_everyone_and_the_plan_to_projectors_only(sqlite: str):
    evening = await make_evening()
    async with open_hub() as hub:
        await evening.step("open")
        await evening.join(evening.everyone)
        await asyncio.sleep(announcing.GATHER_SECONDS * 2)
        hub.wire.rooms.clear()
        await evening.step("start")
        assert await _emits(hub.wire, 2) == [
            (beam_of(evening.id), "beam_plan"),
            (room_of(evening.id), "live_room"),
        ]


async def test_joins_go_to_the_screens_together_and_not_to_the_phones(sqlite: str):
    evening = await make_evening(mentees=4, mentors=4)
    async with open_hub() as hub:
        await evening.step("open")
        hub.wire.rooms.clear()
        await evening.join(evening.everyone)
        await _quiet(hub.wire)
        assert (room_of(evening.id), "live_room") not in await _emits(hub.wire, 3)
        counts = [
            value
            for name, value in _last(hub.wire, desk_of(evening.id)).items()
            if name.startswith("present")
        ]
        assert counts == [8]
        hub.wire.rooms.clear()
        for _ in range(16):
            announcing.announce_people(evening.id)
        await _quiet(hub.wire)
        assert await _emits(hub.wire, 3) == [
            (beam_of(evening.id), "beam_plan"),
            (beam_of(evening.id), "live_room"),
            (desk_of(evening.id), "live_room"),
        ]


async def _quiet(wire: Any) -> None:
    """Wait until nothing more has been sent for longer than joins are gathered."""
    before = -1
    while before != len(wire.rooms):
        before = len(wire.rooms)
        await asyncio.sleep(announcing.GATHER_SECONDS * 3)


def _last(wire: Any, room: str) -> dict[str, Any]:
    """The vars that were sent to a room last."""
    return next(iter([data for to, data in wire.rooms if to == room][-1]["delta"].values()))


async def test_a_phone_hears_the_room_and_shows_its_route(sqlite: str):
    evening = await make_evening(rounds=3)
    await evening.begin()
    async with open_hub() as hub:
        tab = await hub.tab(evening.cast.bram, "/room")
        await tab.call(PhoneRoom.load)
        phone, room = await tab.shown(PhoneRoom), await tab.shown(LiveRoom)
        assert (tab.sid, room_of(evening.id)) in hub.wire.members
        assert [room_ for sid, room_ in hub.wire.members if sid == tab.sid] == [room_of(evening.id)]
    assert (phone["found"], len(phone["stops"]), phone["stops"][0]["has_partner"]) == ("here", 3, True)
    assert (room["phase"], room["round"], phone["loaded_plan"]) == ("round", 1, room["plan_version"])


async def test_a_phone_keeps_a_feeling(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    async with open_hub() as hub:
        tab = await hub.tab(evening.cast.bram, "/room")
        await tab.call(PhoneRoom.load)
        partner = (await tab.shown(PhoneRoom))["stops"][0]["partner"]
        await tab.call(PhoneRoom.feel, about=partner, feeling=3)
        again = await hub.tab(evening.cast.bram, "/room")
        await again.call(PhoneRoom.load)
        assert (await again.shown(PhoneRoom))["feelings"] == {partner: 3}


async def test_a_feeling_that_arrives_before_the_page_has_loaded_is_kept(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    async with open_hub() as hub:
        before = await hub.tab(evening.cast.bram, "/room")
        await before.call(PhoneRoom.load)
        partner = (await before.shown(PhoneRoom))["stops"][0]["partner"]
        fresh = await hub.tab(evening.cast.bram, "/room")
        await fresh.call(PhoneRoom.feel, about=partner, feeling=2)
        await fresh.call(PhoneRoom.load)
        assert (await fresh.shown(PhoneRoom))["feelings"] == {partner: 2}


async def test_a_phone_that_opens_the_room_is_seen_there(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    async with open_hub() as hub:
        tab = await hub.tab(evening.cast.bram, "/room")
        await tab.call(PhoneRoom.load)
        assert presence.seen(evening.id)[evening.cast.bram.enrolment].connected
        presence.gone(tab.sid)
        assert not presence.seen(evening.id)[evening.cast.bram.enrolment].connected


async def test_a_step_between_reading_and_showing_is_seen_after_all(
    sqlite: str, monkeypatch: pytest.MonkeyPatch
):
    evening = await make_evening()
    await evening.begin()
    is_first = [True]

    async def my_room_and_a_step(actor: Any) -> Any:
        mine = await my_room(actor)
        if is_first.pop() if is_first else False:
            await evening.step("next")
        return mine

    monkeypatch.setattr(phone, "my_room", my_room_and_a_step)
    async with open_hub() as hub:
        tab = await hub.tab(evening.cast.bram, "/room")
        await tab.call(PhoneRoom.load)
        assert (await tab.shown(LiveRoom))["phase"] == "changeover"


async def test_a_new_plan_brings_the_route_and_leaves_the_room_as_it_was_told(sqlite: str):
    evening = await make_evening()
    await evening.begin(without=[evening.mentees[3]])
    async with open_hub() as hub:
        tab = await hub.tab(evening.cast.bram, "/room")
        await tab.call(PhoneRoom.load)
        before = (await tab.shown(PhoneRoom))["loaded_plan"]
        await evening.join([evening.mentees[3]])
        updates = await tab.call(PhoneRoom.reload)
        assert (await tab.shown(PhoneRoom))["loaded_plan"] > before
    sent = {name for update in updates for name in update.delta or {}}
    assert [name for name in sent if LiveRoom.get_full_name() == name] == []
    assert PhoneRoom.get_full_name() in sent


async def test_a_projector_needs_its_key_and_wrong_keys_hear_nothing(sqlite: str):
    evening = await make_evening()
    await evening.step("open")
    key = beam_key(await evening.row())
    async with open_hub() as hub:
        right = await hub.tab(None, f"/beam/{key}?beam_key={key}")
        await right.call(BeamScreen.load)
        assert (await right.shown(BeamScreen))["found"] == "here"
        assert (right.sid, beam_of(evening.id)) in hub.wire.members
        wrong = await hub.tab(None, "/beam/x?beam_key=x")
        await wrong.call(BeamScreen.load)
        assert await wrong.shown(BeamScreen) == {
            "found": "ended",
            "name": "",
            "code": "",
            "address": "",
            "qr": "",
        }
        assert wrong.sid not in {sid for sid, _ in hub.wire.members}


async def test_a_button_pressed_on_an_old_page_only_reloads_it(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    version = (await evening.row()).version
    async with open_hub() as hub:
        pages = [
            await hub.tab(who, f"/speed-dates/{evening.id}/run?speed_date_id={evening.id}")
            for who in (evening.cast.tess, evening.cast.corrie)
        ]
        for tab in pages:
            await tab.call(ControlRoom.load)
        for tab in pages:
            await tab.call(ControlRoom.step, wanted="next", version=version)
        assert [(await tab.shown(LiveRoom))["version"] for tab in pages] == [version, version + 1]
    row = await evening.row()
    assert (row.phase, row.round, row.version) == ("changeover", 1, version + 1)


@pytest.mark.parametrize("name", ["bram", "amina", "timo", "zoe", "tom"])
async def test_others_cannot_open_or_use_the_control_page(sqlite: str, name: str):
    evening = await make_evening()
    async with open_hub() as hub:
        tab = await hub.tab(
            evening.cast.actors[name], f"/speed-dates/{evening.id}/run?speed_date_id={evening.id}"
        )
        await tab.call(ControlRoom.load)
        await tab.call(ControlRoom.step, wanted="open", version=0)
        assert (await tab.shown(Hall))["people"] == []
        assert desk_of(evening.id) not in {room for sid, room in hub.wire.members if sid == tab.sid}
    assert (await evening.row()).phase == "draft"
