"""The links of a check-in: each works once, without signing in, says what it did, and can be taken back."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from itsdangerous import URLSafeSerializer
from sqlmodel import select
from starlette.applications import Starlette

from mentorhub.core import clock, db
from mentorhub.core.dates import local_day
from mentorhub.core.routes import starlette_routes
from mentorhub.core.tables import AuditEntry, OutboxMail
from mentorhub.matching.tables import Pair
from mentorhub.pairs.checkins import routes, service
from mentorhub.pairs.checkins.asking import ask
from mentorhub.pairs.service import NewContact, confirm_contact, log_contact, undo_contact
from mentorhub.pairs.tables import CheckIn, Contact, HelpCall
from mentorhub.people import sessions
from mentorhub.people.tables import Enrolment, Person, SchoolMember
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.pairs.making import add_appointment, make_pair

ZONE = "Europe/Amsterdam"
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def asked(actor, pair_id):
    """The three tokens in the mail to one of a pair, by answer."""
    async with db.transaction() as session:
        pair = await session.get_one(Pair, pair_id)
        links = await ask(session, pair, actor.enrolment, local_day(clock.now(), ZONE))
    return {name: getattr(links, name).rpartition("/")[2] for name in ("spoke", "not_yet", "help")}


async def a_pair():
    """Bram and Amina at noon, a month after their match, with the links of each."""
    clock.move(NOON - datetime.now(UTC))
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=30)
    return cast, pair, await asked(cast.bram, pair), await asked(cast.amina, pair)


@pytest.fixture
async def two(sqlite):
    """The pair, on SQLite."""
    return await a_pair()


@pytest.fixture
async def browser():
    """A browser that is signed in nowhere."""
    transport = httpx.ASGITransport(app=Starlette(routes=starlette_routes(sessions.resolve)))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub", follow_redirects=True) as client:
        yield client


async def press(browser, token, address=routes.ADDRESS, origin=None):
    headers = {"origin": origin or settings().origin}
    return await browser.post(address, data={"token": token}, headers=headers)


async def test_a_link_that_is_followed_answers_nothing(two, browser):
    _, _, mine, _ = two
    for token in mine.values():
        for _ in range(2):
            page = await browser.get(f"/check-in/{token}")
            assert (page.status_code, page.text.count("<button")) == (200, 1)
        head = await browser.head(f"/check-in/{token}")
        assert head.status_code in (200, 405)
    assert (await rows(Contact), await rows(HelpCall)) == ([], [])
    assert {row.answer for row in await rows(CheckIn)} == {""}


async def test_spoke_and_not_yet_are_sent_when_the_page_is_seen_and_help_only_by_its_button(two, browser):
    _, _, mine, _ = two
    has_script = {
        name: 'src="/check-in.js"' in (await browser.get(f"/check-in/{token}")).text
        for name, token in mine.items()
    }
    assert has_script == {"spoke": True, "not_yet": True, "help": False}
    assert (Path(__file__).resolve().parents[2] / "assets" / routes.SCRIPT.lstrip("/")).is_file()


async def test_yes_logs_one_contact_and_a_second_time_says_so(two, browser):
    cast, pair, mine, _ = two
    first = await press(browser, mine["spoke"])
    again = await press(browser, mine["spoke"])
    assert "Mooi dat jullie elkaar spraken" in first.text
    assert "Mooi dat jullie elkaar spraken" in again.text
    [contact] = await rows(Contact)
    assert (contact.pair_id, contact.by_enrolment_id) == (pair, cast.bram.enrolment)
    assert (contact.channel, contact.happened_on) == ("spoke", local_day(clock.now(), ZONE))
    assert [row.actor_id for row in await rows(AuditEntry) if row.action == "contact.logged"] == [
        cast.bram.person_id
    ]
    assert "check-in.js" not in first.text


async def test_a_link_pressed_many_times_at_once_logs_once(database):
    _, _, mine, _ = await a_pair()
    assert set(await asyncio.gather(*(service.answer(mine["spoke"]) for _ in range(4)))) == {"spoke"}
    assert len(await rows(Contact)) == 1


async def test_the_yes_of_the_other_confirms_the_first_ones(database):
    cast, _, mine, theirs = await a_pair()
    await service.answer(mine["spoke"])
    await service.answer(theirs["spoke"])
    [contact] = await rows(Contact)
    assert (contact.by_enrolment_id, contact.answer) == (cast.bram.enrolment, "confirmed")
    await service.undo(theirs["spoke"])
    [contact] = await rows(Contact)
    assert contact.answer == ""


async def test_yes_on_the_day_of_an_appointment_answers_that_as_well(two):
    cast, pair, mine, _ = two
    appointment = await add_appointment(pair, cast.amina, clock.now() - timedelta(hours=2))
    await service.answer(mine["spoke"])
    [contact] = await rows(Contact)
    assert (contact.appointment_id, contact.planned) == (appointment, True)


async def test_yes_can_be_taken_back_within_the_hour_and_is_not_given_again_by_itself(two, browser):
    _, _, mine, _ = two
    told = await press(browser, mine["spoke"])
    assert "Maak ongedaan" in told.text
    back = await press(browser, mine["spoke"], routes.UNDO)
    assert await rows(Contact) == []
    assert "Ja, we spraken elkaar" in back.text
    assert "check-in.js" not in back.text
    assert "Mooi" in (await press(browser, mine["spoke"])).text
    assert len(await rows(Contact)) == 1


async def test_after_an_hour_yes_stands(two, browser):
    _, _, mine, _ = two
    await press(browser, mine["spoke"])
    clock.move(NOON + timedelta(minutes=61) - datetime.now(UTC))
    page = await press(browser, mine["spoke"], routes.UNDO)
    assert len(await rows(Contact)) == 1
    assert "Maak ongedaan" not in page.text


async def test_what_was_confirmed_in_the_room_is_not_taken_back_by_a_link(two):
    cast, _, mine, theirs = two
    await service.answer(mine["spoke"])
    [contact] = await rows(Contact)
    await confirm_contact(cast.amina, contact.id)
    assert await service.answer(theirs["spoke"]) == "spoke"
    assert not (await service.look(theirs["spoke"])).can_undo
    await service.undo(theirs["spoke"])
    assert [row.answer for row in await rows(Contact)] == ["confirmed"]


async def test_a_contact_that_was_taken_back_in_the_room_stays_away(two):
    cast, _, mine, _ = two
    await service.answer(mine["spoke"])
    [contact] = await rows(Contact)
    await undo_contact(cast.bram, contact.id)
    await service.undo(mine["spoke"])
    assert await rows(Contact) == []


async def test_not_yet_is_noted_and_can_still_become_yes(two, browser):
    _, _, mine, _ = two
    told = await press(browser, mine["not_yet"])
    assert "Dank je" in told.text
    assert "Stel twee momenten voor" in told.text
    assert await rows(Contact) == []
    assert {row.answer for row in await rows(CheckIn)} == {"", "not_yet"}
    assert "Mooi" in (await press(browser, mine["spoke"])).text
    assert len(await rows(Contact)) == 1
    # The other way round does not take a contact away.
    assert "Mooi" in (await press(browser, mine["not_yet"])).text
    assert len(await rows(Contact)) == 1


async def test_help_makes_one_call_without_text_that_coordinators_hear_of(two, browser):
    cast, pair, mine, _ = two
    told = await press(browser, mine["help"])
    await press(browser, mine["help"])
    assert "Je hulpvraag is verstuurd" in told.text
    [call] = await rows(HelpCall)
    assert (call.pair_id, call.by_enrolment_id) == (pair, cast.bram.enrolment)
    assert (call.category, call.text, call.is_urgent) == ("contact", "", False)
    mails = [mail for mail in await rows(OutboxMail) if mail.kind == "help"]
    assert [mail.person_id for mail in mails] == [cast.corrie.person_id]
    assert "Je hulpvraag is verstuurd" in (await press(browser, mine["spoke"])).text
    assert await rows(Contact) == []


async def test_who_asked_for_help_before_makes_no_second_call(two):
    cast, pair, mine, _ = two
    await service.answer(mine["help"])
    clock.move(NOON + timedelta(days=1) - datetime.now(UTC))
    later = await asked(cast.bram, pair)
    assert await service.answer(later["help"]) == "help"
    assert len(await rows(HelpCall)) == 1


async def test_a_contact_that_was_logged_in_the_room_is_not_logged_again(two):
    cast, pair, mine, _ = two
    await log_contact(cast.bram, pair, NewContact("called", 15, None, "form"))
    assert await service.answer(mine["spoke"]) == "spoke"
    assert [row.channel for row in await rows(Contact)] == ["called"]
    await service.undo(mine["spoke"])
    assert [row.channel for row in await rows(Contact)] == ["called"]


async def test_asking_twice_on_a_day_is_one_question(two):
    cast, pair, mine, _ = two
    assert await asked(cast.bram, pair) == mine
    assert len(await rows(CheckIn)) == 2


async def test_links_of_another_hand_do_nothing(two, browser):
    _, _, mine, _ = two
    body = URLSafeSerializer("k").loads_unsafe(mine["spoke"])[1]
    payload, _, _ = mine["spoke"].rpartition(".")
    forged = URLSafeSerializer("another key", salt="pairs.check-in").dumps(body)
    other_purpose = URLSafeSerializer(settings().signing_key(), salt="something else").dumps(body)
    mixed = f"{payload}.{mine['help'].rpartition('.')[2]}"
    for token in (forged, other_purpose, mixed, payload, "x", "ü" * 50):
        assert "Deze link werkt niet" in (await press(browser, token)).text
        assert (await service.look(token)).now == "wrong"
    assert (await rows(Contact), await rows(HelpCall)) == ([], [])


async def test_links_of_one_pair_say_nothing_of_another(two):
    cast, pair, mine, _ = two
    other = await make_pair(cast.daan, cast.chaima, days_ago=30)
    theirs = await asked(cast.daan, other)
    await service.answer(theirs["spoke"])
    assert [row.pair_id for row in await rows(Contact)] == [other]
    assert (await service.look(mine["spoke"])).now == "ask"
    assert (await service.look(theirs["spoke"])).other == "Chaima"
    assert pair != other


@pytest.mark.parametrize(("days", "now"), [(14, "ask"), (15, "late")])
async def test_a_link_works_for_two_weeks(two, days, now):
    _, _, mine, _ = two
    clock.move(NOON + timedelta(days=days) - datetime.now(UTC))
    assert (await service.look(mine["spoke"])).now == now
    assert await service.answer(mine["spoke"]) == ("spoke" if now == "ask" else "late")


async def change(table, condition, **values):
    async with db.transaction() as session:
        for row in await session.exec(select(table).where(condition)):
            row.sqlmodel_update(values)


async def test_a_pair_that_ended_gets_a_kind_page(two, browser):
    _, pair, mine, _ = two
    await change(Pair, Pair.id == pair, ended_at=clock.now())
    for token in mine.values():
        assert "geen duo meer" in (await press(browser, token)).text
    assert (await rows(Contact), await rows(HelpCall)) == ([], [])


async def test_who_left_the_programme_answers_nothing(two):
    cast, _, mine, theirs = two
    await change(Enrolment, Enrolment.id == cast.bram.enrolment, ended_at=clock.now())
    assert await service.answer(mine["spoke"]) == "over"
    assert await service.answer(theirs["spoke"]) == "spoke"


@pytest.mark.parametrize(
    ("table", "column", "ended"), [(Person, "id", "disabled_at"), (SchoolMember, "person_id", "ended_at")]
)
async def test_who_lost_the_account_answers_nothing(two, table, column, ended):
    cast, _, mine, _ = two
    await change(table, getattr(table, column) == cast.bram.person_id, **{ended: clock.now()})
    assert await service.answer(mine["help"]) == "wrong"
    assert (await service.look(mine["spoke"])).other == ""
    assert await rows(HelpCall) == []


async def test_only_our_own_page_can_answer(two, browser):
    _, _, mine, _ = two
    for address in (routes.ADDRESS, routes.UNDO):
        assert (await press(browser, mine["spoke"], address, "https://elsewhere.example")).status_code == 403
    assert await rows(Contact) == []


async def test_a_form_that_is_not_ours_is_refused(two, browser):
    _, _, mine, _ = two
    for sent in ({}, {"token": "x" * 401}, {"token": mine["spoke"], "more": "1"}):
        answer = await browser.post("/check-in", data=sent, headers={"origin": settings().origin})
        assert "Deze link werkt niet" in answer.text
    assert await rows(Contact) == []


async def test_who_tries_many_tokens_is_held_up(two, browser, monkeypatch):
    _, _, mine, _ = two
    monkeypatch.setenv("MENTORHUB_SIGN_IN_TRIES", "3")
    settings.cache_clear()
    for number in range(3):
        await press(browser, f"made-up-{number}")
    assert "Deze link werkt niet" in (await press(browser, mine["spoke"])).text
    assert await rows(Contact) == []


async def test_the_page_speaks_the_language_of_its_reader(two, browser):
    cast, _, mine, _ = two
    await change(Person, Person.id == cast.bram.person_id, language="en")
    assert "Did you and Amina speak?" in (await browser.get(f"/check-in/{mine['spoke']}")).text
    browser.cookies.set("mentorhub_language", "nl")
    assert "Spraken jij en Amina elkaar?" in (await browser.get(f"/check-in/{mine['spoke']}")).text
