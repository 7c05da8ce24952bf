"""Why a better choice was not given, checked against solving again with that choice pinned."""

import random
from dataclasses import replace

import pytest

from mentorhub.matching.rules import (
    Component,
    Instance,
    Move,
    NotProven,
    Objective,
    Obstacle,
    PairKind,
    Reason,
    Source,
    Wish,
    certify,
    explain,
    pair_reason,
    pair_reasons,
    reasons_for,
    solve,
)
from tests.matching.rules.oracles import random_instance


def pinned(instance, mentee, mentor):
    return replace(instance, pins=instance.pins | {(mentee, mentor)})


@pytest.mark.parametrize("batch", range(6))
@pytest.mark.parametrize("objective", [Objective.GENEROUS, Objective.GREEDY])
@pytest.mark.parametrize("repairing", [False, True])
def test_the_cost_of_a_better_choice_is_what_solving_again_with_it_gives(batch, objective, repairing):
    rng = random.Random(1000 + batch)
    asked = 0
    for _ in range(60):
        instance = random_instance(rng, 20)
        result = solve(instance, objective, repairing=repairing)
        for mentee, reasons in explain(instance, result).items():
            for reason in reasons:
                if reason.obstacle is not Obstacle.COSTS:
                    continue
                forced = solve(pinned(instance, mentee, reason.choice), objective, repairing=repairing)
                # With other openings the two were not chosen among the same pairs.
                if forced.admitted != result.admitted:
                    continue
                asked += 1
                delta = zip(forced.profile.ranks, result.profile.ranks, strict=True)
                assert reason.delta == tuple(after - before for after, before in delta)
                extra = forced.profile.without_choice - result.profile.without_choice
                assert reason.without_choice == extra
                assert listed(forced) == applied(listed(result), mentee, reason)
    assert asked > 50


@pytest.mark.parametrize(("mentees", "mentors", "places"), [(150, 140, 1), (160, 80, 2), (120, 26, 5)])
def test_long_chains_of_moves_cost_what_solving_again_gives(mentees, mentors, places):
    rng = random.Random(mentees)
    names = [f"c{j}" for j in range(mentors)]
    lists = {f"j{i}": tuple(rng.sample(names, 4)) for i in range(mentees)}
    instance = Instance(lists, dict.fromkeys(names, places), seed=5)
    result = solve(instance)
    reasons = [
        (mentee, reason) for mentee, several in explain(instance, result).items() for reason in several
    ]
    longest = 0
    for mentee, reason in rng.sample(reasons, min(40, len(reasons))):
        forced = solve(pinned(instance, mentee, reason.choice))
        assert listed(forced) == applied(listed(result), mentee, reason)
        longest = max(longest, len(reason.moves))
    assert longest > 3


@pytest.mark.parametrize("ask", [explain, pair_reasons])
def test_progress_counts_mentees_and_can_cancel(ask):
    lists = {f"j{i}": ("x",) for i in range(150)}
    instance = Instance(lists, {"x": 1})
    result, told = solve(instance), []
    assert ask(instance, result, lambda *counts: told.append(counts)) == ask(instance, result)
    assert told == [(0, 150), (64, 150), (128, 150), (150, 150)]

    def cancel(done, everybody):
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(instance, result, cancel)


def listed(result):
    return {
        (pair.mentee, pair.mentor)
        for pair in result.pairs
        if pair.rank is not None
        or pair.source is Source.PINNED
        or (pair.mentee, pair.mentor) in result.admitted
    }


def applied(pairs, mentee, reason):
    mentor_of = dict(pairs) | {mentee: reason.choice}
    for move in reason.moves:
        mentor_of[move.mentee] = move.mentor_to
    return {(m, c) for m, c in mentor_of.items() if c is not None}


def test_a_better_choice_that_would_leave_somebody_without_says_so():
    instance = Instance({"ann": ("x", "y"), "bo": ("x",)}, {"x": 1, "y": 1}, list_length=2)
    result = solve(instance)
    assert explain(instance, result) == {
        "ann": (
            Reason(
                choice="x",
                rank=1,
                obstacle=Obstacle.COSTS,
                decided_by=Component.UNMATCHED,
                delta=(0, -1),
                without_choice=1,
                left_out=1,
                moves=(Move("bo", "x", None, 1, None),),
            ),
        ),
        "bo": (),
    }
    told = pair_reason(instance, result, "ann")
    assert (told.kind, told.rank, told.reason.left_out) == (PairKind.BETTER_CHOICE_COSTS, 2, 1)
    assert pair_reason(instance, result, "bo").kind is PairKind.FIRST_CHOICE


def test_a_better_choice_that_would_push_others_down_names_their_moves():
    instance = Instance(
        {"ann": ("x", "y"), "bo": ("x", "z", "w"), "cy": ("z", "v", "w"), "di": ("v",)},
        dict.fromkeys("vwxyz", 1),
        list_length=3,
    )
    result = solve(instance)
    (reason,) = explain(instance, result)["ann"]
    assert result.mentor_of == {"ann": "y", "bo": "x", "cy": "z", "di": "v"}
    assert reason.delta == (0, -1, 1)
    assert reason.decided_by is Component.RANK
    assert [(move.mentee, move.rank_from, move.rank_to) for move in reason.moves] == [("bo", 1, 3)]


