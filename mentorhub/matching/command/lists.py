"""The mentors' and the mentees' file: places by mentor, and the ranked lists as they are."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from mentorhub.matching.command.faults import Faults, fault
from mentorhub.matching.command.sheets import Row, Sheet, read_sheet
from mentorhub.matching.rules import LONGEST_LIST

_WHOLE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Choices:
    """The lists by mentee, best first, in the order of the file; and how many ranks there are columns for."""

    lists: Mapping[str, tuple[str, ...]]
    length: int


def read_mentors(path: Path) -> dict[str, int]:
    """Return places by mentor from the columns ``mentor`` and ``capacity``; other columns are not read.

    Raises:
        CannotMatch: a mentor has no name or is there twice, or a capacity is no whole number of 0 or more.
    """
    sheet = read_sheet(path, ("mentor", "capacity"))
    name, places = sheet.places_of("mentor", "capacity")
    faults, first_line = Faults(sheet.name), dict[str, int]()
    capacities: dict[str, int] = {}
    for row in sheet.rows:
        mentor, capacity = row.cells[name], row.cells[places]
        _check_name("mentor", mentor, row.line, first_line, faults)
        if _WHOLE.fullmatch(capacity):
            capacities[mentor] = int(capacity)
        else:
            faults.note(row.line, f'the capacity "{capacity}" is not a whole number of 0 or more')
    faults.stop()
    return capacities


def read_choices(path: Path, mentors: Collection[str]) -> Choices:
    """Return the lists from the columns ``mentee``, ``1``, ``2``, and so on.

    Args:
        path: the file.
        mentors: all who may be chosen.

    Raises:
        CannotMatch: other columns than these or too many, a mentee without a name or named twice, or a list
            with a gap, a mentor twice, or a mentor who is not known.
    """
    sheet = read_sheet(path, ("mentee", "1"))
    length = _ranks(sheet)
    faults, first_line = Faults(sheet.name), dict[str, int]()
    lists: dict[str, tuple[str, ...]] = {}
    for row in sheet.rows:
        mentee, *cells = row.cells
        _check_name("mentee", mentee, row.line, first_line, faults)
        _check_list(row, cells, mentors, faults)
        lists[mentee] = tuple(filter(None, cells))
    faults.stop()
    return Choices(lists, length)


def _ranks(sheet: Sheet) -> int:
    """Return how many rank columns there are; the header must be exactly mentee, 1, 2, 3, ..."""
    sheet.places_of("mentee", "1")
    length = len(sheet.header) - 1
    expected = ("mentee", *(str(rank) for rank in range(1, length + 1)))
    for found, wanted in zip(sheet.header, expected, strict=True):
        if found != wanted:
            raise fault(sheet.name, sheet.line, f'the column "{found}" stands where "{wanted}" should be')
    if length > LONGEST_LIST:
        raise fault(sheet.name, sheet.line, f"{length} ranks, and a list has at most {LONGEST_LIST}")
    return length


def _check_name(kind: str, name: str, line: int, first_line: dict[str, int], faults: Faults) -> None:
    if not name:
        faults.note(line, f"the {kind} has no name")
    elif name in first_line:
        faults.note(line, f'the {kind} "{name}" is already on line {first_line[name]}')
    first_line.setdefault(name, line)


def _check_list(row: Row, cells: list[str], mentors: Collection[str], faults: Faults) -> None:
    for rank, mentor in enumerate(cells, start=1):
        if not mentor:
            continue
        if rank > 1 and not cells[rank - 2]:
            faults.note(row.line, f'rank {rank} is "{mentor}" but rank {rank - 1} is empty')
        if mentor not in mentors:
            faults.note(row.line, f'the mentor "{mentor}" of rank {rank} is not in the list of mentors')
        if mentor in cells[: rank - 1]:
            faults.note(row.line, f'the mentor "{mentor}" stands there twice, at rank {rank} again')
