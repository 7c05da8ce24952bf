"""Reminder and question around an appointment, and the signed links that answer it."""

import asyncio
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from itsdangerous import URLSafeSerializer
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import AuditEntry, OutboxMail
from mentorhub.pairs import service
from mentorhub.pairs.tables import Appointment, Contact
from mentorhub.people.service.mailbox import read_mail
from mentorhub.people.tables import Enrolment, Person
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.pairs.making import add_appointment, make_pair

ZONE = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2027, 3, 22, 12, tzinfo=ZONE)
SUMMER_TUESDAY = date(2027, 3, 30)


def to(moment):
    clock.move(timedelta())
    clock.move(moment - clock.now())


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def waiting(kind):
    return [mail for mail in await rows(OutboxMail) if mail.kind == kind and mail.sent_at is None]


async def planned(cast, day=SUMMER_TUESDAY, at=time(17)):
    """A pair that planned to meet, when it is Monday a week before."""
    to(MONDAY)
    pair = await make_pair(cast.bram, cast.amina)
    return pair, await service.plan_appointment(cast.bram, pair, service.Meeting(day, at, 45, "Kantine"))


async def links_of(actor):
    """The two tokens in the question to one of the two."""
    [mail] = [mail for mail in await waiting("answer") if mail.person_id == actor.person_id]
    yes, no = (line.rpartition("/")[2] for line in mail.body.splitlines() if "/appointments/answer/" in line)
    return yes, no


async def test_both_are_reminded_the_day_before_and_asked_the_day_after_at_the_school(database):
    cast = await make_cast()
    await planned(cast)
    assert {mail.due_at for mail in await waiting("appointment_reminder")} == {
        datetime(2027, 3, 29, 16, tzinfo=ZONE)
    }
    assert {mail.due_at for mail in await waiting("answer")} == {datetime(2027, 3, 31, 10, tzinfo=ZONE)}
    assert {mail.person_id for mail in await waiting("answer")} == {
        cast.bram.person_id,
        cast.amina.person_id,
    }


async def test_a_reminder_that_would_be_late_is_not_written(sqlite):
    cast = await make_cast()
    await planned(cast, day=MONDAY.date() + timedelta(days=1), at=time(9))
    assert len(await waiting("appointment_reminder")) == 2
    to(datetime(2027, 3, 22, 16, 1, tzinfo=ZONE))
    other = await make_pair(cast.daan, cast.chaima)
    await service.plan_appointment(
        cast.daan, other, service.Meeting(MONDAY.date() + timedelta(days=1), time(9), 30, "")
    )
    assert len(await waiting("appointment_reminder")) == 2
    assert len(await waiting("answer")) == 4


async def test_a_change_moves_reminder_and_question_and_a_cancellation_removes_them(database):
    cast = await make_cast()
    pair, appointment = await planned(cast)
    later = SUMMER_TUESDAY + timedelta(days=2)
    await service.plan_appointment(cast.amina, pair, service.Meeting(later, time(17), 45, ""))
    assert {mail.due_at.astimezone(ZONE).date() for mail in await waiting("appointment_reminder")} == {
        later - timedelta(days=1)
    }
    assert len(await waiting("answer")) == 2
    await service.cancel_appointment(cast.bram, appointment)
    assert await waiting("answer") + await waiting("appointment_reminder") == []


async def test_a_link_answers_once_also_when_both_say_yes(database):
    cast = await make_cast()
    pair, appointment = await planned(cast)
    mine, theirs = (await links_of(cast.bram))[0], (await links_of(cast.amina))[0]
    to(datetime(2027, 3, 31, 10, 1, tzinfo=ZONE))
    outcomes = await asyncio.gather(*(service.answer_by_link(mine) for _ in range(3)))
    assert sorted(outcomes) == ["was_yes", "was_yes", "yes"]
    assert await service.answer_by_link(theirs) == "was_yes"
    [contact] = await rows(Contact)
    assert (contact.channel, contact.minutes, contact.planned) == ("seen", 45, True)
    assert (contact.happened_on, contact.by_enrolment_id) == (SUMMER_TUESDAY, cast.bram.enrolment)
    # The yes of the other confirms what the first one's yes logged.
    assert (contact.appointment_id, contact.answer) == (appointment, "confirmed")
    assert (await service.pair_room(cast.bram, pair)).question is None
    answered = [row for row in await rows(AuditEntry) if row.action == "appointment.answered"]
    assert [(row.actor_id, row.school_id) for row in answered] == [(cast.bram.person_id, cast.bram.school)]


async def test_looking_behind_a_link_changes_nothing(database):
    cast = await make_cast()
    await planned(cast)
    yes, no = await links_of(cast.bram)
    to(datetime(2027, 3, 31, 10, 1, tzinfo=ZONE))
    for token, answer in ((yes, "yes"), (no, "no")):
        found = await service.look_behind_link(token)
        assert found[0] == answer
        assert found[1].starts_at == datetime(2027, 3, 30, 17, tzinfo=ZONE)
    assert (await rows(Contact), (await rows(Appointment))[0].happened) == ([], "")


async def test_no_logs_nothing_and_a_later_yes_does_not_change_that(sqlite):
    cast = await make_cast()
    await planned(cast)
    (_, no), (yes, _) = await links_of(cast.bram), await links_of(cast.amina)
    to(datetime(2027, 3, 31, 10, 1, tzinfo=ZONE))
    assert await service.answer_by_link(no) == "no"
    assert await service.answer_by_link(yes) == "was_no"
    assert await service.look_behind_link(yes) == "was_no"
    assert await rows(Contact) == []


