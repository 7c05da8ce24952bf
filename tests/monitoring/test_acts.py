"""Pausing, leaving for later, help and substitutes: one line in the history each, old pages refused."""

import asyncio
from datetime import date, timedelta

import pytest

from mentorhub.core import clock
from mentorhub.core.actor import NotFound
from mentorhub.monitoring import service
from mentorhub.monitoring.rules import Watch
from mentorhub.monitoring.said import stale_text
from mentorhub.monitoring.service import acts
from mentorhub.monitoring.tables import Snooze, StaffAct
from mentorhub.pairs import service as pairs
from mentorhub.pairs.help import service as help_service
from mentorhub.pairs.tables import HelpCall, PairPause
from tests.cast import make_cast
from tests.monitoring.making import day, rows
from tests.pairs.making import make_pair
from tests.pairs.making_help import ask


async def a_pair():
    cast = await make_cast()
    return cast, await make_pair(cast.bram, cast.amina, days_ago=33)


async def kinds():
    return [act.kind for act in await rows(StaffAct)]


async def test_staff_pause_a_pair_and_the_two_see_that_school_did(database):
    cast, pair = await a_pair()
    for _ in range(2):
        await acts.pause_pair(cast.tess, pair, "other", day(9))
    [row] = await rows(PairPause)
    assert (row.by_person_id, row.by_enrolment_id, row.until_on) == (cast.tess.person_id, None, day(9))
    [line] = (await service.attention_list(cast.tess)).lines
    assert (line.attention.state, line.pause) == (Watch.PAUSED, service.Pause(day(9), "other"))
    room = await pairs.pair_room(cast.amina, pair)
    assert room.pause == pairs.PauseLine("other", day(9), is_mine=False, is_by_school=True)
    assert await acts.resume_pair(cast.corrie, pair)
    assert not await acts.resume_pair(cast.corrie, pair)
    assert await kinds() == ["paused", "resumed"]


@pytest.mark.parametrize("ahead", [-1, 57])
async def test_a_pause_is_not_over_eight_weeks_nor_in_the_past(sqlite, ahead):
    cast, pair = await a_pair()
    with pytest.raises(acts.DayRefused):
        await acts.pause_pair(cast.tess, pair, "exams", day(ahead))
    assert await rows(PairPause) == []


async def test_a_pair_left_for_later_is_gone_from_the_own_list_only_until_that_day(database):
    cast, pair = await a_pair()
    await acts.snooze(cast.tess, pair, day(3))
    assert (await service.attention_list(cast.tess)).lines == ()
    assert [line.pair_id for line in (await service.attention_list(cast.corrie)).lines] == [pair]
    [left] = (await service.attention_list(cast.tess, service.View(snoozed=True))).lines
    assert left.snoozed_until == day(3)
    clock.move(timedelta(days=3))
    assert [line.pair_id for line in (await service.attention_list(cast.tess)).lines] == [pair]


async def test_leaving_for_later_is_taken_back_without_a_trace(database):
    cast, pair = await a_pair()
    await acts.snooze(cast.corrie, pair, day(2))
    await acts.snooze(cast.tess, pair, day(2))
    await acts.snooze(cast.tess, pair, day(2))
    assert await kinds() == ["snoozed", "snoozed"]
    await acts.unsnooze(cast.tess, pair)
    await acts.unsnooze(cast.tess, pair)
    assert [row.person_id for row in await rows(Snooze)] == [cast.corrie.person_id]
    assert [act.by_person_id for act in await rows(StaffAct)] == [cast.corrie.person_id]
    file = await service.pair_file(cast.tess, pair)
    assert [moment.kind for moment in file.timeline] == ["match"]


@pytest.mark.parametrize("ahead", [0, 57])
async def test_later_is_after_today_and_within_eight_weeks(sqlite, ahead):
    cast, pair = await a_pair()
    with pytest.raises(acts.DayRefused):
        await acts.snooze(cast.tess, pair, day(ahead))


@pytest.mark.parametrize(
    ("today", "monday"),
    [(date(2026, 11, 20), date(2026, 11, 23)), (date(2026, 11, 23), date(2026, 11, 30))],
)
def test_next_monday_is_never_today(today, monday):
    assert acts.days_for(today)["monday"] == monday


async def test_of_two_coordinators_one_takes_the_call_up_and_it_stands_in_the_history(database):
    cast, pair = await a_pair()
    call = await ask(cast.bram, pair)
    found = await asyncio.gather(
        *(acts.take_up_help(cast.corrie, pair) for _ in range(2)), return_exceptions=True
    )
    assert call in found
    assert [type(one) for one in found if one != call] == [help_service.NotNow]
    assert [row.taken_by for row in await rows(HelpCall)] == [cast.corrie.person_id]
    assert await kinds() == ["help_taken"]


async def test_a_teacher_takes_no_call_up_and_gets_no_way_to_it(database):
    cast, pair = await a_pair()
    call = await ask(cast.bram, pair)
    with pytest.raises(NotFound):
        await acts.take_up_help(cast.tess, pair)
    with pytest.raises(NotFound):
        await acts.take_up_help(cast.cas, pair)
    [seen] = (await service.attention_list(cast.tess)).lines
    [known] = (await service.attention_list(cast.corrie)).lines
    assert (seen.help, seen.help_call_id, known.help_call_id) == ("asked", None, call)


async def test_looking_for_a_substitute_is_noted_once_and_leads_to_the_programme(sqlite):
    cast, pair = await a_pair()
    for _ in range(2):
        assert await acts.seek_substitute(cast.tess, pair) == cast.bram.programme_id
    assert await kinds() == ["substitute"]


async def test_a_form_from_before_a_colleague_acted_is_refused_with_what_was_done(database):
    cast, pair = await a_pair()
    seen = (await service.opened(cast.tess, pair)).acts
    await acts.remind(cast.corrie, pair)
    with pytest.raises(acts.Stale) as refused:
        await acts.end_pair(cast.tess, pair, "stopped", seen)
    said, _ = stale_text(refused.value)
    assert said["nl"].startswith("Intussen is er iets gedaan. Herinnerd op ")
    assert "door Corrie Voorbeeld. Kijk eerst" in said["nl"]
    with pytest.raises(acts.Stale):
        await acts.pause_pair(cast.tess, pair, "holiday", day(5), seen)
    assert await kinds() == ["reminded"]


async def test_what_one_leaves_for_later_makes_no_colleagues_form_old(sqlite):
    cast, pair = await a_pair()
    seen = (await service.opened(cast.tess, pair)).acts
    await acts.snooze(cast.corrie, pair, day(2))
    await acts.pause_pair(cast.tess, pair, "holiday", day(5), seen)
    assert await kinds() == ["snoozed", "paused"]


async def test_another_group_or_school_pauses_leaves_and_seeks_nothing(database):
    cast, pair = await a_pair()
    for name in ("timo", "tom", "cas", "bram"):
        actor = cast.actors[name]
        for act in (
            acts.pause_pair(actor, pair, "holiday", day(3)),
            acts.resume_pair(actor, pair),
            acts.snooze(actor, pair, day(3)),
            acts.unsnooze(actor, pair),
            acts.seek_substitute(actor, pair),
            service.opened(actor, pair),
        ):
            with pytest.raises(NotFound):
                await act
    assert await rows(StaffAct) == []
