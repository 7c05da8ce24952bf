"""What a mentee may know of her own outcome."""

from mentorhub.matching.rules import Instance, OwnKind, OwnReason, private_reason, private_reasons, solve

INSTANCE = Instance(
    {"ann": ("x",), "bo": ("x", "w", "y"), "cy": ("x", "y"), "di": ("x",), "ed": ()},
    {"w": 1, "x": 1, "y": 1, "z": 1, "v": 0},
    pins=frozenset({("ann", "x"), ("cy", "y")}),
    forbidden=frozenset({("bo", "w"), ("bo", "z"), ("ed", "w")}),
    met={("di", "z"): 3},
)


def test_each_kind_of_outcome_is_told_with_own_facts_only():
    result = solve(INSTANCE)
    assert private_reasons(INSTANCE, result) == {
        "ann": OwnReason(OwnKind.FIRST_CHOICE, "x", 1, (), (), None),
        "bo": OwnReason(OwnKind.NO_MENTOR, None, None, ("x", "w", "y"), (), None),
        "cy": OwnReason(OwnKind.LOWER_CHOICE, "y", 2, ("x",), (), None),
        "di": OwnReason(OwnKind.ANY, "w", None, ("x",), (), None),
        "ed": OwnReason(OwnKind.ANY, "z", None, (), (), None),
    }


def test_a_forbidden_place_looks_like_one_that_is_taken():
    free = Instance({"ann": ("x", "y")}, {"x": 1, "y": 1}, forbidden=frozenset({("ann", "x")}))
    taken = Instance({"ann": ("x", "y"), "bo": ("x",)}, {"x": 1, "y": 1})
    assert private_reason(free, solve(free), "ann") == private_reason(taken, solve(taken), "ann")


def test_one_and_all_tell_the_same():
    result = solve(INSTANCE)
    for mentee, told in private_reasons(INSTANCE, result).items():
        assert private_reason(INSTANCE, result, mentee) == told


def test_somebody_met_is_told_with_the_round():
    instance = Instance({"ann": ()}, {"x": 1, "y": 1}, met={("ann", "y"): 4})
    assert private_reason(instance, solve(instance), "ann") == OwnReason(OwnKind.MET, "y", None, (), (), 4)
