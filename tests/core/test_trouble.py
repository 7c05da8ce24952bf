"""The database in trouble: recognised, told in time, over by itself, and nothing is half written."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select, text

from mentorhub.core import clock, db, trouble
from mentorhub.core.trouble import CannotWrite
from mentorhub.programmes.tables import School
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.conftest import TEMPLATE, new_postgres_database

SHORT = "PRAGMA busy_timeout=300"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite gives up after 0.3 s instead of ten."""
    pragmas = tuple(one for one in db.SQLITE_PRAGMAS if "busy_timeout" not in one)
    monkeypatch.setattr(db, "SQLITE_PRAGMAS", (*pragmas, SHORT))
    monkeypatch.setattr(trouble, "LEAST_SECONDS", 0.0)


@contextmanager
def held() -> Iterator[None]:
    """Another connection holds the right to write."""
    path = settings().database.partition("///")[2]
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def _school(name: str) -> School:
    return School(name=name, zone="Europe/Amsterdam", created_at=clock.now())


async def write(name: str = "Zuid") -> None:
    async with db.transaction() as session:
        session.add(_school(name))


async def schools() -> list[str]:
    async with db.reading() as session:
        return sorted(await session.exec(select(School.name)))


async def kind_met(kind: str = "", name: str = "Zuid") -> str:
    """Return the kind of trouble that writing meets, empty when it works."""
    try:
        await write(name)
    except CannotWrite as fault:
        return fault.kind
    return ""


async def test_a_database_that_another_process_holds_is_busy_and_can_be_read(
    impatient: None, sqlite: str
) -> None:
    await write("Noord")
    with held():
        assert await kind_met() == "busy"
        assert trouble.present() == "busy"
        assert await schools() == ["Noord"]
    assert await kind_met() == ""
    assert trouble.present() == ""
    assert await schools() == ["Noord", "Zuid"]


async def test_a_hundred_who_wait_for_their_turn_hear_together_that_there_is_none(
    impatient: None, sqlite: str
) -> None:
    with held():
        began = time.monotonic()
        assert set(await asyncio.gather(*(kind_met(name=str(n)) for n in range(100)))) == {"busy"}
        assert time.monotonic() - began < 3
    assert set(await asyncio.gather(*(kind_met(name=str(n)) for n in range(20)))) == {""}
    assert len(await schools()) == 20


async def test_a_full_disk_is_named_and_leaves_nothing_half_written(impatient: None, sqlite: str) -> None:
    async def fill() -> None:
        async with db.transaction() as session:
            session.add(_school("Half"))
            await session.flush()
            await (await session.connection()).exec_driver_sql("PRAGMA max_page_count=1")
            session.add(_school("x" * 2_000_000))

    with pytest.raises(CannotWrite) as met:
        await fill()
    assert met.value.kind == "full"
    assert trouble.present() == "full"
    assert await schools() == []


async def test_only_a_real_write_ends_a_full_disk(impatient: None, database: str) -> None:
    trouble.meet("full")
    async with db.transaction() as session:
        await session.exec(select(School))
    assert trouble.present() == "full"
    await db.probe()
    assert trouble.present() == ""
    assert await kind_met() == ""


async def test_what_is_wrong_with_the_data_stays_what_it_is(database: str) -> None:
    cast = await make_cast()
    with pytest.raises(IntegrityError):
        async with db.transaction() as session:
            session.add(
                School(
                    id=cast.schools["north"].id,
                    name="Twee keer",
                    zone="Europe/Amsterdam",
                    created_at=clock.now(),
                )
            )
    assert trouble.present() == ""


async def test_a_word_stays_long_enough_to_be_read(sqlite: str) -> None:
    trouble.meet("busy")
    await write()
    assert trouble.present() == "busy"


async def test_a_postgresql_that_is_not_there_is_away(
    sqlite: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nowhere = f"postgresql+asyncpg://hub@/hub?host={tmp_path}"
    monkeypatch.setenv("MENTORHUB_DATABASE_URL", nowhere)
    settings.cache_clear()
    await db.forget_engine()
    assert await kind_met() == "away"
    with pytest.raises(CannotWrite, match="away"):
        await schools()


@pytest.fixture
async def postgres(postgres_url: str, sqlite: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """An empty hub database on PostgreSQL only."""
    monkeypatch.setenv("MENTORHUB_DATABASE_URL", await new_postgres_database(postgres_url, TEMPLATE))
    settings.cache_clear()
    await db.forget_engine()
    yield
    await db.forget_engine()


async def test_a_connection_that_broke_is_away_once_and_replaced_for_the_next(postgres: None) -> None:
    async def broken() -> None:
        async with db.transaction() as session:
            session.add(_school("Half"))
            await session.flush()
            await _end_connections()
            await session.exec(select(School))

    with pytest.raises(CannotWrite, match="away"):
        await broken()
    assert await kind_met() == ""
    assert await schools() == ["Zuid"]


async def test_connections_of_before_a_restart_are_replaced_before_anybody_uses_them(postgres: None) -> None:
    await asyncio.gather(*(schools() for _ in range(8)))
    await _end_connections()
    assert await asyncio.gather(*(kind_met(name=str(n)) for n in range(8))) == [""] * 8


async def test_who_waits_too_long_for_a_row_hears_that_it_is_busy(postgres: None) -> None:
    async def impatient() -> None:
        async with db.transaction() as second:
            await (await second.connection()).exec_driver_sql("SET LOCAL lock_timeout = '100ms'")
            await second.exec(select(School).with_for_update())

    await write()
    async with db.transaction() as first:
        await first.exec(select(School).with_for_update())
        with pytest.raises(CannotWrite, match="busy"):
            await impatient()


async def _end_connections() -> None:
    """End all other connections to this database, as a restart of PostgreSQL does."""
    engine = db.make_engine(settings().database)
    async with engine.connect() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    await engine.dispose()
