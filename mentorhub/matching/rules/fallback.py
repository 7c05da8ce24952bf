"""Whoever gets none of the list: a mentor met at the speed date, then any with room."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from mentorhub.matching.rules.cheapest import cheapest_seating, named, named_prices
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.network import Network
from mentorhub.matching.rules.shortest_paths import Seating
from mentorhub.matching.rules.values import Wish
from mentorhub.matching.rules.weights import Bounds, fallback_weights, full_load
from mentorhub.matching.rules.wide import WideRows, highest_draw, wide_seating

WIDE_FROM = 2_500
"""Pairs from which rows are made when asked for; below that all arcs at once are faster."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """Mentor by mentee beyond the lists, and the price of a place by mentor there."""

    mentor_of: Mapping[str, str]
    prices: Mapping[str, int]


def place_left_over(instance: Instance, repairing: bool, placed: Mapping[str, str]) -> Fallback:
    """Places those whom the lists left over; `placed` gives mentor by mentee, pins included.

    Everybody gets a mentor if room and forbidden pairs allow it; then as many as possible somebody they
    met. Exact at any size.
    """
    left = sorted(mentee for mentee in instance.preferences if mentee not in placed)
    seats = free_seats(instance, placed.values())
    if not left or not seats:
        return Fallback({}, {})
    network = fallback_network(instance, repairing, left, seats)
    seating = _seated(network)
    return Fallback(named(network, seating), named_prices(network, seating))


def free_seats(instance: Instance, used: Collection[str]) -> dict[str, tuple[int, int]]:
    """(taken, open) places by mentor with room, when each mention in `used` takes one."""
    taken = Counter(used)
    return {
        mentor: (taken[mentor], places - taken[mentor])
        for mentor, places in instance.capacities.items()
        if places > taken[mentor]
    }


def fallback_network(
    instance: Instance,
    repairing: bool,
    mentees: Sequence[str],
    seats: Mapping[str, tuple[int, int]],
    wide_from: int = WIDE_FROM,
) -> Network:
    """The network of those beyond their list. `seats` gives (taken, open) by mentor with room.

    From `wide_from` pairs on its rows are made when asked for, which changes nothing in the outcome.
    """
    network, rows = _wide_network(instance, repairing, mentees, seats)
    wide = len(mentees) * len(seats) >= wide_from
    return network if wide else replace(network, arcs=list(rows))


def _wide_network(
    instance: Instance, repairing: bool, mentees: Sequence[str], seats: Mapping[str, tuple[int, int]]
) -> tuple[Network, WideRows]:
    mentors = sorted(seats)
    taken, room = [seats[m][0] for m in mentors], [seats[m][1] for m in mentors]
    mine = set(mentees)
    keep = {m: mentor for m, mentor in instance.keepable().items() if m in mine and mentor in seats}
    weights = fallback_weights(repairing, _bounds(instance, len(mentees), taken, room))
    rows = WideRows(instance, mentees, mentors, weights, keep)
    left_out = [
        weights.left_out + weights.changed * (mentee in keep) - base
        for mentee, base in zip(mentees, rows.base, strict=True)
    ]
    return Network(list(mentees), mentors, rows, left_out, taken, room, weights.load), rows


def _bounds(instance: Instance, mentees: int, taken: Sequence[int], room: Sequence[int]) -> Bounds:
    fit = instance.fit.values()
    return Bounds(
        mentees=mentees,
        tiers=(mentees, mentees),
        changed=mentees,
        wish=Wish.RATHER_NOT * mentees if instance.wishes else 0,
        fit=(max(0, *fit) - min(0, *fit)) * mentees if fit else 0,
        load=full_load(taken, room, mentees),
        lottery=highest_draw(len(taken)) * mentees,
    )


def _seated(network: Network) -> Seating:
    rows = network.arcs
    return wide_seating(network, rows) if isinstance(rows, WideRows) else cheapest_seating(network)
