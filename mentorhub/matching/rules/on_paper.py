"""Choices written on paper: table numbers in order, and which coach each number stands for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

PaperFault = Literal["empty", "unknown_table", "table_twice"]


@dataclass(frozen=True, slots=True)
class TakenSeat:
    """Someone at the table of a mentor in a round; tables and rounds count from 1."""

    round: int
    table: int
    mentee: str
    mentor: str


@dataclass(frozen=True, slots=True)
class WrongBox:
    """A box that cannot be read: its place on the form (from 1) and the number in it (0: nothing)."""

    place: int
    table: int
    fault: PaperFault


@dataclass(frozen=True, slots=True)
class TableList:
    """Which mentor a table number stands for: ``usual``, and per mentee where that is somebody else.

    Who changed places during the evening may have met another mentor at a table than the usual one.
    """

    usual: Mapping[int, str]
    own: Mapping[str, Mapping[int, str]]

    def mentor_at(self, mentee: str, table: int) -> str | None:
        """Return whom this mentee means by a table number, None when nobody sits there."""
        return self.own.get(mentee, {}).get(table) or self.usual.get(table)


def table_list(places: Mapping[str, int | None], seats: Iterable[TakenSeat]) -> TableList:
    """Return what table numbers stand for.

    Args:
        places: who can be chosen, each with the table that they keep (None: no table of their own).
        seats: who sat, or will sit, where; seats with other mentors are left out.
    """
    known = sorted((one for one in seats if one.mentor in places), key=lambda one: one.round)
    usual = {seat.table: seat.mentor for seat in known}
    usual |= {table: mentor for mentor, table in places.items() if table is not None}
    own: dict[str, dict[int, str]] = {}
    for seat in known:
        own.setdefault(seat.mentee, {})[seat.table] = seat.mentor
    return TableList(usual, {mentee: _differing(met, usual) for mentee, met in own.items()})


def _differing(met: Mapping[int, str], usual: Mapping[int, str]) -> dict[int, str]:
    return {table: mentor for table, mentor in met.items() if usual[table] != mentor}


def read_boxes(
    boxes: Sequence[int], length: int, mentee: str, tables: TableList
) -> tuple[tuple[str, ...], WrongBox | None]:
    """Return the mentors that a form names, best first, or the first box that cannot be read.

    Args:
        boxes: table numbers in order, 0 for an empty box; as many as the form has, or fewer.
        length: how many choices are asked.
        mentee: whose form it is.
        tables: what the numbers stand for.
    """
    mentors: list[str] = []
    for place, table in enumerate((*boxes, *[0] * (length - len(boxes))), start=1):
        mentor = tables.mentor_at(mentee, table)
        if mentor is None:
            return (), WrongBox(place, table, "unknown_table" if table else "empty")
        if mentor in mentors:
            return (), WrongBox(place, table, "table_twice")
        mentors.append(mentor)
    return tuple(mentors), None
