"""Limits on signing in by mail, forms from elsewhere, and where a link and a sign-in lead to."""

import asyncio

from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import Role
from mentorhub.core.limits import forget_limits
from mentorhub.people.tables import SchoolMember
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.people.visitor import email_of, mailed_token, mails, newest_link, person_in, visitor


async def test_the_sixth_mail_to_one_address_within_fifteen_minutes_is_refused(sqlite):
    cast = await make_cast()
    email = await email_of(cast.bram)
    async with visitor() as browser:
        answers = [await browser.post("/auth/email", data={"email": email}) for _ in range(6)]
        other = await browser.post("/auth/email", data={"email": await email_of(cast.amina)})
    assert [a.headers["location"] for a in answers] == ["/sign-in?sent=1"] * 5 + ["/sign-in?many=1"]
    assert other.headers["location"] == "/sign-in?sent=1"
    assert len(await mails()) == 6


async def test_unknown_addresses_are_limited_just_the_same(sqlite):
    await make_cast()
    async with visitor() as browser:
        answers = [await browser.post("/auth/email", data={"email": "no@one.example"}) for _ in range(6)]
    assert answers[-1].headers["location"] == "/sign-in?many=1"


async def test_one_network_address_may_ask_for_a_hundred_mails(sqlite):
    await make_cast()
    async with visitor() as browser, visitor("10.0.0.2") as elsewhere:
        for n in range(100):
            answer = await browser.post("/auth/email", data={"email": f"p{n}@one.example"})
            assert answer.headers["location"] == "/sign-in?sent=1"
        answer = await browser.post("/auth/email", data={"email": "p100@one.example"})
        assert answer.headers["location"] == "/sign-in?many=1"
        answer = await elsewhere.post("/auth/email", data={"email": "p101@one.example"})
        assert answer.headers["location"] == "/sign-in?sent=1"


async def test_an_address_that_asks_too_often_uses_up_nobodys_mails(sqlite):
    email = await email_of((await make_cast()).bram)
    async with visitor() as bully, visitor("10.0.0.2") as bram:
        for n in range(100):
            await bully.post("/auth/email", data={"email": f"p{n}@one.example"})
        for _ in range(6):
            answer = await bully.post("/auth/email", data={"email": email})
            assert answer.headers["location"] == "/sign-in?many=1"
        answer = await bram.post("/auth/email", data={"email": email})
    assert answer.headers["location"] == "/sign-in?sent=1"


async def test_after_many_made_up_links_even_a_right_one_waits(sqlite):
    cast = await make_cast()
    async with visitor() as browser, visitor("10.0.0.2") as elsewhere:
        token = await mailed_token(browser, cast.bram)
        for n in range(settings().sign_in_tries):
            await browser.post("/auth/link", data={"token": f"made-up-{n}"})
        answer = await browser.post("/auth/link", data={"token": token})
        assert answer.headers["location"] == "/sign-in?many=1"
        await elsewhere.post("/auth/link", data={"token": token})
        assert (await person_in(elsewhere)).person_id == cast.bram.person_id


async def test_a_burst_of_guesses_does_not_slip_under_the_limit(sqlite):
    await make_cast()
    most = settings().sign_in_tries
    async with visitor() as browser:
        guesses = [browser.post("/auth/code", data={"code": "AAA-AAA-AAA"}) for _ in range(most + 20)]
        answers = [answer.headers["location"] for answer in await asyncio.gather(*guesses)]
    assert answers.count("/sign-in?wrong=1") == most
    assert answers.count("/sign-in?many=1") == 20


async def test_a_form_from_a_foreign_page_is_refused(sqlite):
    cast = await make_cast()
    async with visitor() as browser:
        token = await mailed_token(browser, cast.bram)
        for origin in ("https://evil.example", "null", "http://localhost:3000.evil.example"):
            for path in ("/auth/link", "/auth/email", "/auth/code", "/auth/sign-out"):
                answer = await browser.post(path, data={"token": token}, headers={"origin": origin})
                assert answer.status_code == 403, (origin, path)
        assert await person_in(browser) is None


async def test_a_form_without_an_origin_is_refused(sqlite):
    cast = await make_cast()
    async with visitor() as browser:
        token = await mailed_token(browser, cast.bram)
        del browser.headers["origin"]
        assert (await browser.post("/auth/link", data={"token": token})).status_code == 403


async def test_extra_and_missing_fields_are_refused_and_nothing_is_written(sqlite):
    cast = await make_cast()
    async with visitor() as browser:
        for data in ({}, {"email": "no address"}, {"email": await email_of(cast.bram), "role": "teacher"}):
            answer = await browser.post("/auth/email", data=data)
            assert answer.headers["location"] == "/sign-in?unclear=1"
        answer = await browser.post("/auth/link", data={"token": "x", "person": "y"})
        assert answer.headers["location"] == "/sign-in?wrong=1"
    assert await mails() == []


async def test_the_link_starts_with_the_address_of_the_settings_whatever_the_client_says(sqlite):
    cast = await make_cast()
    async with visitor() as browser:
        email = await email_of(cast.bram)
        await browser.post("/auth/email", data={"email": email}, headers={"host": "evil.example"})
    assert (await newest_link()).startswith("http://localhost:3000/auth/link/")


async def test_who_asks_on_the_phones_address_gets_a_link_to_it(sqlite, monkeypatch):
    monkeypatch.setenv("MENTORHUB_PHONE_ORIGIN", "http://192.168.1.20:3000")
    settings.cache_clear()
    cast = await make_cast()
    async with visitor(origin="http://192.168.1.20:3000") as phone:
        email = await email_of(cast.bram)
        await phone.post("/auth/email", data={"email": email}, headers={"host": "192.168.1.20:3000"})
    assert (await newest_link()).startswith("http://192.168.1.20:3000/auth/link/")


async def test_the_page_that_someone_wanted_is_kept_until_after_signing_in(sqlite):
    cast = await make_cast()
    async with visitor() as browser:
        data = {"email": await email_of(cast.bram), "next": "/r/K7F3QX"}
        answer = await browser.post("/auth/email", data=data)
        assert answer.headers["location"] == "/sign-in?sent=1&next=%2Fr%2FK7F3QX"
        page = await browser.get(await newest_link())
        assert 'name="next" value="/r/K7F3QX"' in page.text
        token = (await newest_link()).rpartition("/")[2].partition("?")[0]
        answer = await browser.post("/auth/link", data={"token": token, "next": "/r/K7F3QX"})
    assert answer.headers["location"] == "/r/K7F3QX"


async def test_nobody_is_sent_to_another_site_after_signing_in(sqlite):
    cast = await make_cast()
    foreign = (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/a//b",
        "/a\r\nx: y",
        "javascript:x",
    )
    for n, path in enumerate(foreign):
        forget_limits()
        async with visitor(f"10.0.1.{n}") as browser:
            token = await mailed_token(browser, cast.bram)
            answer = await browser.post("/auth/link", data={"token": token, "next": path})
        assert answer.headers["location"] == "/", path


async def test_who_has_more_parts_is_asked_where_to_be(database):
    cast = await make_cast()
    async with db.transaction() as session:
        member = await session.exec(select(SchoolMember).where(SchoolMember.person_id == cast.tess.person_id))
        member.one().is_coordinator = True
    async with visitor() as browser:
        token = await mailed_token(browser, cast.tess)
        answer = await browser.post("/auth/link", data={"token": token})
        assert answer.headers["location"] == "/where"
        assert (await person_in(browser)).role is Role.COORDINATOR
