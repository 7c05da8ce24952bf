"""Printed cards: whose they are, how long they work, and who may print them (issue 2; must-pass 2 and 7)."""

import io
import uuid
from datetime import timedelta

import pypdf
import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.core.guard import digest
from mentorhub.core.tables import AuditEntry
from mentorhub.people import sessions
from mentorhub.people.service.cards import (
    card_of_student,
    cards_of_group,
    last_days_of_cards,
    renew_card,
    revoke_card,
)
from mentorhub.people.tables import Enrolment, LoginCard, Person, SchoolMember, SignInSession
from mentorhub.programmes.tables import Programme
from tests.cast import make_cast
from tests.people.visitor import visitor

ZONE = "Europe/Amsterdam"


async def give_secret(actor, secret: str) -> None:
    async with db.transaction() as session:
        (await session.get_one(SignInSession, actor.session_id)).digest = digest(secret)


async def test_a_group_has_one_card_for_each_student_by_last_name(database):
    cast = await make_cast()
    async with db.transaction() as session:
        (await session.get_one(Person, cast.bram.person_id)).last_name = "Aarts"
    sheet = await cards_of_group(cast.tess, cast.groups["a"].id)
    assert [card.name for card in sheet.cards] == ["Bram Aarts", "Amina Voorbeeld"]
    assert (sheet.school, sheet.group, sheet.left_out) == ("North", "A", ())
    assert len({card.code for card in sheet.cards}) == 2


async def test_a_reprint_gives_the_same_cards(database):
    cast = await make_cast()
    first = await cards_of_group(cast.tess, cast.groups["a"].id)
    clock.move(timedelta(days=20))
    assert await cards_of_group(cast.corrie, cast.groups["a"].id) == first
    assert (await card_of_student(cast.tess, cast.bram.enrolment_id)).cards[0] in first.cards


async def test_a_card_works_for_sixty_days(database):
    cast = await make_cast()
    sheet = await cards_of_group(cast.tess, cast.groups["a"].id)
    expected = local_day(clock.now(), ZONE) + timedelta(days=60)
    assert {card.valid_until for card in sheet.cards} == {expected}


async def test_a_card_ends_with_the_programme_when_that_is_sooner(database):
    cast = await make_cast()
    last = local_day(clock.now(), ZONE) + timedelta(days=3)
    async with db.transaction() as session:
        (await session.get_one(Programme, cast.programmes["north"].id)).ends_on = last
    first = await cards_of_group(cast.tess, cast.groups["a"].id)
    assert {card.valid_until for card in first.cards} == {last}
    assert await cards_of_group(cast.tess, cast.groups["a"].id) == first, "no new card a week before the end"


async def test_a_card_that_ends_within_a_week_is_followed_by_a_new_one(database):
    cast = await make_cast()
    first = (await card_of_student(cast.tess, cast.bram.enrolment_id)).cards[0]
    clock.move(timedelta(days=55))
    second = (await card_of_student(cast.tess, cast.bram.enrolment_id)).cards[0]
    assert second.code != first.code
    assert second.valid_until == first.valid_until + timedelta(days=55)


async def test_a_printed_sheet_says_who_signs_in_by_mail_only(database):
    cast = await make_cast()
    async with db.transaction() as session:
        found = await session.exec(select(SchoolMember).where(SchoolMember.person_id == cast.amina.person_id))
        found.one().is_coordinator = True
        session.add(SchoolMember(school_id=cast.schools["south"].id, person_id=cast.bram.person_id))
        session.add(
            Enrolment(
                school_id=cast.schools["south"].id,
                programme_id=cast.programmes["south"].id,
                person_id=cast.bram.person_id,
                role=Role.MENTEE.value,
                created_at=clock.now(),
            )
        )
    sheet = await cards_of_group(cast.tess, cast.groups["a"].id)
    assert sheet.cards == ()
    assert set(sheet.left_out) == {"Amina Voorbeeld", "Bram Voorbeeld"}
    async with db.reading() as session:
        assert (await session.exec(select(LoginCard))).all() == []


async def test_who_left_gets_no_card(database):
    cast = await make_cast()
    async with db.transaction() as session:
        (await session.get_one(Enrolment, cast.bram.enrolment_id)).ended_at = clock.now()
        (await session.get_one(Person, cast.amina.person_id)).disabled_at = clock.now()
    assert (await cards_of_group(cast.tess, cast.groups["a"].id)).cards == ()
    with pytest.raises(NotFound):
        await card_of_student(cast.tess, cast.bram.enrolment_id)


