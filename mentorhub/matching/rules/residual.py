"""What it costs to force one pair: a shortest path in the residual graph instead of a new solution.

Forcing mentee X on mentor B closes a cycle: X goes to B, others move on from B until the place that X
left is filled, or somebody goes to a free place or is left out and X's old place is given up or filled
from elsewhere. The cheapest such cycle is the cheapest change (Ahuja, Magnanti and Orlin 1993, 9.4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from mentorhub.matching.rules.labels import NOBODY
from mentorhub.matching.rules.network import Network

SINK = -2
Step = tuple[int, int, int]
"""(mentee, from, to): mentor indices, NOBODY for not being in the network's seating."""


@dataclass(frozen=True, slots=True)
class Detour:
    """The cheapest way to force a pair: its cost and the moves of the others."""

    cost: int
    steps: tuple[Step, ...]


Move = tuple[int, int, int]
"""(reduced cost, mentor at the other end, mentee who moves)."""


class _Search:
    """Dijkstra from one end; at mentor k at least `left[k] + offset` of the way is still to come."""

    __slots__ = ("distance", "heap", "left", "moves", "offset", "source", "step")

    def __init__(
        self, source: int, moves: Sequence[Sequence[Move]], left: Sequence[int], offset: int
    ) -> None:
        self.source, self.moves, self.left, self.offset = source, moves, left, offset
        self.distance, self.step = {source: 0}, dict[int, tuple[int, int]]()
        self.heap = [(0, source)]

    def expand(self, best: int, middle: int, others: Mapping[int, int]) -> tuple[int, int]:
        """Settles one mentor; returns the cheapest way known by now and the mentor where its halves meet."""
        far, j = heappop(self.heap)
        distance, left, offset = self.distance, self.left, self.offset
        if far > distance[j]:
            return best, middle
        for cost, k, i in self.moves[j]:
            total = far + cost
            if total >= best:
                break
            if total + left[k] + offset < best and (k not in distance or total < distance[k]):
                distance[k] = total
                self.step[k] = (i, j)
                heappush(self.heap, (total, k))
                if k in others and total + others[k] < best:
                    best, middle = total + others[k], k
        return best, middle

    def trail(self, k: int) -> list[tuple[int, int, int]]:
        """(mentee, mentor, mentor) of the moves between k and the source, from k on."""
        steps = []
        while k != self.source:
            i, j = self.step[k]
            steps.append((i, j, k))
            k = j
        return steps


