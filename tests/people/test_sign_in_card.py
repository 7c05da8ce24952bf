"""Signing in with a printed card: forgiving in how it is typed, strict in whose and how long (issue 2)."""

from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import Role
from mentorhub.people.card_code import ALPHABET, cleaned, code_of, grouped
from mentorhub.people.service.cards import card_of_student, renew_card, revoke_card
from mentorhub.people.tables import Enrolment, LoginCard, Person, SchoolMember
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.people.visitor import mailed_token, person_in, visitor

WRONG = ("AAA-AAA-AAA", "", "ABC", "ABC-DEF-GH0", "x" * 100, "' or 1=1 --")


async def code_for(staff, student) -> str:
    return (await card_of_student(staff, student.enrolment_id)).cards[0].code


@pytest.mark.parametrize(
    "typed", ["K7F3QX9BM", "k7f-3qx-9bm", " K7F 3QX 9BM ", "K7F\u20113QX\u20139BM", "k7f.3qx_9bm"]
)
def test_a_code_is_recognised_however_it_is_typed(typed):
    assert cleaned(typed) == "K7F3QX9BM"


@pytest.mark.parametrize("typed", ["K7F3QX9B", "K7F3QX9BMM", "K7F3QX9B0", "K7F3QX9BI", "", "９" * 9])
def test_what_cannot_be_a_code_is_none(typed):
    assert cleaned(typed) is None


def test_a_code_follows_from_the_card_and_the_key_alone():
    import uuid

    card = uuid.UUID(int=7)
    assert code_of(card, "key") == code_of(card, "key")
    assert len({code_of(card, "key"), code_of(card, "other"), code_of(uuid.UUID(int=8), "key")}) == 3
    assert set("".join(code_of(uuid.UUID(int=n), "key") for n in range(200))) == set(ALPHABET)


async def test_a_card_signs_in_as_often_as_it_is_used(database):
    cast = await make_cast()
    code = await code_for(cast.tess, cast.bram)
    for typed in (code, grouped(code).lower(), f" {code[:4]} {code[4:]} "):
        async with visitor() as browser:
            answer = await browser.post("/auth/code", data={"code": typed})
            assert (answer.status_code, answer.headers["location"]) == (303, "/")
            assert (await person_in(browser)).enrolment_id == cast.bram.enrolment_id


async def test_the_qr_page_asks_first_and_keeps_the_wanted_page(sqlite):
    cast = await make_cast()
    code = await code_for(cast.tess, cast.bram)
    async with visitor() as browser:
        page = await browser.get(f"/c/{code}?next=/r/K7F3QX")
        assert f'name="code" value="{code}"' in page.text
        assert 'name="next" value="/r/K7F3QX"' in page.text
        assert "Ja, log mij in" in page.text
        assert await person_in(browser) is None


async def test_the_database_alone_does_not_tell_a_code(database):
    cast = await make_cast()
    code = await code_for(cast.tess, cast.bram)
    from mentorhub.core.guard import digest

    async with db.reading() as session:
        card = (await session.exec(select(LoginCard))).one()
    assert code not in str(card.model_dump())
    assert card.digest != digest(code)


@pytest.mark.parametrize("typed", WRONG)
async def test_a_wrong_code_is_told_kindly(sqlite, typed):
    await make_cast()
    async with visitor() as browser:
        answer = await browser.post("/auth/code", data={"code": typed, "next": "/r/K7F3QX"})
        assert answer.headers["location"] == "/sign-in?wrong=1&next=%2Fr%2FK7F3QX"
        assert await person_in(browser) is None


async def test_a_revoked_card_no_longer_works_and_its_holder_is_out(database):
    cast = await make_cast()
    code = await code_for(cast.tess, cast.bram)
    async with visitor() as browser, visitor("10.0.0.2") as again:
        await browser.post("/auth/code", data={"code": code})
        await revoke_card(cast.tess, cast.bram.enrolment_id)
        assert await person_in(browser) is None
        answer = await again.post("/auth/code", data={"code": code})
        assert answer.headers["location"] == "/sign-in?late=1"
        assert await person_in(again) is None


