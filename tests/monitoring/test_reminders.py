"""One click reminds both, in the language of each, once in three days, and only who may."""

import asyncio
from datetime import timedelta

import pytest

from mentorhub.core import clock
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import AuditEntry, OutboxMail
from mentorhub.monitoring import service
from mentorhub.monitoring.said import bulk_reminded_text, reminded_text
from mentorhub.monitoring.service import acts
from mentorhub.monitoring.tables import StaffAct
from mentorhub.people.tables import Notice
from tests.cast import make_cast
from tests.monitoring.making import change, day, mails_of, rows
from tests.pairs.making import add_contact, make_pair


async def late_pair():
    cast = await make_cast()
    return cast, await make_pair(cast.bram, cast.amina, days_ago=25)


async def test_both_are_reminded_in_their_own_language(database):
    cast, pair = await late_pair()
    await change(cast.amina, language="en")
    assert await acts.remind(cast.tess, pair) == acts.Reminded("sent", 2, 0, 0, day())
    subjects = {mail.person_id: mail.subject for mail in await rows(OutboxMail)}
    assert subjects == {
        cast.bram.person_id: "Maak je contact met Amina?",
        cast.amina.person_id: "Will you get in touch with Bram?",
    }
    assert [(entry.action, entry.object_id) for entry in await rows(AuditEntry)] == [("pair.reminded", pair)]
    assert {notice.person_id for notice in await rows(Notice)} == subjects.keys()


async def test_one_of_the_two_is_reminded_with_the_text_that_was_chosen(database):
    cast, pair = await late_pair()
    found = await service.opened(cast.tess, pair)
    assert [one.key for one in found.choices] == [
        "first_ask",
        "first_words",
        "first_day",
        "first_done",
        "come_by",
    ]
    await acts.remind(cast.tess, pair, "mentor", "come_by", found.acts)
    [mail] = await rows(OutboxMail)
    assert (mail.person_id, mail.subject) == (cast.amina.person_id, "Kom je even langs?")
    assert mail.body.strip() == found.choices[4].mentor.body.strip()
    assert "Groet,\nTess Voorbeeld" in mail.body
    [act] = await rows(StaffAct)
    assert act.detail == {"whom": "mentor", "text": "come_by"}


async def test_a_text_of_another_state_is_not_to_be_chosen(sqlite):
    cast, pair = await late_pair()
    with pytest.raises(NotFound):
        await acts.remind(cast.tess, pair, "both", "again_ask")
    assert await rows(OutboxMail) == []


async def test_a_pair_that_went_quiet_reads_another_mail(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=60)
    await add_contact(pair, cast.bram, day(-30))
    await acts.remind(cast.corrie, pair)
    assert sorted(mail.subject for mail in await rows(OutboxMail)) == [
        "Spreek je Amina weer eens?",
        "Spreek je Bram weer eens?",
    ]


async def test_two_teachers_who_click_at_once_send_one_reminder(database):
    cast, pair = await late_pair()
    who = (cast.tess, cast.corrie, cast.tess)
    outcomes = await asyncio.gather(*(acts.remind(one, pair) for one in who))
    assert sorted(found.outcome for found in outcomes) == ["already", "already", "sent"]
    assert (len(await rows(StaffAct)), len(await rows(OutboxMail))) == (1, 2)


async def test_a_reminder_can_follow_after_three_days(database):
    cast, pair = await late_pair()
    first_on = (await acts.remind(cast.tess, pair)).on
    clock.move(timedelta(days=2))
    assert await acts.remind(cast.corrie, pair) == acts.Reminded("already", 0, 0, 0, first_on)
    line = (await service.attention_list(cast.tess)).lines[0]
    assert (line.reminded_on, line.may_remind) == (first_on, False)
    clock.move(timedelta(days=3))
    assert (await acts.remind(cast.corrie, pair)).outcome == "sent"
    assert len(await rows(StaffAct)) == 2


async def test_who_has_no_address_reads_it_in_the_hub_and_the_teacher_hears_that(sqlite):
    cast, pair = await late_pair()
    await change(cast.bram, email=None)
    found = await acts.remind(cast.tess, pair)
    assert found == acts.Reminded("sent", 1, 1, 1, day())
    assert {notice.person_id for notice in await rows(Notice)} == {cast.bram.person_id, cast.amina.person_id}
    said, tone = reminded_text(found, "Bram", "Amina")
    assert (said["nl"], tone) == (
        "Bram en Amina zijn herinnerd. 1 van hen heeft geen mailadres en leest het in de hub.",
        "soon",
    )


async def test_whose_account_is_closed_is_told_nothing_and_nothing_is_recorded(sqlite):
    cast, pair = await late_pair()
    for one in (cast.bram, cast.amina):
        await change(one, disabled_at=clock.now())
    assert (await acts.remind(cast.tess, pair)).outcome == "nobody"
    assert await rows(StaffAct) + await rows(OutboxMail) + await rows(Notice) == []


async def test_another_group_or_school_cannot_remind(database):
    cast, pair = await late_pair()
    for name in ("timo", "tom", "cas", "bram", "chaima"):
        with pytest.raises(NotFound):
            await acts.remind(cast.actors[name], pair)
    assert await rows(OutboxMail) == []


async def test_many_are_reminded_at_once_and_the_count_is_honest(database):
    cast, pair = await late_pair()
    other = await make_pair(cast.daan, cast.chaima, days_ago=40)
    third = await make_pair(cast.bram, cast.chaima, days_ago=40)
    gone = await make_pair(cast.daan, cast.amina, days_ago=40)
    await acts.remind(cast.tess, pair)
    await acts.end_pair(cast.corrie, gone, "other")
    await change(cast.daan, email=None)
    found = await acts.remind_many(cast.corrie, [pair, other, third, other, gone])
    assert found == acts.Bulk(done=2, already=1, ended=1, no_address=1)
    assert bulk_reminded_text(found)[0]["nl"] == (
        "2 duo's herinnerd. 1 was al herinnerd. 1 duo is intussen gestopt. "
        "1 student heeft geen mailadres en leest het in de hub."
    )
    assert len(await mails_of(cast.chaima, "reminder")) == 2


async def test_nobody_of_a_choice_is_reminded_when_one_pair_is_not_in_view(sqlite):
    cast, pair = await late_pair()
    other = await make_pair(cast.daan, cast.chaima, days_ago=40)
    with pytest.raises(NotFound):
        await acts.remind_many(cast.tess, [pair, other])
    with pytest.raises(NotFound):
        await acts.snooze_many(cast.tess, [pair, other], day(1))
    assert await rows(StaffAct) == []
