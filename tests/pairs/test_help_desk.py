"""The coordinator's desk: order, the race for a call, steps, closing, and who gets in."""

import asyncio
import uuid
from datetime import timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.matching.service.runs import set_rule
from mentorhub.matching.tables import MatchRun, Pair, Substitute
from mentorhub.pairs.help import service
from mentorhub.pairs.help.service import NewStep, NotNow, TakenBy
from tests.cast import make_cast
from tests.pairs.making import make_pair
from tests.pairs.making_help import SECRET, ask, call_row, mails, second_coordinator, take

STEP = NewStep("spoke_caller", "staff", "")


async def a_call(cast, **values):
    pair = await make_pair(cast.bram, cast.amina)
    return pair, await ask(cast.bram, pair, **values)


async def test_what_is_urgent_and_waits_longest_stands_on_top(database):
    cast = await make_cast()
    pair, first = await a_call(cast)
    clock.move(timedelta(minutes=1))
    urgent = await ask(cast.amina, pair, category="not_ok")
    clock.move(timedelta(minutes=2))
    last = await ask(cast.bram, None, category="other")
    desk = await service.help_desk(cast.corrie)
    assert [line.call_id for line in desk.lines] == [urgent, first, last]
    assert [(line.caller, line.caller_role, line.other) for line in desk.lines] == [
        ("Amina Voorbeeld", "mentor", "Bram Voorbeeld"),
        ("Bram Voorbeeld", "mentee", "Amina Voorbeeld"),
        ("Bram Voorbeeld", "mentee", ""),
    ]
    assert (desk.open_calls, desk.closed_calls, desk.has_contacts, desk.pages) == (3, 0, False, 1)


async def test_only_coordinators_of_the_school_reach_a_call(database):
    cast = await make_cast()
    _, call_id = await a_call(cast)
    assert (await service.call_file(cast.corrie, call_id)).text == SECRET
    assert (await service.help_desk(cast.cas)).lines == ()
    for name in ("cas", "tess", "timo", "tom", "bram", "amina", "daan", "zoe"):
        actor = cast.actors[name]
        tries = (
            service.call_file(actor, call_id),
            service.take_up(actor, call_id, 0),
            service.give_back(actor, call_id),
            service.add_step(actor, call_id, STEP),
            service.close_call(actor, call_id, "better"),
            service.undo_close(actor, call_id),
            service.keep_apart(actor, call_id, True),
        )
        for attempt in tries:
            with pytest.raises(NotFound):
                await attempt
    for name in ("tess", "bram"):
        with pytest.raises(NotFound):
            await service.help_desk(cast.actors[name])


