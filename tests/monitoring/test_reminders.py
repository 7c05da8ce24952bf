"""One click reminds both, in the language of each, once in three days, and only who may."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.dates import local_day
from mentorhub.core.tables import AuditEntry, OutboxMail
from mentorhub.monitoring import service
from mentorhub.monitoring.tables import StaffAct
from mentorhub.people.tables import Person
from tests.cast import make_cast
from tests.pairs.making import add_contact, make_pair


def today():
    return local_day(clock.now(), "Europe/Amsterdam")


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def change(actor, **values):
    async with db.transaction() as session:
        person = await session.get_one(Person, actor.person_id)
        for name, value in values.items():
            setattr(person, name, value)


async def test_both_are_reminded_in_their_own_language(database):
    cast = await make_cast()
    await change(cast.amina, language="en")
    pair = await make_pair(cast.bram, cast.amina, days_ago=25)
    assert await service.remind(cast.tess, pair) == service.Reminded("sent", 2, today())
    subjects = {mail.person_id: mail.subject for mail in await rows(OutboxMail)}
    assert subjects == {
        cast.bram.person_id: "Maak je contact met Amina?",
        cast.amina.person_id: "Will you get in touch with Bram?",
    }
    assert [(entry.action, entry.object_id) for entry in await rows(AuditEntry)] == [("pair.reminded", pair)]


async def test_a_pair_that_went_quiet_reads_another_mail(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=60)
    await add_contact(pair, cast.bram, today() - timedelta(days=30))
    await service.remind(cast.corrie, pair)
    assert sorted(mail.subject for mail in await rows(OutboxMail)) == [
        "Spreek je Amina weer eens?",
        "Spreek je Bram weer eens?",
    ]


async def test_two_clicks_at_once_send_one_reminder(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=25)
    outcomes = await asyncio.gather(*(service.remind(cast.tess, pair) for _ in range(3)))
    assert sorted(found.outcome for found in outcomes) == ["already", "already", "sent"]
    assert (len(await rows(StaffAct)), len(await rows(OutboxMail))) == (1, 2)


async def test_a_reminder_can_follow_after_three_days(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=25)
    first_on = (await service.remind(cast.tess, pair)).on
    clock.move(timedelta(days=2))
    assert await service.remind(cast.corrie, pair) == service.Reminded("already", 0, first_on)
    line = (await service.attention_list(cast.tess)).lines[0]
    assert (line.reminded_on, line.may_remind) == (first_on, False)
    clock.move(timedelta(days=3))
    assert (await service.remind(cast.corrie, pair)).outcome == "sent"
    assert len(await rows(StaffAct)) == 2


async def test_who_has_no_address_is_not_counted_as_reminded(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=25)
    await change(cast.bram, email=None)
    assert await service.remind(cast.tess, pair) == service.Reminded("sent", 1, today())
    other = await make_pair(cast.daan, cast.chaima, days_ago=25)
    await change(cast.daan, email=None)
    await change(cast.chaima, email=None)
    assert await service.remind(cast.timo, other) == service.Reminded("no_address", 0, None)
    assert [reminder.pair_id for reminder in await rows(StaffAct)] == [pair]


async def test_another_group_or_school_cannot_remind(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=25)
    for name in ("timo", "tom", "cas", "bram", "chaima"):
        with pytest.raises(NotFound):
            await service.remind(cast.actors[name], pair)
    assert await rows(OutboxMail) == []
