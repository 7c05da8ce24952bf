"""The solver for large networks: an auction with shrinking steps, in integers.

Mentees bid for places at mentors; a bid raises the price by what the place is worth to the bidder above
her next best option, plus a step. Mentors left with a free place above its cost lower their price until
somebody comes over. With all costs multiplied by (mentees + 1), a last step of 1 leaves a total error
below one unit of cost: none. Source: Bertsekas and Castanon 1992 (forward and reverse auction for
asymmetric assignment), with several places per mentor and the option of being left out.
"""

from collections import deque
from heapq import heapify, heappush, heapreplace

from mentorhub.matching.rules.labels import NOBODY, correct_labels, residual_graph
from mentorhub.matching.rules.network import Network
from mentorhub.matching.rules.shortest_paths import Seating
from mentorhub.matching.rules.values import Progress

STEP_BITS = 4
"""Each phase divides the step by 2 ** STEP_BITS; 3 to 5 are equally fast."""

LAST_BITS = 24
"""From this many bits (beside those of the scale) the last step follows at once: steps far below the
range of the lottery hardly tell two options apart any more."""

UNDECIDED = -2


def auction(network: Network, on_progress: Progress | None = None) -> Seating:
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
        self.paid = self.left_out[:]
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
        """The mentee bids for her cheapest option; whoever is outbid bids next.

        The innermost loop of a large match, hence in one piece and on local names. She takes a free place
        if that is the cheapest, or else the place of the lowest bidder.
        """
        price, arcs, left_out, room = self.price, self.arcs, self.left_out, self.room
        at, paid, bids, asked = self.at, self.paid, self.bids, self.asked
        while True:
            best = second = left_out[i]
            goal, own = NOBODY, 0
            for j, cost in arcs[i]:
                total = cost + price[j]
                if total < second:
                    if total < best:
                        second, best = best, total
                        goal, own = j, cost
                    else:
                        second = total
            at[i] = goal
            if goal == NOBODY:
                paid[i] = best
                return
            paid[i] = own
            held = bids[goal]
            if len(held) < room[goal] and (not held or held[0][0] >= asked[goal]):
                heappush(held, (second - own + step, i))
                self.floor[goal] += self.load
                self._reprice(goal)
                return
            i = heapreplace(held, (second - own + step, i))[1]
            if len(held) == room[goal]:
                price[goal] = held[0][0]
            else:
                self._reprice(goal)

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
        at, paid, price, listed_by = self.at, self.paid, self.price, self.listed_by[j]
        while self._too_dear(j):
            floor = self.floor[j]
            best = second = floor
            newcomer, own = NOBODY, 0
            for i, cost in listed_by:
                here = at[i]
                if here != j:
                    offer = paid[i] - cost if here == NOBODY else paid[i] - cost + price[here]
                    if offer > second:
                        if offer > best:
                            second, best = best, offer
                            newcomer, own = i, cost
                        else:
                            second = offer
            if best <= floor + step:
                self.asked[j] = price[j] = floor
                return
            self.asked[j] = price[j] = max(floor, second - step)
            self._leave(newcomer, cheapen)
            at[newcomer], paid[newcomer] = j, own
            heappush(self.bids[j], (best, newcomer))
            self.floor[j] += self.load

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
