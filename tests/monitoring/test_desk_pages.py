"""The pages of staff through the guard: filters in the address, one click, undo, many at once."""

import json
from datetime import timedelta

import pytest

from mentorhub.core import clock
from mentorhub.core.guard import payload_model
from mentorhub.monitoring.state import ActState, AttentionState, BulkState, PairFileState
from mentorhub.monitoring.state.outcome import OutcomeState
from mentorhub.monitoring.tables import Snooze, StaffAct, Talk
from mentorhub.pairs.tables import PairPause
from tests.cast import make_cast
from tests.monitoring.making import change, day, rows
from tests.pairs.making import add_appointment, add_contact, make_pair
from tests.pairs.making_help import SECRET, ask
from tests.tab import destinations, open_hub


@pytest.fixture
async def hub(sqlite):
    async with open_hub() as opened:
        yield opened


async def late_pair():
    cast = await make_cast()
    return cast, await make_pair(cast.bram, cast.amina, days_ago=33)


async def the_list(hub, actor, query=""):
    tab = await hub.tab(actor, f"/attention{query}")
    sent = await tab.call(AttentionState.load)
    return tab, sent


async def said(tab):
    return (await tab.shown(OutcomeState))["said"]["nl"]


def form(**values):
    return {"form": {name: str(value) for name, value in values.items()}}


async def test_one_click_reminds_and_the_row_says_who_did_and_when(hub):
    cast, pair = await late_pair()
    tab, _ = await the_list(hub, cast.tess)
    [row] = (await tab.shown(AttentionState))["rows"]
    assert (row["main"], row["can_remind"]) == ("remind", True)
    await tab.call(ActState.remind, pair_id=str(pair))
    [row] = (await tab.shown(AttentionState))["rows"]
    assert (row["main"], row["can_remind"]) == ("view", False)
    assert row["done"]["nl"].startswith("Herinnerd op ")
    assert row["done"]["nl"].endswith(" door jou")
    assert await said(tab) == "Bram Voorbeeld en Amina Voorbeeld zijn herinnerd."
    other, _ = await the_list(hub, cast.corrie)
    [row] = (await other.shown(AttentionState))["rows"]
    assert row["done"]["nl"].endswith(" door Tess Voorbeeld")


async def test_the_preview_is_in_the_language_of_each_reader(hub):
    cast, pair = await late_pair()
    await change(cast.amina, language="en")
    tab, _ = await the_list(hub, cast.tess)
    await tab.call(ActState.open, pair_id=str(pair), panel="remind")
    await tab.call(ActState.choose_text, key="come_by")
    shown = await tab.shown(ActState)
    assert [(one["name"], one["subject"]) for one in shown["letters"]] == [
        ("Bram", "Kom je even langs?"),
        ("Amina", "Will you drop by?"),
    ]
    await tab.call(ActState.choose_whom, whom="mentor")
    assert [one["name"] for one in (await tab.shown(ActState))["letters"]] == ["Amina"]
    await tab.call(ActState.send)
    assert await said(tab) == "Amina Voorbeeld is herinnerd."
    assert (await tab.shown(ActState))["panel"] == ""


async def test_the_address_keeps_group_and_state_and_odd_ones_lead_back(hub):
    cast, _ = await late_pair()
    fine = await make_pair(cast.daan, cast.chaima, days_ago=40)
    await add_contact(fine, cast.daan, day(-2))
    tab, _ = await the_list(hub, cast.corrie, "?state=late")
    shown = await tab.shown(AttentionState)
    assert [row["mentee"] for row in shown["rows"]] == ["Bram Voorbeeld"]
    assert {"late": "Geen eerste contact (1)"}.items() <= {
        one["id"]: one["nl"] for one in shown["states"]
    }.items()
    sent = await tab.call(AttentionState.choose_group, group=str(cast.groups["b"].id))
    assert destinations(sent) == [f"/attention?group={cast.groups['b'].id}&state=late"]
    assert shown["xlsx"] == "/attention.xlsx?state=late"
    for query in ("?state=odd", "?group=odd", f"?programme={cast.programmes['south'].id}"):
        _, sent = await the_list(hub, cast.corrie, query)
        assert set(destinations(sent)) == {"/attention"}


