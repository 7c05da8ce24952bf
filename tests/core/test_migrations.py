"""Migrations run up, down and up again with data on both databases, and agree with the tables."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlmodel import select

from mentorhub.core import db, migrating
from mentorhub.core.schema import metadata
from mentorhub.people.tables import Person
from mentorhub.settings import settings
from tests.cast import make_cast
from tests.conftest import new_postgres_database


@pytest.fixture(params=["sqlite", "postgres"])
async def empty(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    """A database without any table, on SQLite and on PostgreSQL; yields its address."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'hub.sqlite'}"
    if request.param == "postgres":
        url = await new_postgres_database(request.getfixturevalue("postgres_url"))
    monkeypatch.setenv("MENTORHUB_DATABASE_URL", url)
    settings.cache_clear()
    await db.forget_engine()
    yield url
    await db.forget_engine()
    settings.cache_clear()


async def in_database(look):
    async with db.engine().connect() as connection:
        return await connection.run_sync(look)


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def differences(connection: Connection) -> list:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "target_metadata": metadata()}
    )
    return compare_metadata(context, metadata())


def revisions() -> list[str]:
    script = ScriptDirectory.from_config(migrating.config())
    return [found.revision for found in script.walk_revisions()]


async def names() -> set[str]:
    async with db.reading() as session:
        return set((await session.exec(select(Person.first_name))).all())


async def test_an_empty_database_gets_every_table(empty):
    assert await migrating.current() == ""
    assert not await migrating.is_current()
    await migrating.upgrade()
    assert await migrating.is_current()
    assert await in_database(tables) == {*metadata().tables, "alembic_version"}


async def test_migrations_and_tables_agree(empty):
    await migrating.upgrade()
    assert await in_database(differences) == []


async def test_up_again_changes_nothing(empty):
    await migrating.upgrade()
    await make_cast()
    await migrating.upgrade()
    assert {"Amina", "Zoe"} <= await names()


async def test_each_step_goes_down_and_up_again_with_data(empty):
    await migrating.upgrade()
    await make_cast()
    for earlier in [*revisions()[1:], "base"]:
        await migrating.downgrade(to=earlier)
        await migrating.upgrade()
        if earlier == "base":
            await make_cast()
        assert {"Amina", "Zoe"} <= await names()
        assert await in_database(differences) == []


async def test_down_to_nothing_removes_every_table(empty):
    await migrating.upgrade()
    await make_cast()
    await migrating.downgrade()
    assert await in_database(tables) == {"alembic_version"}


async def test_two_servers_that_migrate_at_once_do_it_once(empty):
    await asyncio.gather(migrating.upgrade(), migrating.upgrade())
    assert await migrating.is_current()


async def test_a_migration_that_fails_leaves_nothing(empty, monkeypatch):
    async def stop(_connection) -> None:
        raise RuntimeError("stop here")

    monkeypatch.setattr(migrating, "_check_links", stop)
    with pytest.raises(RuntimeError, match="stop here"):
        await migrating.upgrade()
    assert await in_database(tables) == set()


async def test_rows_that_point_at_nothing_undo_the_migration(tmp_path):
    url = f"sqlite+aiosqlite:///{tmp_path / 'hub.sqlite'}"
    await migrating.upgrade(url)
    engine = db.make_engine(url)
    async with engine.connect() as connection:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.execute("PRAGMA foreign_keys=OFF")
        await connection.execute(
            text(
                "INSERT INTO programme_group (id, school_id, programme_id, name) VALUES ('a', 'b', 'c', 'A')"
            )
        )
        await connection.commit()
    await engine.dispose()
    with pytest.raises(migrating.BrokenLinks, match="programme_group"):
        await migrating.upgrade(url)


@pytest.mark.parametrize("revision", sorted(revisions()))
def test_every_revision_can_go_both_ways(revision):
    module = ScriptDirectory.from_config(migrating.config()).get_revision(revision).module
    assert callable(module.upgrade)
    assert callable(module.downgrade)


async def test_every_constraint_has_a_name(empty):
    await migrating.upgrade()

    def nameless(connection: Connection) -> list[tuple[str, str]]:
        looker = inspect(connection)
        return [
            (table, kind)
            for table in metadata().tables
            for kind in ("get_foreign_keys", "get_unique_constraints")
            for found in getattr(looker, kind)(table)
            if not found["name"]
        ]

    assert await in_database(nameless) == []
