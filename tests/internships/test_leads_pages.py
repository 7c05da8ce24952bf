"""The pages of leads as their states: what is shown, kept and said."""

from datetime import timedelta

import pytest
import reflex as rx
from pydantic import ValidationError
from reflex.istate.data import RouterData

from mentorhub.core.actor import NotFound, set_current_actor, students
from mentorhub.core.guard import payload_model, policy_of
from mentorhub.internships.service.leads.acting import mark_gone
from mentorhub.internships.service.leads.introducing import ask_introduction
from mentorhub.internships.state.lead import LeadState
from mentorhub.internships.state.lead_form import LeadForm, LeadFormState
from mentorhub.internships.state.lead_room import RoomLeadsState
from mentorhub.internships.state.leads import LeadsState, SearchForm, address_of
from tests.cast import make_cast
from tests.internships.making_leads import make_lead, row_of, set_course, today
from tests.pairs.making import make_pair
from tests.tab import destinations


async def page_of(actor, address, state_class):
    """Return the loaded state of the page at an address, and what loading answered."""
    set_current_actor(actor)
    root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]  # how Reflex itself makes a root
    path = address.partition("?")[0]
    data = {"asPath": address, "pathname": path, "headers": {"origin": "http://localhost:3000"}}
    root.router = RouterData.from_router_data(data)
    state = await root.get_state(state_class)
    return state, await state_class.load.fn(state)


def goal(answer):
    """Return where an answer of a handler leads to."""
    from reflex.state import StateUpdate
    from reflex_base.event import Event

    return destinations([StateUpdate(events=Event.from_event_type(answer))])


def sent(state, **other):
    values = {
        "company": state.company or "Vos Logistics",
        "place": "Eindhoven",
        "role": "Planner",
        "audience": state.draft["audience"],
        "expires_on": state.draft["expires_on"],
    }
    return LeadForm.model_validate(values | other)


async def test_the_list_keeps_what_was_looked_for_in_its_address(sqlite):
    cast = await make_cast()
    await set_course(cast.bram, "Logistiek medewerker")
    await make_lead(cast.amina, "group", cast.groups["a"].id)
    await make_lead(cast.amina, "group", cast.groups["a"].id, company_name="Café & Co", role="Kok")
    state, _ = await page_of(cast.bram, "/leads?words=caf%C3%A9+%26&place=Eindhoven", LeadsState)
    assert ([row["role"] for row in state.rows], state.count["nl"]) == (["Kok"], "1 tip")
    assert (state.words, state.place, state.is_filtered) == ("café &", "Eindhoven", True)
    assert state.addresses["liked"] == "/leads?words=caf%C3%A9+%26&place=Eindhoven&view=liked"
    fits, _ = await page_of(cast.bram, "/leads?view=fits", LeadsState)
    assert [row["role"] for row in fits.rows] == ["Medewerker magazijn"]
    form = SearchForm.model_validate({"words": " kok ", "sector": "", "place": "", "view": ""})
    assert goal(await LeadsState.look.fn(state, form)) == ["/leads?words=kok"]


@pytest.mark.parametrize("address", ["/leads?view=%00&page=x", "/leads?page=99999999", "/leads?sector=a%22b"])
async def test_an_odd_address_shows_the_list_all_the_same(sqlite, address):
    cast = await make_cast()
    state, answer = await page_of(cast.bram, address, LeadsState)
    assert (state.loaded, answer, state.rows) == (True, None, [])


def test_the_first_page_has_the_plain_address():
    assert address_of({"words": "", "view": "", "page": 1}) == "/leads"
    assert address_of({"words": "a b&c", "page": 2}) == "/leads?words=a+b%26c&page=2"


async def test_the_list_says_who_asks_and_what_is_gone(sqlite):
    cast = await make_cast()
    asked = await make_lead(cast.tess, "group", cast.groups["a"].id)
    gone = await make_lead(cast.tess, "group", cast.groups["a"].id, company_name="Weg BV")
    await ask_introduction(cast.bram, asked)
    await mark_gone(cast.bram, gone)
    state, _ = await page_of(cast.tess, "/leads", LeadsState)
    assert [row["href"] for row in state.requests] == [f"/leads/{asked}"]
    assert state.gone[0]["text"]["nl"].endswith("dat jouw tip weg is: Weg BV, Medewerker magazijn.")
    await LeadsState.reopen.fn(state, str(gone))
    assert (state.gone, len(state.rows)) == ([], 2)


