"""The worst-off group as well off as can be at an equal profile, against all assignments."""

import random
import sys
from collections import Counter
from dataclasses import replace

import pytest

from mentorhub.matching.rules import (
    Assignment,
    Component,
    Instance,
    NotProven,
    Objective,
    OptimiserMissing,
    Source,
    certify,
    even_out,
    explain,
    fill_with_all_met,
    solve,
    spread,
)
from mentorhub.matching.rules.certificate import competing_pairs
from tests.matching.rules.oracles import list_vector, random_instance, seatings

ONE_SIDED = [Objective.GENEROUS, Objective.GREEDY]


def best_worst_mean(instance, result, groups):
    """Over all seatings with the best profile the lowest worst mean rank, and then the fewest moves."""
    pins, taken = instance.pinned_mentor(), Counter(mentor for _, mentor in instance.pins)
    options = {
        mentee: [
            None,
            *(
                mentor
                for mentor in instance.capacities
                if (instance.place(mentee, mentor) or (mentee, mentor) in result.admitted)
                and (mentee, mentor) not in instance.forbidden
            ),
        ]
        for mentee in instance.preferences
        if mentee not in pins
    }

    seated = set(competing_pairs(instance, result).items())

    def key(seats):
        vector = list_vector(instance, result.objective, result.repairing, seats, options, taken)
        made = {mentee: mentor for mentee, mentor in {**pins, **seats}.items() if mentor}
        pairs = tuple(Assignment(m, c, instance.rank(m, c), Source.LIST) for m, c in made.items())
        worst = spread(instance, replace(result, pairs=pairs), groups).groups[-1].mean_rank
        moved = len(seated - set(seats.items()))
        return vector[: 2 + instance.list_length + result.repairing], worst, moved

    def counts(pairs):
        return Counter(instance.rank(mentee, mentor) for mentee, mentor in pairs if mentor)

    wanted = counts(seated)
    alike = (seats for seats in seatings(options, instance.room()) if counts(seats.items()) == wanted)
    return min(key(seats) for seats in alike)[1:]


def contested(rng):
    """Everybody wants the same few, so that many seatings share the best profile."""
    mentors = [f"c{j}" for j in range(rng.randint(2, 5))]
    length = min(3, len(mentors))
    mentees = [f"j{i}" for i in range(rng.randint(2, 6))]
    lists = {m: tuple(rng.sample(mentors, rng.choice((0, 1, length, length)))) for m in mentees}
    pins = frozenset({(mentees[0], mentors[0])}) if rng.random() < 0.3 else frozenset()
    places = {mentor: rng.choice((1, 1, 2)) for mentor in mentors}
    met = {(mentee, mentor) for mentee in mentees for mentor in mentors if rng.random() < 0.5}
    filling = fill_with_all_met(lists, met, length) if rng.random() < 0.5 else {}
    current = {mentee: rng.choice(mentors) for mentee in mentees if rng.random() < 0.3}
    return Instance(
        lists, places, pins, current=current, filling=filling, seed=rng.randint(0, 99), list_length=length
    )


@pytest.mark.parametrize("objective", ONE_SIDED)
def test_no_seating_of_the_best_profile_has_a_better_worst_group(objective):
    rng, better = random.Random(17), 0
    for number in range(300):
        instance = contested(rng)
        groups = {mentee: rng.choice(("1A", "1B", "1C")) for mentee in instance.preferences}
        result = solve(instance, objective, repairing=number % 4 == 3)
        evened = even_out(instance, result, groups)
        assert evened.after == spread(instance, evened.result, groups)
        assert evened.result.profile == result.profile
        assert evened.result.certificate.optimal
        assert evened.result.certificate.fallback_optimal
        if len(set(groups.values())) > 1:
            moved = (
                competing_pairs(instance, result).items() - competing_pairs(instance, evened.result).items()
            )
            best = best_worst_mean(instance, result, groups)
            assert (evened.after.groups[-1].mean_rank, len(moved)) == best
        gained = evened.after.groups[-1].mean_rank < evened.before.groups[-1].mean_rank
        assert gained == evened.result.evened
        better += gained
    assert better > 15


@pytest.mark.parametrize("seed", [1794, 2702, 2866])
def test_who_fills_a_short_list_does_not_stand_in_for_a_choice(seed):
    """Cases in which as good a programme of another count of choices would have been taken."""
    rng = random.Random(seed)
    instance = contested(rng)
    groups = {mentee: rng.choice(("1A", "1B", "1C")) for mentee in instance.preferences}
    result = solve(instance)
    evened = even_out(instance, result, groups)
    assert evened.result.profile == result.profile
    assert evened.after.groups[-1].mean_rank == best_worst_mean(instance, result, groups)[0]
    assert evened.result.evened


