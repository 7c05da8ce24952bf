"""The corners: nobody, one person, no mentors, no places, empty lists, everything forbidden, ties."""

import pytest

from mentorhub.matching.rules import (
    Assignment,
    Instance,
    Objective,
    Profile,
    Source,
    Wish,
    explain,
    pair_reasons,
    private_reasons,
    solve,
)

ALL = [Objective.GENEROUS, Objective.GREEDY, Objective.STABLE, Objective.FEWEST_BLOCKING]


def everything_of(instance, objective):
    result = solve(instance, objective)
    assert result.certificate.optimal
    assert result.certificate.fallback_optimal
    assert explain(instance, result).keys() == instance.preferences.keys()
    assert pair_reasons(instance, result).keys() == instance.preferences.keys()
    assert private_reasons(instance, result).keys() == instance.preferences.keys()
    return result


@pytest.mark.parametrize("objective", ALL)
@pytest.mark.parametrize(
    ("instance", "profile"),
    [
        (Instance({}, {}), Profile((0, 0, 0, 0), 0, 0)),
        (Instance({}, {"x": 1}), Profile((0, 0, 0, 0), 0, 0)),
        (Instance({"ann": ()}, {}), Profile((0, 0, 0, 0), 0, 1)),
        (Instance({"ann": ("x",)}, {"x": 1}), Profile((1, 0, 0, 0), 0, 0)),
        (Instance({"ann": ("x",)}, {"x": 0}), Profile((0, 0, 0, 0), 0, 1)),
        (Instance({"ann": (), "bo": ()}, {"x": 1}), Profile((0, 0, 0, 0), 1, 1)),
        (Instance({"ann": (), "bo": ()}, {"x": 2}), Profile((0, 0, 0, 0), 2, 0)),
        (
            Instance(dict.fromkeys("abcdef", ("x", "y")), {"x": 2, "y": 1}, list_length=2),
            Profile((2, 1), 0, 3),
        ),
        (
            Instance(
                {"ann": ("x", "y"), "bo": ("y", "x")},
                {"x": 1, "y": 1},
                forbidden=frozenset((m, c) for m in ("ann", "bo") for c in "xy"),
            ),
            Profile((0, 0, 0, 0), 0, 2),
        ),
        (
            Instance({"ann": ("x",), "bo": ("x",)}, {"x": 2}, pins=frozenset({("ann", "x"), ("bo", "x")})),
            Profile((2, 0, 0, 0), 0, 0),
        ),
        (
            Instance({"ann": ("x",)}, {"x": 1, "y": 1}, pins=frozenset({("ann", "y")})),
            Profile((0, 0, 0, 0), 1, 0),
        ),
        (Instance({"ann": ("x",)}, {"x": 1}, list_length=1), Profile((1,), 0, 0)),
    ],
)
def test_a_corner_case_is_matched_and_proven(instance, profile, objective):
    assert everything_of(instance, objective).profile == profile


@pytest.mark.parametrize("objective", ALL)
def test_equal_wishes_are_settled_by_the_lottery_alone(objective):
    lists = {f"j{i}": ("x",) for i in range(5)}
    wishes = {("x", mentee): Wish.PREFER for mentee in lists}

    def winners(**tie_breaks):
        instance = Instance(lists, {"x": 2}, seed=12, **tie_breaks)
        return {pair.mentee for pair in everything_of(instance, objective).pairs}

    assert winners() == winners(wishes=wishes)


def test_the_wish_of_a_mentor_decides_between_equals_and_advice_does_not_forbid():
    lists = {"ann": ("x",), "bo": ("x",)}
    wishes = {("x", "ann"): Wish.RATHER_NOT, ("x", "bo"): Wish.PREFER}
    assert solve(Instance(lists, {"x": 1}, wishes=wishes)).mentor_of == {"bo": "x"}
    assert solve(Instance({"ann": ("x",)}, {"x": 1}, wishes=wishes)).mentor_of == {"ann": "x"}


def test_shared_qualities_decide_between_equals_after_the_wish():
    lists = {"ann": ("x",), "bo": ("x",)}
    fit = {("ann", "x"): 3, ("bo", "x"): 1}
    assert solve(Instance(lists, {"x": 1}, fit=fit)).mentor_of == {"ann": "x"}
    wishes = {("x", "bo"): Wish.PREFER}
    assert solve(Instance(lists, {"x": 1}, fit=fit, wishes=wishes)).mentor_of == {"bo": "x"}


def test_whoever_gets_none_of_the_list_gets_somebody_met_and_it_is_marked():
    instance = Instance(
        {"ann": ("x",), "bo": ("x",)},
        {"x": 1, "y": 1, "z": 1},
        pins=frozenset({("ann", "x")}),
        met={("bo", "z"): 6},
    )
    assert solve(instance).pairs == (
        Assignment("ann", "x", 1, Source.PINNED),
        Assignment("bo", "z", None, Source.MET),
    )


def test_a_list_place_is_given_up_when_forbidden_pairs_would_leave_somebody_without_a_mentor():
    instance = Instance(
        {"ann": ("x",), "bo": ("x",)}, {"x": 1, "y": 1}, forbidden=frozenset({("bo", "y")}), seed=3
    )
    wishes = {("x", "ann"): Wish.PREFER}
    preferred = Instance(
        instance.preferences, instance.capacities, forbidden=instance.forbidden, wishes=wishes
    )
    result = everything_of(preferred, Objective.GENEROUS)
    assert result.pairs == (Assignment("ann", "y", None, Source.ANY), Assignment("bo", "x", 1, Source.LIST))
