"""What a plan of rounds promises, for halls of any size and shape."""

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.speeddate.rules import Break, Participant, PlanInputError, Seat, plan_rounds

Build = Callable[..., Any]

sizes = st.integers(1, 14)
seeds = st.integers(0, 10**6)
pod_sizes = st.sampled_from([60, 60, 4])


@settings(max_examples=120, deadline=None)
@given(n=sizes, m=sizes, share=st.floats(0.1, 1), seed=seeds, pod_size=pod_sizes)
def test_all_promises_hold_up_to_as_many_rounds_as_people(
    hall: Build,
    promises: Build,
    spread: Build,
    empty: Build,
    n: int,
    m: int,
    share: float,
    seed: int,
    pod_size: int,
) -> None:
    made = hall(n, m, seed)
    rounds = max(1, round(share * max(n, m)))
    plan = plan_rounds(made.mentees, made.mentors, rounds, fit=made.fit, seed=seed, pod_size=pod_size)
    promises(plan, made.mentees, made.mentors)
    assert empty(plan, made.mentees, made.mentors) == 0
    for number in range(1, rounds + 1):
        assert spread(plan, made.mentees, number) <= 1
        assert spread(plan, made.mentors, number) <= 1
    assert plan.issues == ()


@settings(max_examples=40, deadline=None)
@given(n=sizes, m=sizes, extra=st.integers(1, 4), seed=seeds)
def test_seats_run_out_openly_when_rounds_outnumber_partners(
    hall: Build, promises: Build, n: int, m: int, extra: int, seed: int
) -> None:
    made = hall(n, m, seed)
    rounds = max(n, m) + extra
    plan = plan_rounds(made.mentees, made.mentors, rounds, fit=made.fit, seed=seed)
    promises(plan, made.mentees, made.mentors)
    assert len(plan.seats) == n * m
    short = {issue.round: issue.need - issue.have for issue in plan.issues}
    full = min(n, m)
    counts = {number: full - len(plan.in_round(number)) for number in range(1, rounds + 1)}
    assert short == {number: gap for number, gap in counts.items() if gap}


@settings(max_examples=60, deadline=None)
@given(n=st.integers(4, 14), m=st.integers(4, 14), seed=seeds, pod_size=pod_sizes)
def test_late_and_leaving_people_sit_only_while_present_and_rounds_stay_full(
    hall: Build, promises: Build, empty: Build, n: int, m: int, seed: int, pod_size: int
) -> None:
    random, made, rounds = Random(seed), hall(n, m, seed), max(n, m) // 2

    def some_time(one: Participant) -> Participant:
        if random.random() < 0.7:
            return one
        first = random.randint(1, rounds)
        away = frozenset({random.randint(1, rounds)})
        return Participant(one.id, arrives=first, leaves=random.randint(first, rounds), away=away)

    mentees = [some_time(one) for one in made.mentees]
    mentors = [some_time(one) for one in made.mentors]
    plan = plan_rounds(mentees, mentors, rounds, fit=made.fit, seed=seed, pod_size=pod_size)
    promises(plan, mentees, mentors)
    assert empty(plan, mentees, mentors) == 0


@pytest.mark.parametrize("seed", range(8))
def test_a_late_mentee_gets_a_fair_part_of_the_breaks_and_makes_none_up(hall: Build, seed: int) -> None:
    made = hall(15, 10, seed)
    late = [Participant(one.id, arrives=5) for one in made.mentees[:3]]
    plan = plan_rounds([*late, *made.mentees[3:]], made.mentors, 8, fit=made.fit, seed=seed)
    had = Counter(one.person for one in plan.breaks)
    due = 4 * 5 / 15
    assert all(abs(had[one.id] - due) < 1.5 for one in late)


