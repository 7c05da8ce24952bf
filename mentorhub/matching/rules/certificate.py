"""The proof: a seating is the cheapest exactly when its residual graph has no cycle of negative cost.

Checked with integers by the label-correcting method of Bellman, Ford and Moore. It starts from the
solver's prices when they are known; with right prices nothing changes and one pass is the whole proof,
with none or wrong ones the outcome is the same and only takes longer. Source: Klein 1967.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentorhub.matching.rules.fallback import fallback_network, free_seats
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.labels import NOBODY, correct_labels, residual_graph
from mentorhub.matching.rules.network import Network, list_network, profile_network
from mentorhub.matching.rules.stability import blocking_among, blocking_pairs
from mentorhub.matching.rules.two_sided import fewest_blocking
from mentorhub.matching.rules.values import Certificate, Objective, Proof, Result
from mentorhub.matching.rules.wide import WideRows, proves


@dataclass(frozen=True, slots=True)
class Check:
    """Outcome for one network: `cycle` holds the mentors along a negative cycle, "" for the sink."""

    arcs: int
    cycle: tuple[str, ...] = ()
    proof: Proof = Proof.NO_NEGATIVE_CYCLE


def certify(instance: Instance, result: Result) -> Certificate:
    """Checks a result afresh against its instance, from the pairs alone (prices only speed it up).

    For STABLE the proof is that no pair blocks, for FEWEST_BLOCKING the programme is solved again;
    otherwise it is that the residual graph of the lists has no negative cycle. `fallback_optimal` is the
    same for those beyond their list.
    """
    competing = competing_pairs(instance, result)
    check = _CHECKS[result.objective](instance, result, competing)
    beyond = _beyond_lists(instance, result, competing)
    holds_pins = instance.pins <= {(pair.mentee, pair.mentor) for pair in result.pairs}
    return Certificate(
        optimal=holds_pins and not check.cycle,
        proof=check.proof,
        arcs=check.arcs + beyond.arcs,
        fallback_optimal=not beyond.cycle,
        cycle=check.cycle,
        prices=result.certificate.prices,
        fallback_prices=result.certificate.fallback_prices,
    )


def competing_pairs(instance: Instance, result: Result) -> dict[str, str]:
    """Mentor by mentee of the list stage: on a list, filling one or admitted, and not pinned."""
    made = {(pair.mentee, pair.mentor) for pair in result.pairs} - instance.pins
    return {
        mentee: mentor
        for mentee, mentor in made
        if instance.place(mentee, mentor) or (mentee, mentor) in result.admitted
    }


def _cheapest(instance: Instance, result: Result, competing: Mapping[str, str]) -> Check:
    make = profile_network if result.evened else list_network
    network = make(instance, result.objective, result.repairing, result.admitted)
    return check_no_negative_cycle(network, competing, result.certificate.prices)


def _stable(instance: Instance, result: Result, competing: Mapping[str, str]) -> Check:
    blocking = blocking_pairs(instance, result)
    examined = sum(len(choices) for choices in instance.preferences.values())
    return Check(examined, blocking[0] if blocking else (), Proof.NO_BLOCKING_PAIR)


def _fewest_blocking(instance: Instance, result: Result, competing: Mapping[str, str]) -> Check:
    best = fewest_blocking(instance)
    as_good = len(best) == len(competing) and _blocking(instance, best) == _blocking(instance, competing)
    examined = sum(len(choices) for choices in instance.preferences.values())
    return Check(examined, () if as_good else tuple(best), Proof.INTEGER_PROGRAMME)


def _blocking(instance: Instance, from_lists: Mapping[str, str]) -> int:
    return len(blocking_among(instance, {**instance.pinned_mentor(), **from_lists}))


_CHECKS = {
    Objective.GENEROUS: _cheapest,
    Objective.GREEDY: _cheapest,
    Objective.STABLE: _stable,
    Objective.FEWEST_BLOCKING: _fewest_blocking,
}


def _beyond_lists(instance: Instance, result: Result, competing: Mapping[str, str]) -> Check:
    """Checks the fall back: the network of all whom the lists left over."""
    placed = {**instance.pinned_mentor(), **competing}
    left = sorted(mentee for mentee in instance.preferences if mentee not in placed)
    seats = free_seats(instance, placed.values())
    network = fallback_network(instance, result.repairing, left, seats)
    mentor_of = result.mentor_of
    seated = {mentee: mentor_of[mentee] for mentee in left if mentee in mentor_of}
    return check_no_negative_cycle(network, seated, result.certificate.fallback_prices)


def check_no_negative_cycle(
    network: Network, mentor_of: Mapping[str, str], prices: Mapping[str, int]
) -> Check:
    """Looks for a negative cycle in the residual graph of the seating `mentor_of` (ids).

    Raises nothing; a seating that uses an arc that does not exist, or more places than there are, is
    reported as its own counterexample.
    """
    index = {mentor: j for j, mentor in enumerate(network.mentors)}
    stranger = len(network.mentors)
    seats = [index.get(mentor_of[m], stranger) if m in mentor_of else NOBODY for m in network.mentees]
    broken = _misplaced(network, seats)
    if broken is not None:
        return Check(0, (network.mentees[broken], mentor_of[network.mentees[broken]]))
    known = [prices.get(mentor, 0) for mentor in network.mentors]
    rows = network.arcs
    if isinstance(rows, WideRows) and proves(network, rows, seats, known):
        return Check(rows.pairs)
    graph = residual_graph(network, seats)
    labels = correct_labels(graph, [*(-price for price in known), 0])
    return Check(sum(map(len, graph)), tuple([*network.mentors, ""][node] for node in labels.cycle))


def _misplaced(network: Network, seats: Sequence[int]) -> int | None:
    """The first mentee at a mentor she may not have, or for whom there is no place."""
    left = [*network.room, 0]
    for i, j in enumerate(seats):
        if j != NOBODY:
            left[j] -= 1
            if left[j] < 0 or not _allows(network, i, j):
                return i
    return None


def _allows(network: Network, i: int, j: int) -> bool:
    rows = network.arcs
    if j >= len(network.mentors):
        return False
    return rows.cost(i, j) is not None if isinstance(rows, WideRows) else any(k == j for k, _ in rows[i])
