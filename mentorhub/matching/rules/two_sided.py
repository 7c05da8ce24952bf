"""Two-sided mode: as many pairs from the lists as possible, then the fewest blocking pairs.

A small integer programme solved with the optional package highspy (extra `optimise`). Finding the fewest
blocking pairs at maximum size is NP-hard (Biro, Manlove and Mittal 2010), so this is for one school.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from mentorhub.matching.rules.cheapest import cheapest_seating, named
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.network import list_network
from mentorhub.matching.rules.optimiser import optimiser, quiet_model
from mentorhub.matching.rules.values import Objective, PairKey


def fewest_blocking(instance: Instance) -> dict[str, str]:
    """Mentor by mentee for those who are not pinned and get a mentor from their list.

    Among the largest seatings it has the fewest blocking pairs, and among those the smallest sum of
    ranks. Raises `OptimiserMissing` when highspy is not installed.
    """
    highs = optimiser()
    network = list_network(instance, Objective.GENEROUS, False)
    size = len(named(network, cheapest_seating(network)))
    rows = zip(network.mentees, network.arcs, strict=True)
    pairs = sorted((mentee, network.mentors[j]) for mentee, row in rows for j, _ in row)
    if not pairs:
        return {}
    model = quiet_model(highs)
    chosen = {pair: model.addBinary() for pair in pairs}
    # Who only fills a short list is nobody's wish, so such a pair does not block.
    blocking = {pair: model.addBinary() for pair in pairs if instance.rank(*pair)}
    _seat(model, highs.qsum, instance, chosen, size)
    _watch(model, highs.qsum, instance, chosen, blocking)
    ranks = highs.qsum((instance.place(*pair) or 0) * chosen[pair] for pair in pairs)
    above_all_ranks = 1 + size * instance.list_length
    model.minimize(above_all_ranks * highs.qsum(blocking.values()) + ranks)
    return {mentee: mentor for (mentee, mentor), choice in chosen.items() if model.val(choice) > 0.5}


def _seat(model: Any, total: Any, instance: Instance, chosen: dict[PairKey, Any], size: int) -> None:
    """One mentor each, no more than there are places, and as many pairs as can be."""
    room = instance.room()
    for pairs in _grouped(chosen, 0).values():
        model.addConstr(total(chosen[pair] for pair in pairs) <= 1)
    for mentor, pairs in _grouped(chosen, 1).items():
        model.addConstr(total(chosen[pair] for pair in pairs) <= room[mentor])
    model.addConstr(total(chosen.values()) == size)


def _watch(
    model: Any, total: Any, instance: Instance, chosen: dict[PairKey, Any], blocking: dict[PairKey, Any]
) -> None:
    """A pair blocks unless the mentee has as good a mentor, or the mentor is full of as good mentees."""
    room = instance.room()
    of_mentee, of_mentor = _grouped(chosen, 0), _grouped(chosen, 1)
    for pair, blocks in blocking.items():
        mentee, mentor = pair
        places, rank = room[mentor], instance.rank(mentee, mentor) or 0
        content = [chosen[other] for other in of_mentee[mentee] if (instance.place(*other) or 0) <= rank]
        wish = instance.wish(mentor, mentee)
        held = [chosen[other] for other in of_mentor[mentor] if instance.wish(mentor, other[0]) <= wish]
        model.addConstr(places * total(content) + total(held) + places * blocks >= places)


def _grouped(pairs: Iterable[PairKey], side: int) -> dict[str, list[PairKey]]:
    groups: dict[str, list[PairKey]] = defaultdict(list)
    for pair in pairs:
        groups[pair[side]].append(pair)
    return groups
