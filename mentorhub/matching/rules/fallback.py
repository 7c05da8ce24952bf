"""Whoever gets none of the list: a mentor met at the speed date, then any with room."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from mentorhub.matching.rules.cheapest import cheapest_seating, named, named_prices
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.lottery import drawer
from mentorhub.matching.rules.network import fallback_network

BLOCK = 400
"""Above this many left over they are placed in blocks: all pairs of 3,500 by 3,500 would take minutes."""


@dataclass(frozen=True, slots=True)
class Fallback:
    """Mentor by mentee beyond the lists, and the price of a place by mentor, empty when placed in blocks."""

    mentor_of: Mapping[str, str]
    prices: Mapping[str, int]


def place_left_over(instance: Instance, repairing: bool, placed: Mapping[str, str]) -> Fallback:
    """Places those whom the lists left over; `placed` gives mentor by mentee, pins included.

    Everybody gets a mentor if room and forbidden pairs allow it; then as many as possible somebody they
    met. Above `BLOCK` the met are placed first and the rest block by block, in lottery order.
    """
    left = sorted(mentee for mentee in instance.preferences if mentee not in placed)
    seats = free_seats(instance, placed.values())
    if not left or not seats:
        return Fallback({}, {})
    if len(left) <= BLOCK:
        network = fallback_network(instance, repairing, left, seats)
        seating = cheapest_seating(network)
        return Fallback(named(network, seating), named_prices(network, seating))
    return _in_blocks(instance, repairing, placed, left)


def free_seats(instance: Instance, used: Collection[str]) -> dict[str, tuple[int, int]]:
    """(taken, open) places by mentor with room, when each mention in `used` takes one."""
    taken = Counter(used)
    return {
        mentor: (taken[mentor], places - taken[mentor])
        for mentor, places in instance.capacities.items()
        if places > taken[mentor]
    }


def _in_blocks(
    instance: Instance, repairing: bool, placed: Mapping[str, str], left: Sequence[str]
) -> Fallback:
    """The large case: all pairs who met at once, then blocks of mentees against as many open places."""
    draw = drawer(instance.seed)
    found: dict[str, str] = {}

    def place(mentees: Sequence[str], most_mentors: int, met_only: bool = False) -> None:
        seats = free_seats(instance, [*placed.values(), *found.values()])
        chosen = dict(sorted(seats.items(), key=lambda seat: draw("", seat[0]))[:most_mentors])
        network = fallback_network(instance, repairing, sorted(mentees), chosen, met_only)
        found.update(named(network, cheapest_seating(network)))

    place(left, len(instance.capacities), met_only=True)
    queue = sorted((mentee for mentee in left if mentee not in found), key=lambda mentee: draw(mentee, ""))
    for start in range(0, len(queue), BLOCK):
        place(queue[start : start + BLOCK], BLOCK)
    return Fallback(found, {})
