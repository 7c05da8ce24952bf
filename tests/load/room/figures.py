"""What was measured in the room, as lines of the bench."""

import statistics
from collections.abc import Iterator

from tests.load.rules import Figure


def p95(seconds: list[float]) -> float:
    """Return the milliseconds that 95 of 100 stay below."""
    return statistics.quantiles(seconds, n=20)[-1] * 1000


def of_turns(name: str, seconds: list[float], bare: list[float] | None = None) -> Iterator[Figure]:
    """Yield median and 95th percentile, and how they compare with those of the bare server."""
    median = statistics.median(seconds) * 1000
    yield Figure(f"{name}_median", median, "ms", f"{len(seconds)} times")
    yield Figure(f"{name}_p95", p95(seconds), "ms")
    if bare:
        yield Figure(f"{name}_median_of_bare", median / (statistics.median(bare) * 1000), "x")
        yield Figure(f"{name}_p95_of_bare", p95(seconds) / p95(bare), "x")


def of_memory(kilobytes: list[float], counts: tuple[int, int]) -> Iterator[Figure]:
    """Yield what the server held, and what each phone adds to a server that is in use.

    Args:
        kilobytes: at the start, with some phones, after they went, and with all phones.
        counts: how many some are, and all.
    """
    empty, many, used, everyone = kilobytes
    more, most = counts
    yield Figure("server_memory", empty / 1024, "MB", "desk and projector only, nothing used yet")
    yield Figure(f"server_memory_{more}", many / 1024, "MB")
    yield Figure(f"server_memory_{most}", everyone / 1024, "MB", "and the tabs of those who went before")
    yield Figure("memory_per_phone", (everyone - used) / most, "kB")
