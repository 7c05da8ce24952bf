"""Shortest distances in the residual graph of a seating, by Bellman, Ford and Moore, in integers.

Nodes are the mentors and, last, the sink, where those without a mentor stand. An arc from j to k is
somebody at j going to k; an arc to the sink gives up or takes a place.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from mentorhub.matching.rules.network import Network

NOBODY = -1
Graph = list[list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Labels:
    """Distances by node, or the nodes along a negative cycle, in which case there are no distances."""

    distance: list[int]
    cycle: tuple[int, ...] = ()


def residual_graph(network: Network, seats: Sequence[int]) -> Graph:
    """Arcs (head, cost) by node; `seats[i]` is the mentor index of mentee i or NOBODY."""
    sink = len(network.mentors)
    graph: Graph = [[] for _ in range(sink + 1)]
    seated = [0] * sink
    for i, at in enumerate(seats):
        options = [*network.arcs[i], (sink, network.left_out[i])]
        here = sink if at == NOBODY else at
        if here != sink:
            seated[here] += 1
        paid = next(cost for j, cost in options if j == here)
        graph[here].extend((j, cost - paid) for j, cost in options if j != here)
    for j, count in enumerate(seated):
        if count < network.room[j]:
            graph[j].append((sink, network.place_cost(j, count)))
        if count:
            graph[sink].append((j, -network.place_cost(j, count - 1)))
    return graph


def correct_labels(graph: Graph, start: Sequence[int]) -> Labels:
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
