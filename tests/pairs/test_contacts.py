"""Logging contact and reading the room: the two of the pair, once, and nobody else."""

import asyncio
import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.dates import local_day
from mentorhub.core.tables import AuditEntry
from mentorhub.pairs import service
from mentorhub.pairs.tables import Contact
from mentorhub.people.tables import Person
from tests.cast import make_cast
from tests.pairs.making import add_contact, make_pair

ZONE = "Europe/Amsterdam"
OUTSIDERS = ("chaima", "daan", "zoe", "yara")


def today():
    return local_day(clock.now(), ZONE)


def contact(day=None, key="", channel="called"):
    return service.NewContact(channel, 45, day, key or uuid.uuid4().hex)


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def test_both_see_the_same_contact_moment_and_who_logged_it(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=3)
    await service.log_contact(cast.bram, pair, contact(today() - timedelta(days=1)))
    mine = (await service.pair_room(cast.bram, pair)).contacts[0]
    theirs = (await service.pair_room(cast.amina, pair)).contacts[0]
    assert (mine.channel, mine.minutes, mine.happened_on) == ("called", 45, today() - timedelta(days=1))
    assert (mine.is_mine, mine.can_undo) == (True, True)
    assert (theirs.is_mine, theirs.can_undo) == (False, False)


async def test_the_same_form_sent_twice_logs_one_contact(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    taps = [service.spoke_today(cast.bram, pair, "k" * 32) for _ in range(3)]
    assert len(set(await asyncio.gather(*taps))) == 1
    assert [(row.channel, row.minutes, row.happened_on) for row in await rows(Contact)] == [
        ("spoke", 0, today())
    ]
    assert [entry.action for entry in await rows(AuditEntry)] == ["contact.logged"]


async def test_the_first_contact_ends_the_countdown(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=24)
    before = (await service.my_pairs(cast.amina))[0].first_contact
    assert before is not None
    assert before.days_left == 6
    await service.spoke_today(cast.bram, pair, "k" * 32)
    after = (await service.my_pairs(cast.amina))[0]
    assert (after.first_contact, after.last_contact_on) == (None, today())


@pytest.mark.parametrize("days", [-4, 1])
async def test_a_day_before_the_match_or_after_today_is_refused(sqlite, days):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=3)
    with pytest.raises(service.DayRefused):
        await service.log_contact(cast.bram, pair, contact(today() + timedelta(days=days)))
    assert await rows(Contact) == []


async def test_today_is_the_day_of_the_school_also_just_after_midnight(sqlite):
    cast = await make_cast()
    after_midnight = datetime(2027, 3, 28, 0, 30, tzinfo=ZoneInfo(ZONE))
    clock.move(after_midnight - clock.now())
    pair = await make_pair(cast.bram, cast.amina)
    await service.spoke_today(cast.bram, pair, "k" * 32)
    assert (await rows(Contact))[0].happened_on == date(2027, 3, 28)


async def test_what_i_logged_can_be_undone_for_an_hour(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    logged = await service.spoke_today(cast.bram, pair, "k" * 32)
    with pytest.raises(NotFound):
        await service.undo_contact(cast.amina, logged)
    await service.undo_contact(cast.bram, logged)
    assert await rows(Contact) == []
    later = await service.spoke_today(cast.bram, pair, "k" * 32)
    clock.move(timedelta(hours=1, minutes=1))
    with pytest.raises(NotFound):
        await service.undo_contact(cast.bram, later)
    assert len(await rows(Contact)) == 1


async def test_nobody_but_the_two_finds_the_pair(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.chaima)
    logged = await service.spoke_today(cast.bram, pair, "k" * 32)
    for name in OUTSIDERS:
        outsider = cast.actors[name]
        with pytest.raises(NotFound):
            await service.pair_room(outsider, pair)
        with pytest.raises(NotFound):
            await service.spoke_today(outsider, pair, "o" * 32)
        with pytest.raises(NotFound):
            await service.undo_contact(outsider, logged)
        assert pair not in [line.pair_id for line in await service.my_pairs(outsider)]
    assert len(await rows(Contact)) == 1


@pytest.mark.parametrize("name", ["tess", "corrie"])
async def test_staff_never_enter_the_room_of_a_pair(sqlite, name):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    actor = cast.actors[name]
    with pytest.raises(NotFound):
        await service.pair_room(actor, pair)
    with pytest.raises(NotFound):
        await service.spoke_today(actor, pair, "k" * 32)


async def test_only_the_details_that_the_other_shows_arrive(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    async with db.transaction() as session:
        amina = await session.get_one(Person, cast.amina.person_id)
        amina.phone, amina.shows_phone, amina.shows_email = "0612345678", True, False
        bram = await session.get_one(Person, cast.bram.person_id)
        bram.phone, bram_mail = "0687654321", bram.email
    seen_by_bram = await service.pair_room(cast.bram, pair)
    seen_by_amina = await service.pair_room(cast.amina, pair)
    assert (seen_by_bram.phone, seen_by_bram.email) == ("0612345678", "")
    assert (seen_by_amina.phone, seen_by_amina.email) == ("", bram_mail)


async def test_only_the_junior_reads_why_they_were_matched(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, own_reason={"kind": "lower_choice", "rank": 3})
    assert (await service.pair_room(cast.bram, pair)).own_reason == {"kind": "lower_choice", "rank": 3}
    assert (await service.pair_room(cast.amina, pair)).own_reason == {}


async def test_a_coach_with_two_juniors_has_two_pairs_that_do_not_mix(database):
    cast = await make_cast()
    one = await make_pair(cast.bram, cast.amina)
    two = await make_pair(cast.daan, cast.amina)
    await add_contact(one, cast.bram, today())
    assert [(line.full_name, line.last_contact_on) for line in await service.my_pairs(cast.amina)] == [
        ("Bram Voorbeeld", today()),
        ("Daan Voorbeeld", None),
    ]
    assert (await service.pair_room(cast.amina, two)).contacts == ()
