"""The spread of mean rank between groups."""

from fractions import Fraction

from mentorhub.matching.rules import GroupMean, Instance, Spread, solve, spread

INSTANCE = Instance(
    {"ann": ("x", "y"), "bo": ("y",), "cy": ("y", "z"), "di": ()}, {"x": 1, "y": 1, "z": 1}, list_length=2
)


def test_groups_stand_from_best_off_to_worst_off_with_exact_means():
    groups = {"ann": "1A", "bo": "1A", "cy": "1B", "di": "1B"}
    assert spread(INSTANCE, solve(INSTANCE), groups) == Spread(
        (GroupMean("1A", 2, Fraction(1)), GroupMean("1B", 2, Fraction(5, 2))), Fraction(3, 2)
    )


def test_without_groups_there_is_no_spread():
    assert spread(INSTANCE, solve(INSTANCE), {}) == Spread((), Fraction(0))