class Residual:
    """Shortest distances around a proven seating, shared by all questions about it."""

    def __init__(self, network: Network, seats: Sequence[int], prices: Mapping[str, int]) -> None:
        """`seats[i]` is the mentor index of mentee i or NOBODY; `prices` the dual values by mentor id."""
        self.network = network
        self.seats = seats
        self.price = [prices[mentor] for mentor in network.mentors]
        self.seated: list[list[int]] = [[] for _ in network.mentors]
        self.paid = [0] * len(seats)
        for i, at in enumerate(seats):
            if at == NOBODY:
                self.paid[i] = network.left_out[i]
            else:
                self.seated[at].append(i)
                self.paid[i] = next(cost for j, cost in network.arcs[i] if j == at)
        self.way_out: list[Step] = [(NOBODY, NOBODY, SINK)] * len(self.price)
        self.way_in: list[Step] = [(NOBODY, SINK, NOBODY)] * len(self.price)
        self._measure_ways_out()
        self._onward, self._backward = self._moves()
        self.entry = self._measure_ways_in()
        self._entry_below = [-far for far in self.entry]

    def force(self, mentee: int, mentor: int) -> Detour:
        """The cheapest change that seats the mentee at a mentor of her arcs where she does not sit."""
        cost = next(cost for j, cost in self.network.arcs[mentee] if j == mentor) + self.price[mentor]
        cost -= self._value(mentee)
        at = self.seats[mentee]
        if at == NOBODY:
            return Detour(cost, self._steps_out(mentor))
        direct = self._between(mentor, at, self.entry[at])
        if direct is not None:
            return Detour(cost + direct.cost, direct.steps)
        return Detour(cost + self.entry[at], self._steps_out(mentor) + self._steps_in(at))

    def _value(self, i: int) -> int:
        at = self.seats[i]
        return self.paid[i] + (self.price[at] if at != NOBODY else 0)

    def _measure_ways_out(self) -> None:
        """Raises every price to the true cost of one more place there, and notes the way out."""
        backward: list[list[tuple[int, int, int]]] = [[] for _ in self.price]
        distance = [self._cheapest_exit(j) for j in range(len(self.price))]
        for j, holders in enumerate(self.seated):
            for i in holders:
                for k, cost in self.network.arcs[i]:
                    if k != j:
                        backward[k].append((cost + self.price[k] - self._value(i), i, j))
        heap = [(far, j) for j, far in enumerate(distance)]
        heapify(heap)
        while heap:
            far, k = heappop(heap)
            if far > distance[k]:
                continue
            for cost, i, j in backward[k]:
                if far + cost < distance[j]:
                    distance[j] = far + cost
                    self.way_out[j] = (i, j, k)
                    heappush(heap, (far + cost, j))
        self.price = [price + far for price, far in zip(self.price, distance, strict=True)]

    def _cheapest_exit(self, j: int) -> int:
        """Cost above the price of leaving at j itself: by a free place, or by leaving a holder out."""
        network, holders = self.network, self.seated[j]
        exits = [(network.left_out[i] - self._value(i), i) for i in holders]
        if len(holders) < network.room[j]:
            exits.append((network.place_cost(j, len(holders)) - self.price[j], NOBODY))
        # A mentor without any place has no arcs; its distance is of no use to anybody.
        far, i = min(exits, default=(0, NOBODY))
        self.way_out[j] = (i, j, SINK)
        return far

    def _moves(self) -> tuple[list[list[Move]], list[list[Move]]]:
        """All moves from mentor to mentor by where they begin and by where they end, cheapest first."""
        onward: list[list[Move]] = [[] for _ in self.price]
        backward: list[list[Move]] = [[] for _ in self.price]
        for j, holders in enumerate(self.seated):
            for i in holders:
                base = self.paid[i] + self.price[j]
                for k, cost in self.network.arcs[i]:
                    if k != j:
                        onward[j].append((cost + self.price[k] - base, k, i))
                        backward[k].append((cost + self.price[k] - base, j, i))
        for moves in (*onward, *backward):
            moves.sort()
        return onward, backward

    def _measure_ways_in(self) -> list[int]:
        """Distances from the sink: giving up a place, or seating somebody who was left out."""
        far_away = 1 + sum(self.network.left_out) + sum(self.price)
        distance = [far_away] * len(self.price)
        heap: list[tuple[int, int]] = []

        def reach(j: int, far: int, step: Step) -> None:
            if far < distance[j]:
                distance[j] = far
                self.way_in[j] = step
                heappush(heap, (far, j))

        for j, holders in enumerate(self.seated):
            if holders:
                given_up = self.network.place_cost(j, len(holders) - 1)
                reach(j, self.price[j] - given_up, (NOBODY, SINK, j))
        for i, at in enumerate(self.seats):
            if at == NOBODY:
                for k, cost in self.network.arcs[i]:
                    reach(k, cost + self.price[k] - self.paid[i], (i, SINK, k))
        while heap:
            far, j = heappop(heap)
            if far == distance[j]:
                for cost, k, i in self._onward[j]:
                    reach(k, far + cost, (i, j, k))
        return distance

    def _between(self, start: int, goal: int, limit: int) -> Detour | None:
        """The cheapest way from one mentor to another past mentors only, if not above the limit.

        Searched from both ends, each time at the end with fewer open nodes, until they cannot meet any
        cheaper (Pohl 1971). Distances from the sink bound what is left of a way, as no way is shorter than
        the difference between its ends.
        """
        ahead = _Search(start, self._onward, self._entry_below, self.entry[goal])
        behind = _Search(goal, self._backward, self.entry, -self.entry[start])
        best, middle = limit + 1, NOBODY
        while ahead.heap and behind.heap and ahead.heap[0][0] + behind.heap[0][0] < best:
            near, far = (ahead, behind) if len(ahead.heap) <= len(behind.heap) else (behind, ahead)
            best, middle = near.expand(best, middle, far.distance)
        if middle == NOBODY:
            return None
        onward = ((i, k, j) for i, j, k in behind.trail(middle))
        return Detour(best, (*reversed(ahead.trail(middle)), *onward))

    def _steps_out(self, j: int) -> tuple[Step, ...]:
        steps = []
        while j != SINK:
            i, _, to = self.way_out[j]
            if i != NOBODY:
                steps.append((i, j, NOBODY if to == SINK else to))
            j = to
        return tuple(steps)

    def _steps_in(self, j: int) -> tuple[Step, ...]:
        steps = []
        while j != SINK:
            i, origin, _ = self.way_in[j]
            if i != NOBODY:
                steps.append((i, NOBODY if origin == SINK else origin, j))
            j = origin
        return tuple(reversed(steps))
