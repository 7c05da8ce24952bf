"""Questions to the database that come at the same time, asked together in one query.

A question that comes while a query is on its way waits for the next one, so its answer is never older than
itself. Who asks alone asks at once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Generic, TypeVar

MOST = 200
"""Questions in one query."""
Key = TypeVar("Key")
Answer = TypeVar("Answer")
Ask = Callable[[Collection[Key]], Awaitable[Mapping[Key, Answer]]]


class Asking(Generic[Key, Answer]):
    """A queue of questions of one kind."""

    def __init__(self, ask: Ask[Key, Answer]) -> None:
        """Take what answers some questions at once; a key that it leaves out has no answer."""
        self._ask = ask
        self._waiting: list[tuple[Key, asyncio.Future[Answer | None]]] = []
        self._asker: asyncio.Task[None] | None = None

    async def about(self, key: Key) -> Answer | None:
        """Return the answer to one question, None when there is none.

        Raises:
            Exception: what asking raised, for all who asked in the same query.
        """
        mine: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((key, mine))
        if self._asker is None or self._asker.done():
            self._asker = asyncio.create_task(self._ask_all())
        return await mine

    async def _ask_all(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                answers = await self._ask({key for key, _ in some})
            except Exception as fault:
                for _, answer in some:
                    _settle(answer, fault=fault)
            except BaseException:
                for _, answer in (*some, *self._waiting):
                    answer.cancel()
                self._waiting = []
                raise
            else:
                for key, answer in some:
                    _settle(answer, answers.get(key))


def _settle(
    waiting: asyncio.Future[Answer | None], answer: Answer | None = None, fault: Exception | None = None
) -> None:
    """Answer who still waits."""
    if waiting.done():
        return
    if fault is None:
        waiting.set_result(answer)
    else:
        waiting.set_exception(fault)
