"""From an instance to everything that a run stores; pure, so that a thread or a process can do it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from mentorhub.matching.rules import (
    Instance,
    Objective,
    Result,
    blocking_pairs,
    even_out,
    pair_reasons,
    private_reasons,
    solve,
    spread,
)
from mentorhub.matching.telling import told

COMPARED = (Objective.GENEROUS, Objective.GREEDY, Objective.STABLE)
TWO_SIDED = (Objective.STABLE, Objective.FEWEST_BLOCKING)
MOST_BLOCKING = 200
"""How many blocking pairs are stored; beyond these they are only counted."""
REASONS, EVENING = "reasons", "evening"

Tell = Callable[[int, int, str], None]
"""Called with (done, whole, phase), in mentees; may raise to stop."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be computed.

    Attributes:
        instance: the problem.
        objective: what is asked.
        compared: the objectives shown beside each other; ``objective`` is one of them.
        repairing: stay close to ``instance.current``.
        group_of: the group of each mentee who is in one.
        evens_out: help the group that comes off worst, at an equal profile.
    """

    instance: Instance
    objective: Objective
    compared: tuple[Objective, ...]
    repairing: bool
    group_of: Mapping[str, str]
    evens_out: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One mentee's outcome: mentor and rank (None without, or beyond the list), source, both reasons."""

    mentee: str
    mentor: str | None
    rank: int | None
    source: str
    reason: Mapping[str, Any]
    own_reason: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Solved:
    """The outcomes beside each other, and the lines of the chosen one; ids are strings.

    Attributes:
        objective: the chosen one.
        certificate: ``optimal`` and ``proof``.
        profiles: by objective the counts (``ranks``, ``beyond_list``, ``unmatched``) and the proof.
        alternatives: by objective and mentee [mentor or None, rank or None].
        groups: per group, best off first: its id, the number of mentees, the mean rank as [numerator,
            denominator].
        blocking: (mentee, mentor) pairs who would rather have each other, at most 200, and how many in all.
        lines: by mentee.
    """

    objective: str
    certificate: Mapping[str, Any]
    profiles: Mapping[str, Mapping[str, Any]]
    alternatives: Mapping[str, Mapping[str, Sequence[Any]]]
    groups: Sequence[Mapping[str, Any]]
    blocking: Sequence[Sequence[str]]
    blocking_count: int
    lines: Sequence[Line]


def solved(order: Order, tell: Tell) -> Solved:
    """Return the outcome of an order; ``tell`` hears how far it is.

    Raises:
        MatchingError: the rules contradict each other, or the optimiser is not installed.
    """
    results = {one: _solve(order, one, tell) for one in order.compared}
    if order.evens_out:
        results[order.objective] = _even(order, results[order.objective], tell)
    chosen = results[order.objective]
    blocking = blocking_pairs(order.instance, chosen) if _is_two_sided(order) else ()
    return Solved(
        objective=chosen.objective.value,
        certificate={
            "optimal": chosen.certificate.optimal,
            "proof": chosen.certificate.proof.value,
        },
        profiles={one.value: _profile(result) for one, result in results.items()},
        alternatives={one.value: _places(order.instance, result) for one, result in results.items()},
        groups=_groups(order, chosen),
        blocking=[list(pair) for pair in blocking[:MOST_BLOCKING]],
        blocking_count=len(blocking),
        lines=_lines(order.instance, chosen, tell),
    )


def _solve(order: Order, objective: Objective, tell: Tell) -> Result:
    whole = len(order.instance.preferences)
    tell(0, whole, objective.value)
    result = solve(
        order.instance,
        objective,
        repairing=order.repairing,
        on_progress=lambda done, whole: tell(done, whole, objective.value),
    )
    tell(whole, whole, objective.value)
    return result


def _even(order: Order, result: Result, tell: Tell) -> Result:
    whole = len(order.instance.preferences)
    tell(0, whole, EVENING)
    return even_out(order.instance, result, order.group_of).result


def _is_two_sided(order: Order) -> bool:
    return bool(order.instance.wishes) or order.objective in TWO_SIDED


def _profile(result: Result) -> dict[str, Any]:
    profile = result.profile
    return {
        "ranks": list(profile.ranks),
        "beyond_list": profile.beyond_list,
        "unmatched": profile.unmatched,
        "optimal": result.certificate.optimal,
        "proof": result.certificate.proof.value,
    }


def _places(instance: Instance, result: Result) -> dict[str, list[Any]]:
    found = {pair.mentee: [pair.mentor, pair.rank] for pair in result.pairs}
    return {mentee: found.get(mentee, [None, None]) for mentee in instance.preferences}


def _groups(order: Order, result: Result) -> list[dict[str, Any]]:
    found = spread(order.instance, result, order.group_of)
    return [
        {
            "group": one.group,
            "mentees": one.mentees,
            "mean": [one.mean_rank.numerator, one.mean_rank.denominator],
        }
        for one in found.groups
    ]


def _lines(instance: Instance, result: Result, tell: Tell) -> list[Line]:
    whole = len(instance.preferences)
    tell(0, whole, REASONS)
    pairs = {pair.mentee: pair for pair in result.pairs}
    reasons = {reason.mentee: reason for reason in pair_reasons(instance, result).values()}
    own_reasons = private_reasons(instance, result)
    lines = []
    for mentee in instance.preferences:
        pair = pairs.get(mentee)
        lines.append(
            Line(
                mentee=mentee,
                mentor=pair.mentor if pair else None,
                rank=pair.rank if pair else None,
                source=pair.source.value if pair else "none",
                reason=told(reasons[mentee]),
                own_reason=asdict(own_reasons[mentee]),
            )
        )
    tell(whole, whole, REASONS)
    return lines
