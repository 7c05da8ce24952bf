"""The cost vector as one integer: weights in mixed radix, so that comparing sums compares vectors.

A component that can total at most N gets a radix of N + 1; no sum of lesser components can then reach
one unit of it. Python's integers do not overflow, so this is exact at any size.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mentorhub.matching.rules.values import Objective

TIE_BREAKS = frozenset({"changed", "wish", "fit", "load", "lottery"})
"""Components that are no part of the profile."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The largest total of each component. `tiers[t]` bounds how many pairs can be of tier t.

    In the list stage tier r - 1 is the r-th choice and the last tier is beyond the list.
    """

    mentees: int
    tiers: tuple[int, ...]
    changed: int
    wish: int
    fit: int
    load: int
    lottery: int


@dataclass(frozen=True, slots=True)
class Weights:
    """The price of one unit of each component; `tiers[t]` is the price of a pair of tier t.

    `profile` is the price of one unit of the least component of the profile; tie-breaks total less.
    """

    left_out: int
    tiers: tuple[int, ...]
    changed: int
    wish: int
    fit: int
    load: int
    lottery: int
    profile: int


def mixed_radix(bounds: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Weights by name for (name, largest total) pairs, most important first; the last weighs 1."""
    weights, weight = {}, 1
    for name, bound in reversed(list(bounds)):
        weights[name] = weight
        weight *= bound + 1
    return weights


def list_weights(objective: Objective, repairing: bool, bounds: Bounds) -> Weights:
    """Weights of the list stage: `(unmatched, beyond, ranks, changed, wish, -fit, load, lottery)`.

    Generous: as few last choices as possible, then as few of the one before, and so on. Greedy: as many
    first choices as possible, then second, and so on. While repairing, `changed` stands right after
    `unmatched`. Source: matching.md, Match.
    """
    ranks, beyond = bounds.tiers[:-1], bounds.tiers[-1]
    order = range(len(ranks) - 1) if objective is Objective.GREEDY else range(len(ranks) - 1, 0, -1)
    middle = [("beyond", beyond), *((f"tier {tier}", ranks[tier]) for tier in order)]
    unit = mixed_radix(_vector(repairing, middle, bounds))
    tiers = [unit.get(f"tier {tier}", 0) for tier in range(len(ranks))]
    if objective is not Objective.GREEDY:
        return _weights(unit, [*tiers, unit["beyond"]], unit["left out"])
    # A gain per first choice is a loss per other choice; whoever is left out bears the same constant.
    most = tiers[0]
    return _weights(unit, [*(most - gain for gain in tiers), most + unit["beyond"]], most + unit["left out"])


def fallback_weights(repairing: bool, bounds: Bounds) -> Weights:
    """Weights of the fall back: `(unplaced, not met, changed, wish, -fit, load, lottery)`; tier 0 is met."""
    unit = mixed_radix(_vector(repairing, [("any", bounds.tiers[1])], bounds))
    return _weights(unit, [0, unit["any"]], unit["left out"])


def popularity(tiers: int, rows: Sequence[Sequence[tuple[int, int]]], room: Sequence[int]) -> tuple[int, ...]:
    """`N(t)`: for each tier the sum over mentors of min(places, times in that tier).

    `rows` holds (mentor, tier) by mentee.
    """
    times = Counter(choice for row in rows for choice in row)
    totals = [0] * tiers
    for (mentor, tier), count in times.items():
        totals[tier] += min(room[mentor], count)
    return tuple(totals)


def highest_load(taken: Sequence[int], room: Sequence[int], rows: Sequence[Sequence[tuple[int, int]]]) -> int:
    """The largest total of `load`, where the k-th mentee of a mentor costs k - 1."""
    wanted = Counter(mentor for row in rows for mentor, _ in row)
    return sum(_run(taken[mentor], min(room[mentor], count)) for mentor, count in wanted.items())


def full_load(taken: Sequence[int], room: Sequence[int], mentees: int) -> int:
    """The same when every one of so many mentees may go to every mentor."""
    return sum(_run(used, min(places, mentees)) for used, places in zip(taken, room, strict=True))


def _run(first: int, length: int) -> int:
    return length * first + length * (length - 1) // 2


def _vector(repairing: bool, middle: list[tuple[str, int]], bounds: Bounds) -> list[tuple[str, int]]:
    changed = [("changed", bounds.changed)]
    tail = [("wish", bounds.wish), ("fit", bounds.fit), ("load", bounds.load), ("lottery", bounds.lottery)]
    ordered = changed + middle if repairing else middle + changed
    return [("left out", bounds.mentees), *ordered, *tail]


def _weights(unit: Mapping[str, int], tiers: Sequence[int], left_out: int) -> Weights:
    # The units stand from the least to the greatest.
    least = next(name for name in unit if name not in TIE_BREAKS)
    return Weights(
        left_out,
        tuple(tiers),
        unit["changed"],
        unit["wish"],
        unit["fit"],
        unit["load"],
        unit["lottery"],
        unit[least],
    )
