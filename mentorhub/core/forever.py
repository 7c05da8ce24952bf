"""Work that goes on as long as the server runs, and ends at once when it is told to."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

log = structlog.get_logger()


def end_if_told() -> None:
    """End the task here when it was cancelled before.

    A library can swallow a cancellation that comes at the moment at which its own wait ends (Python's issue
    37658, seen with a mail that was just accepted); whoever goes on in a loop asks here, or never ends.

    Raises:
        asyncio.CancelledError: the task was cancelled.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


async def forever(work: Callable[[], Awaitable[object]], *, pause: float, failed: str) -> None:
    """Do some work again and again until the task is cancelled.

    Args:
        work: one turn; an error in it is logged, and the next turn is as good as any.
        pause: seconds between two turns.
        failed: what the log says of a turn that failed.
    """
    while True:
        try:
            await work()
        except Exception as fault:
            log.error(failed, why=type(fault).__name__)
        end_if_told()
        await asyncio.sleep(pause)
