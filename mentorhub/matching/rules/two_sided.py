"""Two-sided mode: as many pairs from the lists as possible, then the fewest blocking pairs.

A small integer programme solved with the optional package highspy (extra `optimise`). Finding the fewest
blocking pairs at maximum size is NP-hard (Biro, Manlove and Mittal 2010), so this is for one school.
"""

from collections import defaultdict
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from mentorhub.matching.rules.cheapest import cheapest_seating, named
from mentorhub.matching.rules.errors import OptimiserMissing
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.network import list_network
from mentorhub.matching.rules.values import Objective, PairKey


def fewest_blocking(instance: Instance) -> dict[str, str]:
    """Mentor by mentee for those who are not pinned and get a mentor from their list.

    Among the largest seatings it has the fewest blocking pairs, and among those the smallest sum of
    ranks. Raises `OptimiserMissing` when highspy is not installed.
    """
    highs = _optimiser()
    network = list_network(instance, Objective.GENEROUS, False)
    size = len(named(network, cheapest_seating(network)))
    rows = zip(network.mentees, network.arcs, strict=True)
    pairs = sorted((mentee, network.mentors[j]) for mentee, row in rows for j, _ in row)
    if not pairs:
        return {}
    model = highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", 0.0)
    # All costs are whole numbers, so anything less than one apart is equal.
    model.setOptionValue("mip_abs_gap", 0.5)
    chosen = {pair: model.addBinary() for pair in pairs}
    blocking = {pair: model.addBinary() for pair in pairs}
    _seat(model, highs.qsum, instance, chosen, size)
    _watch(model, highs.qsum, instance, chosen, blocking)
    ranks = highs.qsum((instance.rank(*pair) or 0) * chosen[pair] for pair in pairs)
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
    for pair in chosen:
        mentee, mentor = pair
        places, rank = room[mentor], instance.rank(mentee, mentor) or 0
        content = [chosen[other] for other in of_mentee[mentee] if (instance.rank(*other) or 0) <= rank]
        wish = instance.wish(mentor, mentee)
        held = [chosen[other] for other in of_mentor[mentor] if instance.wish(mentor, other[0]) <= wish]
        model.addConstr(places * total(content) + total(held) + places * blocking[pair] >= places)


def _grouped(pairs: Iterable[PairKey], side: int) -> dict[str, list[PairKey]]:
    groups: dict[str, list[PairKey]] = defaultdict(list)
    for pair in pairs:
        groups[pair[side]].append(pair)
    return groups


def _optimiser() -> Any:
    try:
        return import_module("highspy").Highs
    except ImportError as missing:
        raise OptimiserMissing("highspy", "optimise") from missing
