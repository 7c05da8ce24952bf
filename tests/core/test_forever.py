"""Work that goes on: turn after turn, over faults, and it ends when it is told to."""

import asyncio
import contextlib

import pytest

from mentorhub.core.forever import end_if_told, forever


async def ended(task: asyncio.Task) -> bool:
    done, _ = await asyncio.wait([task], timeout=10)
    return bool(done)


async def test_a_turn_that_fails_is_followed_by_the_next():
    turns, enough = [], asyncio.Event()

    async def turn():
        turns.append(len(turns))
        if len(turns) == 3:
            enough.set()
        raise ValueError("canary")

    task = asyncio.create_task(forever(turn, pause=0, failed="turn failed"))
    await asyncio.wait_for(enough.wait(), timeout=10)
    task.cancel()
    assert await ended(task)
    assert turns[:3] == [0, 1, 2]


async def test_it_ends_although_a_library_swallowed_the_cancellation():
    waiting = asyncio.Event()

    async def turn():
        waiting.set()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)

    task = asyncio.create_task(forever(turn, pause=60, failed="turn failed"))
    await asyncio.wait_for(waiting.wait(), timeout=10)
    task.cancel()
    assert await ended(task)
    assert task.cancelled()


async def test_who_was_not_told_goes_on():
    assert end_if_told() is None


async def test_who_was_told_ends():
    async def swallow_and_ask():
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        end_if_told()

    task = asyncio.create_task(swallow_and_ask())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
