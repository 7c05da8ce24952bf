"""The demo school, filled once for all tests of this folder."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mentorhub.core import db, migrating
from mentorhub.demo import seed
from mentorhub.settings import settings


async def _fill() -> None:
    await migrating.upgrade()
    await seed.fill()
    await db.forget_engine()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo school in it."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MENTORHUB_DATA_DIR", str(folder))
        settings.cache_clear()
        asyncio.run(_fill())
    settings.cache_clear()
    return folder


@pytest.fixture
async def demo(filled: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Path]:
    """The demo as it runs: its database, and the setting that opens it."""
    monkeypatch.setenv("MENTORHUB_DATA_DIR", str(filled))
    monkeypatch.setenv("MENTORHUB_DEMO", "1")
    settings.cache_clear()
    await db.forget_engine()
    yield filled
    await db.forget_engine()
    settings.cache_clear()
