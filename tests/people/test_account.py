"""The own account: what the other of the pair may see, language, and choosing a part."""

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, Role
from mentorhub.core.language import Language
from mentorhub.people import sessions
from mentorhub.people.own_path import own_path
from mentorhub.people.service import account
from mentorhub.people.state.account import Account
from mentorhub.people.state.me import Me
from mentorhub.people.state.sign_in import SignIn
from mentorhub.people.state.where import Where
from mentorhub.people.tables import Enrolment, Person, SchoolMember
from tests.cast import make_cast
from tests.tab import destinations, open_hub


async def person(actor) -> Person:
    async with db.reading() as session:
        return await session.get_one(Person, actor.person_id)


async def make_coordinator(actor) -> None:
    async with db.transaction() as session:
        found = await session.exec(select(SchoolMember).where(SchoolMember.person_id == actor.person_id))
        found.one().is_coordinator = True


@pytest.mark.parametrize(
    "typed", ["06 1234 5678", "+31 6-12345678", "(040) 269 44 44", "+32 470/12.34.56", " 0612345678 "]
)
def test_a_number_is_kept_as_typed(typed):
    assert account.cleaned_phone(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed", ["1234567", "06 1234 5678 ext 9", "<b>0612345678", "1" * 16, "06-+31-12345678", "hallo"]
)
def test_what_is_no_number_is_not_kept(typed):
    with pytest.raises(account.PhoneUnclear):
        account.cleaned_phone(typed)


async def test_the_own_details_are_written_and_nobody_elses(database):
    cast = await make_cast()
    await account.save_phone(cast.bram, "06 1234 5678")
    await account.show_phone(cast.bram, True)
    await account.show_email(cast.bram, False)
    await account.remember_language(cast.bram, "en")
    mine, other = await person(cast.bram), await person(cast.amina)
    assert (mine.phone, mine.shows_phone, mine.shows_email, mine.language) == (
        "06 1234 5678",
        True,
        False,
        "en",
    )
    assert (other.phone, other.shows_phone, other.shows_email, other.language) == (None, False, True, "nl")
    await account.save_phone(cast.bram, "  ")
    assert (await account.my_account(cast.bram)).phone == ""


async def test_a_language_that_the_hub_does_not_speak_is_refused(sqlite):
    cast = await make_cast()
    with pytest.raises(ValueError, match="unknown language"):
        await account.remember_language(cast.bram, "fr")


async def test_an_odd_number_is_told_kindly_and_not_saved(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram)
        await tab.call(Account.load)
        await tab.call(Account.save_phone, text="0612345678")
        await tab.call(Account.save_phone, text="06")
        shown = await tab.shown(Account)
        assert (shown["saved_phone"], shown["is_phone_faulty"]) == ("0612345678", True)
        await tab.call(Account.save_phone, text="0687654321")
        assert (await tab.shown(Account))["is_phone_faulty"] is False
    assert (await person(cast.bram)).phone == "0687654321"


async def test_a_toggle_takes_only_yes_or_no(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram)
        for odd in ("true", 1, None, {"shown": True}):
            await tab.call(Account.show_phone, shown=odd)
        await tab.call(Account.show_phone, shown=True, person_id=str(cast.amina.person_id))
        assert (await person(cast.bram)).shows_phone is False
        await tab.call(Account.show_phone, shown=True)
    assert (await person(cast.bram)).shows_phone is True


