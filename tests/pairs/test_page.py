"""The pair's page as its state: what the two see, say and get back; and the calendar file over HTTP."""

import uuid
from datetime import timedelta

import httpx
import pytest
import reflex as rx
from pydantic import ValidationError
from reflex.istate.data import RouterData
from sqlmodel import select
from starlette.applications import Starlette

from mentorhub.core import clock, db
from mentorhub.core.actor import set_current_actor
from mentorhub.core.dates import local_day
from mentorhub.core.guard import cookie_name, digest, payload_model
from mentorhub.core.routes import starlette_routes
from mentorhub.pairs import routes, rules
from mentorhub.pairs.rows import channel_text, first_contact_text
from mentorhub.pairs.state import AppointmentForm, AppointmentState, CoachState, ContactForm, ContactState
from mentorhub.people import sessions
from mentorhub.people.tables import SignInSession
from tests.cast import make_cast
from tests.pairs.making import add_appointment, add_contact, make_pair


def today():
    return local_day(clock.now(), "Europe/Amsterdam")


async def acting(state, kind):
    """Return the state of the same tab that carries acts out."""
    return await state.get_state(kind)


async def page_of(actor, address="/coach"):
    """Return the loaded state of the page at an address, and what loading answered."""
    set_current_actor(actor)
    root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]  # how Reflex itself makes a root
    data = {"asPath": address, "pathname": "/coach", "headers": {"origin": "http://localhost:3000"}}
    root.router = RouterData.from_router_data(data)
    state = await root.get_state(CoachState)
    return state, await CoachState.load.fn(state)


def contact_form(state, **values):
    sent = {
        "once_key": state.once_key,
        "channel": "called",
        "minutes": "45",
        "happened_on": today().isoformat(),
    }
    return ContactForm.model_validate(sent | values)


async def test_each_of_the_two_reads_who_the_other_is(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina, days_ago=24, own_reason={"kind": "first_choice", "rank": 1})
    junior, _ = await page_of(cast.bram)
    coach, _ = await page_of(cast.amina)
    assert (junior.view, junior.name, coach.name) == ("room", "Amina Voorbeeld", "Bram Voorbeeld")
    assert junior.since["nl"].startswith("jouw coach sinds ")
    assert coach.since["nl"].startswith("jouw junior sinds ")
    assert junior.first_text["nl"] == "Nog 6 dagen voor jullie eerste contact"
    assert junior.why["nl"] != ""
    assert coach.why["nl"] == "Bram zoekt een coach, en jij hebt plek."


async def test_who_has_no_pair_yet_reads_what_will_appear(sqlite):
    cast = await make_cast()
    state, _ = await page_of(cast.bram)
    assert (state.view, state.name, state.contacts) == ("none", "", [])


async def test_a_coach_of_two_chooses_and_nobody_opens_a_strange_pair(sqlite):
    cast = await make_cast()
    first = await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.amina)
    listed, _ = await page_of(cast.amina)
    assert (listed.view, [row["name"] for row in listed.pairs]) == (
        "list",
        ["Bram Voorbeeld", "Daan Voorbeeld"],
    )
    opened, _ = await page_of(cast.amina, f"/coach?duo={first}")
    assert (opened.view, opened.name, opened.several) == ("room", "Bram Voorbeeld", True)
    for wrong in (str(first), str(uuid.uuid4()), "x"):
        stranger, answer = await page_of(cast.daan, f"/coach?duo={wrong}")
        assert (stranger.view, stranger.name) == ("", "")
        assert "/coach" in str(answer)


async def test_one_tap_logs_and_undo_takes_it_back(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina, days_ago=24)
    state, _ = await page_of(cast.bram)
    key = state.once_key
    acts = await acting(state, ContactState)
    await ContactState.spoke.fn(acts, key)
    await ContactState.spoke.fn(acts, key)
    assert [row["what"]["nl"] for row in state.contacts] == ["Gesproken"]
    assert (state.said_tone, state.first_text["nl"]) == ("ok", "")
    assert state.once_key != key
    await ContactState.undo.fn(acts, state.fresh_id)
    assert (state.contacts, state.first_text["nl"]) == ([], "Nog 6 dagen voor jullie eerste contact")


