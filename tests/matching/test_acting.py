"""A long run and the tab that asked for it: somebody else signs in there, it goes on, it cannot be shown."""

import asyncio
from contextlib import asynccontextmanager
from datetime import date

from mentorhub.core import clock, db
from mentorhub.matching.service.history import runs_of
from mentorhub.matching.state.board import Board
from mentorhub.matching.state.deciding import Deciding
from mentorhub.matching.state.history import History
from mentorhub.pairs.state import CoachState
from mentorhub.programmes.tables import Programme
from tests.matching.making import make_programme
from tests.matching.test_computing import under_way
from tests.tab import cookie_of, open_hub

MANY = 310
"""With so many mentees a run lasts long enough to do something else meanwhile."""


@asynccontextmanager
async def computing_in_a_tab(made, actor):
    """A tab that shows the board, and the task of a run that it asked for, which is under way."""
    async with open_hub() as hub:
        tab = await hub.tab(actor, f"/match?programme={made.programme.id}")
        await tab.call(Board.load)
        asked = asyncio.create_task(tab.call(Deciding.solve))
        await under_way(made.programme.id)
        yield tab, asked


async def another_programme(made):
    async with db.transaction() as session:
        programme = Programme(
            school_id=made.programme.school_id,
            name="Another",
            starts_on=date(2026, 9, 1),
            ends_on=date(2027, 7, 1),
            created_at=clock.now(),
        )
        session.add(programme)
    return programme.id


async def test_who_signs_in_on_a_tab_reads_nothing_of_what_was_computed_for_somebody_else(sqlite):
    made = await make_programme(MANY, MANY)
    async with computing_in_a_tab(made, made.teacher) as (tab, asked):
        tab.cookie, tab.path = await cookie_of(made.mentees[0]), "/coach"
        await tab.call(CoachState.load)
        before = len(tab.wire.sent[tab.token])
        await asked
        assert "Coach1" not in str(tab.wire.sent[tab.token][before:])
        shown, history = await tab.shown(Board), await tab.shown(History)
    assert (shown["programme"], shown["rows"], shown["title"]["nl"]) == ("", [], "")
    assert history["runs"] == []
    assert len(await runs_of(made.teacher, made.programme.id)) == 1


async def test_a_run_that_is_ready_does_not_take_the_page_away_from_another_programme(sqlite):
    made = await make_programme(MANY, MANY)
    other = str(await another_programme(made))
    async with computing_in_a_tab(made, made.coordinator) as (tab, asked):
        tab.path = f"/match?programme={other}"
        await tab.call(Board.load)
        await asked
        shown = await tab.shown(Board)
    assert (shown["programme"], shown["stage"], shown["percent"]) == (other, "no_people", -1)
    assert len(await runs_of(made.coordinator, made.programme.id)) == 1


async def test_a_board_that_cannot_be_shown_any_more_says_so_and_is_not_busy(sqlite):
    made = await make_programme(MANY, MANY)
    async with computing_in_a_tab(made, made.teacher) as (tab, asked):
        async with db.transaction() as session:
            (await session.get_one(Programme, made.programme.id)).ended_at = clock.now()
        await asked
        shown = await tab.shown(Board)
    assert (shown["is_busy"], shown["percent"]) == (False, -1)
    assert shown["problem"]["en"].startswith("Something had changed")
