"""The next appointment: one at a time, with a calendar file that follows its changes, for the two only."""

from datetime import date, time, timedelta

import pytest
from icalendar import Calendar
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.outbox import as_message
from mentorhub.core.tables import OutboxMail
from mentorhub.pairs import service
from mentorhub.pairs.service.appointments import TOLD_PER_HOUR
from mentorhub.pairs.tables import Appointment
from mentorhub.people.tables import Person
from tests.cast import make_cast
from tests.pairs.making import add_appointment, make_pair

SUMMER = date(2027, 3, 30)


def meeting(day=None, at=time(17), place="Kantine"):
    return service.Meeting(day or clock.now().date() + timedelta(days=3), at, 45, place)


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def invitations():
    """The mails that go at once, without the reminders and questions that wait."""
    return [mail for mail in await rows(OutboxMail) if mail.kind == "appointment"]


def event_of(text):
    return Calendar.from_ical(text).walk("VEVENT")[0]


async def english(person_id):
    async with db.transaction() as session:
        person = await session.get_one(Person, person_id)
        person.language, person.shows_email = "en", False
        return person.email


async def test_both_get_an_invitation_in_their_own_language(database):
    cast = await make_cast()
    address = await english(cast.amina.person_id)
    pair = await make_pair(cast.bram, cast.amina)
    await service.plan_appointment(cast.bram, pair, meeting())
    mails = {mail.person_id: mail for mail in await invitations()}
    assert set(mails) == {cast.bram.person_id, cast.amina.person_id}
    assert mails[cast.bram.person_id].subject.startswith("Afspraak met Amina Voorbeeld")
    assert mails[cast.amina.person_id].subject.startswith("Appointment with Bram Voorbeeld")
    assert "Kantine" in mails[cast.amina.person_id].body
    # Amina keeps her address to herself, so it may not travel to Bram inside the invitation.
    assert address not in as_message(mails[cast.bram.person_id]).as_string()
    attached = mails[cast.amina.person_id].attachment
    assert Calendar.from_ical(attached)["method"] == "REQUEST"
    assert event_of(attached)["attendee"] == f"mailto:{address}"


async def test_the_calendar_file_keeps_its_uid_while_its_sequence_grows(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    appointment = await service.plan_appointment(cast.bram, pair, meeting())
    first = event_of(await service.appointment_file(cast.bram, appointment))
    assert await service.plan_appointment(cast.amina, pair, meeting(place="Bibliotheek")) == appointment
    second = event_of(await service.appointment_file(cast.amina, appointment))
    await service.cancel_appointment(cast.bram, appointment)
    third = event_of(await service.appointment_file(cast.bram, appointment))
    assert first["uid"] == second["uid"] == third["uid"]
    assert [int(event["sequence"]) for event in (first, second, third)] == [0, 1, 2]
    assert [str(event["status"]) for event in (first, second, third)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert (second["location"], second["summary"]) == ("Bibliotheek", "Afspraak met Bram Voorbeeld")
    methods = [str(Calendar.from_ical(mail.attachment)["method"]) for mail in await invitations()]
    assert sorted(methods) == ["CANCEL"] * 2 + ["REQUEST"] * 4


async def test_the_same_appointment_sent_twice_is_one_row_and_two_mails(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    assert await service.plan_appointment(cast.bram, pair, meeting()) == await service.plan_appointment(
        cast.bram, pair, meeting()
    )
    assert [row.sequence for row in await rows(Appointment)] == [0]
    assert len(await invitations()) == 2


async def test_cancelling_twice_tells_both_once(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    appointment = await service.plan_appointment(cast.bram, pair, meeting())
    await service.cancel_appointment(cast.amina, appointment)
    await service.cancel_appointment(cast.bram, appointment)
    assert [row.sequence for row in await rows(Appointment)] == [1]
    assert len(await invitations()) == 4
    assert (await service.pair_room(cast.bram, pair)).appointment is None


async def test_five_o_clock_is_five_o_clock_at_the_school_in_summer_too(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    clock.move(timedelta(days=(SUMMER - clock.now().date()).days - 5))
    appointment = await service.plan_appointment(cast.bram, pair, meeting(SUMMER))
    event = event_of(await service.appointment_file(cast.bram, appointment))
    assert event.to_ical().count(b"DTSTART:20270330T150000Z") == 1
    assert event.to_ical().count(b"DTEND:20270330T154500Z") == 1


async def test_an_appointment_in_the_past_is_refused(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    with pytest.raises(service.DayRefused):
        await service.plan_appointment(cast.bram, pair, meeting(clock.now().date() - timedelta(days=1)))
    assert await rows(Appointment) == []


async def test_after_an_appointment_a_new_one_is_planned_beside_it(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    over = await add_appointment(pair, cast.bram, clock.now() - timedelta(days=1))
    assert await service.plan_appointment(cast.bram, pair, meeting()) != over
    with pytest.raises(NotFound):
        await service.cancel_appointment(cast.bram, over)


async def test_a_student_without_an_address_gets_no_mail_and_the_other_does(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    async with db.transaction() as session:
        (await session.get_one(Person, cast.bram.person_id)).email = None
    await service.plan_appointment(cast.bram, pair, meeting(place=""))
    mails = await invitations()
    assert [mail.person_id for mail in mails] == [cast.amina.person_id]
    assert "Plek: nog af te spreken" in mails[0].body


async def test_nobody_but_the_two_finds_the_appointment(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.chaima)
    appointment = await service.plan_appointment(cast.bram, pair, meeting())
    for name in ("daan", "chaima", "zoe", "yara", "tess"):
        with pytest.raises(NotFound):
            await service.appointment_file(cast.actors[name], appointment)
        with pytest.raises(NotFound):
            await service.cancel_appointment(cast.actors[name], appointment)
        with pytest.raises(NotFound):
            await service.plan_appointment(cast.actors[name], pair, meeting(place="Elders"))
    assert [(row.place, row.cancelled_at) for row in await rows(Appointment)] == [("Kantine", None)]


async def test_nobody_can_bury_the_other_under_mails_about_an_appointment(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    for n in range(TOLD_PER_HOUR):
        await service.plan_appointment(cast.bram, pair, meeting(place=f"Lokaal {n}"))
    with pytest.raises(service.TooOften):
        await service.plan_appointment(cast.bram, pair, meeting(place="Nog een keer"))
    [standing] = await rows(Appointment)
    with pytest.raises(service.TooOften):
        await service.cancel_appointment(cast.bram, standing.id)
    [standing] = await rows(Appointment)
    assert (standing.place, standing.cancelled_at) == (f"Lokaal {TOLD_PER_HOUR - 1}", None)
    assert len(await invitations()) == 2 * TOLD_PER_HOUR
