"""Shortest distances in the residual graph of a seating, by Bellman, Ford and Moore, in integers.

Nodes are the mentors and, last, the sink, where those without a mentor stand. An arc from j to k is
somebody at j going to k; an arc to the sink gives up or takes a place.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mentorhub.matching.rules.network import Network, Table

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Labels:
    """Distances by node, or the nodes along a negative cycle, in which case there are no distances."""

    distance: list[int]
    cycle: tuple[int, ...] = ()


class ResidualGraph:
    """Arcs (head, cost) by node, made when asked for."""

    def __init__(self, network: Network, seats: Sequence[int]) -> None:
        """Takes the network and its seating: the mentor index by mentee, or NOBODY."""
        self._network = network
        self._sink = len(network.mentors)
        self._at: list[list[int]] = [[] for _ in range(self._sink + 1)]
        for i, at in enumerate(seats):
            self._at[self._sink if at == NOBODY else at].append(i)

    def __len__(self) -> int:
        """Mentors and the sink."""
        return self._sink + 1

    def __iter__(self) -> Iterator[list[tuple[int, int]]]:
        """The arcs of every node."""
        return (self[node] for node in range(len(self)))

    def __getitem__(self, node: int) -> list[tuple[int, int]]:
        """The arcs away from a node."""
        network, sink = self._network, self._sink
        arcs: list[tuple[int, int]] = []
        for i in self._at[node]:
            options = [*network.arcs[i], (sink, network.left_out[i])]
            paid = next(cost for j, cost in options if j == node)
            arcs.extend((j, cost - paid) for j, cost in options if j != node)
        return arcs + (self._places_taken() if node == sink else self._place_open(node))

    def _place_open(self, j: int) -> list[tuple[int, int]]:
        count = len(self._at[j])
        open_place = count < self._network.room[j]
        return [(self._sink, self._network.place_cost(j, count))] if open_place else []

    def _places_taken(self) -> list[tuple[int, int]]:
        return [
            (j, -self._network.place_cost(j, len(holders) - 1))
            for j, holders in enumerate(self._at[: self._sink])
            if holders
        ]


def residual_graph(network: Network, seats: Sequence[int]) -> Table:
    """All arcs by node; kept as a list where the network's own arcs are one, for speed."""
    graph = ResidualGraph(network, seats)
    return list(graph) if isinstance(network.arcs, list) else graph


def correct_labels(graph: Table, start: Sequence[int]) -> Labels:
    """Lowers the given distances until no arc is shorter; any start will do, a good one is one pass."""
    size, distance = len(graph), list(start)
    before, changes = [NOBODY] * size, 0
    queue, waiting = deque(range(size)), [True] * size
    while queue:
        node = queue.popleft()
        waiting[node] = False
        base = distance[node]
        for head, cost in graph[node]:
            if base + cost < distance[head]:
                distance[head] = base + cost
                before[head] = node
                changes += 1
                # Predecessors form a cycle sooner or later exactly when there is a negative one.
                if changes % size == 0 and (cycle := _predecessor_cycle(before)):
                    return Labels(distance, tuple(cycle))
                if not waiting[head]:
                    waiting[head] = True
                    queue.append(head)
    return Labels(distance)


def _predecessor_cycle(before: list[int]) -> list[int]:
    """A cycle among the predecessors in forward order, or nothing; visits every node once."""
    walk = [NOBODY] * len(before)
    for start in range(len(before)):
        path, node = [], start
        while node != NOBODY and walk[node] == NOBODY:
            walk[node] = start
            path.append(node)
            node = before[node]
        if node != NOBODY and walk[node] == start:
            return path[path.index(node) :][::-1]
    return []