async def test_a_lead_shows_whom_to_ask_for_and_a_strange_one_leads_to_the_list(sqlite):
    cast = await make_cast()
    lead_id = await make_lead(
        cast.amina, "group", cast.groups["a"].id, starts_on=today() + timedelta(days=30)
    )
    state, answer = await page_of(cast.bram, f"/leads/{lead_id}", LeadState)
    assert (answer, state.row["company"], state.detail["contact"]) == (None, "Vos Logistics", "Karin Blom")
    assert state.row["sharer"]["nl"] == "van Amina Voorbeeld, gedeeld met groep A"
    assert state.row["facts"]["nl"].startswith("vanaf ")
    assert state.row["facts"]["nl"].endswith(", 32 uur per week")
    for stranger, address in ((cast.daan, lead_id), (cast.zoe, lead_id), (cast.bram, "nonsense")):
        hidden, answer = await page_of(stranger, f"/leads/{address}", LeadState)
        assert (goal(answer), hidden.row["company"], hidden.loaded) == (["/leads"], "", False)


async def test_a_link_that_was_not_looked_up_yet_is_looked_up_after_the_page_is_shown(sqlite):
    cast = await make_cast()
    link = "https://stage.example/"
    lead_id = await make_lead(cast.amina, "group", cast.groups["a"].id, web_address=link)
    state, answer = await page_of(cast.bram, f"/leads/{lead_id}", LeadState)
    assert (state.detail["link"], state.detail["link_text"]) == (link, "stage.example")
    assert state.detail["link_says"]["nl"] == "De titel van deze link wordt nog opgezocht."
    assert answer.handler.fn.__name__ == "look_up"


async def test_each_act_says_what_came_of_it_and_can_be_undone(sqlite):
    cast = await make_cast()
    lead_id = str(await make_lead(cast.tess, "group", cast.groups["a"].id))
    state, _ = await page_of(cast.bram, f"/leads/{lead_id}", LeadState)
    await LeadState.like.fn(state, lead_id)
    assert (state.row["is_liked"], state.undo) == (True, "unlike")
    await LeadState.unlike.fn(state, lead_id)
    assert (state.row["is_liked"], state.undo, state.said["nl"]) == (False, "", "")
    await LeadState.ask.fn(state, lead_id)
    assert (state.row["asked"]["nl"], state.undo) == ("voorstellen gevraagd", "take_back")
    await LeadState.take_back.fn(state, lead_id)
    assert (state.row["asked"]["nl"], state.said["nl"]) == ("", "Je vraag is weer weg.")
    await LeadState.mark_gone.fn(state, lead_id)
    assert (state.row["pill"]["nl"], state.undo) == ("plek is weg", "reopen")
    assert state.detail["closed"]["nl"] == "Bram Voorbeeld meldt: deze plek is weg."
    await LeadState.reopen.fn(state, lead_id)
    assert (state.row["is_open"], state.detail["closed"]["nl"]) == (True, "")
    (to,) = goal(await LeadState.take_up.fn(state, lead_id))
    assert to.startswith("/internships/")


async def test_a_lead_that_closed_meanwhile_says_so_instead_of_beginning(sqlite):
    cast = await make_cast()
    lead_id = await make_lead(cast.tess, "group", cast.groups["a"].id)
    state, _ = await page_of(cast.bram, f"/leads/{lead_id}", LeadState)
    await mark_gone(cast.amina, lead_id)
    set_current_actor(cast.bram)
    assert await LeadState.take_up.fn(state, str(lead_id)) is None
    assert (state.said["nl"], state.said_tone) == ("Deze tip is net gesloten. Kies een andere.", "late")
    await LeadState.ask.fn(state, str(lead_id))
    assert state.row["asked"]["nl"] == ""


async def test_the_sharer_answers_on_the_page_of_the_lead(sqlite):
    cast = await make_cast()
    lead_id = await make_lead(cast.tess, "group", cast.groups["a"].id)
    request_id = str(await ask_introduction(cast.bram, lead_id))
    state, _ = await page_of(cast.tess, f"/leads/{lead_id}", LeadState)
    assert state.requests[0]["answer"] == ""
    await LeadState.answer.fn(state, request_id, "done")
    assert state.requests[0]["outcome"]["nl"] == "Je hebt Bram voorgesteld. Fijn!"
    with pytest.raises(ValidationError):
        payload_model(LeadState.answer.fn).model_validate({"introduction_id": request_id, "answer": "maybe"})


