"""Small writes that come at the same time, together in one transaction; each is answered after its commit.

To make a commit durable takes longer than to write the row. Whatever arrives while one transaction is on its
way goes out in the next, and one begins 20 ms after the one before at the earliest, so a hundred and fifty
people who type cost some commits a second, not 150. Who writes alone does not wait.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.trouble import CannotWrite

MOST = 200
"""Writes in one transaction, so that nobody else waits long for a turn."""
GATHER_SECONDS = 0.02
"""Least time from the beginning of one transaction to that of the next."""
Work = TypeVar("Work")
Answer = TypeVar("Answer")
Write = Callable[[AsyncSession, Sequence[Work]], Awaitable[Sequence[Answer]]]


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting(Generic[Work, Answer]):
    work: Work
    answer: asyncio.Future[Answer]


class Together(Generic[Work, Answer]):
    """A queue of small writes of one kind."""

    def __init__(self, write: Write[Work, Answer]) -> None:
        """Take what writes some of them within a transaction and returns one answer for each, in order."""
        self._write = write
        self._waiting: list[_Waiting[Work, Answer]] = []
        self._writer: asyncio.Task[None] | None = None
        self._began = 0.0

    async def do(self, work: Work) -> Answer:
        """Have something written, and return its answer once it is on the disk.

        Who stops waiting does not stop the writing.

        Raises:
            CannotWrite: the database takes nothing now.
            Exception: what writing this one by itself raises; others that came at the same time do not fail.
        """
        mine = _Waiting(work, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all())
        return await mine.answer

    async def _write_all(self) -> None:
        while self._waiting:
            now = asyncio.get_running_loop().time()
            if (early := self._began + GATHER_SECONDS - now) > 0:
                await asyncio.sleep(early)
            self._began = now + max(0.0, early)
            await self._write_some()

    async def _write_some(self) -> None:
        some: list[_Waiting[Work, Answer]] = []
        try:
            async with db.transaction() as session:
                # Only now: more have come while this transaction waited for its turn.
                some = self._taken()
                answers = await self._write(session, [one.work for one in some])
        except CannotWrite as fault:
            _refuse(some or self._taken(), fault)
        except Exception as fault:
            await self._one_by_one(some or self._taken(), fault)
        except BaseException:
            # The server stops: nobody is told that something was kept.
            for one in (*some, *self._waiting):
                one.answer.cancel()
            self._waiting = []
            raise
        else:
            for one, answer in zip(some, answers, strict=True):
                _give(one, answer)

    def _taken(self) -> list[_Waiting[Work, Answer]]:
        some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        return some

    async def _one_by_one(self, some: Sequence[_Waiting[Work, Answer]], fault: Exception) -> None:
        """Find out whose fault it was: each gets a transaction of its own."""
        if len(some) == 1:
            _refuse(some, fault)
            return
        for one in some:
            try:
                async with db.transaction() as session:
                    answers = await self._write(session, [one.work])
            except Exception as own_fault:
                _refuse([one], own_fault)
            else:
                _give(one, answers[0])


def _give(one: _Waiting[Work, Answer], answer: Answer) -> None:
    if not one.answer.done():
        one.answer.set_result(answer)


def _refuse(some: Sequence[_Waiting[Work, Answer]], fault: Exception) -> None:
    for one in some:
        if not one.answer.done():
            one.answer.set_exception(fault)
