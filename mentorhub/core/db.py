"""The database: one engine per process, transactions for services, SQLite and PostgreSQL alike."""

import time
from asyncio import Lock, timeout
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, async_sessionmaker, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import sqlite, trouble
from mentorhub.core.trouble import CannotWrite
from mentorhub.settings import settings

BUSY_MILLISECONDS = 10_000
# How long PostgreSQL may take to let us in, and to answer one statement.
CONNECT_SECONDS, ANSWER_SECONDS = 5, 60
# How long somebody waits for one of our connections: five hundred phones that load at once need some time.
LEND_SECONDS = 40
# How long a writer waits for its turn; while the database is in trouble, nobody gains by waiting.
TURN_SECONDS, TURN_SECONDS_IN_TROUBLE = 20, 2
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
        options = connection.get_execution_options()
        if not options.get("single", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", True) else "BEGIN")


async def _connect(*arguments: Any, **options: Any) -> asyncpg.Connection:
    """Open a connection to PostgreSQL.

    Raises:
        CannotWrite: nobody answers there, or not now.
    """
    try:
        return await asyncpg.connect(*arguments, timeout=CONNECT_SECONDS, **options)
    except (OSError, TimeoutError, asyncpg.CannotConnectNowError, asyncpg.TooManyConnectionsError) as fault:
        raise CannotWrite("away") from fault


def make_engine(url: str, **connecting: Any) -> AsyncEngine:
    """Return an engine for an SQLAlchemy address (``sqlite+aiosqlite`` or ``postgresql+asyncpg``).

    Its errors never hold the values of a statement: those are people's data.
    """
    # Without hide_parameters the text of an error, and so a log, quotes what people wrote.
    if not url.startswith("sqlite"):
        return create_async_engine(
            url,
            pool_size=10,
            max_overflow=10,
            pool_timeout=LEND_SECONDS,
            # A connection from before PostgreSQL was restarted is replaced before anybody uses it.
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args=connecting,
        )
    Path(url.split("///", 1)[1]).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_timeout=LEND_SECONDS,
        # The same few connections, which know their pages already; each has a cache and a thread of its own.
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args={"async_creator_fn": sqlite.connect},
    )
    _prepare_sqlite(engine)
    return engine


@lru_cache(maxsize=1)
def engine() -> AsyncEngine:
    """Return the engine of this process."""
    return make_engine(
        settings().database,
        async_creator_fn=_connect,
        command_timeout=ANSWER_SECONDS,
        server_settings={"lock_timeout": str(BUSY_MILLISECONDS)},
    )


@lru_cache(maxsize=1)
def _writing() -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(engine(), class_=AsyncSession, expire_on_commit=False)


@lru_cache(maxsize=1)
def _reading() -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(
        engine().execution_options(writes=False), class_=AsyncSession, expire_on_commit=False
    )


@lru_cache(maxsize=1)
def _asking() -> AsyncEngine:
    return engine().execution_options(writes=False, single=True)


class Turns:
    """The queue of writers: SQLite has one writer at a time and no order among those who wait.

    Measured with 62 phones joining at once on a busy machine: some waited longer than its time-out while
    others went before them. A lock hands out turns in order; PostgreSQL needs none.
    """

    def __init__(self) -> None:
        """Make an empty queue."""
        self._lock = Lock()
        self._failed_at = 0.0

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Wait for a turn and hold it.

        Who waited while another turn ended in trouble does not try the same again: a hundred who each wait
        for their own time-out would wait for a quarter of an hour.

        Raises:
            CannotWrite: no turn came in time, or the one before failed.
        """
        came = time.monotonic()
        await self._acquire()
        try:
            if self._failed_at > came:
                raise CannotWrite(trouble.present() or "busy")
            yield
        except Exception as error:
            # Not for who only waited: everyone after would fail with them, on and on.
            if self._failed_at <= came and trouble.kind_of(error):
                self._failed_at = time.monotonic()
            raise
        finally:
            self._lock.release()

    async def _acquire(self) -> None:
        try:
            async with timeout(TURN_SECONDS_IN_TROUBLE if trouble.present() else TURN_SECONDS):
                await self._lock.acquire()
        except TimeoutError:
            raise CannotWrite(trouble.present() or "busy") from None


@lru_cache(maxsize=1)
def _turns() -> Turns | None:
    return Turns() if settings().database.startswith("sqlite") else None


@asynccontextmanager
async def transaction() -> AsyncIterator[AsyncSession]:
    """Open a transaction that commits at the end, or leaves no trace when an error passes.

    Raises:
        CannotWrite: the database cannot be written now, or not be reached; nothing was changed.
    """
    turns = _turns()
    with trouble.recognised():
        async with turns.taken() if turns else nullcontext(), _writing()() as session, session.begin():
            yield session
    if trouble.present() != "full":
        # Who found nothing to write does not know whether the disk takes it; the probe does.
        trouble.is_well()


@asynccontextmanager
async def reading() -> AsyncIterator[AsyncSession]:
    """Open a session for reading; on SQLite it never waits for a writer.

    Raises:
        CannotWrite: the database cannot be reached now.
    """
    with trouble.recognised():
        async with _reading()() as session:
            yield session


@asynccontextmanager
async def asking() -> AsyncIterator[AsyncConnection]:
    """Open a connection for one query, which on SQLite needs no transaction around it.

    For what every event asks: a session would take as much time again.

    Raises:
        CannotWrite: the database cannot be reached now.
    """
    with trouble.recognised():
        async with _asking().connect() as connection:
            yield connection


async def probe() -> None:
    """Write something without a meaning, to learn whether the database takes it again.

    Raises:
        CannotWrite: it does not.
    """
    async with transaction() as session:
        connection = await session.connection()
        if connection.dialect.name == "sqlite":
            version = (await connection.exec_driver_sql("PRAGMA user_version")).scalar_one()
            await connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")
        else:
            await connection.exec_driver_sql(
                "CREATE TEMPORARY TABLE probe ON COMMIT DROP AS SELECT repeat('x', 8000) AS x"
            )
    trouble.is_well()


async def forget_engine() -> None:
    """Close all connections and forget the engine; the next use opens the database of the settings."""
    if engine.cache_info().currsize:
        await engine().dispose()
    for cached in (engine, _writing, _reading, _asking, _turns):
        cached.cache_clear()
    trouble.forget()
