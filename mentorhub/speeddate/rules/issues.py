"""What does not fit in a plan that was made, found from its seats: for the plan itself and for its page."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from mentorhub.speeddate.rules.places import Tables
from mentorhub.speeddate.rules.seats import Issue, Pair, Participant, Seat


def plan_issues(
    mentees: Sequence[Participant],
    mentors: Sequence[Participant],
    seats: Sequence[Seat],
    *,
    placed: Mapping[str, int],
    tables: Tables | None,
    pinned: Collection[Pair],
    coming: range,
) -> list[Issue]:
    """Return all that does not fit in the rounds `coming`: tables, rounds, mentees' limits, then pins.

    `placed` is the table per mentor; `tables` as for `plan_rounds`.
    """
    return [
        *table_issues(mentors, placed, tables),
        *round_issues(mentees, mentors, seats, coming),
        *mentee_limit_issues(mentees, mentors, placed, tables or {}, coming),
        *pin_issues(pinned, seats),
    ]


def round_issues(
    mentees: Sequence[Participant], mentors: Sequence[Participant], seats: Iterable[Seat], coming: range
) -> list[Issue]:
    """Return the rounds of `coming` in which someone of the smaller side has no seat."""
    made = Counter(seat.round for seat in seats)
    wanted = {
        number: min(sum(one.present(number) for one in side) for side in (mentees, mentors))
        for number in coming
    }
    return [
        Issue("round_not_full", round=number, have=made[number], need=seats)
        for number, seats in wanted.items()
        if made[number] < seats
    ]


def pin_issues(pinned: Collection[Pair], seats: Iterable[Seat]) -> list[Issue]:
    """Return the pairs that should meet and do not, by id."""
    meetings = {(seat.mentee, seat.mentor) for seat in seats}
    return [Issue("pin_not_placed", people=pin) for pin in sorted(set(pinned) - meetings)]


def table_issues(
    mentors: Sequence[Participant], placed: Mapping[str, int], given: Tables | None
) -> list[Issue]:
    """Return what is wrong with the tables: too few of those `given`, two mentors at one, a limit not met.

    `placed` is the table per mentor. Two mentors at one table is good to know, and no fault.
    """
    tables = given or {}
    issues = [
        Issue("limit_not_met", people=(mentor.id,))
        for mentor in mentors
        if not mentor.limits <= tables.get(placed[mentor.id], frozenset())
    ]
    if given is not None and any(table not in tables for table in placed.values()):
        issues.append(Issue("too_few_tables", have=len(tables), need=len(set(placed.values()) | set(tables))))
    return issues + _shared(mentors, placed)


def mentee_limit_issues(
    mentees: Iterable[Participant],
    mentors: Sequence[Participant],
    placed: Mapping[str, int],
    tables: Tables,
    coming: range,
) -> list[Issue]:
    """Return the mentees for whom too few mentors sit at a table that suits: have mentors, need rounds."""
    issues: list[Issue] = []
    for mentee in (one for one in mentees if one.limits):
        suited = [one for one in mentors if mentee.limits <= tables.get(placed[one.id], frozenset())]
        turns = sum(mentee.present(number) for number in coming)
        have = sum(any(one.present(number) for number in coming) for one in suited)
        if have < min(turns, len(mentors)):
            issues.append(Issue("few_suitable_tables", people=(mentee.id,), have=have, need=turns))
    return issues


def _shared(mentors: Sequence[Participant], placed: Mapping[str, int]) -> list[Issue]:
    at: dict[int, list[Participant]] = {}
    for mentor in mentors:
        at.setdefault(placed[mentor.id], []).append(mentor)
    return [
        Issue("table_shared", people=tuple(one.id for one in sharing), have=table)
        for table, sharing in at.items()
        if any(one.overlaps(two) for i, one in enumerate(sharing) for two in sharing[:i])
    ]
