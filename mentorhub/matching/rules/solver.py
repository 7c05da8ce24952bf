"""From an instance to a proven proposal."""

from dataclasses import replace

from mentorhub.matching.rules.certificate import certify
from mentorhub.matching.rules.cheapest import AUCTION_FROM, cheapest_seating, named, named_prices
from mentorhub.matching.rules.fallback import free_seats
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.lottery import drawer
from mentorhub.matching.rules.network import list_network
from mentorhub.matching.rules.proposal import propose
from mentorhub.matching.rules.stability import defer_acceptance
from mentorhub.matching.rules.two_sided import fewest_blocking
from mentorhub.matching.rules.values import Objective, PairKey, Progress, Result

GREEDY_AUCTION_FROM = 8_000
"""First choices alone settle most of a greedy match, so that its shortest paths stay short for longer."""

SEATS_PER_OPENING = 8
"""How many mentors, free ones first, everybody may move to for each person whom forbids keep out."""

ALL_OPENINGS = 20_000
"""Up to this many pairs everybody may move to every mentor, so that the number placed is the largest."""


def solve(
    instance: Instance,
    objective: Objective = Objective.GENEROUS,
    *,
    repairing: bool = False,
    on_progress: Progress | None = None,
) -> Result:
    """The lexicographic optimum of `(unmatched, last choices, ..., second choices, changed, wish, -fit,
    load, lottery)` over the lists, then the fall back for those left over (matching.md, Match).

    `objective` GREEDY counts first choices first; STABLE is mentee-proposing deferred acceptance and
    FEWEST_BLOCKING the two-sided mode of `two_sided.py`, neither of which has a use for `repairing`. With
    `repairing`, `changed` stands right after `unmatched` and a pair of the earlier run beyond a list can
    be kept. `on_progress(done, all)` counts mentees and may raise to cancel. The same instance and seed
    give the same result, whatever the order of the input.
    """
    if objective is Objective.STABLE:
        result = propose(instance, objective, defer_acceptance(instance))
    elif objective is Objective.FEWEST_BLOCKING:
        result = propose(instance, objective, fewest_blocking(instance))
    else:
        result = _cheapest(instance, objective, repairing, on_progress)
    return replace(result, certificate=certify(instance, result))


def _cheapest(
    instance: Instance, objective: Objective, repairing: bool, on_progress: Progress | None
) -> Result:
    admitted = _kept_beyond_lists(instance) if repairing else frozenset()
    auction_from = GREEDY_AUCTION_FROM if objective is Objective.GREEDY else AUCTION_FROM

    def seat(admitted: frozenset[PairKey]) -> tuple[dict[str, str], dict[str, int]]:
        network = list_network(instance, objective, repairing, admitted)
        seating = cheapest_seating(network, on_progress, auction_from)
        return named(network, seating), named_prices(network, seating)

    def attempt(admitted: frozenset[PairKey]) -> Result:
        # The network of the lists is gone before that of the fall back is made: memory for one will do.
        seats, prices = seat(admitted)
        return propose(instance, objective, seats, repairing=repairing, prices=prices, admitted=admitted)

    result = attempt(admitted)
    openings = _openings(instance, result)
    return attempt(admitted | openings) if openings else result


def _kept_beyond_lists(instance: Instance) -> frozenset[PairKey]:
    return frozenset(
        (mentee, mentor)
        for mentee, mentor in instance.keepable().items()
        if not instance.place(mentee, mentor)
    )


def _openings(instance: Instance, result: Result) -> frozenset[PairKey]:
    """Extra pairs that could free a place for whom only forbidden pairs leave without a mentor.

    Nobody stays without a mentor while there is room (matching.md): others may then move beyond their
    list to a free mentor, so that the one in need gets theirs. Empty when that is not the trouble.
    """
    room, forbidden = instance.room(), instance.forbidden
    free = free_seats(instance, result.mentor_of.values())
    allowed = {
        (mentee, mentor)
        for mentee in result.unmatched
        for mentor, places in room.items()
        if free and places and (mentee, mentor) not in forbidden
    }
    if not allowed:
        return frozenset()
    draw = drawer(instance.seed)
    targets = sorted(room, key=lambda mentor: (mentor not in free, draw("", mentor)))
    most = max(SEATS_PER_OPENING * len(result.unmatched), ALL_OPENINGS // len(instance.preferences))
    moves = {(mentee, mentor) for mentee in instance.preferences for mentor in targets[:most]} - forbidden
    return frozenset(pair for pair in allowed | moves if not instance.place(*pair))
