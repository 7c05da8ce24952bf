"""The process that computes one large run: an order comes in, progress and the outcome go out, as lines.

It imports the rules only, so that it starts at once. It ends by itself when whoever asked is gone.
"""

import os
import sys
import threading
import time
from typing import TextIO

from mentorhub.matching.rules import MatchingError
from mentorhub.matching.service.solving import solved
from mentorhub.matching.service.wire import order_of, progress_line, refusal_line, solved_lines

BETWEEN = 0.05
"""Seconds between two lines of progress within a phase, at least."""


def main() -> None:
    """Read one order from standard input and write what comes of it to standard output."""
    if hasattr(os, "nice"):
        os.nice(5)  # pages go before
    out = sys.stdout
    try:
        order = order_of(sys.stdin)
        threading.Thread(target=_end_with_the_asker, daemon=True).start()
        for line in solved_lines(solved(order, _Teller(out))):
            out.write(line)
    except MatchingError as refused:
        out.write(refusal_line(refused))
    out.flush()


def _end_with_the_asker() -> None:
    """Wait until nobody holds the other end of standard input any more: nobody reads the outcome then."""
    while os.read(0, 1):
        pass
    os._exit(1)


class _Teller:
    """Writes progress, at most twenty times a second within a phase."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._phase, self._at = out, "", 0.0

    def __call__(self, done: int, whole: int, phase: str) -> None:
        moment = time.monotonic()
        if phase == self._phase and moment < self._at + BETWEEN:
            return
        self._phase, self._at = phase, moment
        self._out.write(progress_line(done, whole, phase))
        self._out.flush()


if __name__ == "__main__":
    main()
