"""What the process that serves the hub holds and uses."""

import os
from pathlib import Path

PAGE_KILOBYTES, TICKS = os.sysconf("SC_PAGE_SIZE") / 1024, os.sysconf("SC_CLK_TCK")


class Worker:
    """The worker of a served hub, seen from outside; on Linux only, elsewhere nothing can be told."""

    def __init__(self, server: int) -> None:
        """Take the process id of the server; its largest child is the worker."""
        children = Path(f"/proc/{server}/task/{server}/children")
        self._places = [Path(f"/proc/{child}") for child in children.read_text().split()]

    def kilobytes(self) -> float:
        """Return the memory that is resident now."""
        return max(float((place / "statm").read_text().split()[1]) for place in self._places) * PAGE_KILOBYTES

    def seconds(self) -> float:
        """Return the processor time used so far."""
        return max(self._used(place) for place in self._places)

    @staticmethod
    def _used(place: Path) -> float:
        after_name = (place / "stat").read_text().rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / TICKS
