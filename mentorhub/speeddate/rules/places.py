"""Which mentor gets which table, for the whole event."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mentorhub.speeddate.rules.seats import Participant, Seat

Tables = Mapping[int, frozenset[str]]
"""Tags by table number; a table without tags has an empty set."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What counts in choosing tables, beside each mentor's own limits.

    `wanted` are tags that some mentee needs: such tables are filled first, so that this mentee has
    someone to sit with. `reserved` are tables kept for someone who may still come: given away last.
    """

    wanted: frozenset[str] = frozenset()
    reserved: frozenset[int] = frozenset()


def place_mentors(
    mentors: Sequence[Participant], tables: Tables, past: Iterable[Seat], wish: Wish
) -> dict[str, int]:
    """Return a table for every mentor: the one they have, else the first free one that suits.

    Whoever has a table (`Participant.table`, else the last one in `past`) keeps it. Mentors with limits
    choose before those without. When all tables are taken, higher numbers are used.
    """
    placed = _kept(mentors, past)
    by_id = {mentor.id: mentor for mentor in mentors}
    newcomers = [mentor for mentor in mentors if mentor.id not in placed]
    for mentor in sorted(newcomers, key=lambda one: not one.limits):
        taken = {table for other, table in placed.items() if mentor.overlaps(by_id[other])}
        placed[mentor.id] = _best_table(mentor, tables, taken, wish)
    return placed


def give_up_tables(
    mentors: Sequence[Participant], fixed: Collection[str], tables: Tables, wanted: Collection[str]
) -> list[Participant]:
    """Return the mentors before anything has begun, without the tables that they had better give up.

    Mentors in `fixed` keep theirs. Of the others, those go whose table was given to someone fixed or
    does not meet their own limits; and as many more, from the highest table down, as there are empty
    tables with a tag in `wanted`, which some mentee needs.
    """
    given = {mentor.table for mentor in mentors if mentor.id in fixed}

    def must_go(mentor: Participant) -> bool:
        here = tables.get(mentor.table or 0, frozenset())
        return mentor.table in given or not mentor.limits <= here

    going = {one.id for one in mentors if one.id not in fixed and must_go(one)}
    useful = {number for number, tags in tables.items() if tags & set(wanted)}
    empty = useful - {one.table for one in mentors if one.id not in going}
    movable = [
        one
        for one in mentors
        if one.id not in {*fixed, *going} and not one.limits and one.table is not None
        if one.table not in useful
    ]
    movable.sort(key=lambda one: one.table or 0, reverse=True)
    going |= {one.id for one in movable[: len(empty)]}
    return [replace(one, table=None) if one.id in going else one for one in mentors]


def _kept(mentors: Sequence[Participant], past: Iterable[Seat]) -> dict[str, int]:
    sat = {seat.mentor: seat.table for seat in sorted(past)}
    known = {
        mentor.id: mentor.table if mentor.table is not None else sat.get(mentor.id) for mentor in mentors
    }
    return {mentor: table for mentor, table in known.items() if table is not None}


def _best_table(mentor: Participant, tables: Tables, taken: set[int], wish: Wish) -> int:
    free = [number for number in tables if number not in taken]
    if not free:
        return _first_number(taken | set(tables))

    def unsuitable(number: int) -> tuple[int, bool, int, int]:
        missing, useful = len(mentor.limits - tables[number]), len(wish.wanted & tables[number])
        return missing, number in wish.reserved, -useful, number

    return min(free, key=unsuitable)


def _first_number(taken: set[int]) -> int:
    number = 1
    while number in taken:
        number += 1
    return number
