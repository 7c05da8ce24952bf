"""Long lists in pages, so that the browser never gets more than it can show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

PAGE_ROWS = 100
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a list that is shown: ``first`` and ``last`` count from 1, both 0 for an empty list."""

    start: int
    first: int
    last: int
    total: int


def window(total: int, start: int = 0) -> Window:
    """Return the page that begins at ``start`` (from 0), moved so that it holds something."""
    start = max(0, min(start, (max(total, 1) - 1) // PAGE_ROWS * PAGE_ROWS))
    last = min(start + PAGE_ROWS, total)
    return Window(start, min(start + 1, total), last, total)


def shown(rows: Sequence[Row], page: Window) -> list[Row]:
    """Return the rows of a page."""
    return list(rows[page.start : page.last])
