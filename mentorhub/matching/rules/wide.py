"""Everybody to everybody, for those beyond their list: millions of pairs, of which few are ever kept.

A row of arcs is made when it is asked for. The seating is found on the cheapest arcs of each row; arcs that
its prices show to be missing are added and it is found again, until none is missing. Then the prices prove
it for all pairs (column generation; Ahuja, Magnanti and Orlin 1993, section 17.2).
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from math import log

from mentorhub.matching.rules.cheapest import cheapest_seating
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.labels import NOBODY
from mentorhub.matching.rules.lottery import BITS, drawer, orders
from mentorhub.matching.rules.network import Network, tie_break
from mentorhub.matching.rules.shortest_paths import Seating
from mentorhub.matching.rules.values import PairKey, Wish
from mentorhub.matching.rules.weights import Weights

ADDED = 8
"""At most this many missing arcs of a row are added at a time."""

Arc = tuple[int, int]


class WideRows:
    """For each mentee the arcs (mentor index, cost) to every mentor who is not forbidden.

    Pairs of whom nothing is known cost the same, `base[i]`, but for the lottery: the mentor's place in the
    mentee's own random order, and then the draw of the pair. All others are priced one by one. Costs are
    given above the base, which takes the same off all options of a mentee and keeps the numbers small.
    """

    def __init__(
        self,
        instance: Instance,
        mentees: Sequence[str],
        mentors: Sequence[str],
        weights: Weights,
        keep: Mapping[str, str],
    ) -> None:
        """Takes the people in order, the weights, and the mentor by mentee of an earlier run."""
        self.mentees, self.mentors = mentees, mentors
        self._orders = orders(instance.seed, mentees, len(mentors))
        self._pair_draw = drawer(instance.seed)
        self._known = known_pairs(instance, mentees, mentors, keep)
        self._price = tie_break(instance, weights, keep, lambda mentee, mentor: 0)
        self._tiers, self._met, self._forbidden = weights.tiers, instance.met, instance.forbidden
        self.base = [self._plain_cost(instance, weights, mentee in keep) for mentee in mentees]

    def _plain_cost(self, instance: Instance, weights: Weights, loses: bool) -> int:
        """What a pair of whom nothing is known costs, `loses` if that changes the mentee's pair."""
        best_fit = max(0, *instance.fit.values()) if instance.fit else 0
        wish = weights.wish * Wish.FINE if instance.wishes else 0
        return weights.tiers[1] + weights.changed * loses + wish + weights.fit * best_fit

    def __len__(self) -> int:
        """How many mentees."""
        return len(self.mentees)

    def __iter__(self) -> Iterator[list[Arc]]:
        """All rows in order."""
        return (self[i] for i in range(len(self)))

    def __getitem__(self, i: int) -> list[Arc]:
        """The whole row of mentee i."""
        known = self._known.get(i, ())
        row = [(j, self.draw(i, j)) for j in range(len(self.mentors)) if j not in known]
        return row + self.known(i)

    @property
    def pairs(self) -> int:
        """How many pairs there are, forbidden ones included."""
        return len(self.mentees) * len(self.mentors)

    def draw(self, i: int, j: int) -> int:
        """The lottery of a pair, below `highest_draw`; low wins."""
        place = self._orders.place(i, j)
        return (place << BITS) + self._pair_draw(self.mentees[i], self.mentors[j])

    def cost(self, i: int, j: int) -> int | None:
        """The cost of one arc, None for a forbidden pair."""
        if j not in self._known.get(i, ()):
            return self.draw(i, j)
        pair = self.mentees[i], self.mentors[j]
        if pair in self._forbidden:
            return None
        known = self._tiers[0 if pair in self._met else 1] + self._price(*pair)
        return known - self.base[i] + self.draw(i, j)

    def known(self, i: int) -> list[Arc]:
        """The arcs of pairs of whom something is known: met, a wish, shared qualities, the earlier run."""
        costs = [(j, self.cost(i, j)) for j in sorted(self._known.get(i, ()))]
        return [(j, cost) for j, cost in costs if cost is not None]

    def front(self, i: int, places: int, among: Collection[int]) -> list[Arc]:
        """The arcs to those `among` the mentors who stand at the first so many places of her order."""
        known, first = self._known.get(i, ()), self._orders.front(i, places)
        return [(j, self.draw(i, j)) for j in first if j in among and j not in known]

    def searcher(self, prices: Sequence[int]) -> Callable[[int, int], list[Arc]]:
        """Returns `below(i, limit)`: the arcs of mentee i whose cost and price together stay below the limit.

        Only so many places from the front of her order can be, and only mentors of so low a price; the
        fewer of the two are looked at.
        """
        lowest, mentors = min(prices, default=0), len(prices)
        order = sorted(range(mentors), key=prices.__getitem__)
        sorted_prices = [prices[j] for j in order]

        def below(i: int, limit: int) -> list[Arc]:
            known = self._known.get(i, ())
            places = max(0, (limit - lowest >> BITS) + 1)
            cheap = bisect_left(sorted_prices, limit)
            near = self._orders.front(i, places) if places < cheap else order[:cheap]
            row = [(j, self.draw(i, j)) for j in near if j < mentors and j not in known]
            return [(j, cost) for j, cost in [*row, *self.known(i)] if cost + prices[j] < limit]

        return below


