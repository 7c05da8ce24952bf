"""Promises of the match, tried on instances that hypothesis makes up (oracle 5)."""

import random
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.matching.rules import (
    Instance,
    Objective,
    Source,
    blocking_pairs,
    certify,
    private_reasons,
    solve,
)
from tests.matching.rules.oracles import random_instance

CASES = settings(max_examples=150, deadline=None, derandomize=True)
objectives = st.sampled_from([Objective.GENEROUS, Objective.GREEDY, Objective.STABLE])
one_sided = st.sampled_from([Objective.GENEROUS, Objective.GREEDY])


@st.composite
def instances(draw, most_mentees=14):
    return random_instance(draw(st.randoms(use_true_random=True)), most_mentees)


@CASES
@given(instances(), objectives, st.booleans())
def test_capacities_pins_and_forbidden_pairs_hold_and_the_counts_add_up(instance, objective, repairing):
    result = solve(instance, objective, repairing=repairing)
    made = {(pair.mentee, pair.mentor) for pair in result.pairs}
    used = Counter(mentor for _, mentor in made)
    assert all(used[mentor] <= places for mentor, places in instance.capacities.items())
    assert instance.pins <= made
    assert not made & instance.forbidden
    assert [pair.mentee for pair in result.pairs] == sorted(result.mentor_of)
    assert result.mentor_of.keys() | set(result.unmatched) == instance.preferences.keys()
    profile = result.profile
    assert sum(profile.ranks) + profile.without_choice == len(instance.preferences)
    assert profile.unmatched == len(result.unmatched)


@CASES
@given(instances(), objectives, st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(instance, objective, rng):
    shuffled = replace(
        instance,
        preferences=in_another_order(instance.preferences, rng),
        capacities=in_another_order(instance.capacities, rng),
        wishes=in_another_order(instance.wishes, rng),
        fit=in_another_order(instance.fit, rng),
    )
    assert solve(shuffled, objective) == solve(instance, objective)


def in_another_order(mapping, rng):
    items = list(mapping.items())
    rng.shuffle(items)
    return dict(items)


@CASES
@given(instances(), one_sided)
def test_one_more_place_never_lowers_the_number_matched(instance, objective):
    before = solve(instance, objective)
    for mentor, places in instance.capacities.items():
        roomier = replace(instance, capacities={**instance.capacities, mentor: places + 1})
        after = solve(roomier, objective)
        assert len(after.pairs) >= len(before.pairs)
        if not (before.admitted or after.admitted):
            assert after.profile.without_choice <= before.profile.without_choice


@CASES
@given(instances(), one_sided)
def test_a_run_again_without_changes_moves_nobody(instance, objective):
    first = solve(instance, objective)
    again = replace(instance, current=first.mentor_of)
    assert solve(again, objective, repairing=True).pairs == first.pairs
    if not first.admitted:
        assert solve(again, objective).pairs == first.pairs


@CASES
@given(instances(), one_sided)
def test_in_one_sided_mode_nobody_prefers_a_free_place(instance, objective):
    result = solve(instance, objective)
    if result.admitted:
        return
    used = Counter(pair.mentor for pair in result.pairs)
    rank = {pair.mentee: pair.rank for pair in result.pairs}
    for mentee, choices in instance.preferences.items():
        if mentee in dict(instance.pins):
            continue
        better = choices if rank.get(mentee) is None else choices[: rank[mentee] - 1]
        for mentor in better:
            full = used[mentor] >= instance.capacities[mentor]
            assert full or (mentee, mentor) in instance.forbidden


@CASES
@given(instances())
def test_nothing_blocks_after_deferred_acceptance(instance):
    result = solve(instance, Objective.STABLE)
    assert blocking_pairs(instance, result) == ()
    assert certify(instance, result).optimal


@CASES
@given(instances(8), st.randoms(use_true_random=False))
def test_a_shorter_or_false_list_never_helps_in_deferred_acceptance(instance, rng):
    """Dubins and Freedman 1981: for the proposing side the truth is a best answer to anything."""
    truth = listed(solve(instance, Objective.STABLE))
    mentors = sorted(instance.capacities)
    for mentee, choices in instance.preferences.items():
        shorter = [choices[:kept] for kept in range(len(choices))]
        false = [tuple(rng.sample(mentors, min(len(mentors), instance.list_length))) for _ in range(3)]
        for told in [*shorter, *false]:
            lying = replace(instance, preferences={**instance.preferences, mentee: told})
            got = listed(solve(lying, Objective.STABLE)).get(mentee)
            assert place(choices, got) >= place(choices, truth.get(mentee))


def listed(result):
    return {p.mentee: p.mentor for p in result.pairs if p.source in (Source.LIST, Source.PINNED)}


def place(choices, mentor):
    return choices.index(mentor) if mentor in choices else len(choices)


@CASES
@given(instances(), objectives, st.randoms(use_true_random=False))
def test_what_a_mentee_reads_does_not_depend_on_other_lists(instance, objective, rng):
    """Others' lists change; whoever keeps her mentor and sees the same places taken reads the same."""
    before = solve(instance, objective)
    mine = rng.choice(sorted(instance.preferences))
    mentors = sorted(instance.capacities)
    touched = rng.sample(sorted(instance.preferences), rng.randint(1, len(instance.preferences)))
    others = {
        mentee: tuple(rng.sample(mentors, len(choices))) if mentee in touched and mentee != mine else choices
        for mentee, choices in instance.preferences.items()
    }
    changed = replace(instance, preferences=others)
    after = solve(changed, objective)
    if situation(instance, before, mine) == situation(changed, after, mine):
        assert private_reasons(instance, before)[mine] == private_reasons(changed, after)[mine]


def situation(instance, result, mentee):
    used = Counter(pair.mentor for pair in result.pairs)
    full = {mentor for mentor in instance.preferences[mentee] if used[mentor] >= instance.capacities[mentor]}
    return result.mentor_of.get(mentee), full


def test_the_same_seed_gives_the_same_result_and_seeds_differ():
    lists = {f"j{i}": ("x", "y") for i in range(12)}
    places = {"x": 3, "y": 3}
    draws = {seed: solve(Instance(lists, places, seed=seed)).pairs for seed in range(20)}
    assert draws == {seed: solve(Instance(lists, places, seed=seed)).pairs for seed in range(20)}
    assert len(set(draws.values())) > 15


def test_the_lottery_is_fair_over_seeds():
    lists = {f"j{i}": ("x",) for i in range(4)}
    wins = Counter(
        pair.mentee for seed in range(2_000) for pair in solve(Instance(lists, {"x": 1}, seed=seed)).pairs
    )
    assert all(440 < wins[mentee] < 560 for mentee in lists)


def test_random_instances_reach_every_corner_of_the_model():
    rng = random.Random(1)
    made = [random_instance(rng, 14) for _ in range(300)]
    assert any(not instance.capacities for instance in made)
    assert any(instance.pins for instance in made)
    assert any(solve(instance).admitted for instance in made)
    assert any(len(instance.preferences) > sum(instance.capacities.values()) for instance in made)
