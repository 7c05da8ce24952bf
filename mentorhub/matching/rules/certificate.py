"""The proof: a seating is the cheapest exactly when its residual graph has no cycle of negative cost.

Checked with integers by the label-correcting method of Bellman, Ford and Moore. It starts from the
solver's prices when they are known; with right prices nothing changes and one pass is the whole proof,
with none or wrong ones the outcome is the same and only takes longer. Source: Klein 1967.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mentorhub.matching.rules.fallback import BLOCK, free_seats
from mentorhub.matching.rules.flow import NOBODY
from mentorhub.matching.rules.instance import Instance
from mentorhub.matching.rules.network import Network, fallback_network, list_network
from mentorhub.matching.rules.stability import blocking_pairs
from mentorhub.matching.rules.values import Certificate, Objective, Proof, Result


@dataclass(frozen=True, slots=True)
class Check:
    """Outcome for one network: `cycle` holds the mentors along a negative cycle, "" for the sink."""

    arcs: int
    cycle: tuple[str, ...] = ()
    proof: Proof = Proof.NO_NEGATIVE_CYCLE


def certify(instance: Instance, result: Result) -> Certificate:
    """Checks a result afresh against its instance, from the pairs alone (prices only speed it up).

    For STABLE the proof is that no pair blocks; otherwise that the residual graph of the lists has no
    negative cycle. `fallback_optimal` is the same for those beyond their list.
    """
    competing = competing_pairs(instance, result)
    check = (_stable if result.objective is Objective.STABLE else _cheapest)(instance, result, competing)
    beyond = _beyond_lists(instance, result, competing)
    holds_pins = instance.pins <= {(pair.mentee, pair.mentor) for pair in result.pairs}
    return Certificate(
        optimal=holds_pins and not check.cycle,
        proof=check.proof,
        arcs=check.arcs + (beyond.arcs if beyond else 0),
        fallback_optimal=beyond is not None and not beyond.cycle,
        cycle=check.cycle,
        prices=result.certificate.prices,
        fallback_prices=result.certificate.fallback_prices,
    )


def competing_pairs(instance: Instance, result: Result) -> dict[str, str]:
    """Mentor by mentee of the pairs made in the list stage: on a list or admitted, and not pinned."""
    made = {(pair.mentee, pair.mentor) for pair in result.pairs} - instance.pins
    return {
        mentee: mentor
        for mentee, mentor in made
        if mentor in instance.preferences[mentee] or (mentee, mentor) in result.admitted
    }


def _cheapest(instance: Instance, result: Result, competing: Mapping[str, str]) -> Check:
    network = list_network(instance, result.objective, result.repairing, result.admitted)
    return check_no_negative_cycle(network, competing, result.certificate.prices)


def _stable(instance: Instance, result: Result, competing: Mapping[str, str]) -> Check:
    blocking = blocking_pairs(instance, result)
    examined = sum(len(instance.preferences[mentee]) for mentee in instance.preferences)
    return Check(examined, blocking[0] if blocking else (), Proof.NO_BLOCKING_PAIR)


def _beyond_lists(instance: Instance, result: Result, competing: Mapping[str, str]) -> Check | None:
    """Checks the fall back; None when it was placed in blocks, which proves nothing about the whole."""
    placed = {**instance.pinned_mentor(), **competing}
    left = sorted(mentee for mentee in instance.preferences if mentee not in placed)
    if len(left) > BLOCK:
        return None
    network = fallback_network(instance, result.repairing, left, free_seats(instance, placed.values()))
    mentor_of = result.mentor_of
    seated = {mentee: mentor_of[mentee] for mentee in left if mentee in mentor_of}
    return check_no_negative_cycle(network, seated, result.certificate.fallback_prices)


def check_no_negative_cycle(
    network: Network, mentor_of: Mapping[str, str], prices: Mapping[str, int]
) -> Check:
    """Looks for a negative cycle in the residual graph of the seating `mentor_of` (ids).

    Nodes are the mentors and the sink; an arc from j to k is somebody at j going to k, an arc to the
    sink a place given up by or taken from outside. Raises nothing; a seating that uses an arc that does
    not exist, or more places than there are, is reported as its own counterexample.
    """
    index = {mentor: j for j, mentor in enumerate(network.mentors)}
    stranger = len(network.mentors)
    seats = [index.get(mentor_of[m], stranger) if m in mentor_of else NOBODY for m in network.mentees]
    broken = _misplaced(network, seats)
    if broken is not None:
        return Check(0, (network.mentees[broken], mentor_of[network.mentees[broken]]))
    arcs = _residual_arcs(network, seats)
    cycle = _negative_cycle(arcs, [*(-prices.get(mentor, 0) for mentor in network.mentors), 0])
    return Check(sum(map(len, arcs)), tuple([*network.mentors, ""][node] for node in cycle))


def _misplaced(network: Network, seats: Sequence[int]) -> int | None:
    """The first mentee at a mentor she may not have, or for whom there is no place."""
    left = [*network.room, 0]
    for i, j in enumerate(seats):
        if j != NOBODY:
            left[j] -= 1
            if left[j] < 0 or all(k != j for k, _ in network.arcs[i]):
                return i
    return None


def _residual_arcs(network: Network, mentor_of: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Arcs (head, cost) by node; the last node is the sink, where those without a mentor stand."""
    sink = len(network.mentors)
    arcs: list[list[tuple[int, int]]] = [[] for _ in range(sink + 1)]
    seated = [0] * sink
    for i, at in enumerate(mentor_of):
        options = [*network.arcs[i], (sink, network.left_out[i])]
        here = sink if at == NOBODY else at
        if here != sink:
            seated[here] += 1
        paid = next(cost for j, cost in options if j == here)
        arcs[here].extend((j, cost - paid) for j, cost in options if j != here)
    for j, count in enumerate(seated):
        if count < network.room[j]:
            arcs[j].append((sink, network.place_cost(j, count)))
        if count:
            arcs[sink].append((j, -network.place_cost(j, count - 1)))
    return arcs


def _negative_cycle(arcs: list[list[tuple[int, int]]], distance: list[int]) -> list[int]:
    """Nodes along a negative cycle, or nothing. Every node starts at its given distance."""
    size = len(arcs)
    before, changes = [NOBODY] * size, 0
    queue, waiting = deque(range(size)), [True] * size
    while queue:
        node = queue.popleft()
        waiting[node] = False
        base = distance[node]
        for head, cost in arcs[node]:
            if base + cost < distance[head]:
                distance[head] = base + cost
                before[head] = node
                changes += 1
                # Predecessors form a cycle sooner or later exactly when there is a negative one.
                if changes % size == 0 and (cycle := _predecessor_cycle(before)):
                    return cycle
                if not waiting[head]:
                    waiting[head] = True
                    queue.append(head)
    return []


def _predecessor_cycle(before: list[int]) -> list[int]:
    """A cycle among the predecessors in forward order, or nothing; visits every node once."""
    walk = [NOBODY] * len(before)
    for start in range(len(before)):
        path, node = [], start
        while node != NOBODY and walk[node] == NOBODY:
            walk[node] = start
            path.append(node)
            node = before[node]
        if node != NOBODY and walk[node] == start:
            return path[path.index(node) :][::-1]
    return []
