"""The solver for large networks: an auction with shrinking steps, in integers.

Mentees bid for places at mentors; a bid raises the price by what the place is worth to the bidder above
her next best option, plus a step. Mentors left with a free place above its cost lower their price until
somebody comes over. With all costs multiplied by (mentees + 1), a last step of 1 leaves a total error
below one unit of cost: none. Source: Bertsekas and Castanon 1992 (forward and reverse auction for
asymmetric assignment), with several places per mentor and the option of being left out.
"""

from collections import deque
from collections.abc import Callable
from heapq import heapify, heappush, heapreplace

from mentorhub.matching.rules.labels import NOBODY, correct_labels, residual_graph
from mentorhub.matching.rules.network import Network
from mentorhub.matching.rules.shortest_paths import Seating

STEP_BITS = 4
"""Each phase divides the step by 2 ** STEP_BITS; 3 to 5 are equally fast."""

LAST_BITS = 24
"""From this many bits (beside those of the scale) the last step follows at once: steps far below the
range of the lottery hardly tell two options apart any more."""

UNDECIDED = -2


def auction(network: Network, on_progress: Callable[[int, int], None] | None = None) -> Seating:
    """The cheapest seating of the whole network, the same as that of successive shortest paths.

    `on_progress(done, all)` is called after every phase, in mentees; it may raise to cancel.
    """
    market = _Market(network)
    step = 1 << max(0, max(market.left_out, default=0).bit_length() - 3)
    first_bits, last = step.bit_length(), market.scale.bit_length() + LAST_BITS
    while True:
        market.run_phase(step)
        if on_progress:
            done = len(market.at) * (first_bits - step.bit_length() + 1) // first_bits
            on_progress(done, len(market.at))
        if step == 1:
            return Seating(market.at, _exact_prices(network, market))
        step >>= STEP_BITS
        if step.bit_length() <= last:
            step = 1


def _exact_prices(network: Network, market: "_Market") -> list[int]:
    """Prices in units of cost: those of the market are off by less than one and are put right."""
    start = [-(price // market.scale) for price in market.price]
    distance = correct_labels(residual_graph(network, market.at), [*start, 0]).distance
    return [distance[-1] - far for far in distance[:-1]]


class _Market:
    """Who holds which place at what price.

    `bids[j]` is a heap of (highest price that is acceptable, mentee); `floor[j]` the cost of the next
    place; `asked[j]` the price of a free place; `price[j]` what a newcomer pays. Within a step, everybody
    is where it is cheapest for her, and at the end of a phase no free place is dearer than its cost.
    """

    def __init__(self, network: Network) -> None:
        """Opens with nobody seated and every price at its cost."""
        mentors = range(len(network.mentors))
        self.scale = len(network.mentees) + 1
        self.arcs = [[(j, cost * self.scale) for j, cost in row] for row in network.arcs]
        self.left_out = [cost * self.scale for cost in network.left_out]
        self.room = network.room
        self.load = network.step * self.scale
        self.at = [UNDECIDED] * len(self.arcs)
        self.bids: list[list[tuple[int, int]]] = [[] for _ in mentors]
        self.floor = [network.place_cost(j, 0) * self.scale for j in mentors]
        self.asked = self.floor[:]
        self.price = self.floor[:]
        self.listed_by: list[list[tuple[int, int]]] = [[] for _ in mentors]
        for i, row in enumerate(self.arcs):
            for j, cost in row:
                self.listed_by[j].append((i, cost))

    def run_phase(self, step: int) -> None:
        """Seats everybody so that nobody could do better by more than the step."""
        self._release(step)
        for i, at in enumerate(self.at):
            if at == UNDECIDED:
                self._sell(i, step)
        cheapen = deque(j for j in range(len(self.price)) if self._too_dear(j))
        while cheapen:
            self._attract(cheapen.popleft(), step, cheapen)

    def _release(self, step: int) -> None:
        """Lets go of everybody for whom the smaller step asks more, and renews what the others bid."""
        held: list[list[tuple[int, int]]] = [[] for _ in self.price]
        price = self.price
        for i, at in enumerate(self.at):
            best = own = self.left_out[i]
            for j, cost in self.arcs[i]:
                if j == at:
                    own = cost + price[j]
                elif cost + price[j] < best:
                    best = cost + price[j]
            if own > best + step:
                self.at[i] = UNDECIDED
            elif at >= 0:
                held[at].append((best - own + price[at] + step, i))
        for j, holders in enumerate(held):
            heapify(holders)
            self.floor[j] += self.load * (len(holders) - len(self.bids[j]))
            self.bids[j] = holders
            self.asked[j] = price[j]
            self._reprice(j)

    def _sell(self, i: int, step: int) -> None:
        """The mentee bids for her cheapest option; whoever is outbid bids next."""
        price, arcs = self.price, self.arcs
        while True:
            best = second = self.left_out[i]
            at, paid = NOBODY, 0
            for j, cost in arcs[i]:
                total = cost + price[j]
                if total < best:
                    best, second = total, best
                    at, paid = j, cost
                elif total < second:
                    second = total
            self.at[i] = at
            if at == NOBODY:
                return
            outbid = self._bid(at, (second - paid + step, i))
            if outbid == NOBODY:
                return
            i = outbid

    def _bid(self, j: int, bid: tuple[int, int]) -> int:
        """Takes a free place if that is the cheapest, or else the place of the lowest bidder."""
        held = self.bids[j]
        if len(held) < self.room[j] and (not held or held[0][0] >= self.asked[j]):
            heappush(held, bid)
            self.floor[j] += self.load
            outbid = NOBODY
        else:
            outbid = heapreplace(held, bid)[1]
        self._reprice(j)
        return outbid

    def _reprice(self, j: int) -> None:
        held = self.bids[j]
        if len(held) == self.room[j]:
            if held:
                self.price[j] = held[0][0]
            return
        self.asked[j] = max(self.asked[j], self.floor[j])
        self.price[j] = min(self.asked[j], held[0][0]) if held else self.asked[j]

    def _too_dear(self, j: int) -> bool:
        return len(self.bids[j]) < self.room[j] and self.price[j] > self.floor[j]

    def _attract(self, j: int, step: int, cheapen: deque[int]) -> None:
        """Lowers the price of a free place until somebody comes or it is down to its cost."""
        while self._too_dear(j):
            floor = self.floor[j]
            best = second = floor
            newcomer = NOBODY
            for i, cost in self.listed_by[j]:
                if self.at[i] != j:
                    offer = self._pays(i) - cost
                    if offer > best:
                        best, second, newcomer = offer, best, i
                    elif offer > second:
                        second = offer
            if best <= floor + step:
                self.asked[j] = self.price[j] = floor
                return
            self.asked[j] = self.price[j] = max(floor, second - step)
            self._leave(newcomer, cheapen)
            self.at[newcomer] = j
            heappush(self.bids[j], (best, newcomer))
            self.floor[j] += self.load

    def _pays(self, i: int) -> int:
        at = self.at[i]
        if at == NOBODY:
            return self.left_out[i]
        return next(cost for j, cost in self.arcs[i] if j == at) + self.price[at]

    def _leave(self, i: int, cheapen: deque[int]) -> None:
        """Frees the mentee's place at its present price; the next phase finds out what it is worth."""
        at = self.at[i]
        if at == NOBODY:
            return
        self.bids[at] = [bid for bid in self.bids[at] if bid[1] != i]
        heapify(self.bids[at])
        self.floor[at] -= self.load
        self.asked[at] = self.price[at]
        if self._too_dear(at):
            cheapen.append(at)
