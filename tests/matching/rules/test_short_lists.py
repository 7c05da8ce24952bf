"""Filling short lists from those met."""

import random
from collections import Counter
from dataclasses import replace
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.matching.rules import (
    Component,
    Instance,
    Objective,
    OwnKind,
    Profile,
    Source,
    UnknownMentee,
    UnknownMentor,
    Wish,
    certify,
    explain,
    fill_short_list,
    fill_with_all_met,
    private_reasons,
    solve,
)
from tests.matching.rules.oracles import best_fallback, best_lists, random_instance

ONE_SIDED = [Objective.GENEROUS, Objective.GREEDY]

MET = frozenset(("ann", mentor) for mentor in "abcdefgh")


def test_a_short_list_is_filled_from_those_met_behind_the_own_choices():
    filled = fill_short_list({"ann": ("c",), "bo": ("a",)}, MET, seed=1)
    assert filled["bo"] == ("a",)
    assert filled["ann"][0] == "c"
    assert len(set(filled["ann"])) == 4
    assert set(filled["ann"]) <= set("abcdefgh")


def test_a_full_list_stays_as_it_is_and_too_few_meetings_leave_it_short():
    full = ("h", "g", "f", "e")
    assert fill_short_list({"ann": full}, MET, seed=1) == {"ann": full}
    assert fill_short_list({"ann": ()}, frozenset({("ann", "a")}), seed=1) == {"ann": ("a",)}


def test_every_mentor_met_is_as_likely_and_the_seed_decides():
    drawn = [fill_short_list({"ann": ("a",)}, MET, seed)["ann"] for seed in range(1_400)]
    assert drawn == [fill_short_list({"ann": ("a",)}, sorted(MET), seed)["ann"] for seed in range(1_400)]
    second = Counter(choices[1] for choices in drawn)
    assert all(150 < second[mentor] < 250 for mentor in "bcdefgh")


def test_what_is_drawn_does_not_depend_on_other_lists():
    alone = fill_short_list({"ann": ("a",)}, MET, seed=5)["ann"]
    others = fill_short_list({"bo": ("b",), "ann": ("a",)}, MET | {("bo", "c")}, seed=5)["ann"]
    assert alone == others


def test_all_mentors_met_fill_a_short_list_as_equals():
    lists = {"ann": ("c",), "bo": ("a", "b"), "cy": tuple("abcd"), "di": ()}
    met = MET | {("bo", "a"), ("bo", "b"), ("cy", "h"), ("di", "e")}
    assert fill_with_all_met(lists, met) == {"ann": frozenset("abdefgh"), "di": frozenset("e")}


def test_somebody_who_fills_a_list_is_told_as_met_and_not_as_a_choice():
    instance = Instance(
        {"ann": ("x",), "bo": ("x", "y")},
        {"x": 1, "y": 1, "z": 1},
        filling={"ann": frozenset("yz"), "bo": frozenset()},
        met={("ann", "y"): 3, ("ann", "z"): 4},
        list_length=2,
    )
    result = solve(instance)
    assert result.profile == Profile((1, 0), 1, 0)
    (ann,) = [pair for pair in result.pairs if pair.mentee == "ann"]
    assert (ann.rank, ann.source, ann.mentor in "yz") == (None, Source.MET, True)
    assert private_reasons(instance, result)["ann"].kind is OwnKind.MET
    assert result.certificate.optimal
    # As a next choice she equals bo: with the same ranks either way, the lottery decided.
    assert explain(instance, result)["ann"][0].decided_by is Component.LOTTERY


def test_in_deferred_acceptance_a_filled_list_asks_those_who_fill_it():
    instance = Instance(
        {"ann": ("x",), "bo": ("y",), "cy": ("x",)},
        {"x": 1, "y": 1, "z": 1},
        pins=frozenset({("cy", "x")}),
        filling={"ann": frozenset("y")},
        wishes={("y", "ann"): Wish.PREFER},
    )
    assert solve(instance, Objective.STABLE).mentor_of == {"ann": "y", "bo": "z", "cy": "x"}


def test_who_fills_a_list_must_be_known():
    with pytest.raises(UnknownMentor):
        Instance({"ann": ()}, {"x": 1}, filling={"ann": frozenset("y")})
    with pytest.raises(UnknownMentee):
        Instance({}, {"x": 1}, filling={"ann": frozenset("x")})


def with_meetings(rng, instance):
    """Everybody met the mentors of her list and some others; short lists are filled with all of them."""
    met = {(mentee, mentor) for mentee, choices in instance.preferences.items() for mentor in choices}
    met |= {(m, c) for m in instance.preferences for c in instance.capacities if rng.random() < 0.4}
    filling = fill_with_all_met(instance.preferences, met, instance.list_length)
    return replace(instance, met=frozenset(met), filling=filling, current={})


