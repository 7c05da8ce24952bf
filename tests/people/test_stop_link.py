"""The stop link in a mail: works without signing in, ends one kind for one person, and nothing else."""

import re

import pytest
from itsdangerous import URLSafeSerializer
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.routes import declared_routes
from mentorhub.people.notices.links import stop_address
from mentorhub.people.tables import NoticeChoice
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.people.visitor import visitor


def path_for(actor, kind="check_in") -> str:
    return stop_address(actor.person_id, kind).removeprefix(settings().origin)


async def choices() -> dict[tuple, str]:
    async with db.reading() as session:
        return {(row.person_id, row.kind): row.channel for row in await session.exec(select(NoticeChoice))}


async def test_a_look_at_the_link_shows_one_button_and_ends_nothing(sqlite):
    cast = await make_cast()
    async with visitor() as browser:
        for _ in range(2):
            page = await browser.get(path_for(cast.bram))
    assert page.text.count("<button") == 1
    assert "Spraken jullie elkaar?" in page.text
    assert (await choices(), page.headers["cache-control"]) == ({}, "no-store")


async def test_one_press_ends_the_kind_says_so_and_offers_it_again(database):
    cast = await make_cast()
    async with visitor() as browser:
        page = await browser.post(path_for(cast.bram))
        assert "Je krijgt deze berichten niet meer: Spraken jullie elkaar?" in page.text
        assert await choices() == {(cast.bram.person_id, "check_in"): "off"}
        again = re.search(r'action="(/notices/start/[^"]+)"', page.text)[1]
        assert "Je krijgt deze berichten weer" in (await browser.post(again)).text
    assert await choices() == {(cast.bram.person_id, "check_in"): "mail"}


async def test_a_mail_program_ends_it_with_one_click_from_elsewhere_without_a_cookie(sqlite):
    """RFC 8058, section 3.2: a POST with this body, no cookies, no origin of ours."""
    cast = await make_cast()
    async with visitor(origin="https://mail.example") as program:
        answer = await program.post(path_for(cast.bram), data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert (await program.post("/auth/sign-out")).status_code == 403
    assert await choices() == {(cast.bram.person_id, "check_in"): "off"}


async def test_switching_on_again_is_done_on_our_own_page_only(sqlite):
    cast = await make_cast()
    async with visitor(origin="https://mail.example") as program:
        path = path_for(cast.bram).replace("/stop/", "/start/")
        assert (await program.post(path)).status_code == 403
    assert await choices() == {}


async def test_a_token_of_another_purpose_or_kind_ends_nothing(sqlite):
    cast = await make_cast()
    values = [cast.bram.person_id.hex, "check_in"]
    foreign = URLSafeSerializer(settings().signing_key(), salt="pairs.appointment-happened").dumps(values)
    tokens = [
        foreign,
        "x",
        path_for(cast.bram).rpartition("/")[2][:-2],
        path_for(cast.bram, "reminder").rpartition("/")[2],
        path_for(cast.bram, "sign_in").rpartition("/")[2],
    ]
    async with visitor() as browser:
        for token in tokens:
            page = await browser.post(f"/notices/stop/{token}")
            assert "Deze link klopt niet" in page.text
            assert "<button" not in (await browser.get(f"/notices/stop/{token}")).text
    assert await choices() == {}


async def test_who_guesses_tokens_is_not_listened_to_any_more(sqlite, monkeypatch):
    monkeypatch.setattr(settings(), "sign_in_tries", 3)
    cast = await make_cast()
    async with visitor() as guesser, visitor("10.0.0.2") as reader:
        for n in range(3):
            await guesser.post(f"/notices/stop/guess{n}")
        assert "klopt niet" in (await guesser.post(path_for(cast.bram))).text
        assert await choices() == {}
        assert "niet meer" in (await reader.post(path_for(cast.bram))).text


def test_only_the_stop_link_takes_posts_from_elsewhere():
    assert [one.path for one in declared_routes() if one.from_anywhere] == ["/notices/stop/{token}"]


@pytest.mark.parametrize(("language", "words"), [("nl", "Zet ze uit"), ("en", "Turn them off")])
async def test_the_page_speaks_the_readers_language(sqlite, language, words):
    cast = await make_cast()
    async with visitor() as browser:
        page = await browser.get(path_for(cast.bram), headers={"accept-language": language})
    assert (words in page.text, f'<html lang="{language}">' in page.text) == (True, True)
