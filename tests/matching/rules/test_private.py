"""What a mentee and a mentor may know of their own outcome."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.matching.rules import (
    Instance,
    Objective,
    OwnKind,
    OwnMentorKind,
    OwnMentorReason,
    OwnReason,
    Wish,
    mentor_reasons,
    private_reason,
    private_reasons,
    solve,
)
from tests.matching.rules.oracles import random_instance

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


def test_a_mentor_is_told_her_own_answer_what_they_share_or_where_they_met():
    lists = {"ann": ("x",), "bo": ("x",), "cy": ("x",), "di": ()}
    instance = Instance(
        lists,
        {"x": 4},
        wishes={("x", "ann"): Wish.PREFER, ("x", "bo"): Wish.RATHER_NOT},
        fit={("ann", "x"): 2, ("bo", "x"): 3, ("cy", "x"): -1},
        met={("cy", "x"): 5},
    )
    assert mentor_reasons(instance, solve(instance)) == {
        ("ann", "x"): OwnMentorReason(OwnMentorKind.WISHED, "ann", 2, None),
        ("bo", "x"): OwnMentorReason(OwnMentorKind.SHARED, "bo", 3, None),
        ("cy", "x"): OwnMentorReason(OwnMentorKind.MET, "cy", 0, 5),
        ("di", "x"): OwnMentorReason(OwnMentorKind.PLAIN, "di", 0, None),
    }


RUNS = settings(max_examples=200, deadline=None, derandomize=True)
objectives = st.sampled_from([Objective.GENEROUS, Objective.GREEDY, Objective.STABLE])


@RUNS
@given(st.randoms(use_true_random=True), objectives, st.booleans())
def test_with_the_same_pairs_no_list_of_others_changes_what_anybody_reads(rng, objective, repairing):
    """Each one's situation is held: who has whom. Everybody else's list, wish and fit becomes any other."""
    instance = random_instance(rng, 10)
    result = solve(instance, objective, repairing=repairing)
    other = random_instance(rng, 10)
    mentors = sorted(instance.capacities)
    told, told_mentors = private_reasons(instance, result), mentor_reasons(instance, result)
    for mine in instance.preferences:
        lists = {
            mentee: choices if mentee == mine else tuple(rng.sample(mentors, min(len(mentors), len(choices))))
            for mentee, choices in instance.preferences.items()
        }
        changed = replace(instance, preferences=lists, seed=other.seed, wishes={}, fit={}, current={})
        assert private_reasons(changed, result)[mine] == told[mine]
    for mentee, mentor in told_mentors:
        lists = dict.fromkeys(instance.preferences, ())
        own = {pair: wish for pair, wish in instance.wishes.items() if pair[0] == mentor}
        changed = replace(instance, preferences=lists, seed=other.seed, wishes=own, forbidden=frozenset())
        assert mentor_reasons(changed, result)[mentee, mentor] == told_mentors[mentee, mentor]