async def test_switching_the_language_is_remembered_at_the_person(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        await (await hub.tab(cast.bram)).call(Language.switch, to="en")
        await (await hub.tab()).call(Language.switch, to="en")
    assert (await person(cast.bram)).language == "en"


async def test_someone_with_two_parts_chooses_where_to_be(database):
    cast = await make_cast()
    await make_coordinator(cast.tess)
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, "/where")
        assert destinations(await tab.call(Where.load)) == []
        rows = (await tab.shown(Where))["parts"]
        assert [(row["title"]["nl"], row["is_here"]) for row in rows] == [
            ("Projectleider", False),
            ("Docent in Coaching North", True),
        ]
        await tab.call(Me.load)
        assert (await tab.shown(Me))["role"] == Role.TEACHER
        chosen = {"school_id": rows[0]["school_id"], "enrolment_id": ""}
        assert destinations(await tab.call(Where.choose, **chosen)) == ["/"]
        await tab.call(Me.load)
        assert (await tab.shown(Me))["role"] == Role.COORDINATOR


async def test_with_one_part_there_is_nothing_to_choose(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram, "/where")
        assert set(destinations(await tab.call(Where.load))) == {"/"}


async def test_without_a_part_the_page_says_so(sqlite):
    cast = await make_cast()
    async with db.transaction() as session:
        (await session.get_one(Enrolment, cast.bram.enrolment_id)).ended_at = clock.now()
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram, "/where")
        assert destinations(await tab.call(Where.load)) == []
        shown = await tab.shown(Where)
    assert (shown["has_parts"], shown["loaded"]) == (False, True)


async def test_a_part_of_someone_else_cannot_be_chosen(database):
    cast = await make_cast()
    north, south = cast.schools["north"].id, cast.schools["south"].id
    for school, enrolment in (
        (north, None),
        (north, cast.amina.enrolment_id),
        (south, cast.zoe.enrolment_id),
        (south, cast.bram.enrolment_id),
    ):
        with pytest.raises(NotFound):
            await sessions.choose(cast.bram, school, enrolment)
    assert [part.enrolment_id for part in await account.my_parts(cast.bram)] == [cast.bram.enrolment_id]


@pytest.mark.parametrize(
    ("address", "outcome", "next_path"),
    [
        ("/sign-in", "", ""),
        ("/sign-in?wrong=1", "wrong", ""),
        ("/sign-in?late=1", "late", ""),
        ("/sign-in?many=1", "many", ""),
        ("/sign-in?out=1", "out", ""),
        ("/sign-in?unclear=1", "unclear", ""),
        ("/sign-in?other=1&next=/r/K7F3QX", "", "/r/K7F3QX"),
        ("/sign-in?sent=1&next=//evil.example", "held", ""),
    ],
)
async def test_the_sign_in_page_tells_how_it_went(sqlite, address, outcome, next_path):
    await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(path=address)
        await tab.call(SignIn.load)
        shown = await tab.shown(SignIn)
    assert (shown["outcome"], shown["next_path"]) == (outcome, next_path)


async def test_with_a_mail_server_the_page_says_that_a_mail_is_on_its_way(sqlite, monkeypatch):
    from mentorhub.settings import settings

    monkeypatch.setenv("MENTORHUB_SMTP_HOST", "mail.school.example")
    settings.cache_clear()
    await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(path="/sign-in?sent=1")
        await tab.call(SignIn.load)
        assert (await tab.shown(SignIn))["outcome"] == "sent"


async def test_who_is_signed_in_goes_on_from_the_sign_in_page(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        plain = await hub.tab(cast.bram, "/sign-in")
        assert set(destinations(await plain.call(SignIn.load))) == {"/"}
        joining = await hub.tab(cast.bram, "/sign-in?next=/r/K7F3QX")
        assert set(destinations(await joining.call(SignIn.load))) == {"/r/K7F3QX"}


@pytest.mark.parametrize("path", ["/", "/r/K7F3QX", "/speed-dates/1-2_3", "/a.b~c"])
def test_an_own_path_is_kept(path):
    assert own_path(path) == path


@pytest.mark.parametrize(
    "path",
    ["", "r/K7F3QX", "//evil", "/\\evil", "/a//b", "https://evil", "/a?b=c", "/a\n", "/é", "/" + "a" * 300],
)
def test_what_is_no_own_path_is_dropped(path):
    assert own_path(path) == ""