async def test_a_renewed_card_works_in_place_of_the_old_one(database):
    cast = await make_cast()
    old = await code_for(cast.tess, cast.bram)
    new = (await renew_card(cast.tess, cast.bram.enrolment_id)).cards[0].code
    async with visitor() as browser, visitor("10.0.0.2") as again:
        assert (await again.post("/auth/code", data={"code": old})).headers["location"] == "/sign-in?late=1"
        await browser.post("/auth/code", data={"code": new})
        assert (await person_in(browser)).person_id == cast.bram.person_id


async def test_a_card_works_on_its_last_day_and_not_the_day_after(database):
    cast = await make_cast()
    code = await code_for(cast.tess, cast.bram)
    async with visitor() as browser, visitor("10.0.0.2") as again:
        clock.move(timedelta(days=60))
        await browser.post("/auth/code", data={"code": code})
        assert (await person_in(browser)).person_id == cast.bram.person_id
        clock.move(timedelta(days=61))
        answer = await again.post("/auth/code", data={"code": code})
        assert answer.headers["location"] == "/sign-in?late=1"


@pytest.mark.parametrize("ended", ["enrolment", "school", "account"])
async def test_the_card_of_who_left_lets_nobody_in(database, ended):
    cast = await make_cast()
    code = await code_for(cast.tess, cast.bram)
    async with db.transaction() as session:
        member = await session.exec(select(SchoolMember).where(SchoolMember.person_id == cast.bram.person_id))
        if ended == "enrolment":
            (await session.get_one(Enrolment, cast.bram.enrolment_id)).ended_at = clock.now()
        elif ended == "school":
            member.one().ended_at = clock.now()
        else:
            (await session.get_one(Person, cast.bram.person_id)).disabled_at = clock.now()
    async with visitor() as browser:
        answer = await browser.post("/auth/code", data={"code": code})
        assert answer.headers["location"] == "/sign-in?late=1"
        assert await person_in(browser) is None


async def test_a_card_never_opens_a_part_that_its_printer_may_not_see(database):
    """A teacher printed Bram's card; when Bram becomes staff, or a student elsewhere, it stops working."""
    cast = await make_cast()
    code = await code_for(cast.tess, cast.bram)
    south = cast.schools["south"]
    async with db.transaction() as session:
        session.add(SchoolMember(school_id=south.id, person_id=cast.bram.person_id))
        session.add(
            Enrolment(
                school_id=south.id,
                programme_id=cast.programmes["south"].id,
                role=Role.MENTEE.value,
                person_id=cast.bram.person_id,
                created_at=clock.now(),
            )
        )
    async with visitor() as browser:
        answer = await browser.post("/auth/code", data={"code": code})
        assert answer.headers["location"] == "/sign-in?late=1"
        token = await mailed_token(browser, cast.bram)
        await browser.post("/auth/link", data={"token": token})
        assert (await person_in(browser)).person_id == cast.bram.person_id


async def test_after_too_many_wrong_codes_an_address_waits_five_minutes(sqlite):
    cast = await make_cast()
    code = await code_for(cast.tess, cast.bram)
    async with visitor() as browser, visitor("10.0.0.2") as elsewhere:
        for _ in range(settings().sign_in_tries):
            answer = await browser.post("/auth/code", data={"code": "AAA-AAA-AAA"})
            assert answer.headers["location"] == "/sign-in?wrong=1"
        answer = await browser.post("/auth/code", data={"code": code})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?many=1")
        await elsewhere.post("/auth/code", data={"code": code})
        assert (await person_in(elsewhere)).person_id == cast.bram.person_id


async def test_a_classroom_behind_one_address_is_not_locked_out_by_right_codes(sqlite):
    cast = await make_cast()
    code = await code_for(cast.tess, cast.bram)
    for _ in range(30):
        async with visitor() as browser:
            answer = await browser.post("/auth/code", data={"code": code})
            assert answer.headers["location"] == "/"


async def test_an_address_that_the_client_makes_up_does_not_reset_the_count(sqlite):
    await make_cast()
    async with visitor() as browser:
        for n in range(settings().sign_in_tries + 1):
            headers = {"x-forwarded-for": f"192.0.2.{n}", "x-real-ip": f"192.0.2.{n}"}
            answer = await browser.post("/auth/code", data={"code": "AAA-AAA-AAA"}, headers=headers)
    assert answer.headers["location"] == "/sign-in?many=1"
