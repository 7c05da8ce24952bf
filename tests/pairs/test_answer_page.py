"""The page behind *did it happen?*: a look answers nothing, one press does, and only from our own page."""

from datetime import timedelta

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette

from mentorhub.core import clock, db
from mentorhub.core.dates import local_day
from mentorhub.core.routes import starlette_routes
from mentorhub.pairs import routes
from mentorhub.pairs.service.links import answer_address
from mentorhub.pairs.tables import Appointment, Contact
from mentorhub.people import sessions
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.pairs.making import add_appointment, make_pair

ZONE = "Europe/Amsterdam"


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def held_yesterday(cast):
    pair = await make_pair(cast.bram, cast.amina, days_ago=3)
    await add_appointment(pair, cast.bram, clock.now() - timedelta(days=1))
    [appointment] = await rows(Appointment)
    return appointment


def token_for(appointment, actor, answer="yes"):
    return answer_address(appointment, actor.enrolment, answer, ZONE).rpartition("/")[2]


@pytest.fixture
async def browser():
    """A browser that is signed in nowhere."""
    assert routes.happened
    transport = httpx.ASGITransport(app=Starlette(routes=starlette_routes(sessions.resolve)))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
        yield client


async def press(browser, token, origin=None):
    headers = {"origin": origin or settings().origin}
    return await browser.post("/appointments/answer", data={"token": token}, headers=headers)


async def test_opening_the_link_shows_one_button_and_answers_nothing(sqlite, browser):
    cast = await make_cast()
    appointment = await held_yesterday(cast)
    for _ in range(3):
        page = await browser.get(f"/appointments/answer/{token_for(appointment, cast.bram)}")
        assert page.status_code == 200
        assert page.text.count("<button") == 1
        assert "Ja, het ging door" in page.text
    assert (await rows(Contact), (await rows(Appointment))[0].happened) == ([], "")


async def test_one_press_logs_the_planned_contact_and_a_second_says_so(sqlite, browser):
    cast = await make_cast()
    appointment = await held_yesterday(cast)
    token = token_for(appointment, cast.amina)
    assert "Jullie contact staat erbij" in (await press(browser, token)).text
    assert "Dit is al beantwoord" in (await press(browser, token)).text
    assert "<button" not in (await browser.get(f"/appointments/answer/{token}")).text
    [contact] = await rows(Contact)
    assert (contact.by_enrolment_id, contact.planned) == (cast.amina.enrolment, True)
    assert contact.happened_on == local_day(appointment.starts_at, ZONE)


async def test_no_offers_to_plan_a_new_one(sqlite, browser):
    cast = await make_cast()
    appointment = await held_yesterday(cast)
    told = (await press(browser, token_for(appointment, cast.bram, "no"))).text
    assert ("Plan een nieuwe afspraak" in told, 'href="/coach"' in told) == (True, True)
    assert (await rows(Contact), (await rows(Appointment))[0].happened) == ([], "no")


async def test_another_site_cannot_press_the_button(sqlite, browser):
    cast = await make_cast()
    appointment = await held_yesterday(cast)
    answer = await press(browser, token_for(appointment, cast.bram), "https://evil.example")
    assert answer.status_code == 403
    assert await rows(Contact) == []


@pytest.mark.parametrize("token", ["", "x", "<script>alert(1)</script>", "y" * 5000])
async def test_made_up_links_are_told_in_words_and_echo_nothing(sqlite, browser, token):
    for page in (await press(browser, token), await browser.get("/appointments/answer/<b>x")):
        assert page.status_code == 200
        assert "Deze link werkt niet" in page.text
        assert "<script" not in page.text
        assert "<b>" not in page.text


async def test_the_page_speaks_the_language_of_the_browser(sqlite, browser):
    cast = await make_cast()
    appointment = await held_yesterday(cast)
    page = await browser.get(
        f"/appointments/answer/{token_for(appointment, cast.bram)}", headers={"accept-language": "en-GB"}
    )
    assert ('lang="en"' in page.text, "Yes, it happened" in page.text) == (True, True)


async def test_who_guesses_links_is_stopped_for_a_while(sqlite, browser):
    cast = await make_cast()
    appointment = await held_yesterday(cast)
    for _ in range(settings().sign_in_tries):
        await press(browser, "guess")
    assert "Deze link werkt niet" in (await press(browser, token_for(appointment, cast.bram))).text
    assert await rows(Contact) == []
