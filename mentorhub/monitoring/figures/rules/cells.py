"""The table of the figures: its columns, its rows before anything is hidden, and a cell as it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

FEWEST = 5
"""From how many people on a cell is shown."""

INSIDE: dict[str, str] = {
    "matched": "juniors",
    "due": "matched",
    "in_time": "due",
    "agreed": "matched",
    "kept": "agreed",
    "applied": "juniors",
    "sent": "applied",
    "interviewed": "sent",
    "placed": "interviewed",
    "sharers": "coaches",
}
"""Who is counted in the first column is counted in the second as well."""
WHOLE_OF: dict[str, str] = {
    "matched": "juniors",
    "in_time": "due",
    "kept": "agreed",
    "applied": "juniors",
    "sent": "juniors",
    "interviewed": "juniors",
    "placed": "juniors",
    "sharers": "coaches",
}
"""Of which whole a column is shown as a part: then those who are missing are a cell as well."""
COLUMNS: tuple[str, ...] = (
    "juniors",
    "matched",
    "due",
    "in_time",
    "agreed",
    "kept",
    "applied",
    "sent",
    "interviewed",
    "placed",
    "coaches",
    "sharers",
)


class Seen(StrEnum):
    """How a cell is shown: as its number, as fewer than five, as all but fewer than five, or not at all."""

    EXACT = "exact"
    FEW = "few"
    NEARLY = "nearly"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table before anything is hidden.

    Attributes:
        key: its name, unique in the table.
        parent: key of the row that it adds up to, empty for the top.
        counts: number of people by column; a row above others holds their sums.
        is_own: the reader teaches this group, and sees it as it is.
    """

    key: str
    parent: str
    counts: Mapping[str, int]
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What is shown of one cell; ``value`` only when it is exact."""

    seen: Seen
    value: int | None = None