@pytest.mark.parametrize("objective", ONE_SIDED)
def test_in_every_corner_of_the_model_the_profile_stays_and_the_proof_holds(objective):
    rng = random.Random(18)
    for number in range(120):
        instance = random_instance(rng, 9)
        result = solve(instance, objective, repairing=number % 2 == 1)
        groups = {m: rng.choice(("1A", "1B")) for m in instance.preferences if rng.random() < 0.9}
        evened = even_out(instance, result, groups)
        assert evened.result.profile == result.profile
        assert certify(instance, evened.result).optimal
        if evened.before.groups:
            assert evened.after.groups[-1].mean_rank <= evened.before.groups[-1].mean_rank


def test_of_the_best_for_the_worst_group_one_that_moves_the_fewest_is_taken():
    """Two classes of two, each pair of mentees wanting one mentor: two swaps would do, one is enough."""
    lists = {"a1": ("x", "y"), "a2": ("u", "v"), "b1": ("x", "y"), "b2": ("u", "v")}
    classes = {mentee: mentee[0] for mentee in lists}
    for seed in range(40):
        instance = Instance(lists, dict.fromkeys("xyuv", 1), seed=seed, list_length=2)
        result = solve(instance)
        evened = even_out(instance, result, classes)
        moved = [m for m in lists if evened.result.mentor_of[m] != result.mentor_of[m]]
        assert evened.after.distance == 0
        assert len(moved) == (2 if evened.before.distance else 0)


def school(seed, mentees=60, mentors=56):
    rng = random.Random(seed)
    names = [f"c{j}" for j in range(mentors)]
    lists = {f"j{i}": tuple(rng.sample(names, 4)) for i in range(mentees)}
    return Instance(lists, dict.fromkeys(names, 1), seed=seed)


def test_a_school_of_three_classes_gets_nearer_to_each_other_at_the_same_profile():
    instance, classes = school(4), {f"j{i}": f"1{'ABC'[i % 3]}" for i in range(60)}
    result = solve(instance)
    evened = even_out(instance, result, classes)
    assert evened.result.profile == result.profile
    assert evened.after.distance < evened.before.distance
    assert evened.result.certificate.optimal
    assert even_out(instance, result, classes) == evened
    reasons = [reason for several in explain(instance, evened.result).values() for reason in several]
    assert Component.EVENNESS in {reason.decided_by for reason in reasons}
    assert not {reason.decided_by for reason in reasons} & {Component.LOTTERY, Component.LOAD}


def test_what_a_better_choice_costs_in_an_even_result_is_what_solving_again_gives():
    instance, classes = school(4), {f"j{i}": f"1{'ABC'[i % 3]}" for i in range(60)}
    evened = even_out(instance, solve(instance), classes).result
    for mentee, reasons in explain(instance, evened).items():
        for reason in reasons:
            forced = solve(replace(instance, pins=frozenset({(mentee, reason.choice)}))).profile
            delta = zip(forced.ranks, evened.profile.ranks, strict=True)
            assert reason.delta == tuple(after - before for after, before in delta)
            assert reason.without_choice == forced.without_choice - evened.profile.without_choice


def test_a_tampered_even_result_is_not_proven():
    instance, classes = school(4), {f"j{i}": f"1{'ABC'[i % 3]}" for i in range(60)}
    evened = even_out(instance, solve(instance), classes).result
    last = next(pair for pair in evened.pairs if pair.rank == 1)
    assert not certify(instance, replace(evened, pairs=tuple(p for p in evened.pairs if p != last))).optimal


def test_a_group_alone_or_a_two_sided_result_is_left_as_it_is():
    instance = school(5)
    result, stable = solve(instance), solve(instance, Objective.STABLE)
    assert even_out(instance, result, dict.fromkeys(instance.preferences, "1A")).result is result
    assert even_out(instance, stable, {"j0": "1A", "j1": "1B"}).result is stable


def test_without_a_proof_or_the_optimiser_it_is_refused(monkeypatch):
    instance = school(4)
    result = solve(instance)
    doubtful = replace(result, certificate=replace(result.certificate, optimal=False))
    with pytest.raises(NotProven):
        even_out(instance, doubtful, {})
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(OptimiserMissing):
        even_out(instance, result, {"j0": "1A", "j1": "1B"})
