"""Questions that come at the same time are asked together; no answer is older than its question."""

import asyncio
from collections.abc import Collection

import pytest

from mentorhub.core.asking import Asking


class Book:
    """What is asked; each look takes until it is let go."""

    def __init__(self) -> None:
        self.words = {"a": 1, "b": 2}
        self.looks: list[set[str]] = []
        self.open = asyncio.Event()
        self.fault: Exception | None = None

    async def look(self, keys: Collection[str]) -> dict[str, int]:
        self.looks.append(set(keys))
        found = {key: self.words[key] for key in keys if key in self.words}
        await self.open.wait()
        if self.fault:
            raise self.fault
        return found


async def test_what_comes_during_one_query_goes_out_in_the_next() -> None:
    book = Book()
    asking = Asking(book.look)
    first = asyncio.create_task(asking.about("a"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    others = [asyncio.create_task(asking.about(key)) for key in ("b", "b", "c")]
    await asyncio.sleep(0)
    book.open.set()
    assert await first == 1
    assert await asyncio.gather(*others) == [2, 2, None]
    assert book.looks == [{"a"}, {"b", "c"}]


async def test_an_answer_is_never_older_than_its_question() -> None:
    book = Book()
    asking = Asking(book.look)
    before = asyncio.create_task(asking.about("a"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    book.words["a"] = 9
    after = asyncio.create_task(asking.about("a"))
    await asyncio.sleep(0)
    book.open.set()
    assert (await before, await after) == (1, 9)


async def test_a_fault_is_told_to_all_who_asked_and_the_next_question_is_asked_again() -> None:
    book = Book()
    asking = Asking(book.look)
    book.fault = RuntimeError("away")
    book.open.set()
    told = await asyncio.gather(asking.about("a"), asking.about("b"), return_exceptions=True)
    assert [str(one) for one in told] == ["away", "away"]
    book.fault = None
    assert await asking.about("a") == 1


async def test_who_stops_waiting_does_not_stop_the_others() -> None:
    book = Book()
    asking = Asking(book.look)
    gone, stays = (asyncio.create_task(asking.about(key)) for key in ("a", "b"))
    await asyncio.sleep(0)
    gone.cancel()
    book.open.set()
    assert await stays == 2
    with pytest.raises(asyncio.CancelledError):
        await gone
