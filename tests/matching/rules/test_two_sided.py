"""Fewest blocking pairs at the largest size, against all assignments."""

import random
import sys

import pytest

from mentorhub.matching.rules import (
    Instance,
    Objective,
    Obstacle,
    OptimiserMissing,
    Wish,
    blocking_pairs,
    certify,
    explain,
    solve,
)
from mentorhub.matching.rules.stability import blocking_among
from mentorhub.matching.rules.two_sided import fewest_blocking
from tests.matching.rules.oracles import random_instance, seatings


def quality(instance, seats):
    """(-size, blocking pairs, sum of ranks) of a seating of those who are not pinned."""
    seats = {mentee: mentor for mentee, mentor in seats.items() if mentor}
    blocking = blocking_among(instance, instance.pinned_mentor() | seats)
    return -len(seats), len(blocking), sum(instance.rank(*pair) for pair in seats.items())


@pytest.mark.parametrize("batch", range(4))
def test_no_assignment_is_larger_or_blocked_less(batch):
    rng = random.Random(50 + batch)
    for _ in range(40):
        instance = random_instance(rng, 5)
        options = {
            mentee: [None, *(c for c in choices if (mentee, c) not in instance.forbidden)]
            for mentee, choices in instance.preferences.items()
            if mentee not in instance.pinned_mentor()
        }
        best = min(quality(instance, seats) for seats in seatings(options, instance.room()))
        assert quality(instance, fewest_blocking(instance)) == best


def test_a_class_of_thirty_is_solved_proven_and_blocked_less_than_the_generous_match():
    rng = random.Random(2)
    mentors = [f"c{j}" for j in range(28)]
    lists = {f"j{i}": tuple(rng.sample(mentors, 4)) for i in range(30)}
    wishes = {(c, m): rng.choice(list(Wish)) for m, choices in lists.items() for c in choices}
    instance = Instance(lists, dict.fromkeys(mentors, 1), wishes=wishes)
    result, generous = solve(instance, Objective.FEWEST_BLOCKING), solve(instance)
    assert result.certificate.optimal
    assert result.profile.without_choice == generous.profile.without_choice
    assert len(blocking_pairs(instance, result)) <= len(blocking_pairs(instance, generous))
    reasons = [reason for several in explain(instance, result).values() for reason in several]
    assert {reason.obstacle for reason in reasons} == {Obstacle.WHOLE}


def test_a_worse_result_does_not_pass_for_the_fewest_blocking_pairs():
    wishes = {("x", "ann"): Wish.PREFER, ("y", "bo"): Wish.PREFER}
    instance = Instance({"ann": ("x", "y"), "bo": ("y", "x")}, {"x": 1, "y": 1}, wishes=wishes)
    swapped = solve(
        Instance({"ann": ("y", "x"), "bo": ("x", "y")}, {"x": 1, "y": 1}), Objective.FEWEST_BLOCKING
    )
    assert not certify(instance, swapped).optimal


def test_without_the_optimiser_the_refusal_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "highspy", None)
    with pytest.raises(OptimiserMissing) as refused:
        solve(Instance({"ann": ("x",)}, {"x": 1}), Objective.FEWEST_BLOCKING)
    assert refused.value.data == {"package": "highspy", "extra": "optimise"}
