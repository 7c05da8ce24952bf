"""SQLite's own connection: rows with their statement, and a rollback also of what nobody waited for."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import text

from mentorhub.core import db


async def rows(query: str) -> list[tuple[object, ...]]:
    async with db.reading() as session:
        return [tuple(row) for row in await session.exec(text(query))]  # type: ignore[call-overload]


async def run(statement: str) -> None:
    async with db.transaction() as session:
        await (await session.connection()).exec_driver_sql(statement)


async def test_all_rows_come_in_order(sqlite: str):
    query = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 500) SELECT x FROM n"
    assert await rows(query) == [(n,) for n in range(1, 501)]
    assert await rows("SELECT 1 WHERE 1 = 0") == []


async def test_what_fails_leaves_no_transaction_open(sqlite: str):
    await run("CREATE TABLE one (x INTEGER PRIMARY KEY)")
    await run("INSERT INTO one VALUES (1)")
    with pytest.raises(IntegrityError):
        await run("INSERT INTO one VALUES (2), (1)")
    assert await rows("SELECT x FROM one") == [(1,)]
    await run("INSERT INTO one VALUES (2)")
    assert await rows("SELECT x FROM one") == [(1,), (2,)]


async def test_a_writer_that_is_ended_anywhere_holds_nothing(sqlite: str):
    """Ended after any number of steps: what it began is undone, and the next writer comes through at once."""
    await run("CREATE TABLE one (x INTEGER)")
    for steps in range(40):
        writer = asyncio.create_task(run("INSERT INTO one VALUES (1)"))
        for _ in range(steps):
            await asyncio.sleep(0)
        writer.cancel()
        was_ended = isinstance((await asyncio.gather(writer, return_exceptions=True))[0], BaseException)
        before = len(await rows("SELECT x FROM one"))
        async with asyncio.timeout(5):
            await run("INSERT INTO one VALUES (2)")
        assert len(await rows("SELECT x FROM one")) == before + 1
        if not was_ended:
            return
    assert await rows("SELECT x FROM one") != []
