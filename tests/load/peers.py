"""Other solvers on the same matches: how each is asked, and when it cannot answer.

All are asked for the generous profile only (most with a choice, then fewest last choices, and so on). Load
and lottery, which make the outcome single, are left out: their weights would not fit the floats of any.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import accumulate, chain
from typing import Any

from mentorhub.matching.rules import Instance

Counts = tuple[int, ...]
"""How many got their first, second, ... choice, and last how many none."""

FLOAT_BITS = 53
MOST_CELLS = 250_000_000


class CannotAnswer(Exception):
    """Why this solver has no exact answer here, in a few words."""


class Table:
    """Lists as numbers: `arcs` holds (mentee, mentor, rank from 0), all from 0; `room` places per mentor."""

    def __init__(self, instance: Instance) -> None:
        index = {mentor: j for j, mentor in enumerate(instance.capacities)}
        self.arcs = [
            (i, index[mentor], rank)
            for i, choices in enumerate(instance.preferences.values())
            for rank, mentor in enumerate(choices)
        ]
        self.mentees = len(instance.preferences)
        self.room = list(instance.capacities.values())
        self.ranks = instance.list_length

    def weights(self) -> list[int]:
        """The price per rank and, last, of nobody, in mixed radix; refuses what floats cannot hold."""
        times = Counter((mentor, rank) for _, mentor, rank in self.arcs)
        most = Counter[int]()
        for (mentor, rank), count in times.items():
            most[rank] += min(self.room[mentor], count)
        radix = (most[rank] + 1 for rank in range(1, self.ranks))
        weights = [0, *accumulate(chain([1], radix), lambda before, times: before * times)]
        bits = (weights[-1] * self.mentees).bit_length()
        if bits > FLOAT_BITS:
            raise CannotAnswer(f"not exact: sums of {bits} bits, its floats hold {FLOAT_BITS}")
        return weights

    def seats(self) -> list[int]:
        """The mentor of every place."""
        return [mentor for mentor, places in enumerate(self.room) for _ in range(places)]


def scipy_dense(table: Table) -> Counts:
    """scipy's assignment on a table of mentees by places, with a column of her own to stay without."""
    import numpy
    from scipy.optimize import linear_sum_assignment

    weights, seats = table.weights(), table.seats()
    columns = len(seats) + table.mentees
    if table.mentees * columns > MOST_CELLS:
        raise CannotAnswer(f"a table of {table.mentees * columns * 8 / 1e9:.0f} GB")
    costs = numpy.full((table.mentees, columns), float(weights[-1]))
    at = _places_of(seats)
    for mentee, mentor, rank in table.arcs:
        costs[mentee, at[mentor]] = weights[rank]
    rows, chosen = linear_sum_assignment(costs)
    return _counted(table, costs[rows, chosen], weights)


def scipy_sparse(table: Table) -> Counts:
    """scipy's assignment on the arcs alone; one is added to each price, as it takes zero for no arc."""
    import numpy
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    weights, seats = table.weights(), table.seats()
    at = _places_of(seats)
    cells = [(i, place, weights[rank] + 1) for i, mentor, rank in table.arcs for place in at[mentor]]
    cells += [(i, len(seats) + i, weights[-1] + 1) for i in range(table.mentees)]
    rows, columns, costs = zip(*cells, strict=True)
    shape = (table.mentees, len(seats) + table.mentees)
    graph = csr_matrix((numpy.array(costs, dtype=float), (rows, columns)), shape=shape)
    found = min_weight_full_bipartite_matching(graph)
    return _counted(table, numpy.asarray(graph[found]).ravel() - 1, weights)


def scipy_staged(table: Table) -> Counts:
    """Linear programmes of scipy, one per rank: what was reached becomes a condition of the next."""
    import numpy
    from scipy.optimize import linprog
    from scipy.sparse import csr_matrix

    rows, columns = zip(*_conditions(table), strict=True)
    shape = (table.mentees + len(table.room), len(table.arcs))
    limits = [1] * table.mentees + table.room
    held = csr_matrix((numpy.ones(len(rows)), (rows, columns)), shape=shape)
    kept: list[Any] = []
    reached: list[int] = []
    for stage in _stages(table):
        costs = numpy.array(stage, dtype=float)
        conditions = {"A_eq": csr_matrix(numpy.array(kept)), "b_eq": reached} if kept else {}
        found = linprog(costs, A_ub=held, b_ub=limits, bounds=(0, 1), method="highs", **conditions)
        kept.append(costs)
        reached.append(round(found.fun))
    return _from_stages(table, reached)


def highspy_staged(table: Table) -> Counts:
    """The same programmes in highspy, where each begins at the outcome of the one before."""
    import highspy
    import numpy

    model: Any = highspy.Highs()
    model.setOptionValue("output_flag", False)
    every = numpy.arange(len(table.arcs), dtype=numpy.int32)
    model.addVars(len(every), numpy.zeros(len(every)), numpy.ones(len(every)))
    members: dict[int, list[int]] = {}
    for row, arc in _conditions(table):
        members.setdefault(row, []).append(arc)
    for row, limit in enumerate([1] * table.mentees + table.room):
        arcs = members.get(row, [])
        model.addRow(0.0, float(limit), len(arcs), arcs, numpy.ones(len(arcs)))
    reached: list[int] = []
    for stage in _stages(table):
        costs = numpy.array(stage, dtype=float)
        model.changeColsCost(len(every), every, costs)
        model.run()
        reached.append(round(model.getInfo().objective_function_value))
        counted = numpy.flatnonzero(costs).astype(numpy.int32)
        model.addRow(float(reached[-1]), float(reached[-1]), len(counted), counted, costs[counted])
    return _from_stages(table, reached)


PEERS: dict[str, Callable[[Table], Counts]] = {
    "scipy-sparse": scipy_sparse,
    "scipy-dense": scipy_dense,
    "scipy-lp": scipy_staged,
    "highspy-lp": highspy_staged,
}


def _places_of(seats: list[int]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = {mentor: [] for mentor in range(max(seats, default=-1) + 1)}
    for place, mentor in enumerate(seats):
        places[mentor].append(place)
    return places


def _counted(table: Table, paid: Any, weights: list[int]) -> Counts:
    times = Counter(round(float(cost)) for cost in paid)
    return tuple(times[weight] for weight in weights)


def _conditions(table: Table) -> Iterator[tuple[int, int]]:
    """(condition, arc): each mentee at most once, each mentor at most as often as there are places."""
    for number, (mentee, mentor, _) in enumerate(table.arcs):
        yield mentee, number
        yield table.mentees + mentor, number


def _stages(table: Table) -> Iterator[list[int]]:
    """What each programme makes small: minus all pairs, then the last rank, and so on up to the second."""
    yield [-1] * len(table.arcs)
    for last in range(table.ranks - 1, 0, -1):
        yield [int(rank == last) for _, _, rank in table.arcs]


def _from_stages(table: Table, reached: list[int]) -> Counts:
    pairs, later = -reached[0], reached[:0:-1]
    return (pairs - sum(later), *later, table.mentees - pairs)
