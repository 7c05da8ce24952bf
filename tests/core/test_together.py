"""Small writes that share a transaction: each is answered after the commit, and fails for itself alone."""

import asyncio
from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.together import MOST, Together
from mentorhub.programmes.tables import School


class Ledger:
    """Writes schools by name, and remembers how many each transaction held."""

    def __init__(self) -> None:
        self.together: Together[str | None, int] = Together(self.write)
        self.groups: list[int] = []

    async def write(self, session: AsyncSession, names: Sequence[str | None]) -> list[int]:
        self.groups.append(len(names))
        for name in names:
            session.add(School(name=name, zone="Europe/Amsterdam", created_at=clock.now()))
        await session.flush()
        return [len(name or "") for name in names]


async def names() -> set[str]:
    async with db.reading() as session:
        return set(await session.exec(select(School.name)))


async def test_what_comes_at_the_same_time_goes_out_in_few_transactions(database: str):
    ledger = Ledger()
    lengths = await asyncio.gather(*(ledger.together.do("x" * n) for n in range(1, 51)))
    assert list(lengths) == list(range(1, 51))
    assert len(await names()) == 50
    assert len(ledger.groups) <= 3


async def test_what_comes_while_a_transaction_is_on_its_way_goes_out_in_the_next(sqlite: str):
    ledger = Ledger()
    async with db.transaction():
        first = asyncio.create_task(ledger.together.do("first"))
        await asyncio.sleep(0.05)
        later = [asyncio.create_task(ledger.together.do(f"later {n}")) for n in range(5)]
        await asyncio.sleep(0.05)
        assert not first.done()
    await asyncio.gather(first, *later)
    assert ledger.groups == [6]


async def test_no_transaction_grows_without_end(sqlite: str):
    ledger = Ledger()
    await asyncio.gather(*(ledger.together.do(f"{n}") for n in range(MOST + 30)))
    assert max(ledger.groups) == MOST
    assert len(await names()) == MOST + 30


async def test_one_that_cannot_be_written_fails_alone(database: str):
    ledger = Ledger()
    outcomes = await asyncio.gather(
        *(ledger.together.do(name) for name in ("one", None, "three")), return_exceptions=True
    )
    assert [outcomes[0], outcomes[2]] == [3, 5]
    assert isinstance(outcomes[1], IntegrityError)
    assert await names() == {"one", "three"}


async def test_nobody_is_told_of_a_write_that_was_rolled_back(sqlite: str):
    """What ends the process in the middle of a transaction looks like this from inside."""
    ledger = Ledger()
    async with db.transaction():
        waiting = [asyncio.create_task(ledger.together.do(name)) for name in ("one", "two")]
        await asyncio.sleep(0.05)
        assert ledger.together._writer is not None
        ledger.together._writer.cancel()
        await asyncio.sleep(0.05)
    outcomes = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(one, asyncio.CancelledError) for one in outcomes)
    assert await names() == set()
    assert await ledger.together.do("three") == 5


async def test_who_stops_waiting_does_not_stop_the_writing(sqlite: str):
    ledger = Ledger()
    async with db.transaction():
        gone = asyncio.create_task(ledger.together.do("gone"))
        stays = asyncio.create_task(ledger.together.do("stays"))
        await asyncio.sleep(0.05)
        gone.cancel()
    assert await stays == 5
    assert await names() == {"gone", "stays"}
