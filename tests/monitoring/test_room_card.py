"""The two read what staff read about them, and never that one of them asked for help."""

import json
from datetime import timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, set_current_actor
from mentorhub.core.dates import local_day
from mentorhub.monitoring import service
from mentorhub.monitoring.room_card import WatchCard
from mentorhub.monitoring.rules import Watch
from mentorhub.monitoring.sentences import pill_text, why_sentence
from mentorhub.monitoring.service.own_watch import own_watch
from mentorhub.pairs.help.service import NewCall, ask_for_help
from mentorhub.pairs.rules import FirstContact
from mentorhub.pairs.service import my_pairs, pause
from mentorhub.programmes.tables import Holiday
from tests.cast import make_cast
from tests.monitoring.test_privacy import state_at
from tests.pairs.making import add_contact, make_pair


def day(ahead):
    return local_day(clock.now(), "Europe/Amsterdam") + timedelta(days=ahead)


async def card_of(actor, pair):
    set_current_actor(actor)
    card = await state_at(WatchCard, "/coach")
    await WatchCard.fill.fn(card, str(pair))
    return card


async def test_both_read_the_pill_and_the_sentence_of_staff(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=60)
    await add_contact(pair, cast.bram, day(-25))
    [line] = (await service.attention_list(cast.tess)).lines
    for actor in (cast.bram, cast.amina):
        card = await card_of(actor, pair)
        assert (card.pill, card.why) == (pill_text(line.attention), why_sentence(line.attention))
        assert card.tone == line.attention.tone


async def test_a_call_for_help_is_seen_by_staff_and_changes_nothing_on_the_card(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=33)
    before = [json.dumps((await card_of(actor, pair)).dict()) for actor in (cast.bram, cast.amina)]
    await ask_for_help(cast.bram, pair, NewCall("contact", "week", "geheim", "once"))
    [line] = (await service.attention_list(cast.tess)).lines
    assert (line.attention.state, line.attention.also) == (Watch.HELP, (Watch.LATE, Watch.NO_LEADS))
    after = [json.dumps((await card_of(actor, pair)).dict()) for actor in (cast.bram, cast.amina)]
    assert after == before


async def test_a_personal_pause_reads_as_staff_read_it(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=33)
    await pause(cast.bram, pair, "personal", day(9))
    card = await card_of(cast.amina, pair)
    assert card.pill["nl"].startswith("Pauze tot en met ")
    assert card.why["nl"].startswith("Een andere reden, tot en met ")


async def test_only_the_two_of_a_running_pair_see_its_card(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    assert (await own_watch(cast.amina, pair)).attention.state is Watch.FRESH
    for name in ("chaima", "daan", "zoe", "tess", "corrie"):
        with pytest.raises(NotFound):
            await own_watch(cast.actors[name], pair)


async def test_the_deadline_in_the_room_is_the_one_that_staff_see(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=33)
    async with db.transaction() as session:
        session.add(
            Holiday(
                school_id=cast.bram.school,
                year="2026-2027",
                name="autumn",
                from_on=day(-20),
                until_on=day(-12),
                created_at=clock.now(),
            )
        )
    [line] = await my_pairs(cast.bram)
    [seen] = (await service.attention_list(cast.tess)).lines
    assert line.first_contact == FirstContact(seen.attention.day, seen.attention.days)
    assert (line.first_contact, seen.attention.state) == (FirstContact(day(6), 6), Watch.DUE)
    await pause(cast.bram, pair, "exams", day(3))
    assert (await my_pairs(cast.amina))[0].first_contact.due_on == day(10)
