"""The teacher's click, until the last of all screens has it."""

import asyncio
import time
from collections.abc import Sequence

from mentorhub.speeddate.state.control import ControlRoom
from mentorhub.speeddate.state.live import LiveRoom
from tests.load.room.screens import LightDesk, Screen, read_for

PAUSE = 0.6
"""Seconds between two clicks: a page has asked for all it wants by then."""


async def turn(desk: LightDesk, screens: Sequence[Screen], step: str) -> float:
    """Take a step and return the seconds until the last screen has it, the desk included.

    Raises:
        TimeoutError: one has not within 30 s.
    """
    everyone = (desk, *screens)
    version = desk.of(LiveRoom)["version"]
    for screen in everyone:
        screen.goal = version + 1
        screen.moved.clear()
    before = time.perf_counter()
    desk.send(ControlRoom.step, wanted=step, version=version)
    async with asyncio.timeout(30):
        for screen in everyone:
            await screen.moved.wait()
    return max(screen.reached for screen in everyone) - before


async def turns(desk: LightDesk, screens: Sequence[Screen], times: int) -> list[float]:
    """Return the seconds of so many turns to the next round or changeover."""
    taken = []
    for _ in range(times):
        taken.append(await turn(desk, screens, "next"))
        await read_for((desk, *screens), PAUSE)
    return taken
