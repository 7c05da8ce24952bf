"""From an instance to a proposal: pins, lists, fall back, counts and proof."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from mentorhub.matching.rules.certificate import certify
from mentorhub.matching.rules.fallback import free_seats, place_left_over, seating
from mentorhub.matching.rules.flow import cheapest_flow
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.lottery import drawer
from mentorhub.matching.rules.network import list_network
from mentorhub.matching.rules.stability import defer_acceptance
from mentorhub.matching.rules.values import (
    Assignment,
    Certificate,
    Objective,
    PairKey,
    Profile,
    Proof,
    Result,
    Source,
)

Progress = Callable[[int, int], None]

SEATS_PER_OPENING = 8
"""How many free mentors everybody may move to for each person whom forbidden pairs keep out."""


def solve(
    instance: Instance,
    objective: Objective = Objective.GENEROUS,
    *,
    repairing: bool = False,
    on_progress: Progress | None = None,
) -> Result:
    """The lexicographic optimum of `(unmatched, last choices, ..., second choices, changed, wish, -fit,
    load, lottery)` over the lists, then the fall back for those left over (matching.md, Match).

    `objective` GREEDY counts first choices first; STABLE is mentee-proposing deferred acceptance, which
    has no use for `repairing`. With `repairing`, `changed` stands right after `unmatched` and a pair of
    the earlier run beyond a list can be kept. `on_progress(done, all)` counts mentees and may raise to
    cancel. The same instance and seed give the same result, whatever the order of the input.
    """
    if objective is Objective.STABLE:
        return _proven(instance, _proposal(instance, objective, False, defer_acceptance(instance)))
    admitted = _kept_beyond_lists(instance) if repairing else frozenset()
    result = _solve_lists(instance, objective, repairing, admitted, on_progress)
    openings = _openings(instance, result)
    if openings:
        result = _solve_lists(instance, objective, repairing, admitted | openings, on_progress)
    return _proven(instance, result)


def _solve_lists(
    instance: Instance,
    objective: Objective,
    repairing: bool,
    admitted: frozenset[PairKey],
    on_progress: Progress | None,
) -> Result:
    network = list_network(instance, objective, repairing, admitted)
    flow = cheapest_flow(network, on_progress)
    prices = dict(zip(network.mentors, flow.price, strict=True))
    return _proposal(instance, objective, repairing, seating(network, flow), prices, admitted)


def _proposal(
    instance: Instance,
    objective: Objective,
    repairing: bool,
    from_lists: Mapping[str, str],
    prices: Mapping[str, int] | None = None,
    admitted: frozenset[PairKey] = frozenset(),
) -> Result:
    """Adds pins and fall back to the seating of the lists, and counts; not yet proven."""
    placed = {**instance.pinned_mentor(), **from_lists}
    fallback = place_left_over(instance, repairing, placed)
    mentor_of = {**placed, **fallback.mentor_of}
    pairs = tuple(_assignment(instance, mentee, mentor_of[mentee]) for mentee in sorted(mentor_of))
    unmatched = tuple(sorted(mentee for mentee in instance.preferences if mentee not in mentor_of))
    claim = Certificate(False, Proof.NO_NEGATIVE_CYCLE, 0, False, (), prices or {}, fallback.prices)
    return Result(
        objective, repairing, pairs, unmatched, count_profile(instance, pairs), claim, admitted
    )


def _proven(instance: Instance, result: Result) -> Result:
    return replace(result, certificate=certify(instance, result))


def _assignment(instance: Instance, mentee: str, mentor: str) -> Assignment:
    rank = instance.rank(mentee, mentor)
    if (mentee, mentor) in instance.pins:
        return Assignment(mentee, mentor, rank, Source.PINNED)
    if rank is not None:
        return Assignment(mentee, mentor, rank, Source.LIST)
    return Assignment(mentee, mentor, None, Source.MET if (mentee, mentor) in instance.met else Source.ANY)


def count_profile(instance: Instance, pairs: tuple[Assignment, ...]) -> Profile:
    """Counts who got which choice, over all mentees of the instance, pinned ones included."""
    counts = Counter(pair.rank for pair in pairs)
    ranks = tuple(counts[rank] for rank in range(1, instance.list_length + 1))
    return Profile(ranks, counts[None], len(instance.preferences) - len(pairs))


def _kept_beyond_lists(instance: Instance) -> frozenset[PairKey]:
    return frozenset(
        (mentee, mentor)
        for mentee, mentor in instance.keepable().items()
        if mentor not in instance.preferences[mentee]
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
    targets = sorted(free, key=lambda mentor: draw("", mentor))[: SEATS_PER_OPENING * len(result.unmatched)]
    moves = {(mentee, mentor) for mentee in instance.preferences for mentor in targets} - forbidden
    return frozenset(pair for pair in allowed | moves if pair[1] not in instance.preferences[pair[0]])
