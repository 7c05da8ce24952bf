"""Bringing the database to the tables of this version, and seeing whether it is there."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from mentorhub.core import db
from mentorhub.settings import settings

FOLDER = Path(__file__).resolve().parents[1] / "migrations"
# Any number will do, as long as every server of this hub asks for the same lock.
ONE_AT_A_TIME = 7_140_916


class BrokenLinks(Exception):
    """A migration left rows that point at nothing; it was undone."""


def config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, with the connection that it shall use."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made


def newest() -> str:
    """Return the revision that belongs to this version of the hub."""
    return ScriptDirectory.from_config(config()).get_current_head() or ""


def _revision(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


@asynccontextmanager
async def _connection(url: str) -> AsyncIterator[AsyncConnection]:
    engine = db.make_engine(url)
    try:
        async with engine.connect() as connection:
            yield connection
    finally:
        await engine.dispose()


async def current(url: str | None = None) -> str:
    """Return the revision of the database, empty when it has no tables yet."""
    async with _connection(url or settings().database) as connection:
        return await connection.run_sync(_revision)


async def is_current(url: str | None = None) -> bool:
    """Whether the database has every table and column of this version."""
    return await current(url) == newest()


async def _prepare(connection: AsyncConnection) -> None:
    """Let one migration run at a time; on SQLite it may rebuild a table without emptying its children."""
    if connection.dialect.name == "sqlite":
        raw: Any = await connection.get_raw_connection()
        await raw.driver_connection.execute("PRAGMA foreign_keys=OFF")
        # Begins our transaction (BEGIN IMMEDIATE): Alembic would commit after each statement on SQLite.
        await connection.execute(text("SELECT 1"))
    else:
        await connection.execute(text(f"SELECT pg_advisory_xact_lock({ONE_AT_A_TIME})"))


async def _check_links(connection: AsyncConnection) -> None:
    if connection.dialect.name == "sqlite":
        broken = (await connection.exec_driver_sql("PRAGMA foreign_key_check")).first()
        if broken is not None:
            raise BrokenLinks(str(broken[0]))


async def _run(act: Callable[[Config], None], url: str | None) -> None:
    async with _connection(url or settings().database) as connection:
        await _prepare(connection)
        await connection.run_sync(lambda plain: act(config(plain)))
        await _check_links(connection)
        await connection.commit()


async def upgrade(url: str | None = None, to: str = "head") -> None:
    """Bring a database to a revision, by default the newest; all of it or nothing.

    Args:
        url: SQLAlchemy address; None is the database of the settings.
        to: a revision.

    Raises:
        BrokenLinks: rows would point at nothing.
    """
    await _run(lambda made: command.upgrade(made, to), url)


async def downgrade(url: str | None = None, to: str = "base") -> None:
    """Take a database back to an earlier revision; ``base`` removes every table."""
    await _run(lambda made: command.downgrade(made, to), url)