async def test_a_link_works_for_fourteen_days(sqlite):
    cast = await make_cast()
    await planned(cast)
    yes, _ = await links_of(cast.bram)
    to(datetime(2027, 4, 14, 10, 1, tzinfo=ZONE))
    assert await service.answer_by_link(yes) == await service.look_behind_link(yes) == "late"
    to(datetime(2027, 4, 14, 9, 59, tzinfo=ZONE))
    assert await service.answer_by_link(yes) == "yes"


async def test_a_link_of_another_hand_does_nothing(sqlite):
    cast = await make_cast()
    await planned(cast)
    yes, no = await links_of(cast.bram)
    to(datetime(2027, 3, 31, 10, 1, tzinfo=ZONE))
    payload, _, signature = yes.rpartition(".")
    body = URLSafeSerializer("k").loads_unsafe(yes)[1]
    forged = URLSafeSerializer("another key", salt="pairs.appointment-happened").dumps(body)
    other_purpose = URLSafeSerializer(settings().signing_key(), salt="something else").dumps(body)
    mixed = f"{payload}.{no.rpartition('.')[2]}"
    for token in (forged, other_purpose, mixed, payload, f"{payload}.{signature[:-2]}", "", "x", "ü" * 50):
        assert await service.answer_by_link(token) == await service.look_behind_link(token) == "wrong"
    assert (await rows(Appointment))[0].happened == ""


async def test_a_link_answers_about_its_own_appointment_only(sqlite):
    cast = await make_cast()
    pair, appointment = await planned(cast)
    yes, _ = await links_of(cast.bram)
    other = await add_appointment(pair, cast.amina, datetime(2027, 3, 29, 9, tzinfo=ZONE))
    to(datetime(2027, 3, 31, 10, 1, tzinfo=ZONE))
    await service.answer_by_link(yes)
    assert {row.id: row.happened for row in await rows(Appointment)} == {appointment: "yes", other: ""}


async def test_nothing_is_answered_before_the_appointment_is_over_or_after_it_was_cancelled(sqlite):
    cast = await make_cast()
    _, appointment = await planned(cast)
    yes, _ = await links_of(cast.bram)
    assert await service.answer_by_link(yes) == "wrong"
    with pytest.raises(NotFound):
        await service.answer_question(cast.bram, appointment, "yes")
    await service.cancel_appointment(cast.amina, appointment)
    to(datetime(2027, 3, 31, 10, 1, tzinfo=ZONE))
    assert await service.answer_by_link(yes) == "wrong"
    assert await rows(Contact) == []


async def test_the_room_asks_the_same_and_an_answer_there_stops_the_mails(database):
    cast = await make_cast()
    pair, appointment = await planned(cast)
    to(datetime(2027, 3, 30, 17, 44, tzinfo=ZONE))
    assert (await service.pair_room(cast.amina, pair)).question is None
    to(datetime(2027, 3, 30, 17, 45, tzinfo=ZONE))
    asked = (await service.pair_room(cast.amina, pair)).question
    assert asked is not None
    assert asked.appointment_id == appointment
    assert await service.answer_question(cast.amina, appointment, "yes") == "yes"
    assert await waiting("answer") == []
    assert (await service.pair_room(cast.bram, pair)).contacts[0].planned


async def test_nobody_but_the_two_can_answer_in_the_room(database):
    cast = await make_cast()
    _, appointment = await planned(cast)
    await make_pair(cast.daan, cast.chaima)
    to(datetime(2027, 3, 31, 10, tzinfo=ZONE))
    for name in ("daan", "chaima", "zoe", "yara", "tess", "corrie"):
        with pytest.raises(NotFound):
            await service.answer_question(cast.actors[name], appointment, "yes")
    assert await rows(Contact) == []


async def test_the_coordinator_cannot_read_the_links_in_the_mailbox(sqlite):
    cast = await make_cast()
    await planned(cast)
    for mail in await waiting("answer"):
        assert await read_mail(cast.corrie, mail.id) is None


async def test_the_coordinator_cannot_read_in_the_mailbox_where_the_two_meet(sqlite):
    cast = await make_cast()
    await planned(cast)
    mails = await waiting("appointment") + await waiting("appointment_reminder")
    assert len(mails) == 4
    for mail in mails:
        assert "Kantine" in mail.body
        assert "Kantine" not in mail.subject
        assert await read_mail(cast.corrie, mail.id) is None


@pytest.mark.parametrize("table", [Enrolment, Person])
async def test_the_link_of_who_left_answers_nothing(sqlite, table):
    cast = await make_cast()
    await planned(cast)
    mine, theirs = (await links_of(cast.bram))[0], (await links_of(cast.amina))[0]
    to(datetime(2027, 3, 31, 10, tzinfo=ZONE))
    async with db.transaction() as session:
        if table is Enrolment:
            (await session.get_one(Enrolment, cast.bram.enrolment)).ended_at = clock.now()
        else:
            (await session.get_one(Person, cast.bram.person_id)).disabled_at = clock.now()
    assert await service.look_behind_link(mine) == "wrong"
    assert await service.answer_by_link(mine) == "wrong"
    assert await rows(Contact) == []
    assert await service.answer_by_link(theirs) == "yes"
