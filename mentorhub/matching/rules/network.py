"""The network mentee -> mentor -> sink with integer costs, over the lists."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.lottery import HIGHEST, drawer
from mentorhub.matching.rules.values import Objective, PairKey, Wish
from mentorhub.matching.rules.weights import (
    Bounds,
    Weights,
    highest_load,
    list_weights,
    popularity,
)

Rows = list[list[tuple[int, int]]]
"""By mentee: (mentor index, tier) of every pair that may be made."""


class Table(Protocol):
    """Rows of (index, cost), all there at once or made when asked for."""

    def __len__(self) -> int:
        """How many rows."""
        ...

    def __getitem__(self, row: int, /) -> list[tuple[int, int]]:
        """One row."""
        ...

    def __iter__(self) -> Iterator[list[tuple[int, int]]]:
        """All rows in order."""
        ...


@dataclass(slots=True)
class Network:
    """Who can go where at what cost; people are indices into the sorted `mentees` and `mentors`.

    `arcs[i]` holds (mentor, cost); `left_out[i]` is the cost of giving mentee i nobody. Mentor j has
    `taken[j]` places used up beforehand and `room[j]` open; the place after k mentees costs `step * k`.
    """

    mentees: list[str]
    mentors: list[str]
    arcs: Table
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
    return _weighted(instance, objective, repairing, admitted)[0]


def profile_network(
    instance: Instance, objective: Objective, repairing: bool, admitted: Collection[PairKey] = ()
) -> Network:
    """The same with costs that count the profile only: tie-breaks, which weigh less, are cut off."""
    network, weights = _weighted(instance, objective, repairing, admitted)
    unit = weights.profile
    arcs = [[(j, cost // unit) for j, cost in row] for row in network.arcs]
    return replace(network, arcs=arcs, left_out=[cost // unit for cost in network.left_out], step=0)


def _weighted(
    instance: Instance, objective: Objective, repairing: bool, admitted: Collection[PairKey]
) -> tuple[Network, Weights]:
    pinned = instance.pinned_mentor()
    mentees = sorted(mentee for mentee in instance.preferences if mentee not in pinned)
    mentors = sorted(instance.capacities)
    room = instance.room()
    opened = [room[mentor] for mentor in mentors]
    taken = [instance.capacities[mentor] - room[mentor] for mentor in mentors]
    rows = _list_rows(instance, mentees, {m: j for j, m in enumerate(mentors) if room[m]}, admitted)
    keep = {mentee: mentor for mentee, mentor in instance.keepable().items() if mentee not in pinned}
    bounds = _bounds(instance, rows, taken, opened, tiers=instance.list_length + 1, keep=len(keep))
    bounds = replace(bounds, tiers=_with_relief(instance, mentees, bounds.tiers))
    weights = list_weights(objective, repairing, bounds)
    arcs = _arcs(instance, mentees, mentors, rows, weights=weights, keep=keep)
    # A pair beyond the list is not lost by leaving the list: the fall back may still keep it.
    losing = {m for m, kept in keep.items() if instance.place(m, kept) or (m, kept) in admitted}
    relief = _relief(instance, mentees, weights)
    left_out = [
        weights.left_out + weights.changed * (mentee in losing) - less
        for mentee, less in zip(mentees, relief, strict=True)
    ]
    return Network(mentees, mentors, arcs, left_out, taken, opened, weights.load), weights


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
    for row, mentee in zip(rows, mentees, strict=True) if instance.filling else ():
        tier = len(instance.preferences[mentee])
        fill = (mentor for mentor in instance.filled_with(mentee) if (mentee, mentor) not in forbidden)
        row.extend((j, tier) for j in sorted(index[mentor] for mentor in fill if mentor in index))
    position = {mentee: i for i, mentee in enumerate(mentees)} if admitted else {}
    for mentee, mentor in sorted(admitted):
        if mentee in position and mentor in index and not instance.place(mentee, mentor):
            rows[position[mentee]].append((index[mentor], length))
    return rows


def _with_relief(instance: Instance, mentees: Sequence[str], tiers: Sequence[int]) -> tuple[int, ...]:
    """The bounds by tier, wide enough for those whose relief counts one more of one and less of another."""
    wider = list(tiers)
    for mentee in mentees if instance.filling else ():
        if instance.filled_with(mentee):
            wider[len(instance.preferences[mentee])] += 1
            wider[instance.list_length - 1] += 1
    return tuple(wider)


def _relief(instance: Instance, mentees: Sequence[str], weights: Weights) -> list[int]:
    """By mentee how much cheaper she is to leave out than somebody with a full list.

    A filled list stands for the last choice as well as for the next one. Without this, whoever fills a
    list would hold on to a place which the last choice of a full list does not hold (`short_lists.py`).
    """
    last = weights.tiers[instance.list_length - 1]
    return [
        last - weights.tiers[len(instance.preferences[mentee])] if instance.filled_with(mentee) else 0
        for mentee in mentees
    ]


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
    price, tiers = tie_break(instance, weights, keep, drawer(instance.seed)), weights.tiers
    return [
        [(j, tiers[tier] + price(mentee, mentors[j])) for j, tier in row]
        for mentee, row in zip(mentees, rows, strict=True)
    ]


Price = Callable[[str, str], int]
"""What a pair (mentee, mentor) costs."""


def tie_break(instance: Instance, weights: Weights, keep: Mapping[str, str], draw: Price) -> Price:
    """Cost of a pair below its tier; terms that the instance does not use are left out for speed.

    `keep` gives the mentor by mentee of an earlier run, `draw` the lottery.
    """
    terms = [draw]
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