async def test_of_two_coordinators_at_once_exactly_one_gets_it(database):
    cast = await make_cast()
    carl = await second_coordinator(cast)
    _, call_id = await a_call(cast)
    tries = [service.take_up(actor, call_id, 0) for actor in (cast.corrie, carl)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    lost = [one for one in outcomes if isinstance(one, TakenBy)]
    row = await call_row(call_id)
    winner = {cast.corrie.person_id: "Corrie Voorbeeld", carl.person_id: "Carl Voorbeeld"}[row.taken_by]
    assert (len(lost), lost[0].name, outcomes.count(None)) == (1, winner, 1)
    assert await mails("taken") == [("bram", "Je hulpvraag is opgepakt")]


async def test_only_who_has_a_call_acts_on_it_until_a_colleague_takes_over(database):
    cast = await make_cast()
    carl = await second_coordinator(cast)
    _, call_id = await a_call(cast)
    with pytest.raises(NotNow):
        await service.add_step(cast.corrie, call_id, STEP)
    await take(cast.corrie, call_id)
    await service.take_up(cast.corrie, call_id, 1)
    assert (await call_row(call_id)).version == 1
    with pytest.raises(TakenBy) as taken:
        await service.close_call(carl, call_id, "better")
    assert taken.value.name == "Corrie Voorbeeld"
    await take(carl, call_id)
    with pytest.raises(TakenBy):
        await service.add_step(cast.corrie, call_id, STEP)
    await service.close_call(carl, call_id, "better")
    with pytest.raises(NotNow):
        await service.take_up(cast.corrie, call_id, 3)


async def test_giving_back_takes_the_mail_back_that_did_not_go_yet(database):
    cast = await make_cast()
    pair, call_id = await a_call(cast)
    await take(cast.corrie, call_id)
    await service.give_back(cast.corrie, call_id)
    assert await mails("taken") == []
    call = (await service.help_room(cast.bram, pair)).calls[0]
    assert (call.taken_by, call.taken_at) == ("", None)
    await take(cast.corrie, call_id)
    assert await mails("taken") == [("bram", "Je hulpvraag is opgepakt")]


async def test_a_step_can_be_taken_back_within_the_hour_by_who_recorded_it(database):
    cast = await make_cast()
    carl = await second_coordinator(cast)
    pair, call_id = await a_call(cast)
    await take(cast.corrie, call_id)
    step = await service.add_step(cast.corrie, call_id, NewStep("plan", "both", "words"))
    assert (await service.call_file(cast.corrie, call_id)).steps[0].can_undo
    assert not (await service.call_file(carl, call_id)).steps[0].can_undo
    for actor in (carl, cast.cas, cast.bram):
        with pytest.raises(NotFound):
            await service.undo_step(actor, step)
    await service.undo_step(cast.corrie, step)
    assert (await service.help_room(cast.amina, pair)).told == ()
    assert await mails("step") == []
    late = await service.add_step(cast.corrie, call_id, STEP)
    clock.move(timedelta(minutes=61))
    with pytest.raises(NotFound):
        await service.undo_step(cast.corrie, late)


async def test_closing_tells_the_caller_and_can_be_undone_within_the_hour(database):
    cast = await make_cast()
    carl = await second_coordinator(cast)
    pair, call_id = await a_call(cast)
    await take(cast.corrie, call_id)
    await service.close_call(cast.corrie, call_id, "other")
    call = (await service.help_room(cast.bram, pair)).calls[0]
    assert (call.outcome, call.can_reopen) == ("other", True)
    assert await mails("closed", "ask") == [
        ("bram", "Gaat het beter?"),
        ("bram", "Je hulpvraag is afgesloten"),
    ]
    assert (await service.help_desk(cast.corrie, "closed")).closed_calls == 1
    with pytest.raises(NotNow):
        await service.undo_close(carl, call_id)
    await service.undo_close(cast.corrie, call_id)
    assert await mails("closed", "ask") == []
    assert (await service.help_desk(cast.corrie)).open_calls == 1
    await service.close_call(cast.corrie, call_id, "better")
    clock.move(timedelta(minutes=61))
    with pytest.raises(NotNow):
        await service.undo_close(cast.corrie, call_id)


async def test_a_new_match_and_a_substitute_are_seen_and_offered_as_the_outcome(database):
    cast = await make_cast()
    pair, call_id = await a_call(cast, category="fit")
    assert (await service.call_file(cast.corrie, call_id)).suggested == ""
    async with db.transaction() as session:
        old = await session.get_one(Pair, pair)
        run = await session.get_one(MatchRun, old.run_id)
        same = {"school_id": old.school_id, "programme_id": old.programme_id, "run_id": run.id}
        helper = Substitute(
            **same, mentee_id=old.mentee_id, mentor_id=cast.chaima.enrolment, started_at=clock.now()
        )
        session.add(helper)
    file = await service.call_file(cast.corrie, call_id)
    assert (file.suggested, file.suggested_name) == ("substitute", "Chaima Voorbeeld")
    async with db.transaction() as session:
        (await session.get_one(Pair, pair)).ended_at = clock.now()
    assert (await service.call_file(cast.corrie, call_id)).suggested == "ended"
    await make_pair(cast.bram, cast.chaima)
    file = await service.call_file(cast.corrie, call_id)
    assert (file.suggested, file.suggested_name, file.is_running) == ("new_match", "Chaima Voorbeeld", False)


async def test_a_pair_that_does_not_fit_is_kept_apart_by_the_match_until_undone(database):
    cast = await make_cast()
    _, call_id = await a_call(cast, category="fit")
    await take(cast.corrie, call_id)
    north = cast.programmes["north"].id
    assert await service.keep_apart(cast.corrie, call_id, True) == north
    assert (await service.call_file(cast.corrie, call_id)).is_kept_apart
    await service.keep_apart(cast.corrie, call_id, False)
    assert not (await service.call_file(cast.corrie, call_id)).is_kept_apart
    before = await set_rule(cast.corrie, north, cast.bram.enrolment, cast.amina.enrolment, None)
    assert before is None


async def test_the_list_of_contacts_keeps_its_order_and_its_school(database):
    cast = await make_cast()
    for name in ("Ans", "Bo", "Cor"):
        await service.add_contact(cast.corrie, name, "vertrouwenspersoon", "06 11")
    await service.add_contact(cast.corrie, "Ans", "", "06 11")
    rows = await service.contacts_for(cast.corrie)
    assert [row.name for row in rows] == ["Ans", "Bo", "Cor"]
    await service.move_contact(cast.corrie, rows[2].contact_id, True)
    await service.move_contact(cast.corrie, rows[0].contact_id, True)
    await service.change_contact(cast.corrie, rows[0].contact_id, "Anne", "", "06 12")
    removed = await service.remove_contact(cast.corrie, rows[2].contact_id)
    assert [row.name for row in (await service.help_room(cast.bram)).emergency] == ["Anne", "Bo"]
    line = service.EmergencyLine(removed.id, removed.name, removed.about, removed.phone)
    await service.put_back(cast.corrie, line, removed.position)
    await service.put_back(cast.corrie, line, removed.position)
    assert [row.name for row in (await service.help_room(cast.bram)).emergency] == ["Anne", "Cor", "Bo"]
    assert (await service.help_room(cast.zoe)).emergency == ()
    for name in ("cas", "tess", "bram"):
        actor = cast.actors[name]
        with pytest.raises(NotFound):
            await service.remove_contact(actor, rows[0].contact_id)
        with pytest.raises(NotFound):
            await service.change_contact(actor, rows[0].contact_id, "x", "", "1")
    with pytest.raises(NotFound):
        await service.move_contact(cast.corrie, uuid.uuid4(), True)


async def test_a_list_that_is_full_takes_no_more(sqlite):
    cast = await make_cast()
    for number in range(12):
        await service.add_contact(cast.corrie, f"n{number}", "", "112")
    with pytest.raises(service.TooMany):
        await service.add_contact(cast.corrie, "one more", "", "112")


async def test_a_button_pressed_twice_records_one_step_and_sends_its_mails_once(database):
    cast = await make_cast()
    _, call_id = await a_call(cast)
    await take(cast.corrie, call_id)
    report = NewStep("report", "both", "Morgen praten we samen.")
    twice = await asyncio.gather(*(service.add_step(cast.corrie, call_id, report) for _ in range(2)))
    assert len(set(twice)) == 1
    assert len(await mails("step")) == 2
    clock.move(timedelta(minutes=2))
    assert await service.add_step(cast.corrie, call_id, report) not in twice
