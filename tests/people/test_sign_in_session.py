"""Sessions: cookie flags, a new id at sign-in, ends that come by themselves, signing out (ASVS 7.2, 7.3)."""

from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import Role
from mentorhub.core.guard import digest
from mentorhub.people import sessions
from mentorhub.people.tables import Enrolment, Person, SchoolMember, SignInSession
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.people.visitor import mailed_token, person_in, visitor


async def signed_in(browser, actor):
    """Sign an actor in with a mailed link; returns the answer."""
    token = await mailed_token(browser, actor)
    return await browser.post("/auth/link", data={"token": token})


def session_cookie(answer) -> str:
    return next(c for c in answer.headers.get_list("set-cookie") if "language" not in c.partition("=")[0])


async def new_session(actor) -> str:
    """Begin a session and return its digest."""
    async with db.transaction() as session:
        return digest(await sessions.begin(session, await session.get_one(Person, actor.person_id)))


@pytest.fixture
def https(monkeypatch):
    monkeypatch.setenv("MENTORHUB_ORIGIN", "https://hub.school.example")
    settings.cache_clear()


async def test_on_http_the_cookie_is_for_the_server_only(sqlite):
    cast = await make_cast()
    async with visitor() as browser:
        cookie = session_cookie(await signed_in(browser, cast.bram))
    name, *flags = cookie.split("; ")
    assert name.startswith("mentorhub_session=")
    assert sorted(flags) == ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=lax"]


async def test_on_https_the_cookie_is_tied_to_this_host(sqlite, https):
    cast = await make_cast()
    async with visitor() as browser:
        cookie = session_cookie(await signed_in(browser, cast.bram))
        assert (await person_in(browser)).person_id == cast.bram.person_id
    name, *flags = cookie.split("; ")
    assert name.startswith("__Host-mentorhub=")
    assert sorted(flags) == ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=lax", "Secure"]


async def test_signing_out_on_https_takes_the_cookie_away(sqlite, https):
    cast = await make_cast()
    async with visitor() as browser:
        await signed_in(browser, cast.bram)
        cookie = session_cookie(await browser.post("/auth/sign-out"))
        assert await person_in(browser) is None
    assert cookie.startswith('__Host-mentorhub="";')
    assert "Max-Age=0" in cookie
    assert "Secure" in cookie


async def test_a_new_session_at_every_sign_in_and_the_old_one_ends(database):
    cast = await make_cast()
    async with visitor() as browser:
        await signed_in(browser, cast.bram)
        first = await person_in(browser)
        reference = digest(browser.cookies["mentorhub_session"])
        await signed_in(browser, cast.amina)
        second = await person_in(browser)
    assert second.person_id == cast.amina.person_id
    assert second.session_id != first.session_id
    assert await sessions.resolve(reference) is None


async def test_a_session_id_that_someone_planted_does_not_become_a_signed_in_one(database):
    cast = await make_cast()
    async with visitor(secret="planted") as browser:
        await signed_in(browser, cast.bram)
        assert digest(browser.cookies["mentorhub_session"]) != digest("planted")
    assert await sessions.resolve(digest("planted")) is None


async def test_the_database_holds_no_session_secret(database):
    cast = await make_cast()
    async with visitor() as browser:
        await signed_in(browser, cast.bram)
        secret = browser.cookies["mentorhub_session"]
    async with db.reading() as session:
        rows = list(await session.exec(select(SignInSession)))
    assert digest(secret) in {row.digest for row in rows}
    assert secret not in str([row.model_dump() for row in rows])


async def test_a_session_ends_after_twelve_hours_without_use(database):
    reference = await new_session((await make_cast()).bram)
    clock.move(timedelta(hours=11, minutes=59))
    assert await sessions.resolve(reference) is not None
    clock.move(timedelta(hours=23, minutes=58))
    assert await sessions.resolve(reference) is not None, "use in between keeps it"
    clock.move(timedelta(hours=36))
    assert await sessions.resolve(reference) is None


