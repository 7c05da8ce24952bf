"""Asks a process of its own to look into a file, and ends it when it takes too long."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from weakref import WeakKeyDictionary

from mentorhub.core.files.kinds import FileRefused, Kind
from mentorhub.core.inspecting.limits import WALL_SECONDS

ROOT = Path(__file__).resolve().parents[3]
READER = "mentorhub.core.inspecting.process"
AT_ONCE = 2
"""So many files are looked into at a time; the others wait, so that uploads cannot fill the memory."""

_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()


async def read_apart(kind: Kind, content: bytes) -> tuple[str, int]:
    """Return the text of a file and its pages.

    Raises:
        FileRefused: something is wrong with it, or looking into it took too much time or memory.
    """
    turn = _turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))
    async with turn:
        status, said = await _asked(kind, content)
    if not said:
        is_over = status in (-signal.SIGXCPU, -signal.SIGKILL)
        raise FileRefused("too_heavy" if is_over else "broken")
    answer = json.loads(said)
    if "refused" in answer:
        raise FileRefused(answer["refused"])
    return answer["text"], answer["pages"]


async def _asked(kind: Kind, content: bytes) -> tuple[int, bytes]:
    # It gets neither the settings nor the secrets of the hub: its environment has the path alone.
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", READER, kind.name),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ.get("PATH", "")},
    )
    try:
        async with asyncio.timeout(WALL_SECONDS):
            said, _ = await process.communicate(content)
    except TimeoutError:
        said = b""
    finally:
        await _ended(process)
    return process.returncode or 0, said


async def _ended(process: Process) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    await process.wait()
