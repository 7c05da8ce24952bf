"""The quiet word on every page that the database is in trouble, and the watch that sees it end."""

import asyncio
import time
from contextlib import suppress
from typing import Any

import reflex as rx
from reflex.state import BaseState

from mentorhub.core import db, live, trouble
from mentorhub.core.forever import forever
from mentorhub.core.trouble import CannotWrite, Kind, Present

LOOK_SECONDS, PROBE_SECONDS = 0.25, 2.0
# Pages that could not load do so when it is over, a few at a time: not all phones at once.
AT_ONCE, BETWEEN_SECONDS = 10, 0.2


class Trouble(rx.State):
    """What every page knows of the database: empty, ``busy``, ``full`` or ``away``."""

    kind: str = ""


_waiting: set[str] = set()
_probed_at = [0.0]


async def show(state: BaseState) -> None:
    """Let the tab of ``state`` know what this process knows; costs nothing while nothing changed."""
    shown = await state.get_state(Trouble)
    if shown.kind != trouble.present():
        shown.kind = trouble.present()


def wait(state: Any, kind: Kind) -> dict[str, dict[str, Any]]:
    """Note that this tab could not load; it does when the trouble is over.

    Returns:
        What the tab can be sent without the database.
    """
    if session_id := state.router.session.session_id:
        _waiting.add(session_id)
    return live.message(Trouble, {"kind": kind})["delta"]


async def _tell_everyone(kind: Present) -> None:
    await live.emit_to_all(Trouble, {"kind": kind})
    if kind:
        return
    waiting = sorted(_waiting)
    _waiting.clear()
    for first in range(0, len(waiting), AT_ONCE):
        await live.load_again(waiting[first : first + AT_ONCE])
        await asyncio.sleep(BETWEEN_SECONDS)


trouble.hear(_tell_everyone)


async def look() -> None:
    """Try the database when it was in trouble a while ago, and tell what changed."""
    if trouble.present() and time.monotonic() - _probed_at[0] >= PROBE_SECONDS:
        _probed_at[0] = time.monotonic()
        await trouble.tell()
        # When it fails that is noted, and the next turn tries again.
        with suppress(CannotWrite):
            await db.probe()
    await trouble.tell()


async def work() -> None:
    """Look for ever."""
    await forever(look, pause=LOOK_SECONDS, failed="trouble not looked at")