async def test_programmes_are_to_choose_only_when_there_are_several(hub):
    cast, _ = await late_pair()
    tab, _ = await the_list(hub, cast.corrie)
    assert [one["name"] for one in (await tab.shown(AttentionState))["programmes"]] == ["Coaching North"]


async def test_left_for_later_with_one_click_and_taken_back_with_another(hub):
    cast, pair = await late_pair()
    tab, _ = await the_list(hub, cast.tess)
    await tab.call(ActState.open, pair_id=str(pair), panel="later")
    await tab.call(ActState.later, when="three")
    assert (await tab.shown(AttentionState))["rows"] == []
    assert [row.until_on for row in await rows(Snooze)] == [day(3)]
    assert (await tab.shown(OutcomeState))["can_undo"] is True
    await tab.call(ActState.undo)
    assert len((await tab.shown(AttentionState))["rows"]) == 1
    assert await rows(Snooze) + await rows(StaffAct) == []


async def test_a_wrong_day_leaves_the_form_open_and_says_what_to_do(hub):
    cast, pair = await late_pair()
    tab, _ = await the_list(hub, cast.tess)
    await tab.call(ActState.open, pair_id=str(pair), panel="pause")
    await tab.call(ActState.pause, **form(reason="exams", until=day(-1)))
    assert (await tab.shown(ActState))["panel"] == "pause"
    assert await said(tab) == "Kies een dag na vandaag, hooguit acht weken vooruit."
    await tab.call(ActState.pause, **form(reason="exams", until=day(9)))
    assert (await tab.shown(ActState))["panel"] == ""
    [row] = (await tab.shown(AttentionState))["rows"]
    assert (row["is_paused"], row["can_remind"]) == (True, False)
    await tab.call(ActState.undo)
    assert [row.ended_at is not None for row in await rows(PairPause)] == [True]


async def test_a_talk_is_planned_from_the_file_and_cancelled_there(hub):
    cast, pair = await late_pair()
    tab = await hub.tab(cast.tess, f"/pairs/{pair}")
    await tab.call(PairFileState.load)
    await tab.call(ActState.open, pair_id=str(pair), panel="talk")
    await tab.call(ActState.plan, **form(whom="mentee", day=day(3), at="14:30", minutes=30, place="lokaal-7"))
    shown = await tab.shown(PairFileState)
    [talk] = shown["talks"]
    assert talk["text"]["nl"] == "Met de junior, door jou"
    assert "lokaal-7" not in json.dumps(shown, default=str)
    assert shown["timeline"][0]["text"]["nl"].startswith("Gesprek gepland met de junior op ")
    await tab.call(ActState.cancel_talk, talk_id=talk["id"])
    assert (await tab.shown(PairFileState))["talks"] == []
    assert [row.cancelled_at is not None for row in await rows(Talk)] == [True]


async def test_an_ended_pair_is_opened_again_from_its_file(hub):
    cast, pair = await late_pair()
    tab = await hub.tab(cast.tess, f"/pairs/{pair}")
    await tab.call(PairFileState.load)
    await tab.call(ActState.open, pair_id=str(pair), panel="end")
    await tab.call(ActState.end, **form(reason="placed"))
    shown = await tab.shown(PairFileState)
    assert (shown["row"]["is_over"], shown["can_reopen"]) == (True, True)
    assert shown["timeline"][0]["text"]["nl"] == "Duo gestopt: stage gevonden, door jou"
    await tab.call(ActState.reopen, pair_id=str(pair))
    shown = await tab.shown(PairFileState)
    assert (shown["row"]["is_over"], shown["can_reopen"]) == (False, False)


async def test_an_old_form_is_refused_and_the_list_shows_what_stands(hub):
    cast, pair = await late_pair()
    tab, _ = await the_list(hub, cast.tess)
    await tab.call(ActState.open, pair_id=str(pair), panel="end")
    other, _ = await the_list(hub, cast.corrie)
    await other.call(ActState.remind, pair_id=str(pair))
    await tab.call(ActState.end, **form(reason="stopped"))
    assert (await said(tab)).startswith("Intussen is er iets gedaan. Herinnerd op ")
    [row] = (await tab.shown(AttentionState))["rows"]
    assert (row["is_over"], row["can_remind"]) == (False, False)


