"""Signing in by a mailed link: once, in time, the same answer for everyone (ASVS 6.5, 3.5.1)."""

import asyncio
from datetime import timedelta

from sqlmodel import func, select

from mentorhub.core import clock, db
from mentorhub.core.guard import digest
from mentorhub.people.tables import Enrolment, Person, SignInLink, SignInSession
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.people.visitor import email_of, hub, mailed_token, mails, person_in, visitor


async def count(table) -> int:
    async with db.reading() as session:
        return (await session.exec(select(func.count()).select_from(table))).one()


async def test_a_mailed_link_signs_in_and_opens_the_start_page(database):
    cast = await make_cast()
    async with visitor() as browser:
        token = await mailed_token(browser, cast.bram)
        answer = await browser.post("/auth/link", data={"token": token})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert (await person_in(browser)).enrolment_id == cast.bram.enrolment_id


async def test_the_mail_is_in_the_readers_language_and_names_the_minutes(sqlite):
    cast = await make_cast()
    async with db.transaction() as session:
        (await session.get_one(Person, cast.bram.person_id)).language = "en"
    async with visitor() as browser:
        await mailed_token(browser, cast.bram)
        mail = (await mails())[0]
    assert mail.to_address == await email_of(cast.bram)
    assert mail.school_id == cast.schools["north"].id
    assert mail.subject == "Sign in to MentorHub"
    assert "for 10 minutes" in mail.body
    assert "Hello Bram," in mail.body


async def test_capitals_in_an_address_make_no_difference(database):
    cast = await make_cast()
    async with visitor() as browser:
        await browser.post("/auth/email", data={"email": (await email_of(cast.bram)).upper()})
    assert [mail.person_id for mail in await mails()] == [cast.bram.person_id]


async def test_a_link_works_once(database):
    cast = await make_cast()
    async with visitor() as first, visitor("10.0.0.2") as second:
        token = await mailed_token(first, cast.bram)
        await first.post("/auth/link", data={"token": token})
        answer = await second.post("/auth/link", data={"token": token})
        assert answer.headers["location"] == "/sign-in?late=1"
        assert await person_in(second) is None
        assert (await person_in(first)).person_id == cast.bram.person_id


async def test_of_two_who_use_a_link_at_once_one_gets_in(database):
    cast = await make_cast()
    before = await count(SignInSession)
    async with visitor() as first, visitor("10.0.0.2") as second:
        token = await mailed_token(first, cast.bram)
        answers = await asyncio.gather(
            *(b.post("/auth/link", data={"token": token}) for b in (first, second))
        )
    assert sorted(a.headers["location"] for a in answers) == ["/", "/sign-in?late=1"]
    assert await count(SignInSession) == before + 1


async def test_a_link_of_eleven_minutes_ago_no_longer_works(database):
    cast = await make_cast()
    async with visitor() as browser:
        token = await mailed_token(browser, cast.bram)
        clock.move(timedelta(minutes=11))
        answer = await browser.post("/auth/link", data={"token": token})
        assert answer.headers["location"] == "/sign-in?late=1"
        assert await person_in(browser) is None


async def test_a_link_still_works_after_nine_minutes(sqlite):
    cast = await make_cast()
    async with visitor() as browser:
        token = await mailed_token(browser, cast.bram)
        clock.move(timedelta(minutes=9))
        await browser.post("/auth/link", data={"token": token})
        assert (await person_in(browser)).person_id == cast.bram.person_id


async def test_a_made_up_link_is_not_known(database):
    await make_cast()
    async with visitor() as browser:
        answer = await browser.post("/auth/link", data={"token": "made-up"})
        assert answer.headers["location"] == "/sign-in?wrong=1"
        assert await person_in(browser) is None


async def test_a_disabled_persons_link_lets_nobody_in(database):
    cast = await make_cast()
    async with visitor() as browser:
        token = await mailed_token(browser, cast.bram)
        async with db.transaction() as session:
            (await session.get_one(Person, cast.bram.person_id)).disabled_at = clock.now()
        answer = await browser.post("/auth/link", data={"token": token})
        assert answer.headers["location"] == "/sign-in?late=1"
        assert await person_in(browser) is None


async def test_looking_at_a_link_as_mail_scanners_do_does_not_use_it_up(database):
    cast = await make_cast()
    async with visitor() as browser:
        token = await mailed_token(browser, cast.bram)
        for method in ("GET", "HEAD", "GET"):
            assert (await browser.request(method, f"/auth/link/{token}")).status_code == 200
        await browser.post("/auth/link", data={"token": token})
        assert (await person_in(browser)).person_id == cast.bram.person_id


async def test_the_page_behind_a_link_is_one_form_without_scripts_or_live_markup(sqlite):
    await make_cast()
    async with visitor() as browser:
        page = await browser.get('/auth/link/"><script>alert(1)</script>')
        assert page.status_code == 404  # a slash cannot be in a token
        page = await browser.get('/auth/link/"><b>x', headers={"accept-language": "en-GB,en"})
    assert '<html lang="en">' in page.text
    assert page.text.count("<button") == 1
    assert "<b>" not in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]


async def test_an_unknown_address_gets_the_same_answer_and_no_mail(database):
    cast = await make_cast()
    async with visitor() as browser:
        known = await browser.post("/auth/email", data={"email": await email_of(cast.bram)})
        unknown = await browser.post("/auth/email", data={"email": "nobody@north.example"})
    assert (known.status_code, known.headers, known.content) == (
        unknown.status_code,
        unknown.headers,
        unknown.content,
    )
    assert [mail.person_id for mail in await mails()] == [cast.bram.person_id]


async def test_the_answer_leaves_before_the_address_is_looked_up_so_its_time_tells_nothing(database):
    cast = await make_cast()
    body = f"email={(await email_of(cast.bram)).replace('@', '%40')}".encode()
    origin = settings().origin.encode()
    headers = [
        (b"origin", origin),
        (b"content-type", b"application/x-www-form-urlencoded"),
        (b"content-length", str(len(body)).encode()),
    ]
    scope = {"type": "http", "method": "POST", "path": "/auth/email", "raw_path": b"/auth/email"}
    scope |= {
        "query_string": b"",
        "headers": headers,
        "client": ("10.0.0.1", 1),
        "server": ("localhost", 3000),
    }
    scope |= {"scheme": "http", "http_version": "1.1", "root_path": "", "asgi": {"version": "3.0"}}
    links_when_answered = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        if message["type"] == "http.response.body":
            links_when_answered.append(await count(SignInLink))

    await hub()(scope, receive, send)
    assert links_when_answered == [0]
    assert await count(SignInLink) == 1


async def test_who_left_the_school_gets_no_mail(database):
    cast = await make_cast()
    async with db.transaction() as session:
        (await session.get_one(Enrolment, cast.bram.enrolment_id)).ended_at = clock.now()
    async with visitor() as browser:
        answer = await browser.post("/auth/email", data={"email": await email_of(cast.bram)})
    assert answer.headers["location"] == "/sign-in?sent=1"
    assert await mails() == []


async def test_the_database_holds_no_token_only_its_digest(database):
    cast = await make_cast()
    async with visitor() as browser:
        token = await mailed_token(browser, cast.bram)
    async with db.reading() as session:
        row = (await session.exec(select(SignInLink))).one()
    assert row.digest == digest(token)
    assert token not in str(row.model_dump())
