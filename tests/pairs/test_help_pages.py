"""The pages of help through a real tab: what each browser receives, and what only coordinators do."""

import json
import uuid

import pytest
import reflex as rx
from pydantic import ValidationError
from reflex.istate.data import RouterData

from mentorhub.core.actor import set_current_actor
from mentorhub.core.guard import payload_model
from mentorhub.monitoring.service import attention_list
from mentorhub.monitoring.state import AttentionState, PairFileState
from mentorhub.pairs.help import service
from mentorhub.pairs.help.service import NewStep
from mentorhub.pairs.help.state.ask import HelpState
from mentorhub.pairs.help.state.call import HelpCallState
from mentorhub.pairs.help.state.contacts import HelpContactsState
from mentorhub.pairs.help.state.desk import HelpDeskState
from tests.cast import make_cast
from tests.pairs.making import make_pair
from tests.pairs.making_help import SECRET, ask, take
from tests.tab import destinations, open_hub

NOTES = "canary-staff-note-9912"


def heard(updates) -> str:
    """Everything that a browser received, as text."""
    return json.dumps([(u.delta, str(u.events)) for u in updates], default=str, ensure_ascii=False)


def form(state, **values):
    sent = {"once_key": state["once_key"], "category": "fit", "when": "week", "text": SECRET}
    return sent | values


async def test_the_text_of_a_call_reaches_coordinators_and_nobody_else(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=33)
    async with open_hub() as hub:
        bram = await hub.tab(cast.bram, f"/coach/help?duo={pair}")
        await bram.call(HelpState.load)
        sent = heard(await bram.call(HelpState.ask, form=form(await bram.shown(HelpState))))
        assert "Je vraag is verstuurd" in sent
        assert SECRET not in sent
        call_id = (await service.help_desk(cast.corrie)).lines[0].call_id
        await take(cast.corrie, call_id)
        await service.add_step(cast.corrie, call_id, NewStep("spoke_other", "staff", NOTES))
        received = {}
        for name in ("bram", "amina", "daan", "chaima", "tess", "timo", "corrie", "cas", "zoe"):
            tab = await hub.tab(cast.actors[name])
            updates = []
            for path, loader in (
                (f"/coach/help?duo={pair}", HelpState.load),
                ("/coach/help", HelpState.load),
                ("/help", HelpDeskState.load),
                (f"/help/calls/{call_id}", HelpCallState.load),
                ("/attention", AttentionState.load),
                (f"/pairs/{pair}", PairFileState.load),
            ):
                tab.path = path
                updates += await tab.call(loader)
            received[name] = heard(updates)
    assert [name for name, words in received.items() if SECRET in words] == ["corrie"]
    assert [name for name, words in received.items() if NOTES in words] == ["corrie"]
    knows = [name for name, words in received.items() if "Dit past niet" in words]
    assert knows == ["bram", "corrie"]
    told = [name for name, words in received.items() if "Hulp gevraagd, opgepakt" in words]
    assert told == ["tess", "corrie"]


async def test_teachers_see_that_help_was_asked_first_and_then_that_it_is_picked_up(database):
    cast = await make_cast()
    late = await make_pair(cast.daan, cast.amina, days_ago=60)
    pair = await make_pair(cast.bram, cast.amina, days_ago=1)
    call_id = await ask(cast.bram, pair)
    await ask(cast.bram, None, category="internship")
    listed = await attention_list(cast.tess)
    assert [(line.pair_id, line.help) for line in listed.lines] == [(pair, "asked"), (late, "")]
    assert listed.figures.needed == 2
    await take(cast.corrie, call_id)
    listed = await attention_list(cast.tess)
    assert [(line.pair_id, line.help) for line in listed.lines] == [(late, ""), (pair, "taken")]
    await service.close_call(cast.corrie, call_id, "better")
    assert [line.help for line in (await attention_list(cast.tess)).lines] == ["", ""]


async def test_who_asked_for_help_is_not_pressed_with_a_reminder(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=60)
    await ask(cast.bram, pair)
    async with open_hub() as hub:
        tess = await hub.tab(cast.tess, "/attention")
        await tess.call(AttentionState.load)
        row = (await tess.shown(AttentionState))["rows"][0]
    assert (row["pill"]["nl"], row["can_remind"]) == ("Hulp gevraagd", False)


async def state_at(actor, state_class, address):
    """Return the state of a page that an actor opened, and what loading answered."""
    set_current_actor(actor)
    root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]  # how Reflex itself makes a root
    data = {
        "asPath": address,
        "pathname": address.partition("?")[0],
        "headers": {"origin": "http://localhost:3000"},
    }
    root.router = RouterData.from_router_data(data)
    state = await root.get_state(state_class)
    return state, await state_class.load.fn(state)