async def test_a_coordinator_takes_the_call_up_and_goes_there_while_a_teacher_plans_a_talk(hub):
    cast, pair = await late_pair()
    call = await ask(cast.bram, pair)
    teacher, _ = await the_list(hub, cast.tess)
    [row] = (await teacher.shown(AttentionState))["rows"]
    assert (row["main"], row["call"]) == ("talk", "")
    coordinator, _ = await the_list(hub, cast.corrie)
    [row] = (await coordinator.shown(AttentionState))["rows"]
    assert row["main"] == "take_up"
    sent = await coordinator.call(ActState.take_up, pair_id=str(pair))
    assert destinations(sent) == [f"/help/calls/{call}"]
    await coordinator.call(ActState.take_up, pair_id=str(pair))
    assert await said(coordinator) == "Er wacht geen hulpvraag meer bij dit duo."


async def test_looking_for_a_substitute_leads_to_the_match(hub):
    cast, pair = await late_pair()
    tab, _ = await the_list(hub, cast.tess)
    sent = await tab.call(ActState.substitute, pair_id=str(pair))
    assert destinations(sent) == [f"/match?programme={cast.bram.programme_id}"]


async def test_all_of_the_page_are_chosen_and_left_for_later_and_brought_back(hub):
    cast, pair = await late_pair()
    other = await make_pair(cast.daan, cast.chaima, days_ago=33)
    tab, _ = await the_list(hub, cast.corrie)
    await tab.call(BulkState.pick_all, is_chosen=True)
    assert set((await tab.shown(BulkState))["chosen"]) == {str(pair), str(other)}
    await tab.call(BulkState.open_later)
    await tab.call(BulkState.later_until, **form(until=day(5)))
    assert (await said(tab)).startswith("2 duo's staan voor later, tot ")
    assert (await tab.shown(AttentionState))["rows"] == []
    await tab.call(ActState.undo)
    assert len((await tab.shown(AttentionState))["rows"]) == 2


async def test_only_pairs_of_the_page_can_be_chosen(hub):
    cast, pair = await late_pair()
    foreign = await make_pair(cast.daan, cast.chaima, days_ago=33)
    tab, _ = await the_list(hub, cast.tess)
    for one in (pair, foreign):
        await tab.call(BulkState.pick, pair_id=str(one), is_chosen=True)
    await tab.call(BulkState.remind)
    assert await said(tab) == "1 duo herinnerd."
    assert [act.pair_id for act in await rows(StaffAct)] == [pair]
    assert (await tab.shown(BulkState))["chosen"] == []


async def test_what_the_socket_carries_to_a_teacher_holds_nothing_private(hub):
    cast, pair = await late_pair()
    await add_appointment(pair, cast.bram, clock.now() + timedelta(days=2), place="geheime-plek")
    await ask(cast.bram, pair)
    await change(cast.bram, phone="0612345678", email="bram.voorbeeld@north.example")
    tab, sent = await the_list(hub, cast.tess)
    for panel in ("remind", "talk", "later", "pause", "end"):
        sent += await tab.call(ActState.open, pair_id=str(pair), panel=panel)
    tab.path = f"/pairs/{pair}"
    sent += await tab.call(PairFileState.load)
    wire = json.dumps([update.delta for update in sent], default=str, ensure_ascii=False)
    assert "Bram Voorbeeld" in wire
    for private in (SECRET, "geheime-plek", "0612345678", "voorbeeld@"):
        assert private not in wire


@pytest.mark.parametrize("name", ["timo", "tom", "cas", "bram"])
async def test_nobody_else_acts_through_the_socket(hub, name):
    cast, pair = await late_pair()
    tab, _ = await the_list(hub, cast.actors[name])
    await tab.call(ActState.remind, pair_id=str(pair))
    await tab.call(ActState.open, pair_id=str(pair), panel="end")
    await tab.call(ActState.end, **form(reason="stopped"))
    assert await rows(StaffAct) == []


def test_forms_refuse_what_is_no_choice():
    for handler, values in (
        (ActState.end, {"reason": "ill"}),
        (ActState.pause, {"reason": "personal", "until": "2026-12-01"}),
        (ActState.plan, {"day": "2026-12-01", "at": "10:00", "minutes": "999"}),
    ):
        with pytest.raises(ValueError, match="validation error"):
            payload_model(handler.fn).model_validate({"form": values})