@pytest.mark.parametrize("who", ["timo", "tom", "cas", "bram", "amina", "zoe"])
async def test_a_group_out_of_reach_is_not_found(database, who):
    cast = await make_cast()
    actor, group, student = cast.actors[who], cast.groups["a"].id, cast.bram.enrolment_id
    for attempt in (cards_of_group(actor, group), last_days_of_cards(actor, group)):
        with pytest.raises(NotFound):
            await attempt
    for attempt in (card_of_student(actor, student), revoke_card(actor, student), renew_card(actor, student)):
        with pytest.raises(NotFound):
            await attempt
    async with db.reading() as session:
        assert (await session.exec(select(LoginCard))).all() == []
        assert (await session.exec(select(AuditEntry))).all() == []


async def test_an_id_that_does_not_exist_is_not_found(sqlite):
    cast = await make_cast()
    for attempt in (cards_of_group(cast.corrie, uuid.uuid4()), revoke_card(cast.corrie, uuid.uuid4())):
        with pytest.raises(NotFound):
            await attempt


async def test_a_teachers_own_card_cannot_be_printed(database):
    cast = await make_cast()
    with pytest.raises(NotFound):
        await card_of_student(cast.corrie, cast.tess.enrolment_id)


async def test_revoking_ends_the_card_and_the_sessions_of_that_student_only(database):
    cast = await make_cast()
    await cards_of_group(cast.tess, cast.groups["a"].id)
    await give_secret(cast.bram, "bram")
    await give_secret(cast.amina, "amina")
    await revoke_card(cast.tess, cast.bram.enrolment_id)
    days = await last_days_of_cards(cast.tess, cast.groups["a"].id)
    assert set(days) == {cast.amina.enrolment_id}
    assert await sessions.resolve(digest("bram")) is None
    assert (await sessions.resolve(digest("amina"))).person_id == cast.amina.person_id
    new = (await card_of_student(cast.tess, cast.bram.enrolment_id)).cards[0]
    assert (await last_days_of_cards(cast.tess, cast.groups["a"].id))[
        cast.bram.enrolment_id
    ] == new.valid_until


async def test_printing_and_revoking_are_on_record_without_names_or_codes(database):
    cast = await make_cast()
    sheet = await cards_of_group(cast.tess, cast.groups["a"].id)
    await revoke_card(cast.tess, cast.bram.enrolment_id)
    async with db.reading() as session:
        entries = list(await session.exec(select(AuditEntry).order_by(AuditEntry.at)))
    assert [(e.action, e.actor_id, e.object_id, e.detail) for e in entries] == [
        ("cards.printed", cast.tess.person_id, cast.groups["a"].id, {"cards": 2}),
        ("card.revoked", cast.tess.person_id, cast.bram.enrolment_id, {}),
    ]
    assert sheet.cards[0].code not in str(entries)


async def test_the_cards_are_downloaded_and_never_kept_by_the_browser(sqlite):
    cast = await make_cast()
    await give_secret(cast.tess, "tess")
    group, student = cast.groups["a"].id, cast.bram.enrolment_id
    async with visitor(secret="tess") as browser:
        for path, name in (
            (f"/cards/{group}.pdf", "A"),
            (f"/cards/person/{student}.pdf", "A-Bram-Voorbeeld"),
        ):
            answer = await browser.get(path)
            assert answer.status_code == 200
            assert answer.headers["content-type"] == "application/pdf"
            assert answer.headers["content-disposition"] == f'attachment; filename="kaarten-{name}.pdf"'
            assert answer.headers["cache-control"] == "no-store"
            assert len(pypdf.PdfReader(io.BytesIO(answer.content)).pages) == 1


async def test_nobody_else_downloads_them(sqlite):
    cast = await make_cast()
    path = f"/cards/{cast.groups['a'].id}.pdf"
    async with visitor() as browser:
        assert (await browser.get(path)).headers["location"] == "/sign-in"
    for who in ("timo", "tom", "cas", "bram"):
        await give_secret(cast.actors[who], who)
        async with visitor(secret=who) as browser:
            answers = [
                await browser.get(p) for p in (path, "/cards/nonsense.pdf", f"/cards/{uuid.uuid4()}.pdf")
            ]
        assert {(a.status_code, a.content) for a in answers} == {(404, b"")}, who
