"""Asking for help and following it: the caller's side, and what nobody else learns."""

import asyncio
import uuid
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.matching.tables import Pair
from mentorhub.pairs.help import service
from mentorhub.pairs.help.service import NewStep, NotNow, TooOften
from mentorhub.pairs.service import are_in_use
from mentorhub.pairs.tables import HelpAnswer, HelpCall
from tests.cast import make_cast
from tests.pairs.making import make_pair
from tests.pairs.making_help import (
    SECRET,
    ask,
    call_row,
    mail_words,
    mails,
    new_call,
    second_coordinator,
    take,
)


async def test_either_side_asks_and_the_coordinators_hear_that_somebody_did(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await second_coordinator(cast)
    for actor in (cast.bram, cast.amina):
        await ask(actor, pair)
        room = await service.help_room(actor, pair)
        assert [(call.category, call.taken_by, call.can_withdraw) for call in room.calls] == [
            ("contact", "", True)
        ]
    assert await mails() == [("carl", "Een hulpvraag")] * 2 + [("corrie", "Een hulpvraag")] * 2
    words = await mail_words()
    assert SECRET not in words
    assert "contact lukt niet" not in words


async def test_the_same_form_twice_at_once_is_one_call(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    new = new_call(when="today")
    first, second = await asyncio.gather(
        *(service.ask_for_help(cast.bram, pair, new) for _ in range(2)),
    )
    assert first == second
    assert await mails() == [("corrie", "Een hulpvraag voor vandaag")]


async def test_after_five_calls_in_an_hour_the_next_is_refused_and_nothing_written(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    for _ in range(service.CALLS_PER_HOUR):
        await ask(cast.bram, pair)
    with pytest.raises(TooOften):
        await ask(cast.bram, pair)
    await ask(cast.amina, pair)
    async with db.reading() as session:
        assert len(list(await session.exec(select(HelpCall)))) == service.CALLS_PER_HOUR + 1


async def test_who_has_no_pair_asks_as_well_but_not_about_another(database):
    cast = await make_cast()
    call_id = await ask(cast.bram, None, category="internship")
    file = await service.call_file(cast.corrie, call_id)
    assert (file.line.other, file.pair_id, file.is_running) == ("", None, False)
    with pytest.raises(NotFound):
        await ask(cast.bram, None, category="fit")


async def test_nobody_asks_about_a_strange_or_ended_pair(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    for name in ("daan", "chaima", "tess", "corrie", "zoe", "cas"):
        with pytest.raises(NotFound):
            await ask(cast.actors[name], pair)
    with pytest.raises(NotFound):
        await ask(cast.bram, uuid.uuid4())
    async with db.transaction() as session:
        (await session.get_one(Pair, pair)).ended_at = clock.now()
    with pytest.raises(NotFound):
        await ask(cast.bram, pair)


async def test_a_call_that_nobody_touched_can_be_taken_back_without_a_trace(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    call_id = await ask(cast.bram, pair)
    for name in ("amina", "daan", "zoe"):
        with pytest.raises(NotFound):
            await service.withdraw_call(cast.actors[name], call_id)
    await service.withdraw_call(cast.bram, call_id)
    assert (await service.help_room(cast.bram, pair)).calls == ()
    assert await mails() == []
    kept = await ask(cast.bram, pair)
    await take(cast.corrie, kept)
    await service.give_back(cast.corrie, kept)
    with pytest.raises(NotNow):
        await service.withdraw_call(cast.bram, kept)


async def test_the_caller_follows_who_has_it_and_reads_only_what_is_for_the_caller(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    call_id = await ask(cast.bram, pair)
    await take(cast.corrie, call_id)
    for audience in ("staff", "caller", "both"):
        await service.add_step(cast.corrie, call_id, NewStep("plan", audience, f"for-{audience}"))
    await service.add_step(cast.corrie, call_id, NewStep("report", "staff", "for-report"))
    call = (await service.help_room(cast.bram, pair)).calls[0]
    assert (call.taken_by, call.taken_at is not None) == ("Corrie Voorbeeld", True)
    assert [step.text for step in call.steps] == ["for-caller", "for-both", "for-report"]
    other = await service.help_room(cast.amina, pair)
    assert (other.calls, [step.text for step in other.told]) == ((), ["for-both"])
    assert await mails("taken") == [("bram", "Je hulpvraag is opgepakt")]
    assert await mails("step") == [
        ("amina", "Een bericht van Corrie Voorbeeld"),
        ("bram", "Nieuws over je hulpvraag"),
        ("bram", "Nieuws over je hulpvraag"),
    ]


async def test_the_other_learns_nothing_unless_a_step_is_for_both(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    call_id = await ask(cast.bram, pair, category="not_ok")
    await take(cast.corrie, call_id)
    await service.add_step(cast.corrie, call_id, NewStep("report", "caller", "quiet"))
    await service.close_call(cast.corrie, call_id, "better")
    clock.move(timedelta(days=15))
    for name in ("amina", "daan", "chaima"):
        room = await service.help_room(cast.actors[name])
        assert (room.calls, room.told, room.questions) == ((), (), ())
        with pytest.raises(NotFound):
            await service.answer_if_better(cast.actors[name], call_id, "yes")
    assert "amina" not in [to for to, _ in await mails()]


async def test_the_caller_opens_it_again_within_two_weeks(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    call_id = await ask(cast.bram, pair)
    await take(cast.corrie, call_id)
    await service.close_call(cast.corrie, call_id, "better")
    for name in ("amina", "daan", "zoe"):
        with pytest.raises(NotFound):
            await service.reopen_call(cast.actors[name], call_id)
    clock.move(timedelta(days=13))
    await service.reopen_call(cast.bram, call_id)
    await service.reopen_call(cast.bram, call_id)
    row = await call_row(call_id)
    assert (row.closed_at, row.outcome, row.ask_at, row.taken_by) == (None, "", None, cast.corrie.person_id)
    assert await mails("again", "ask") == [("corrie", "Een hulpvraag is weer open")]
    await service.close_call(cast.corrie, call_id, "better")
    clock.move(timedelta(days=28))
    with pytest.raises(NotNow):
        await service.reopen_call(cast.bram, call_id)


async def test_two_weeks_after_closing_both_are_asked_and_a_no_opens_it_again(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    call_id = await ask(cast.bram, pair)
    await take(cast.corrie, call_id)
    await service.add_step(cast.corrie, call_id, NewStep("spoke_other", "staff", ""))
    await service.close_call(cast.corrie, call_id, "better")
    assert await mails("ask") == [("amina", "Gaat het beter?"), ("bram", "Gaat het beter?")]
    with pytest.raises(NotNow):
        await service.answer_if_better(cast.bram, call_id, "yes")
    clock.move(timedelta(days=14, minutes=1))
    assert [(one.other, one.is_mine) for one in (await service.help_room(cast.bram)).questions] == [
        ("Amina", True)
    ]
    assert [(one.other, one.is_mine) for one in (await service.help_room(cast.amina)).questions] == [
        ("Bram", False)
    ]
    await service.answer_if_better(cast.bram, call_id, "some")
    assert (await service.help_room(cast.bram)).questions == ()
    with pytest.raises(NotNow):
        await service.answer_if_better(cast.bram, call_id, "yes")
    for name in ("daan", "chaima", "tess", "corrie", "zoe"):
        with pytest.raises(NotFound):
            await service.answer_if_better(cast.actors[name], call_id, "no")
    await service.answer_if_better(cast.amina, call_id, "no")
    desk = await service.help_desk(cast.corrie)
    assert [(line.call_id, line.answer) for line in desk.lines] == [(call_id, "no")]
    assert await mails("again") == [("corrie", "Een hulpvraag is weer open")]
    file = await service.call_file(cast.corrie, call_id)
    assert [(one.name, one.better) for one in file.answers] == [
        ("Bram Voorbeeld", "some"),
        ("Amina Voorbeeld", "no"),
    ]


async def test_after_a_second_closing_the_same_two_are_asked_anew(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    call_id = await ask(cast.bram, pair)
    await take(cast.corrie, call_id)
    for days in (15, 30):
        await service.close_call(cast.corrie, call_id, "better")
        clock.move(timedelta(days=days))
        await service.answer_if_better(cast.bram, call_id, "no")
    async with db.reading() as session:
        rows = list(await session.exec(select(HelpAnswer)))
    assert [(row.better, row.enrolment_id) for row in rows] == [("no", cast.bram.enrolment)]


async def test_a_match_in_which_somebody_asked_for_help_is_not_taken_back(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    async with db.reading() as session:
        assert not await are_in_use(session, [pair])
    await ask(cast.bram, pair)
    async with db.reading() as session:
        assert await are_in_use(session, [pair])