@pytest.mark.parametrize(
    ("extra", "component"),
    [
        ({"wishes": {("x", "bo"): Wish.PREFER}}, Component.WISH),
        ({"fit": {("bo", "x"): 2}}, Component.FIT),
        ({"current": {"bo": "x"}}, Component.CHANGED),
    ],
)
def test_what_decided_between_equals_is_named(extra, component):
    lists = {"ann": ("x", "y"), "bo": ("x", "y")}
    instance = Instance(lists, {"x": 1, "y": 1}, list_length=2, **extra)
    result = solve(instance)
    assert result.mentor_of == {"ann": "y", "bo": "x"}
    (reason,) = explain(instance, result)["ann"]
    assert (reason.decided_by, reason.delta, reason.without_choice) == (component, (0, 0), 0)


def test_the_lottery_is_named_when_nothing_else_decided():
    instance = Instance({"ann": ("x", "y"), "bo": ("x", "y")}, {"x": 1, "y": 1}, list_length=2)
    result = solve(instance)
    loser = next(pair.mentee for pair in result.pairs if pair.rank == 2)
    assert explain(instance, result)[loser][0].decided_by is Component.LOTTERY


def test_pins_forbidden_pairs_and_mentors_without_a_place_are_named_as_such():
    instance = Instance(
        {"ann": ("x", "y"), "bo": ("x", "y", "z", "v")},
        {"x": 1, "y": 1, "z": 0, "v": 1},
        pins=frozenset({("ann", "y")}),
        forbidden=frozenset({("bo", "x")}),
    )
    result = solve(instance)
    obstacles = {
        mentee: [reason.obstacle for reason in reasons]
        for mentee, reasons in explain(instance, result).items()
    }
    assert obstacles == {
        "ann": [Obstacle.PINNED],
        "bo": [Obstacle.FORBIDDEN, Obstacle.NO_PLACE, Obstacle.NO_PLACE],
    }
    kinds = {mentee: told.kind for mentee, told in pair_reasons(instance, result).items()}
    assert kinds == {"ann": PairKind.PINNED, "bo": PairKind.BETTER_CHOICES_NOT_POSSIBLE}


@pytest.mark.parametrize(
    ("extra", "component"),
    [
        ({"wishes": {("x", "bo"): Wish.PREFER}}, Component.WISH),
        ({"fit": {("bo", "x"): 2}}, Component.FIT),
        ({}, Component.LOTTERY),
    ],
)
def test_in_a_stable_match_the_mentors_order_is_the_reason(extra, component):
    lists = {"ann": ("x", "y"), "bo": ("x", "y")}
    instance = Instance(lists, {"x": 1, "y": 1}, list_length=2, **extra)
    result = solve(instance, Objective.STABLE)
    loser = next(pair.mentee for pair in result.pairs if pair.rank == 2)
    (reason,) = explain(instance, result)[loser]
    assert (reason.obstacle, reason.decided_by) == (Obstacle.PREFERS_OTHERS, component)
    assert pair_reason(instance, result, loser).kind is PairKind.BETTER_CHOICE_PREFERS_OTHERS


def test_a_pair_beyond_the_list_tells_the_round_in_which_they_met():
    instance = Instance(
        {"ann": ("x",), "bo": ("x",), "cy": ()},
        {"x": 1, "y": 1, "z": 0},
        met={("ann", "y"): 6, ("bo", "y"): 2},
        fit={("ann", "y"): 2},
        wishes={("x", "bo"): Wish.PREFER, ("y", "ann"): Wish.FINE},
    )
    told = pair_reasons(instance, solve(instance))
    ann = told["ann"]
    assert (ann.mentor, ann.source, ann.round_met, ann.fit, ann.wish) == ("y", Source.MET, 6, 2, Wish.FINE)
    assert ann.kind is PairKind.BETTER_CHOICE_COSTS
    assert [told[mentee].kind for mentee in ("bo", "cy")] == [PairKind.FIRST_CHOICE, PairKind.NO_MENTOR]


def test_whoever_handed_in_nothing_is_told_apart():
    instance = Instance({"ann": ()}, {"x": 1})
    assert pair_reason(instance, solve(instance), "ann").kind is PairKind.NO_LIST


def test_a_result_without_a_proof_is_not_explained():
    instance = Instance({"ann": ("x",)}, {"x": 1})
    result = solve(instance)
    doubtful = replace(result, certificate=replace(result.certificate, optimal=False))
    with pytest.raises(NotProven) as refused:
        reasons_for(instance, doubtful)
    assert refused.value.data == {"objective": "generous"}
    assert certify(instance, doubtful).optimal
