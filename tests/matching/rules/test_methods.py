"""The two solvers, the certificate and an independent linear programme agree (oracles 2, 3 and 6)."""

import random
from collections import Counter
from dataclasses import replace

import highspy
import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, vstack

from mentorhub.matching.rules import Instance, Objective, certify, solve
from mentorhub.matching.rules.auction import auction
from mentorhub.matching.rules.certificate import check_no_negative_cycle
from mentorhub.matching.rules.cheapest import named, named_prices
from mentorhub.matching.rules.labels import correct_labels, residual_graph
from mentorhub.matching.rules.network import Network, list_network
from mentorhub.matching.rules.shortest_paths import shortest_paths
from mentorhub.matching.rules.weights import Bounds, list_weights
from tests.matching.rules.oracles import random_instance

BOTH = [Objective.GENEROUS, Objective.GREEDY]


def school(mentees, mentors, capacity=1, seed=0, length=4):
    rng = random.Random(seed)
    names = [f"c{j}" for j in range(mentors)]
    lists = {f"j{i}": tuple(rng.sample(names, length)) for i in range(mentees)}
    return Instance(lists, dict.fromkeys(names, capacity), seed=seed, list_length=length)


@pytest.mark.parametrize("objective", BOTH)
def test_the_auction_and_shortest_paths_find_the_same_seating_with_exact_prices(objective):
    rng = random.Random(7)
    for number in range(400):
        network = list_network(
            random_instance(rng, rng.choice((1, 3, 7, 20, 40))), objective, number % 2 == 1
        )
        fast, plain = auction(network), shortest_paths(network)
        assert fast.mentor_of == plain.mentor_of
        for seating in (fast, plain):
            start = [*(-price for price in seating.price), 0]
            labels = correct_labels(residual_graph(network, seating.mentor_of), start)
            assert (labels.distance, labels.cycle) == (start, ())


@pytest.mark.parametrize(("mentees", "mentors", "capacity"), [(600, 600, 1), (600, 200, 3), (700, 500, 1)])
def test_the_auction_is_exact_for_a_large_school(mentees, mentors, capacity):
    network = list_network(school(mentees, mentors, capacity), Objective.GENEROUS, False)
    assert auction(network).mentor_of == shortest_paths(network).mentor_of


def test_every_seating_but_the_best_has_a_negative_cycle():
    rng = random.Random(11)
    refused = 0
    for _ in range(300):
        network = list_network(random_instance(rng, 15), Objective.GENEROUS, False)
        best = named(network, shortest_paths(network))
        other = {m: c for m, c in best.items() if rng.random() < 0.7}
        if other != best:
            refused += 1
            assert check_no_negative_cycle(network, other, {}).cycle
        assert not check_no_negative_cycle(network, best, {}).cycle
    assert refused > 100


def test_the_proof_does_not_lean_on_the_prices():
    network = list_network(school(60, 50), Objective.GENEROUS, False)
    best = shortest_paths(network)
    wrong = {mentor: -7 * price for mentor, price in named_prices(network, best).items()}
    assert not check_no_negative_cycle(network, named(network, best), wrong).cycle
    worse = dict(list(named(network, best).items())[1:])
    assert check_no_negative_cycle(network, worse, named_prices(network, best)).cycle


def test_a_certificate_does_not_hold_for_tampered_pairs():
    instance = school(40, 40)
    result = solve(instance)
    first, second = [pair for pair in result.pairs if pair.rank][:2]
    swapped = tuple(
        replace(p, mentor={first: second.mentor, second: first.mentor}.get(p, p.mentor)) for p in result.pairs
    )
    assert certify(instance, result).optimal
    assert not certify(instance, replace(result, pairs=swapped)).optimal


def test_a_certificate_does_not_hold_when_only_the_lottery_is_wrong():
    lists = {f"j{i}": ("x", "y") for i in range(4)}
    instance, other = (Instance(lists, {"x": 2, "y": 2}, seed=seed, list_length=2) for seed in (1, 4))
    result, lucky = solve(instance), solve(other)
    assert lucky.profile == result.profile
    assert lucky.pairs != result.pairs
    assert not certify(instance, replace(result, pairs=lucky.pairs)).optimal