async def test_a_wrong_day_or_time_says_what_to_do_and_writes_nothing(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    state, _ = await page_of(cast.bram)
    await ContactState.log_contact.fn(
        await acting(state, ContactState), contact_form(state, happened_on="2020-01-01")
    )
    assert (state.said_tone, state.said["nl"]) == ("late", "Kies een dag tussen jullie match en vandaag.")
    past = AppointmentForm.model_validate({"day": "2020-01-01", "at": "17:00", "minutes": "45", "place": ""})
    await AppointmentState.plan.fn(await acting(state, AppointmentState), past)
    assert (state.said_tone, state.contacts, state.appointment["id"]) == ("late", [], "")


async def test_a_planned_appointment_stands_on_the_page_until_it_is_cancelled(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    state, _ = await page_of(cast.bram)
    day = (today() + timedelta(days=3)).isoformat()
    form = AppointmentForm.model_validate({"day": day, "at": "17:00", "minutes": "45", "place": " Kantine "})
    acts = await acting(state, AppointmentState)
    await AppointmentState.plan.fn(acts, form)
    planned = state.appointment
    assert (planned["day"], planned["at"], planned["place"], planned["minutes"]) == (
        day,
        "17:00",
        "Kantine",
        "45",
    )
    await AppointmentState.cancel.fn(acts, planned["id"])
    assert state.appointment["id"] == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel": "spoke"},
        {"minutes": "0"},
        {"minutes": "many"},
        {"once_key": "short"},
        {"by": "someone else"},
        {"planned": "maybe"},
    ],
)
def test_a_form_with_anything_else_is_refused(wrong):
    good = {"once_key": "k" * 32, "channel": "seen", "minutes": "30", "happened_on": "2026-10-14"}
    model = payload_model(ContactState.log_contact.fn)
    assert model.model_validate({"form": good}).form.minutes == 30
    with pytest.raises(ValidationError):
        model.model_validate({"form": good | wrong})


def test_the_countdown_speaks_in_the_right_plural():
    deadline = today()
    spoken = {n: first_contact_text(rules.FirstContact(deadline, n))["nl"] for n in (2, 1, 0, -1, -2)}
    assert spoken == {
        2: "Nog 2 dagen voor jullie eerste contact",
        1: "Nog 1 dag voor jullie eerste contact",
        0: "Vandaag is de laatste dag voor jullie eerste contact",
        -1: "Jullie eerste contact is 1 dag te laat",
        -2: "Jullie eerste contact is 2 dagen te laat",
    }


def test_every_channel_has_a_word():
    for channel in (*rules.CHANNELS, rules.SPOKE):
        assert channel_text(channel, 15)["en"].endswith(", 15 minutes")


async def signed_in_as(actor):
    """Return a browser's cookie for a session of the actor."""
    secret = uuid.uuid4().hex
    async with db.transaction() as session:
        row = (await session.exec(select(SignInSession).where(SignInSession.id == actor.session_id))).one()
        row.digest = digest(secret)
    return {cookie_name(): secret}


async def test_the_calendar_file_is_an_attachment_for_the_two_only(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.chaima)
    await add_contact(pair, cast.bram, today())
    appointment = await add_appointment(pair, cast.bram, clock.now() + timedelta(days=2), "Kantine")
    assert routes.download_appointment
    transport = httpx.ASGITransport(app=Starlette(routes=starlette_routes(sessions.resolve)))
    answers = {}
    for name in ("bram", "amina", "daan", "tess", "corrie", "zoe", None):
        cookies = await signed_in_as(cast.actors[name]) if name else {}
        async with httpx.AsyncClient(transport=transport, base_url="http://hub", cookies=cookies) as client:
            answers[name] = await client.get(f"/appointments/{appointment}.ics")
            assert (await client.get("/appointments/x.ics")).status_code in (404, 303)
    status = {name: answer.status_code for name, answer in answers.items()}
    assert status == {
        "bram": 200,
        "amina": 200,
        "daan": 404,
        "tess": 404,
        "corrie": 404,
        "zoe": 404,
        None: 303,
    }
    assert answers["bram"].headers["content-disposition"] == 'attachment; filename="afspraak.ics"'
    assert answers["bram"].headers["content-type"].startswith("text/calendar")
    assert "LOCATION:Kantine" in answers["amina"].text
