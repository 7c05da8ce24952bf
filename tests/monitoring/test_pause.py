"""A pair that agreed on a rhythm or a pause, as its teacher sees it: until when, and little of why."""

import json
from datetime import timedelta

import pytest

from mentorhub.core import clock
from mentorhub.core.dates import local_day
from mentorhub.monitoring import service
from mentorhub.monitoring.rows import attention_row
from mentorhub.monitoring.rules import Watch
from mentorhub.pairs.service import end_pause, pause, set_rhythm
from tests.cast import make_cast
from tests.pairs.making import add_contact, make_pair


def day(ahead):
    return local_day(clock.now(), "Europe/Amsterdam") + timedelta(days=ahead)


async def line_of(actor):
    [line] = (await service.attention_list(actor)).lines
    return line


async def test_a_pause_takes_a_late_pair_off_the_list_and_its_end_puts_it_back(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=33)
    assert (await line_of(cast.tess)).attention.is_needed
    await pause(cast.amina, pair, "exams", day(9))
    line = await line_of(cast.tess)
    assert (line.attention.state, line.attention.is_needed) == (Watch.PAUSED, False)
    assert line.pause == service.Pause(day(9), "exams")
    assert (await service.attention_list(cast.corrie)).figures.needed == 0
    await end_pause(cast.bram, pair)
    line = await line_of(cast.tess)
    assert (line.attention.state, line.pause) == (Watch.LATE, None)


async def test_the_pause_of_one_pair_leaves_another_as_it_is(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=33)
    other = await make_pair(cast.daan, cast.chaima, days_ago=33)
    await pause(cast.bram, pair, "holiday", day(3))
    lines = {line.pair_id: line for line in (await service.attention_list(cast.corrie)).lines}
    assert (lines[pair].attention.state, lines[other].attention.state) == (Watch.PAUSED, Watch.LATE)
    assert lines[other].pause is None


@pytest.mark.parametrize(
    ("reason", "told"),
    [("holiday", "Vakantie"), ("exams", "Toetsen of examens"), ("personal", "Een andere reden")],
)
async def test_the_teacher_reads_until_when_and_never_that_it_is_personal(sqlite, reason, told):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=33)
    await pause(cast.bram, pair, reason, day(9))
    row = attention_row(await line_of(cast.tess), "Europe/Amsterdam", cast.tess)
    assert row["pill"]["nl"].startswith("Pauze tot en met ")
    assert (row["why"]["nl"].partition(",")[0], row["can_remind"]) == (told, False)
    assert "persoonlijk" not in json.dumps(row)
    file = await service.pair_file(cast.tess, pair)
    assert file.line.pause == (await line_of(cast.tess)).pause


async def test_a_pair_that_meets_once_a_month_is_not_quiet_after_six_weeks(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=60)
    await add_contact(pair, cast.bram, day(-42))
    assert (await line_of(cast.tess)).attention.state is Watch.QUIET
    await set_rhythm(cast.amina, pair, "month")
    assert (await line_of(cast.tess)).attention.state is Watch.SLIPPING
    await set_rhythm(cast.amina, pair, "two_weeks")
    assert (await line_of(cast.tess)).attention.state is Watch.QUIET