def staged_profile(instance, objective):
    """Minimises one count after the other with linear programmes, each bounded by those before."""
    pairs = [(m, c, r) for m, choices in instance.preferences.items() for r, c in enumerate(choices)]
    index = {person: k for k, person in enumerate([*instance.preferences, *instance.capacities])}
    rows = np.array([[index[m], index[c]] for m, c, _ in pairs])
    columns = np.arange(len(pairs))
    shape = (len(index), len(pairs))
    ones = np.ones(len(pairs))
    limits = csr_matrix((ones, (rows[:, 0], columns)), shape) + csr_matrix(
        (ones, (rows[:, 1], columns)), shape
    )
    most = np.array([1.0] * len(instance.preferences) + list(instance.capacities.values()))
    ranks = np.array([r for _, _, r in pairs])
    generous = [(ranks == r) * 1.0 for r in reversed(range(instance.list_length))]
    greedy = [(ranks == r) * -1.0 for r in range(instance.list_length)]
    for cost in [-ones, *(greedy if objective is Objective.GREEDY else generous)]:
        found = linprog(cost, A_ub=limits, b_ub=most, bounds=(0, 1), method="highs")
        limits = vstack([limits, csr_matrix(cost)])
        most = np.append(most, round(found.fun) + 1e-6)
    chosen = found.x
    return tuple(round(chosen[ranks == r].sum()) for r in range(instance.list_length))


@pytest.mark.parametrize("objective", BOTH)
@pytest.mark.parametrize("seed", range(6))
def test_an_independent_solver_finds_the_same_profile(objective, seed):
    instance = school(40 + 10 * seed, 35 + 9 * seed, capacity=1 + seed % 2, seed=seed, length=3 + seed % 3)
    assert solve(instance, objective).profile.ranks == staged_profile(instance, objective)


def test_highs_agrees_on_the_cost_itself_for_a_real_class():
    network = list_network(school(33, 32), Objective.GENEROUS, False)
    # Ranks only, so that the costs fit a double: the tie-breaks below are cut off.
    unit = 33 * (2**32 - 1) + 1
    arcs = [(i, j, cost // unit) for i, row in enumerate(network.arcs) for j, cost in row]
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    use = [model.addVariable(lb=0, ub=1) for _ in arcs]
    for side, size, most in ((0, len(network.mentees), 1), (1, len(network.mentors), 1)):
        for person in range(size):
            mine = [use[k] for k, arc in enumerate(arcs) if arc[side] == person]
            if mine:
                model.addConstr(highspy.Highs.qsum(mine) <= most)
    left = network.left_out[0] // unit
    model.minimize(highspy.Highs.qsum((arc[2] - left) * use[k] for k, arc in enumerate(arcs)))
    seats = shortest_paths(network).mentor_of
    ours = sum(cost - left for i, j, cost in arcs if seats[i] == j)
    assert ours == round(model.getObjectiveValue())


def test_costs_are_exact_far_beyond_what_a_machine_word_or_a_double_holds():
    people = 50_000
    bounds = Bounds(people, (people,) * 11, people, 2 * people, 9 * people, people * people, people << 32)
    weights = list_weights(Objective.GENEROUS, False, bounds)
    assert weights.left_out.bit_length() > 200
    assert float(weights.left_out) == float(weights.left_out + weights.lottery)
    assert weights.left_out + weights.lottery > weights.left_out
    lesser = people * sum((*weights.tiers[1:10], weights.changed, 2 * weights.wish, 9 * weights.fit))
    lesser += people * people * weights.load + (people << 32) * weights.lottery
    assert lesser + people * (weights.tiers[10] - weights.tiers[9]) < weights.left_out + lesser
    assert lesser < weights.tiers[10]


@pytest.mark.parametrize("solver", [auction, shortest_paths])
def test_costs_of_a_thousand_bits_that_differ_by_one_are_told_apart(solver):
    huge = 1 << 1000
    arcs = [[(0, huge), (1, huge + 2)], [(0, huge), (1, huge + 1)]]
    network = Network(["a", "b"], ["x", "y"], arcs, [huge << 10] * 2, [0, 0], [1, 1], 0)
    assert solver(network).mentor_of == [0, 1]


def test_progress_is_told_and_can_cancel():
    told = []
    solve(school(600, 500), on_progress=lambda done, everybody: told.append((done, everybody)))
    assert told[-1] == (600, 600)
    assert told == sorted(told)

    def cancel(done, everybody):
        raise KeyboardInterrupt

    for mentees in (600, 3_000):
        with pytest.raises(KeyboardInterrupt):
            solve(school(mentees, 500, 3), on_progress=cancel)


def test_the_load_is_spread_when_nothing_else_decides():
    instance = Instance({f"j{i}": ("a", "b") for i in range(4)}, {"a": 4, "b": 4}, list_length=2)
    everybody_first = Counter(pair.mentor for pair in solve(instance).pairs)
    assert everybody_first == {"a": 4}
    unlisted = Instance({f"j{i}": () for i in range(4)}, {"a": 4, "b": 4})
    assert Counter(pair.mentor for pair in solve(unlisted).pairs) == {"a": 2, "b": 2}