async def test_a_lead_is_shared_with_the_junior_of_the_room_that_one_came_from(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    second = await make_pair(cast.daan, cast.amina)
    state, _ = await page_of(cast.amina, f"/leads/new?duo={second}", LeadFormState)
    assert state.draft["audience"] == f"mentee:{cast.daan.enrolment}"
    assert [row["label"]["nl"] for row in state.readers][:2] == [
        "Alleen Bram Voorbeeld",
        "Alleen Daan Voorbeeld",
    ]
    (to,) = goal(await LeadFormState.save.fn(state, sent(state)))
    (line,) = (await page_of(cast.daan, "/leads", LeadsState))[0].rows
    assert (to, line["role"]) == (line["href"], "Planner")
    _, answer = await page_of(cast.chaima, f"/leads/new?duo={second}", LeadFormState)
    assert goal(answer) == ["/leads"]


async def test_what_was_typed_stays_after_a_fault_and_after_leaving_the_page(sqlite):
    cast = await make_cast()
    state, _ = await page_of(cast.tess, "/leads/new", LeadFormState)
    assert state.draft["expires_on"] == (today() + timedelta(days=56)).isoformat()
    await LeadFormState.search.fn(state, "Vos")
    await LeadFormState.keep.fn(state, "contact_name", "Karin")
    await LeadFormState.keep_introduces.fn(state, False)
    form = sent(state, web_address="javascript:alert(1)")
    assert await LeadFormState.save.fn(state, form) is None
    assert (state.error_field, state.company) == ("link", "Vos")
    await LeadFormState.load.fn(state)
    assert (state.company, state.draft["contact_name"], state.draft["introduces"]) == ("Vos", "Karin", "")
    assert state.error["nl"] == ""
    first = goal(await LeadFormState.save.fn(state, sent(state)))
    await LeadFormState.load.fn(state)
    assert (state.company, state.draft["contact_name"]) == ("", "")
    assert goal(await LeadFormState.save.fn(state, sent(state))) != first


async def test_a_fault_says_at_which_field(sqlite):
    cast = await make_cast()
    state, _ = await page_of(cast.tess, "/leads/new", LeadFormState)
    for other, field in [
        ({"company": "."}, "company"),
        ({"role": "\u200b"}, "role"),
        ({"hours": "90"}, "hours"),
        ({"starts_on": "2020-01-01"}, "start"),
        ({"expires_on": "2020-01-01"}, "expires"),
        ({"audience": f"group:{cast.groups['b'].id}"}, "audience"),
        ({"audience": "everyone"}, "audience"),
    ]:
        await LeadFormState.save.fn(state, sent(state, **other))
        assert (state.error_field, state.error["nl"] != "") == (field, True)


async def test_the_sharer_changes_a_lead_in_the_form_and_nobody_else_opens_it(sqlite):
    cast = await make_cast()
    lead_id = await make_lead(cast.tess, "group", cast.groups["a"].id)
    state, _ = await page_of(cast.tess, f"/leads/new?tip={lead_id}", LeadFormState)
    assert (state.company, state.place, state.draft["contact_name"], state.is_new) == (
        "Vos Logistics",
        "Eindhoven",
        "Karin Blom",
        False,
    )
    assert goal(await LeadFormState.save.fn(state, sent(state, hours="24"))) == [f"/leads/{lead_id}"]
    row = await row_of(lead_id)
    assert (row.role, row.hours, row.contact_name, row.introduces) == ("Planner", 24, "", False)
    for stranger in (cast.bram, cast.corrie, cast.zoe):
        hidden, answer = await page_of(stranger, f"/leads/new?tip={lead_id}", LeadFormState)
        assert (goal(answer), hidden.company) == (["/leads"], "")


def test_the_form_takes_no_unknown_field_and_no_odd_number():
    good = {"company": "Vos", "role": "Kok", "audience": "a", "expires_on": "2027-01-01"}
    assert LeadForm.model_validate(good | {"hours": "", "starts_on": ""}).hours == ""
    for odd in ({"school_id": "x"}, {"hours": "1e3"}, {"introduces": "maybe"}, {"role": "x" * 121}):
        with pytest.raises(ValidationError):
            LeadForm.model_validate(good | odd)


async def test_the_room_card_shows_leads_and_who_asks_to_the_two_only(sqlite):
    cast = await make_cast()
    pair_id = await make_pair(cast.bram, cast.amina)
    lead_id = await make_lead(cast.amina, "mentee", cast.bram.enrolment)
    await ask_introduction(cast.bram, lead_id)
    set_current_actor(cast.amina)
    root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]  # how Reflex itself makes a root
    state = await root.get_state(RoomLeadsState)
    await RoomLeadsState.show.fn(state, str(pair_id))
    assert [row["href"] for row in state.rows] == [f"/leads/{lead_id}"]
    assert len(state.requests) == 1
    assert state.share == f"/leads/new?duo={pair_id}"
    for stranger in (cast.daan, cast.yara):
        set_current_actor(stranger)
        with pytest.raises(NotFound):
            await RoomLeadsState.show.fn(state, str(pair_id))
    assert policy_of(RoomLeadsState.show.fn) is students