def test_33_mentees_and_32_mentors_have_one_break_per_round(hall: Build, spread: Build) -> None:
    made = hall(33, 32)
    plan = plan_rounds(made.mentees, made.mentors, 8, fit=made.fit)
    assert [one.round for one in plan.breaks] == list(range(1, 9))
    assert spread(plan, made.mentees) == 1
    assert {one.person[0] for one in plan.breaks} == {"a"}


def test_surplus_mentors_share_the_breaks(hall: Build, spread: Build) -> None:
    made = hall(8, 12)
    plan = plan_rounds(made.mentees, made.mentors, 6, fit=made.fit)
    assert Counter(one.person for one in plan.breaks) == {one.id: 2 for one in made.mentors}


@settings(max_examples=25, deadline=None)
@given(seed=seeds)
def test_the_order_of_the_input_decides_nothing_but_tables(hall: Build, seed: int) -> None:
    made, random = hall(9, 7, seed), Random(seed)
    tables = [Participant(one.id, table=number) for number, one in enumerate(made.mentors, start=1)]
    first = plan_rounds(made.mentees, tables, 5, fit=made.fit, seed=seed)
    again = plan_rounds(
        random.sample(made.mentees, 9),
        random.sample(tables, 7),
        5,
        fit=dict(reversed(made.fit.items())),
        seed=seed,
    )
    assert again.seats == first.seats
    assert again.breaks == first.breaks


def test_another_seed_decides_otherwise_between_equals() -> None:
    mentees = [Participant(f"a{number}") for number in range(8)]
    mentors = [Participant(f"b{number}") for number in range(8)]
    plans = {plan_rounds(mentees, mentors, 3, fit={}, seed=seed).seats for seed in range(4)}
    assert len(plans) == 4


@pytest.mark.parametrize(("n", "m"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_gives_breaks_only(n: int, m: int) -> None:
    mentees = [Participant(f"a{number}") for number in range(n)]
    mentors = [Participant(f"b{number}") for number in range(m)]
    plan = plan_rounds(mentees, mentors, 2, fit={})
    assert plan.seats == ()
    assert len(plan.breaks) == 2 * (n + m)


def test_one_mentee_and_one_mentor_meet_once() -> None:
    plan = plan_rounds([Participant("a")], [Participant("b")], 2, fit={("a", "b"): 3})
    assert plan.seats == (Seat(1, 1, "a", "b"),)
    assert plan.breaks == (Break(2, "a"), Break(2, "b"))
    assert [(issue.code, issue.round, issue.have, issue.need) for issue in plan.issues] == [
        ("round_not_full", 2, 0, 1)
    ]


@pytest.mark.parametrize(
    ("reason", "mentees", "mentors", "rounds", "past", "from_round"),
    [
        ("no_rounds", ["a"], ["b"], 0, [], None),
        ("same_person_twice", ["a", "a"], ["b"], 1, [], None),
        ("same_person_twice", ["a"], ["a"], 1, [], None),
        ("past_in_the_future", ["a"], ["b"], 3, [Seat(2, 1, "a", "b")], 2),
    ],
)
def test_contradicting_input_is_refused_with_its_reason(
    reason: str, mentees: list[str], mentors: list[str], rounds: int, past: list[Seat], from_round: int | None
) -> None:
    with pytest.raises(PlanInputError) as refusal:
        plan_rounds(
            [Participant(one) for one in mentees],
            [Participant(one) for one in mentors],
            rounds,
            fit={},
            past=past,
            from_round=from_round,
        )
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    ("n", "m", "seed"), [(9, 3, 232), (10, 5, 473), (12, 3, 317), (12, 6, 1110), (12, 4, 1234)]
)
def test_a_dead_end_of_the_first_try_is_planned_around(
    hall: Build, spread: Build, n: int, m: int, seed: int
) -> None:
    made = hall(n, m, seed)
    plan = plan_rounds(made.mentees, made.mentors, n, fit=made.fit, seed=seed)
    assert plan.issues == ()
    assert all(spread(plan, made.mentees, number) <= 1 for number in range(1, n + 1))