@pytest.mark.parametrize("objective", ONE_SIDED)
def test_with_filled_lists_the_result_is_the_one_best_of_all_assignments(objective):
    rng, filled = random.Random(31), 0
    for number in range(500):
        instance = with_meetings(rng, random_instance(rng, 4))
        instance = replace(instance, current={m: c for (m, c) in instance.met if rng.random() < number % 2})
        repairing = number % 4 == 3
        result = solve(instance, objective, repairing=repairing)
        lists = best_lists(instance, objective, repairing, result.admitted)
        placed = dict(instance.pins) | lists
        assert result.mentor_of == placed | best_fallback(instance, repairing, placed)
        assert certify(instance, result).optimal
        filled += any(mentor in instance.filled_with(mentee) for mentee, mentor in lists.items())
    assert filled > 100


CASES = settings(max_examples=300, deadline=None, derandomize=True)


def worth(choices, mentor):
    """The place on her true list, with everything beyond it alike; low is good."""
    return choices.index(mentor) if mentor in choices else len(choices)


@CASES
@given(st.randoms(use_true_random=True), st.sampled_from([*ONE_SIDED, Objective.STABLE]))
def test_a_shortened_list_never_helps_when_all_met_fill_it(rng, objective):
    """The theorem of `short_lists.py`, for every mentee and every shorter list."""
    instance = with_meetings(rng, random_instance(rng, 9))
    honest = solve(instance, objective)
    for mentee, choices in instance.preferences.items():
        for kept in range(len(choices)):
            told = {**instance.preferences, mentee: choices[:kept]}
            filling = fill_with_all_met(told, instance.met, instance.list_length)
            short = solve(replace(instance, preferences=told, filling=filling), objective)
            if not (honest.admitted or short.admitted):
                got = short.mentor_of.get(mentee)
                assert worth(choices, got) >= worth(choices, honest.mentor_of.get(mentee))


BAD_ORDER = Instance(
    {"ann": ("a", "b", "c"), "bo": ("c", "a", "b"), "cy": ("a", "c", "b")},
    dict.fromkeys("abc", 1),
    list_length=3,
)
"""Honest, ann gets b. With only a handed in and c, b behind it, b would be a third choice: she gets a."""


def test_in_one_random_order_a_single_name_can_pay_and_with_equals_it_does_not():
    met = frozenset(("ann", mentor) for mentor in "abc")
    told = {**BAD_ORDER.preferences, "ann": ("a",)}
    assert solve(BAD_ORDER).mentor_of["ann"] == "b"
    in_order = Counter(
        solve(replace(BAD_ORDER, preferences=fill_short_list(told, met, seed, 3))).mentor_of["ann"]
        for seed in range(60)
    )
    assert in_order.keys() == {"a", "b"}
    equals = replace(BAD_ORDER, preferences=told, filling=fill_with_all_met(told, met, 3))
    assert {solve(replace(equals, seed=seed)).mentor_of["ann"] for seed in range(60)} == {"b"}


@CASES
@given(st.randoms(use_true_random=True), st.sampled_from(ONE_SIDED))
def test_whatever_fills_a_list_dropping_names_below_what_one_would_get_gains_nothing(rng, objective):
    instance = replace(random_instance(rng, 9), current={})
    honest = solve(instance, objective)
    mentors = sorted(instance.capacities)
    for pair in honest.pairs:
        choices = instance.preferences[pair.mentee]
        for kept in range(pair.rank or len(choices) + 1, len(choices)):
            others = [mentor for mentor in mentors if mentor not in choices[:kept]]
            extra = tuple(rng.sample(others, min(len(others), instance.list_length - kept)))
            told = {**instance.preferences, pair.mentee: choices[:kept] + extra}
            short = solve(replace(instance, preferences=told), objective)
            if not (honest.admitted or short.admitted):
                got = short.mentor_of.get(pair.mentee)
                assert worth(choices, got) >= worth(choices, pair.mentor)


def test_handing_in_a_single_name_does_not_pay():
    """Over 300 schools the mean true rank of one bluffer gets no better by naming only her first."""
    rng = random.Random(20)
    honest, bluffing = [], []
    for seed in range(300):
        mentors = [f"c{j}" for j in range(12)]
        met = {f"j{i}": rng.sample(mentors, 8) for i in range(12)}
        truth = {mentee: tuple(seen[:4]) for mentee, seen in met.items()}
        pairs = frozenset((mentee, mentor) for mentee, seen in met.items() for mentor in seen)
        instance = Instance(truth, dict.fromkeys(mentors, 1), met=pairs, seed=seed)
        told = fill_short_list({**truth, "j0": truth["j0"][:1]}, pairs, seed)
        for outcomes, lists in ((honest, truth), (bluffing, told)):
            got = solve(replace(instance, preferences=lists)).mentor_of["j0"]
            outcomes.append(met["j0"].index(got) if got in truth["j0"] else 4)
    assert mean(honest) < mean(bluffing)
