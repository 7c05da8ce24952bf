"""Carrying out what a teacher decides about a match: beside other events, with progress, told afterwards."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from mentorhub.core.actor import NotFound, the_actor
from mentorhub.core.guard import Binding
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.matching.rules import MatchingError
from mentorhub.matching.service import computing, publishing, repairing, runs, settings, withdrawing
from mentorhub.matching.state.board import Board
from mentorhub.matching.state.board_rows import SILENCE, refusal_text

PATIENCE = 1.0
"""Seconds before the page shows how far a run is; most are ready by then."""
STEP = 0.5
FAILED = say("matching.board.failed")

Act = Callable[[uuid.UUID], Awaitable[Any]]
"""Does one thing for the programme with this id."""
Said = Callable[[Board, Any], Bilingual]
"""Says what happened, from the board as it then is and from what the act returned."""


async def carry_out(state: Any, act: Act, said: Said) -> None:
    """Do one thing, show the board as it then is, and say what happened or why it did not.

    The state is held only at the beginning and the end, so that a long run can be watched and cancelled.
    Nothing happens while an earlier act of the same page is under way. A tab that went on meanwhile, to
    another programme or to somebody else who signed in there, is told nothing.
    """
    async with state:
        board = await state.get_state(Board)
        if board.is_busy or not board.programme or not await _is_mine(state):
            return
        board.is_busy, programme_id = True, as_id(board.programme)
    result, refused = await _outcome(state, act, programme_id)
    async with state:
        board = await _board_here(state, programme_id)
        if board:
            hidden = await _show_again(board, programme_id)
            refused = refused or hidden
            board.problem = problem_text(refused, board._names)
            board.said = SILENCE if refused else said(board, result)
    if refused and problem_text(refused, {}) == FAILED:
        raise refused


async def _is_mine(state: Any) -> bool:
    """Whether the tab still belongs to the session for which this works."""
    binding = await state.get_state(Binding)
    return binding._made_by == str(the_actor().session_id)


async def _board_here(state: Any, programme_id: uuid.UUID) -> Board | None:
    """Return the board while it is this actor's and shows this programme."""
    board = await state.get_state(Board)
    return board if await _is_mine(state) and board.programme == str(programme_id) else None


async def _show_again(board: Board, programme_id: uuid.UUID) -> Exception | None:
    """Show the board as it now is; return what kept it from being shown."""
    try:
        await board._show_again(programme_id)
    except Exception as failed:  # told on the page as well; else its buttons would only fall silent
        return failed
    return None


async def _outcome(state: Any, act: Act, programme_id: uuid.UUID) -> tuple[Any, Exception | None]:
    try:
        work = asyncio.ensure_future(act(programme_id))
        await _watch(state, work, programme_id)
        return await work, None
    except Exception as refused:  # told on the page; raised again where nobody foresaw it
        return None, refused


async def _watch(state: Any, work: "asyncio.Future[Any]", programme_id: uuid.UUID) -> None:
    """Wait until the work is done, and show how far it is when it takes longer."""
    wait = PATIENCE
    while not (await asyncio.wait({work}, timeout=wait))[0]:
        wait, known = STEP, computing.progress_of(programme_id)
        if known:
            async with state:
                board = await _board_here(state, programme_id)
                if board:
                    board.percent = round(100 * known.done / max(known.whole, 1))
                    board.phase = say(f"matching.progress.{known.phase}")


def problem_text(refused: Exception | None, names: dict[str, str]) -> Bilingual:
    """Return why something did not happen, nothing for None; ids in it become names."""
    match refused:
        case None:
            text = SILENCE
        case MatchingError():
            text = refusal_text(refused, names)
        case withdrawing.TooLate():
            text = say(f"matching.after.too_late_{refused.reason}")
        case settings.SettingRefused():
            text = say(f"matching.setup.refused_{refused.reason}", n=refused.count)
        case runs.AlreadyPublished():
            text = say("matching.board.already_published")
        case computing.AlreadyComputing():
            text = say("matching.progress.already")
        case computing.Cancelled():
            text = say("matching.progress.cancelled")
        case repairing.NothingPublished() | publishing.Outdated() | NotFound():
            # Not found: another teacher's newer proposal took the place of the one on this page.
            text = say("matching.board.outdated")
        case _:
            text = FAILED
    return text
