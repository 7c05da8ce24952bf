"""The network mentee -> mentor -> sink with integer costs, for the lists and for the fall back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.lottery import HIGHEST, drawer
from mentorhub.matching.rules.values import Objective, PairKey, Wish
from mentorhub.matching.rules.weights import (
    Bounds,
    Weights,
    fallback_weights,
    highest_load,
    list_weights,
    popularity,
)

Rows = list[list[tuple[int, int]]]
"""By mentee: (mentor index, tier) of every pair that may be made."""


@dataclass(slots=True)
class Network:
    """Who can go where at what cost; people are indices into the sorted `mentees` and `mentors`.

    `arcs[i]` holds (mentor, cost); `left_out[i]` is the cost of giving mentee i nobody. Mentor j has
    `taken[j]` places used up beforehand and `room[j]` open; the place after k mentees costs `step * k`.
    """

    mentees: list[str]
    mentors: list[str]
    arcs: list[list[tuple[int, int]]]
    left_out: list[int]
    taken: list[int]
    room: list[int]
    step: int

    def place_cost(self, mentor: int, seated: int) -> int:
        """Cost of a place at the mentor when `seated` were already given one in this network."""
        return self.step * (self.taken[mentor] + seated)


def list_network(
    instance: Instance, objective: Objective, repairing: bool, admitted: Collection[PairKey] = ()
) -> Network:
    """The network of all who are not pinned, over their lists and the `admitted` pairs beyond them."""
    pinned = instance.pinned_mentor()
    mentees = sorted(mentee for mentee in instance.preferences if mentee not in pinned)
    mentors = sorted(instance.capacities)
    room = instance.room()
    opened = [room[mentor] for mentor in mentors]
    taken = [instance.capacities[mentor] - room[mentor] for mentor in mentors]
    rows = _list_rows(instance, mentees, {m: j for j, m in enumerate(mentors) if room[m]}, admitted)
    keep = {mentee: mentor for mentee, mentor in instance.keepable().items() if mentee not in pinned}
    bounds = _bounds(instance, rows, taken, opened, tiers=instance.list_length + 1, keep=len(keep))
    weights = list_weights(objective, repairing, bounds)
    arcs = _arcs(instance, mentees, mentors, rows, weights=weights, keep=keep)
    # A pair beyond the list is not lost by leaving the list: the fall back may still keep it.
    losing = {m for m, kept in keep.items() if kept in instance.preferences[m] or (m, kept) in admitted}
    left_out = [weights.left_out + weights.changed * (mentee in losing) for mentee in mentees]
    return Network(mentees, mentors, arcs, left_out, taken, opened, weights.load)


def fallback_network(
    instance: Instance,
    repairing: bool,
    mentees: Sequence[str],
    seats: Mapping[str, tuple[int, int]],
    met_only: bool = False,
) -> Network:
    """The network of those beyond their list. `seats` gives (taken, open) by mentor with room."""
    mentors = sorted(seats)
    taken, room = [seats[m][0] for m in mentors], [seats[m][1] for m in mentors]
    rows = [_fallback_row(instance, mentee, mentors, met_only) for mentee in mentees]
    keep = {mentee: mentor for mentee, mentor in instance.keepable().items() if mentor in seats}
    bounds = _bounds(instance, rows, taken, room, tiers=2, keep=len(mentees))
    weights = fallback_weights(repairing, bounds)
    arcs = _arcs(instance, mentees, mentors, rows, weights=weights, keep=keep)
    left_out = [weights.left_out + (weights.changed if mentee in keep else 0) for mentee in mentees]
    return Network(list(mentees), mentors, arcs, left_out, taken, room, weights.load)


def _list_rows(
    instance: Instance, mentees: Sequence[str], index: Mapping[str, int], admitted: Collection[PairKey]
) -> Rows:
    forbidden, length = instance.forbidden, instance.list_length
    rows = [
        [
            (index[mentor], tier)
            for tier, mentor in enumerate(instance.preferences[mentee])
            if mentor in index and (mentee, mentor) not in forbidden
        ]
        for mentee in mentees
    ]
    position = {mentee: i for i, mentee in enumerate(mentees)} if admitted else {}
    for mentee, mentor in sorted(admitted):
        if mentee in position and mentor in index and mentor not in instance.preferences[mentee]:
            rows[position[mentee]].append((index[mentor], length))
    return rows


def _fallback_row(
    instance: Instance, mentee: str, mentors: Sequence[str], met_only: bool
) -> list[tuple[int, int]]:
    met, forbidden = instance.met, instance.forbidden
    row = [
        (j, 0 if (mentee, mentor) in met else 1)
        for j, mentor in enumerate(mentors)
        if (mentee, mentor) not in forbidden
    ]
    return [choice for choice in row if choice[1] == 0] if met_only else row


def _bounds(
    instance: Instance, rows: Rows, taken: Sequence[int], room: Sequence[int], *, tiers: int, keep: int
) -> Bounds:
    mentees, fit = len(rows), instance.fit.values()
    return Bounds(
        mentees=mentees,
        tiers=popularity(tiers, rows, room),
        changed=keep,
        wish=Wish.RATHER_NOT * mentees if instance.wishes else 0,
        fit=(max(0, *fit) - min(0, *fit)) * mentees if fit else 0,
        load=highest_load(taken, room, rows),
        lottery=HIGHEST * mentees,
    )


def _arcs(
    instance: Instance,
    mentees: Sequence[str],
    mentors: Sequence[str],
    rows: Rows,
    *,
    weights: Weights,
    keep: Mapping[str, str],
) -> list[list[tuple[int, int]]]:
    price, tiers = _tie_break(instance, weights, keep), weights.tiers
    return [
        [(j, tiers[tier] + price(mentee, mentors[j])) for j, tier in row]
        for mentee, row in zip(mentees, rows, strict=True)
    ]


def _tie_break(instance: Instance, weights: Weights, keep: Mapping[str, str]) -> Callable[[str, str], int]:
    """Cost of a pair below its tier; terms that the instance does not use are left out for speed."""
    terms = [_lottery_term(instance, weights)]
    if keep:
        terms.append(lambda mentee, mentor: weights.changed * (keep.get(mentee, mentor) != mentor))
    if instance.wishes:
        terms.append(lambda mentee, mentor: weights.wish * instance.wish(mentor, mentee))
    if instance.fit:
        fit, best = instance.fit, max(0, *instance.fit.values())
        terms.append(lambda mentee, mentor: weights.fit * (best - fit.get((mentee, mentor), 0)))
    if len(terms) == 1:
        return terms[0]
    return lambda mentee, mentor: sum(term(mentee, mentor) for term in terms)


def _lottery_term(instance: Instance, weights: Weights) -> Callable[[str, str], int]:
    draw, unit = drawer(instance.seed), weights.lottery
    return draw if unit == 1 else lambda mentee, mentor: unit * draw(mentee, mentor)
