"""The solver against all assignments, one by one (oracle 1 of the model)."""

import random
from collections import Counter

import pytest

from mentorhub.matching.rules import Objective, Source, blocking_pairs, certify, solve
from mentorhub.matching.rules.stability import standing_at
from tests.matching.rules.oracles import best_fallback, best_lists, most_placed, random_instance, seatings

SMALL, LARGE = 330, 25


def instances(batch):
    rng = random.Random(batch)
    yield from (random_instance(rng, 4) for _ in range(SMALL))
    yield from (random_instance(rng, 6) for _ in range(LARGE))
    yield random_instance(rng, 7)


def pairs_of(result):
    return {pair.mentee: pair.mentor for pair in result.pairs}


@pytest.mark.parametrize("batch", range(10))
@pytest.mark.parametrize("objective", [Objective.GENEROUS, Objective.GREEDY])
def test_the_result_is_the_one_best_of_all_assignments(batch, objective):
    for number, instance in enumerate(instances(batch)):
        repairing = number % 2 == 1
        result = solve(instance, objective, repairing=repairing)
        lists = best_lists(instance, objective, repairing, result.admitted)
        placed = dict(instance.pins) | lists
        assert pairs_of(result) == placed | best_fallback(instance, repairing, placed)
        assert certify(instance, result).optimal
        assert certify(instance, result).fallback_optimal


@pytest.mark.parametrize("batch", range(3))
def test_nobody_stays_without_a_mentor_when_some_assignment_would_place_them(batch):
    for instance in instances(batch):
        for repairing in (False, True):
            result = solve(instance, repairing=repairing)
            assert len(result.pairs) == most_placed(instance)


@pytest.mark.parametrize("batch", range(4))
def test_deferred_acceptance_gives_every_mentee_her_best_mentor_of_all_stable_assignments(batch):
    for instance in instances(batch):
        result = solve(instance, Objective.STABLE)
        made = {pair.mentee: pair.rank for pair in result.pairs if pair.source is Source.LIST}
        ranks = [ranks for ranks in stable_ranks(instance) if ranks is not None]
        best = {mentee: min(rank[mentee] for rank in ranks) for mentee in ranks[0]}
        last = instance.list_length + 1
        assert {mentee: made.get(mentee, last) for mentee in best} == best
        assert blocking_pairs(instance, result) == ()
        assert certify(instance, result).optimal


def stable_ranks(instance):
    """The rank per mentee who is not pinned, for every stable seating of the lists."""
    standing, room = standing_at(instance), instance.room()
    free = [mentee for mentee in instance.preferences if mentee not in dict(instance.pins)]
    options = {
        m: [None, *(c for c in instance.preferences[m] if (m, c) not in instance.forbidden)] for m in free
    }
    last = instance.list_length + 1
    for seats in seatings(options, room):
        rank = {m: instance.rank(m, seats[m]) if seats[m] else last for m in free}
        used = Counter(mentor for mentor in seats.values() if mentor)
        if not any(
            instance.rank(m, c) < rank[m]
            and room[c]
            and (used[c] < room[c] or any(seats[o] == c and standing(c, m) < standing(c, o) for o in free))
            for m in free
            for c in options[m][1:]
        ):
            yield rank
