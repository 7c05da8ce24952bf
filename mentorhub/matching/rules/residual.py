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
        self.entry = self._measure_ways_in()

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
                for i, k, cost in self._onward(j):
                    reach(k, far + cost, (i, j, k))
        return distance

    def _onward(self, j: int) -> list[tuple[int, int, int]]:
        """(mentee, mentor, reduced cost) of every move away from j."""
        price = self.price
        return [
            (i, k, cost + price[k] - self.paid[i] - price[j])
            for i in self.seated[j]
            for k, cost in self.network.arcs[i]
            if k != j
        ]

    def _between(self, start: int, goal: int, limit: int) -> Detour | None:
        """The cheapest way from one mentor to another past mentors only, if not above the limit."""
        distance, step, entry = {start: 0}, {}, self.entry
        heap = [(0, start)]
        while heap:
            far, j = heappop(heap)
            if j == goal:
                return Detour(far, self._trace(step, start, goal))
            if far > distance[j]:
                continue
            for i, k, cost in self._onward(j):
                total = far + cost
                # From any start the sink is at distance zero; beyond its reach the way through it is shorter.
                if total <= min(limit, entry[k]) and total < distance.get(k, limit + 1):
                    distance[k] = total
                    step[k] = (i, j, k)
                    heappush(heap, (total, k))
        return None

    @staticmethod
    def _trace(step: Mapping[int, Step], start: int, goal: int) -> tuple[Step, ...]:
        steps = []
        while goal != start:
            steps.append(step[goal])
            goal = step[goal][1]
        return tuple(reversed(steps))

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