def highest_draw(mentors: int) -> int:
    """The largest lottery of a pair beyond the lists, with so many mentors."""
    return (2 * max(2, mentors) << BITS) - 1


def known_pairs(
    instance: Instance, mentees: Sequence[str], mentors: Sequence[str], keep: Mapping[str, str]
) -> dict[int, set[int]]:
    """By mentee the mentors of whom something is known, forbidden ones included; indices."""
    rows = {mentee: i for i, mentee in enumerate(mentees)}
    columns = {mentor: j for j, mentor in enumerate(mentors)}
    pairs: Iterator[PairKey] = chain(
        instance.met,
        instance.forbidden,
        (pair for pair, shared in instance.fit.items() if shared),
        ((mentee, mentor) for (mentor, mentee), wish in instance.wishes.items() if wish is not Wish.FINE),
        keep.items(),
    )
    known: dict[int, set[int]] = defaultdict(set)
    for mentee, mentor in pairs:
        if mentee in rows and mentor in columns:
            known[rows[mentee]].add(columns[mentor])
    return known


def wide_seating(network: Network, rows: WideRows) -> Seating:
    """The cheapest seating of a network with wide rows, with prices that prove it for every pair."""
    chosen = _first_arcs(network, rows)
    while True:
        arcs = [list(row.items()) for row in chosen]
        seating = cheapest_seating(replace(network, arcs=arcs))
        missing, below = 0, rows.searcher(seating.price)
        for i, j in enumerate(seating.mentor_of):
            value = network.left_out[i] if j == NOBODY else chosen[i][j] + seating.price[j]
            found = below(i, value)
            found.sort(key=lambda arc: arc[1] + seating.price[arc[0]])
            chosen[i].update(found[:ADDED])
            missing += len(found)
        if not missing:
            return seating


def _first_arcs(network: Network, rows: WideRows) -> list[dict[int, int]]:
    """Where something is known, and the front of everybody's order among the places that will do for all."""
    people = len(rows)
    among = _cheapest_places(network, people)
    places = round((1.5 * log(people + 1) + 3) * len(network.mentors) / max(1, len(among)))
    return [
        {
            **dict(rows.front(i, places, among)),
            **dict(sorted(rows.known(i), key=lambda arc: arc[1])[: 2 * ADDED]),
        }
        for i in range(people)
    ]


def _cheapest_places(network: Network, people: int) -> frozenset[int]:
    """The mentors with a place at the load up to which there are places for everybody."""
    free = Counter(
        network.taken[j] + seat for j, room in enumerate(network.room) for seat in range(min(room, people))
    )
    level, found = 0, 0
    for level in sorted(free):
        found += free[level]
        if found >= people:
            break
    return frozenset(j for j, room in enumerate(network.room) if room and network.taken[j] <= level)


def proves(network: Network, rows: WideRows, seats: Sequence[int], prices: Sequence[int]) -> bool:
    """Whether the prices show the seating (mentor index by mentee) to be the cheapest of all.

    Nobody has a cheaper option at these prices, no free place costs less than its price, and no taken one
    more. Prices that do not show it prove nothing either way.
    """
    seated = Counter(j for j in seats if j != NOBODY)
    for j, price in enumerate(prices):
        if seated[j] < network.room[j] and network.place_cost(j, seated[j]) < price:
            return False
        if seated[j] and network.place_cost(j, seated[j] - 1) > price:
            return False
    below = rows.searcher(prices)
    for i, j in enumerate(seats):
        row_cost = None if j == NOBODY else rows.cost(i, j)
        value = network.left_out[i] if row_cost is None else row_cost + prices[j]
        if value > network.left_out[i] or below(i, value):
            return False
    return True