async def test_a_session_ends_after_thirty_days_however_much_it_is_used(sqlite):
    reference = await new_session((await make_cast()).bram)
    for hours in range(10, 30 * 24, 10):
        clock.move(timedelta(hours=hours))
        assert await sessions.resolve(reference) is not None, hours
    clock.move(timedelta(days=30, minutes=1))
    assert await sessions.resolve(reference) is None


async def test_signing_out_here_leaves_other_browsers_signed_in(database):
    cast = await make_cast()
    async with visitor() as here, visitor("10.0.0.2") as there:
        await signed_in(here, cast.bram)
        await signed_in(there, cast.bram)
        reference = digest(here.cookies["mentorhub_session"])
        answer = await here.post("/auth/sign-out")
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?out=1")
        assert await sessions.resolve(reference) is None
        assert await person_in(here) is None
        assert (await person_in(there)).person_id == cast.bram.person_id


async def test_signing_out_everywhere_ends_all_own_sessions_and_no_other(database):
    cast = await make_cast()
    async with visitor() as here, visitor("10.0.0.2") as there, visitor("10.0.0.3") as other:
        await signed_in(here, cast.bram)
        await signed_in(there, cast.bram)
        await signed_in(other, cast.amina)
        await here.post("/auth/sign-out-everywhere")
        assert await person_in(there) is None
        assert (await person_in(other)).person_id == cast.amina.person_id


async def test_who_is_not_signed_in_is_sent_to_sign_in(sqlite):
    await make_cast()
    async with visitor() as browser:
        for path in ("/auth/sign-out", "/auth/sign-out-everywhere"):
            answer = await browser.post(path)
            assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


async def test_signing_out_needs_a_post(sqlite):
    cast = await make_cast()
    async with visitor() as browser:
        await signed_in(browser, cast.bram)
        assert (await browser.get("/auth/sign-out")).status_code == 405
        assert (await person_in(browser)).person_id == cast.bram.person_id


async def test_a_disabled_person_is_out_at_the_next_event(database):
    cast = await make_cast()
    reference = await new_session(cast.bram)
    async with db.transaction() as session:
        (await session.get_one(Person, cast.bram.person_id)).disabled_at = clock.now()
    assert await sessions.resolve(reference) is None


async def test_a_coordinator_who_is_demoted_has_no_role_at_the_next_event(database):
    cast = await make_cast()
    reference = await new_session(cast.corrie)
    assert (await sessions.resolve(reference)).role is Role.COORDINATOR
    async with db.transaction() as session:
        found = await session.exec(
            select(SchoolMember).where(SchoolMember.person_id == cast.corrie.person_id)
        )
        found.one().is_coordinator = False
    actor = await sessions.resolve(reference)
    assert (actor.role, actor.school_id, actor.enrolment_id) == (None, None, None)


async def test_who_keeps_another_part_falls_back_to_it(database):
    cast = await make_cast()
    reference = await new_session(cast.tess)
    async with db.transaction() as session:
        enrolment = await session.get_one(Enrolment, cast.tess.enrolment_id)
        enrolment.ended_at = clock.now()
        found = await session.exec(select(SchoolMember).where(SchoolMember.person_id == cast.tess.person_id))
        found.one().is_coordinator = True
    assert (await sessions.resolve(reference)).role is Role.COORDINATOR


async def test_a_changed_role_counts_at_the_next_event(database):
    cast = await make_cast()
    reference = await new_session(cast.tess)
    async with db.transaction() as session:
        (await session.get_one(Enrolment, cast.tess.enrolment_id)).role = Role.MENTEE.value
    assert (await sessions.resolve(reference)).role is Role.MENTEE


async def test_the_language_of_a_new_browser_is_the_persons_own(sqlite):
    cast = await make_cast()
    async with db.transaction() as session:
        (await session.get_one(Person, cast.bram.person_id)).language = "en"
    async with visitor() as fresh, visitor("10.0.0.2") as chosen:
        await signed_in(fresh, cast.bram)
        chosen.cookies.set("mentorhub_language", "nl")
        answer = await signed_in(chosen, cast.bram)
        assert fresh.cookies["mentorhub_language"] == "en"
    assert not [c for c in answer.headers.get_list("set-cookie") if c.startswith("mentorhub_language")]
