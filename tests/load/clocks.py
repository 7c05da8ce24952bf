"""How long a piece of work takes, and how much memory its process has held."""

import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")
ENOUGH, MOST_RUNS = 0.5, 5


def timed(work: Callable[[], Made]) -> tuple[float, Made]:
    """Return seconds and outcome; quick work runs up to 5 times and the shortest counts.

    Disturbances only ever add. What takes over half a second runs once.
    """
    taken: list[float] = []
    while True:
        before = time.perf_counter()
        made = work()
        taken.append(time.perf_counter() - before)
        if sum(taken) > ENOUGH or len(taken) == MOST_RUNS:
            return min(taken), made


def peak_megabytes() -> float:
    """Return the most memory that this process has held so far, Python itself included.

    On Linux from its own status: the usage counts what a process held before it became this program.
    """
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(held.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
