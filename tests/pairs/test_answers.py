"""What the other says of a contact moment: right, or how it really was; and whether it was planned."""

import uuid
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.dates import local_day
from mentorhub.pairs import service
from mentorhub.pairs.tables import Appointment, Contact
from tests.cast import make_cast
from tests.pairs.making import add_appointment, make_pair

STRANGERS = ("daan", "chaima", "zoe", "yara", "tess", "corrie")


def today():
    return local_day(clock.now(), "Europe/Amsterdam")


def contact(*, planned=None, day=None):
    return service.NewContact("called", 45, day, uuid.uuid4().hex, planned)


async def only(table):
    async with db.reading() as session:
        return (await session.exec(select(table))).one()


async def logged_by_bram(cast, **values):
    pair = await make_pair(cast.bram, cast.amina, days_ago=3)
    await make_pair(cast.daan, cast.chaima)
    return pair, await service.log_contact(cast.bram, pair, contact(**values))


async def seen_by(actor, pair):
    return (await service.pair_room(actor, pair)).contacts[0]


async def test_the_other_confirms_and_both_see_it(database):
    cast = await make_cast()
    pair, moment = await logged_by_bram(cast)
    await service.confirm_contact(cast.amina, moment)
    await service.confirm_contact(cast.amina, moment)
    assert (await seen_by(cast.bram, pair)).answer == (await seen_by(cast.amina, pair)).answer == "confirmed"
    with pytest.raises(NotFound):
        await service.correct_contact(cast.amina, moment, service.Correction("seen", 30, today()))


async def test_who_logged_sees_what_stood_there_before_the_correction(database):
    cast = await make_cast()
    pair, moment = await logged_by_bram(cast)
    right = service.Correction("video", 15, today() - timedelta(days=1))
    await service.correct_contact(cast.amina, moment, right)
    seen = await seen_by(cast.bram, pair)
    assert (seen.channel, seen.minutes, seen.happened_on) == ("video", 15, today() - timedelta(days=1))
    assert seen.before == service.Before(today(), "called", 45)
    assert (seen.answer, seen.is_mine) == ("corrected", True)
    with pytest.raises(NotFound):
        await service.confirm_contact(cast.amina, moment)


async def test_an_answer_can_be_taken_back_for_an_hour(database):
    cast = await make_cast()
    pair, moment = await logged_by_bram(cast)
    await service.correct_contact(cast.amina, moment, service.Correction("video", 15, today()))
    await service.take_answer_back(cast.amina, moment)
    seen = await seen_by(cast.amina, pair)
    assert (seen.channel, seen.minutes, seen.answer, seen.before) == ("called", 45, "", None)
    await service.confirm_contact(cast.amina, moment)
    clock.move(timedelta(hours=1, minutes=1))
    with pytest.raises(NotFound):
        await service.take_answer_back(cast.amina, moment)
    assert (await only(Contact)).answer == "confirmed"


@pytest.mark.parametrize("days", [-4, 1])
async def test_a_correction_to_a_day_that_cannot_be_is_refused(sqlite, days):
    cast = await make_cast()
    _, moment = await logged_by_bram(cast)
    with pytest.raises(service.DayRefused):
        await service.correct_contact(
            cast.amina, moment, service.Correction("seen", 30, today() + timedelta(days=days))
        )
    assert ((await only(Contact)).channel, (await only(Contact)).answer) == ("called", "")


async def test_only_the_other_of_the_pair_can_answer(database):
    cast = await make_cast()
    _, moment = await logged_by_bram(cast)
    for name in ("bram", *STRANGERS):
        actor = cast.actors[name]
        for act in (
            service.confirm_contact(actor, moment),
            service.correct_contact(actor, moment, service.Correction("seen", 30, today())),
            service.take_answer_back(actor, moment),
        ):
            with pytest.raises(NotFound):
                await act
    assert (await only(Contact)).answer == ""


async def test_contact_on_the_day_of_an_appointment_is_planned_and_answers_its_question(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=3)
    held_at = clock.now() - timedelta(minutes=1)
    appointment = await add_appointment(pair, cast.bram, held_at)
    day = local_day(held_at, "Europe/Amsterdam")
    moment = await service.log_contact(cast.amina, pair, contact(day=day))
    assert (await only(Contact)).appointment_id == appointment
    assert ((await only(Contact)).planned, (await only(Appointment)).happened) == (True, "yes")
    await service.undo_contact(cast.amina, moment)
    assert (await only(Appointment)).happened == ""


@pytest.mark.parametrize(("said", "days_ago"), [(False, 0), (None, 1), (True, 1)])
async def test_contact_is_as_planned_as_was_said_where_no_appointment_fits(sqlite, said, days_ago):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=3)
    await add_appointment(pair, cast.bram, clock.now() - timedelta(minutes=1))
    day = local_day(clock.now() - timedelta(minutes=1), "Europe/Amsterdam") - timedelta(days=days_ago)
    await service.log_contact(cast.bram, pair, contact(planned=said, day=day))
    found = await only(Contact)
    assert (found.planned, found.appointment_id) == (bool(said), None)
    assert (await only(Appointment)).happened == ""
