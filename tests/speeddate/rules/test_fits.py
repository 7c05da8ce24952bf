"""The fit of many people at once, and the speed of planning for them."""

import time
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.speeddate.rules import Participant, fit, plan_rounds, sparse_fit

Build = Callable[..., Any]

words = st.sampled_from(["Geduldig", "geduldig ", "open", "rustig", "eerlijk", "  ", "cafe\u0301", "café"])
lists = st.tuples(st.lists(words, max_size=5), st.lists(words, max_size=5))


@settings(max_examples=150)
@given(st.lists(lists, max_size=5), st.lists(lists, max_size=5))
def test_looking_up_gives_the_same_score_as_comparing_two_by_two(mentees: list, mentors: list) -> None:
    here = {f"a{n}": one for n, one in enumerate(mentees)}
    there = {f"b{n}": one for n, one in enumerate(mentors)}
    scores = {(a, b): fit(*here[a], *there[b]).score for a in here for b in there}
    assert sparse_fit(here, there) == {pair: score for pair, score in scores.items() if score}


@pytest.mark.parametrize("pod_size", [60, 4])
def test_zeros_left_out_or_a_function_give_the_same_plan(hall: Build, pod_size: int) -> None:
    made = hall(9, 8, words=40)
    people = made.mentees, made.mentors, 5
    whole = plan_rounds(*people, fit=made.fit, pod_size=pod_size)
    sparse = {pair: score for pair, score in made.fit.items() if score}
    assert len(sparse) < len(made.fit)
    assert plan_rounds(*people, fit=sparse, pod_size=pod_size) == whole
    assert plan_rounds(*people, fit=made.fit.__getitem__, pod_size=pod_size) == whole


@pytest.mark.parametrize(("n", "m", "seconds"), [(65, 64, 1), (500, 500, 5)])
def test_a_large_hall_is_planned_in_time(n: int, m: int, seconds: float) -> None:
    random = Random(n)
    seeks = {
        f"{side}{one}": [str(x) for x in random.sample(range(60), 5)]
        for side, count in (("a", n), ("b", m))
        for one in range(count)
    }
    mentees, mentors = ([Participant(one) for one in seeks if one[0] == side] for side in "ab")
    begun = time.process_time()
    shared = sparse_fit(*({x.id: (seeks[x.id], ()) for x in side} for side in (mentees, mentors)))
    plan = plan_rounds(mentees, mentors, 8, fit=shared)
    assert time.process_time() - begun < seconds
    assert len(plan.seats) == 8 * min(n, m)
    assert plan.issues == ()
