"""The files of pins and of forbidden pairs, checked against the people, the places and each other."""

from collections import Counter
from collections.abc import Collection, Mapping
from pathlib import Path

from mentorhub.matching.command.faults import Faults
from mentorhub.matching.command.sheets import Sheet, read_sheet

Pairs = dict[tuple[str, str], int]
"""(mentee, mentor) pairs in the order of the file, with the line of each."""


def read_pins(path: Path, mentees: Collection[str], capacities: Mapping[str, int]) -> Pairs:
    """Return the pairs to be kept whatever happens.

    Raises:
        CannotMatch: somebody is not known, a mentee is pinned again, or a mentor has no place left.
    """
    sheet = read_sheet(path, ("mentee", "mentor"))
    faults, pins = Faults(sheet.name), Pairs()
    first_line, taken = dict[str, int](), Counter[str]()
    for line, mentee, mentor in _known(sheet, mentees, capacities, faults):
        taken[mentor] += 1
        if mentee in first_line:
            faults.note(line, f'the mentee "{mentee}" is already pinned on line {first_line[mentee]}')
        elif taken[mentor] > capacities[mentor]:
            faults.note(line, f'pin {taken[mentor]} to "{mentor}", who has room for {capacities[mentor]}')
        first_line.setdefault(mentee, line)
        pins[mentee, mentor] = line
    faults.stop()
    return pins


def read_forbidden(path: Path, mentees: Collection[str], mentors: Collection[str], pins: Pairs) -> Pairs:
    """Return the pairs that may not be made; a pair may be named more than once.

    Raises:
        CannotMatch: somebody is not known, or the pair is pinned.
    """
    sheet = read_sheet(path, ("mentee", "mentor"))
    faults, forbidden = Faults(sheet.name), Pairs()
    for line, mentee, mentor in _known(sheet, mentees, mentors, faults):
        if (mentee, mentor) in pins:
            pinned = pins[mentee, mentor]
            faults.note(line, f'"{mentee}" with "{mentor}" is forbidden here and pinned on line {pinned}')
        forbidden[mentee, mentor] = line
    faults.stop()
    return forbidden


def _known(
    sheet: Sheet, mentees: Collection[str], mentors: Collection[str], faults: Faults
) -> list[tuple[int, str, str]]:
    """Return (line, mentee, mentor) of the rows that name people of the other files."""
    junior, coach = sheet.places_of("mentee", "mentor")
    good = []
    for row in sheet.rows:
        mentee, mentor = row.cells[junior], row.cells[coach]
        strangers = []
        if mentee not in mentees:
            strangers.append(f'the mentee "{mentee}" is not in the list of choices')
        if mentor not in mentors:
            strangers.append(f'the mentor "{mentor}" is not in the list of mentors')
        for stranger in strangers:
            faults.note(row.line, stranger)
        if not strangers:
            good.append((row.line, mentee, mentor))
    return good
