"""After publishing: drop-outs, newcomers, substitutes."""

import random
from dataclasses import replace
from statistics import mean

from mentorhub.matching.rules import Change, Instance, changes_between, repair, solve, substitute
from mentorhub.matching.rules import substitute_instance as second_instance


def school(seed, mentees=60, mentors=60):
    rng = random.Random(seed)
    names = [f"c{j}" for j in range(mentors)]
    lists = {f"j{i}": tuple(rng.sample(names, 4)) for i in range(mentees)}
    return Instance(lists, dict.fromkeys(names, 1), seed=seed)


def without_mentor_of(instance, mentee):
    """The same school after the mentor of the mentee has left."""
    published = solve(instance).mentor_of
    places = {**instance.capacities, published[mentee]: 0}
    return replace(instance, capacities=places, current=published), published


def test_a_mentor_who_leaves_moves_about_one_bystander_and_far_fewer_than_solving_afresh():
    repaired, afresh = [], []
    for seed in range(40):
        instance, published = without_mentor_of(school(seed), "j0")
        moved = [change for change in repair(instance).changes if change.mentee != "j0"]
        again = changes_between(published, solve(replace(instance, current={})))
        repaired.append(len(moved))
        afresh.append(len([change for change in again if change.mentee != "j0"]))
    assert mean(repaired) < 1.5
    assert mean(repaired) < mean(afresh) / 2


def test_a_repair_leaves_as_few_without_a_choice_as_solving_afresh():
    for seed in range(20):
        instance, _ = without_mentor_of(school(seed), "j1")
        fixed = repair(instance).result.profile
        assert fixed.without_choice <= solve(replace(instance, current={})).profile.without_choice


def test_a_newcomer_takes_the_free_place_and_nobody_moves():
    instance = Instance({"ann": ("x", "y"), "bo": ("x", "y")}, {"x": 1, "y": 1}, current={"bo": "x"})
    fixed = repair(instance)
    assert fixed.changes == (Change("ann", None, "y"),)
    assert fixed.result.repairing


def test_who_left_is_in_the_difference():
    instance = Instance({"ann": ("x",)}, {"x": 1}, current={"ann": "x", "bo": "y"})
    assert repair(instance).changes == (Change("bo", "y", None),)


def test_a_pair_beyond_the_list_is_kept_though_a_choice_came_free():
    instance = Instance({"ann": ("x",)}, {"x": 1, "y": 1}, current={"ann": "y"})
    assert repair(instance).changes == ()
    assert solve(instance).mentor_of == {"ann": "x"}


def test_somebody_without_a_mentor_is_worth_a_move_of_a_bystander():
    instance = Instance({"ann": ("x", "y"), "bo": ("x",)}, {"x": 1, "y": 1}, current={"ann": "x"})
    assert repair(instance).changes == (Change("ann", "x", "y"), Change("bo", None, "x"))


def test_everybody_gets_a_substitute_who_is_somebody_else_and_places_are_even():
    instance = school(3, mentees=60, mentors=25)
    instance = replace(instance, capacities={**dict.fromkeys(instance.capacities, 3), "c0": 0})
    first = solve(instance)
    pairs = [(pair.mentee, pair.mentor) for pair in first.pairs]
    second = substitute(instance, pairs)
    assert not second.unmatched
    assert "c0" not in second.mentor_of.values()
    assert not set(second.mentor_of.items()) & set(pairs)
    assert set(second_instance(instance, pairs).capacities.values()) == {0, 3}
    assert second.certificate.optimal


def test_a_substitute_for_nobody_is_nobody():
    assert substitute(Instance({}, {}), []).pairs == ()
