"""Which mentor gets which table, for the whole event."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from mentorhub.speeddate.rules.seats import Issue, Participant, Seat

Tables = Mapping[int, frozenset[str]]
"""Tags by table number; a table without tags has an empty set."""


def place_mentors(
    mentors: Sequence[Participant], tables: Tables, past: Iterable[Seat], wanted: Collection[str] = ()
) -> dict[str, int]:
    """Return a table for every mentor: the one they have, else the first free one that suits.

    Whoever has a table (`Participant.table`, else the last one in `past`) keeps it. Mentors with limits
    choose before those without. `wanted` are tags that some mentee needs: such tables are filled first,
    so that this mentee has someone to sit with. When all tables are taken, higher numbers are used.
    """
    placed = _kept(mentors, past)
    by_id = {mentor.id: mentor for mentor in mentors}
    newcomers = [mentor for mentor in mentors if mentor.id not in placed]
    for mentor in sorted(newcomers, key=lambda one: not one.limits):
        taken = {table for other, table in placed.items() if mentor.overlaps(by_id[other])}
        placed[mentor.id] = _best_table(mentor, tables, taken, frozenset(wanted))
    return placed


def table_issues(
    mentors: Sequence[Participant], placed: Mapping[str, int], given: Tables | None
) -> list[Issue]:
    """Return what is wrong with the tables: too few of those `given`, two mentors at one, a limit not met."""
    tables = given or {}
    issues = [
        Issue("limit_not_met", people=(mentor.id,))
        for mentor in mentors
        if not mentor.limits <= tables.get(placed[mentor.id], frozenset())
    ]
    if given is not None and any(table not in tables for table in placed.values()):
        issues.append(Issue("too_few_tables", have=len(tables), need=len(set(placed.values()) | set(tables))))
    return issues + _shared(mentors, placed)


def _kept(mentors: Sequence[Participant], past: Iterable[Seat]) -> dict[str, int]:
    sat = {seat.mentor: seat.table for seat in sorted(past)}
    known = {
        mentor.id: mentor.table if mentor.table is not None else sat.get(mentor.id) for mentor in mentors
    }
    return {mentor: table for mentor, table in known.items() if table is not None}


def _best_table(mentor: Participant, tables: Tables, taken: set[int], wanted: frozenset[str]) -> int:
    free = [number for number in tables if number not in taken]
    if not free:
        return _first_number(taken | set(tables))

    def unsuitable(number: int) -> tuple[int, int, int]:
        missing, useful = len(mentor.limits - tables[number]), len(wanted & tables[number])
        return missing, -useful, number

    return min(free, key=unsuitable)


def _first_number(taken: set[int]) -> int:
    number = 1
    while number in taken:
        number += 1
    return number


def _shared(mentors: Sequence[Participant], placed: Mapping[str, int]) -> list[Issue]:
    at: dict[int, list[Participant]] = {}
    for mentor in mentors:
        at.setdefault(placed[mentor.id], []).append(mentor)
    return [
        Issue("table_shared", people=tuple(one.id for one in sharing))
        for sharing in at.values()
        if any(one.overlaps(two) for i, one in enumerate(sharing) for two in sharing[:i])
    ]