async def test_the_page_says_what_happens_next_in_each_step(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    call_id = await ask(cast.bram, pair, category="fit")
    said = []
    for act in (
        None,
        lambda: take(cast.corrie, call_id),
        lambda: service.add_step(cast.corrie, call_id, NewStep("plan", "both", "x")),
        lambda: service.close_call(cast.corrie, call_id, "better"),
    ):
        if act:
            await act()
        state, _ = await state_at(cast.bram, HelpState, f"/coach/help?duo={pair}")
        row = (state.open_calls + state.earlier)[0]
        said.append((row["pill"]["nl"], row["next"]["nl"].partition(".")[0]))
    assert said == [
        ("Verstuurd", "Een projectleider leest je vraag en praat eerst met jou"),
        ("Opgepakt", "Corrie Voorbeeld praat met jou"),
        ("Opgepakt", "Jullie hebben een plan"),
        ("Afgesloten", "Over twee weken vragen we je of het beter gaat"),
    ]


async def test_without_contacts_of_the_school_112_stands_there_and_whom_to_ask(sqlite):
    cast = await make_cast()
    state, _ = await state_at(cast.bram, HelpState, "/coach/help")
    assert (state.emergency, state.coordinators, state.has_pair) == ([], "Corrie Voorbeeld", False)
    desk, _ = await state_at(cast.corrie, HelpDeskState, "/help")
    assert (desk.has_contacts, desk.title["nl"]) == (False, "Geen open hulpvragen")
    await service.add_contact(cast.corrie, "Ans", "vertrouwenspersoon", "06 11 22")
    state, _ = await state_at(cast.bram, HelpState, "/coach/help")
    assert [(row["name"], row["dial"]) for row in state.emergency] == [("Ans", "061122")]


async def test_a_coach_of_two_chooses_about_whom_and_a_strange_pair_leads_back(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.amina)
    state, _ = await state_at(cast.amina, HelpState, "/coach/help")
    assert (state.chooses, state.has_pair, len(state.choices)) == (True, False, 2)
    state, _ = await state_at(cast.amina, HelpState, f"/coach/help?duo={pair}")
    assert (state.chooses, state.other) == (False, "Bram")
    for wrong in (str(pair), str(uuid.uuid4()), "x"):
        state, answer = await state_at(cast.chaima, HelpState, f"/coach/help?duo={wrong}")
        assert (state.loaded, "/coach/help" in str(answer)) == (False, True)


async def test_a_coordinator_works_through_a_call_on_its_page(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    call_id = await ask(cast.bram, pair)
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie, f"/help/calls/{call_id}")
        await tab.call(HelpCallState.load)
        await tab.call(HelpCallState.add_step, form={"kind": "plan", "audience": "both", "text": "x"})
        assert (await tab.shown(HelpCallState))["said_tone"] == "late"
        await tab.call(HelpCallState.take_up, version=0)
        await tab.call(HelpCallState.add_step, form={"kind": "report", "audience": "staff", "text": "x"})
        shown = await tab.shown(HelpCallState)
        assert [(row["what"]["nl"], row["readers"]["nl"]) for row in shown["steps"]] == [
            ("Terugkoppeling", "Wie hulp vroeg")
        ]
        moved = await tab.call(HelpCallState.find_new_match)
        assert destinations(moved) == [f"/match?programme={cast.programmes['north'].id}"]
        await tab.call(HelpCallState.together_again)
        await tab.call(HelpCallState.close, form={"outcome": "better"})
        shown = await tab.shown(HelpCallState)
        assert (shown["is_closed"], shown["is_mine"], shown["can_undo_close"]) == (True, False, True)
        await tab.call(HelpCallState.undo_close)
        assert (await tab.shown(HelpCallState))["is_mine"]
        tab.path = f"/help/calls/{uuid.uuid4()}"
        assert destinations(await tab.call(HelpCallState.load)) == ["/help"]


async def test_a_removed_contact_comes_back_with_one_click(sqlite):
    cast = await make_cast()
    state, _ = await state_at(cast.corrie, HelpContactsState, "/help/contacts")
    new = {"name": " Ans ", "about": "", "phone": "06 11"}
    await HelpContactsState.add.fn(state, payload_model(HelpContactsState.add.fn)(form=new).form)
    contact = state.rows[0]["id"]
    await HelpContactsState.remove.fn(state, contact)
    assert (state.rows, state.can_undo) == ([], True)
    await HelpContactsState.undo.fn(state)
    assert [(row["id"], row["name"]) for row in state.rows] == [(contact, "Ans")]
    assert not state.can_undo


@pytest.mark.parametrize(
    ("handler", "good", "wrong"),
    [
        (
            HelpState.ask,
            {"once_key": "k" * 32, "category": "fit", "when": "week", "text": ""},
            {"category": "x"},
        ),
        (
            HelpState.ask,
            {"once_key": "k" * 32, "category": "fit", "when": "week", "text": ""},
            {"text": "x" * 2001},
        ),
        (HelpCallState.add_step, {"kind": "plan", "audience": "both", "text": ""}, {"audience": "all"}),
        (HelpCallState.close, {"outcome": "better"}, {"by": "me"}),
        (HelpContactsState.add, {"name": "A", "about": "", "phone": "+31 6"}, {"phone": "javascript:1"}),
        (HelpContactsState.add, {"name": "A", "about": "", "phone": "+31 6"}, {"name": " "}),
    ],
)
def test_a_form_with_anything_else_is_refused(handler, good, wrong):
    model = payload_model(handler.fn)
    assert model.model_validate({"form": good}).form
    with pytest.raises(ValidationError):
        model.model_validate({"form": good | wrong})
