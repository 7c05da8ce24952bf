"""The database: one engine per process, transactions for services, SQLite and PostgreSQL alike."""

from asyncio import Lock
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.settings import settings

BUSY_MILLISECONDS = 10_000
SQLITE_PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA journal_mode=WAL",
    # FULL: what was acknowledged is on the disk, also when the plug is pulled.
    "PRAGMA synchronous=FULL",
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
)


def _prepare_sqlite(engine: AsyncEngine) -> None:
    """Set the pragmas on connect and let writers queue at BEGIN instead of failing half-way."""

    @event.listens_for(engine.sync_engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", True)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def make_engine(url: str) -> AsyncEngine:
    """Return an engine for an SQLAlchemy address (``sqlite+aiosqlite`` or ``postgresql+asyncpg``).

    Its errors never hold the values of a statement: those are people's data.
    """
    # Without hide_parameters the text of an error, and so a log, quotes what people wrote.
    if not url.startswith("sqlite"):
        return create_async_engine(
            url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True
        )
    Path(url.split("///", 1)[1]).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, pool_size=10, max_overflow=10, hide_parameters=True)
    _prepare_sqlite(engine)
    return engine


@lru_cache(maxsize=1)
def engine() -> AsyncEngine:
    """Return the engine of this process."""
    return make_engine(settings().database)


@lru_cache(maxsize=1)
def _writing() -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(engine(), class_=AsyncSession, expire_on_commit=False)


@lru_cache(maxsize=1)
def _reading() -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(
        engine().execution_options(writes=False), class_=AsyncSession, expire_on_commit=False
    )


@lru_cache(maxsize=1)
def _turn() -> AbstractAsyncContextManager[None]:
    """Return the queue of writers: SQLite has one writer at a time and no order among those who wait.

    Measured with 62 phones joining at once on a busy machine: some waited longer than its time-out while
    others went before them. A lock hands out turns in order; PostgreSQL needs none.
    """
    return Lock() if settings().database.startswith("sqlite") else nullcontext()


@asynccontextmanager
async def transaction() -> AsyncIterator[AsyncSession]:
    """Open a transaction that commits at the end, or leaves no trace when an error passes."""
    async with _turn(), _writing()() as session, session.begin():
        yield session


@asynccontextmanager
async def reading() -> AsyncIterator[AsyncSession]:
    """Open a session for reading; on SQLite it never waits for a writer."""
    async with _reading()() as session:
        yield session


async def forget_engine() -> None:
    """Close all connections and forget the engine; the next use opens the database of the settings."""
    if engine.cache_info().currsize:
        await engine().dispose()
    for cached in (engine, _writing, _reading, _turn):
        cached.cache_clear()
