"""The rhythm that two agree on, and a pause with an end."""

from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.dates import local_day
from mentorhub.pairs import service
from mentorhub.pairs.tables import PairPause, PairRhythm
from tests.cast import make_cast
from tests.pairs.making import make_pair

STRANGERS = ("daan", "chaima", "zoe", "yara", "tess", "corrie")


def day(ahead):
    return local_day(clock.now(), "Europe/Amsterdam") + timedelta(days=ahead)


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def test_either_sets_the_rhythm_and_the_other_sees_who_did(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    assert (await service.pair_room(cast.bram, pair)).rhythm is None
    await service.set_rhythm(cast.bram, pair, "week")
    await service.set_rhythm(cast.amina, pair, "two_weeks")
    await service.set_rhythm(cast.bram, pair, "two_weeks")
    assert (await service.pair_room(cast.amina, pair)).rhythm == service.RhythmLine("two_weeks", is_mine=True)
    assert (await service.pair_room(cast.bram, pair)).rhythm == service.RhythmLine("two_weeks", is_mine=False)
    assert len(await rows(PairRhythm)) == 1


async def test_a_pause_lasts_up_to_and_including_its_day(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    until = day(10)
    await service.pause(cast.bram, pair, "exams", until)
    assert (await service.pair_room(cast.amina, pair)).pause == service.PauseLine(
        "exams", until, is_mine=False
    )
    clock.move(timedelta(days=10))
    assert (await service.pair_room(cast.bram, pair)).pause is not None
    clock.move(timedelta(days=11))
    assert (await service.pair_room(cast.bram, pair)).pause is None


@pytest.mark.parametrize(("ahead", "is_fine"), [(-1, False), (0, True), (56, True), (57, False)])
async def test_a_pause_ends_within_eight_weeks(sqlite, ahead, is_fine):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    if is_fine:
        await service.pause(cast.bram, pair, "holiday", day(ahead))
    else:
        with pytest.raises(service.DayRefused):
            await service.pause(cast.bram, pair, "holiday", day(ahead))
    assert len(await rows(PairPause)) == is_fine


async def test_a_second_pause_changes_the_one_that_runs(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await service.pause(cast.bram, pair, "holiday", day(10))
    await service.pause(cast.amina, pair, "personal", day(3))
    [row] = await rows(PairPause)
    assert (row.reason, row.until_on, row.by_enrolment_id) == ("personal", day(3), cast.amina.enrolment)


async def test_either_ends_the_pause_and_a_new_one_can_begin_the_same_day(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await service.pause(cast.bram, pair, "holiday", day(10))
    await service.end_pause(cast.amina, pair)
    await service.end_pause(cast.amina, pair)
    assert (await service.pair_room(cast.bram, pair)).pause is None
    [row] = await rows(PairPause)
    assert row.until_on == day(-1)
    await service.pause(cast.bram, pair, "exams", day(2))
    assert (await service.pair_room(cast.bram, pair)).pause == service.PauseLine(
        "exams", day(2), is_mine=True
    )


async def test_nobody_but_the_two_sets_rhythm_or_pause(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.chaima)
    for name in STRANGERS:
        actor = cast.actors[name]
        for act in (
            service.set_rhythm(actor, pair, "week"),
            service.pause(actor, pair, "holiday", day(3)),
            service.end_pause(actor, pair),
        ):
            with pytest.raises(NotFound):
                await act
    assert await rows(PairRhythm) + await rows(PairPause) == []
