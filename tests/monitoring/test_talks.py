"""A talk with one of a pair or both: invitations for calendars, cancelled once, the place for nobody else."""

from datetime import time, timedelta

import pytest
from icalendar import Calendar

from mentorhub.core import clock
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import OutboxMail
from mentorhub.monitoring import service
from mentorhub.monitoring.service import acts
from mentorhub.monitoring.tables import StaffAct, Talk
from mentorhub.people.tables import Notice
from tests.cast import make_cast
from tests.monitoring.making import change, day, mails_of, rows
from tests.pairs.making import make_pair


def talk(whom="mentor", ahead=3, place="lokaal-7"):
    return acts.NewTalk(whom, day(ahead), time(14, 30), 30, place)


async def a_pair():
    cast = await make_cast()
    return cast, await make_pair(cast.bram, cast.amina, days_ago=33)


def event(mail):
    calendar = Calendar.from_ical(mail.attachment)
    return str(calendar["method"]), calendar.walk("VEVENT")[0]


async def test_who_goes_and_the_teacher_get_the_talk_in_their_calendars(database):
    cast, pair = await a_pair()
    await change(cast.amina, language="en")
    talk_id = await acts.plan_talk(cast.tess, pair, talk())
    assert {mail.person_id for mail in await rows(OutboxMail)} == {
        cast.amina.person_id,
        cast.tess.person_id,
    }
    [to_mentor], [to_tess] = await mails_of(cast.amina), await mails_of(cast.tess)
    method, found = event(to_mentor)
    assert (method, str(found["uid"]), int(found["sequence"])) == ("REQUEST", f"{talk_id}@mentorhub", 0)
    assert (str(found["summary"]), str(found["location"])) == ("Talk with Tess Voorbeeld", "lokaal-7")
    assert found.decoded("dtend") - found.decoded("dtstart") == timedelta(minutes=30)
    assert str(event(to_tess)[1]["summary"]) == "Gesprek met Amina Voorbeeld"
    assert "14.30 uur" in to_tess.body


async def test_who_has_no_address_finds_the_invitation_in_the_hub(sqlite):
    cast, pair = await a_pair()
    await change(cast.bram, email=None)
    talk_id = await acts.plan_talk(cast.tess, pair, talk("mentee"))
    await acts.cancel_talk(cast.tess, talk_id)
    assert {mail.person_id for mail in await rows(OutboxMail)} == {cast.tess.person_id}
    assert [(notice.person_id, notice.subject) for notice in await rows(Notice)] == [
        (cast.bram.person_id, "Gesprek met Tess Voorbeeld"),
        (cast.bram.person_id, "Gesprek met Tess Voorbeeld gaat niet door"),
    ]


async def test_both_are_invited_and_neither_reads_anothers_address(sqlite):
    cast, pair = await a_pair()
    await acts.plan_talk(cast.tess, pair, talk("both"))
    mails = await rows(OutboxMail)
    assert len(mails) == 3
    for mail in mails:
        others = {one.to_address for one in mails} - {mail.to_address}
        assert [address for address in others if address in mail.body + (mail.attachment or "")] == []


async def test_the_same_talk_sent_twice_is_one_talk(database):
    cast, pair = await a_pair()
    seen = (await service.opened(cast.tess, pair)).acts
    first = await acts.plan_talk(cast.tess, pair, talk(), seen)
    assert await acts.plan_talk(cast.tess, pair, talk(), seen) == first
    assert (len(await rows(Talk)), len(await rows(OutboxMail)), len(await rows(StaffAct))) == (1, 2, 1)


async def test_a_colleague_cancels_it_once_and_calendars_take_it_out(database):
    cast, pair = await a_pair()
    talk_id = await acts.plan_talk(cast.tess, pair, talk())
    for _ in range(2):
        await acts.cancel_talk(cast.corrie, talk_id)
    cancelled = [mail for mail in await mails_of(cast.amina) if event(mail)[0] == "CANCEL"]
    assert [(int(event(mail)[1]["sequence"]), str(event(mail)[1]["status"])) for mail in cancelled] == [
        (1, "CANCELLED")
    ]
    assert len(await rows(OutboxMail)) == 4
    file = await service.pair_file(cast.tess, pair)
    assert [(moment.did.kind, moment.did.by) for moment in file.timeline if moment.did] == [
        ("talk_cancelled", "Corrie Voorbeeld"),
        ("talk", "Tess Voorbeeld"),
    ]
    assert file.talks == ()


@pytest.mark.parametrize("ahead", [-1, 400])
async def test_a_talk_in_the_past_or_over_a_year_ahead_is_refused(sqlite, ahead):
    cast, pair = await a_pair()
    with pytest.raises(acts.DayRefused):
        await acts.plan_talk(cast.tess, pair, talk(ahead=ahead))
    assert await rows(Talk) == []


async def test_a_talk_that_is_over_cannot_be_cancelled(sqlite):
    cast, pair = await a_pair()
    talk_id = await acts.plan_talk(cast.tess, pair, talk())
    clock.move(timedelta(days=4))
    with pytest.raises(NotFound):
        await acts.cancel_talk(cast.tess, talk_id)


async def test_another_group_or_school_plans_and_cancels_nothing(database):
    cast, pair = await a_pair()
    talk_id = await acts.plan_talk(cast.tess, pair, talk())
    for name in ("timo", "tom", "cas", "bram", "amina"):
        with pytest.raises(NotFound):
            await acts.plan_talk(cast.actors[name], pair, talk(ahead=5))
        with pytest.raises(NotFound):
            await acts.cancel_talk(cast.actors[name], talk_id)
    assert [row.cancelled_at for row in await rows(Talk)] == [None]


async def test_mail_about_talks_has_a_limit(sqlite):
    cast, pair = await a_pair()
    for ahead in range(1, 11):
        await acts.plan_talk(cast.tess, pair, talk(ahead=ahead))
    with pytest.raises(acts.TooOften):
        await acts.plan_talk(cast.tess, pair, talk(ahead=20))
    assert len(await rows(Talk)) == 10
