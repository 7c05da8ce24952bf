"""What each number of rounds gives: the same as planning that number, where it is said to be exact."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.speeddate.rules import Break, Participant, Plan, Seat, coverage, outcomes, plan_rounds

Build = Callable[..., Any]


def test_outcomes_count_along_the_rounds() -> None:
    seats = (Seat(1, 1, "a1", "b1"), Seat(1, 2, "a2", "b2"), Seat(2, 1, "a2", "b1"), Seat(2, 2, "a3", "b2"))
    plan = Plan(seats=seats, breaks=(Break(1, "a3"), Break(2, "a1")), rounds=2)
    fit = {("a1", "b1"): 2, ("a1", "b2"): 5, ("a2", "b1"): 3, ("a2", "b2"): 1}
    first, second = outcomes(plan, fit, [Participant("a1"), Participant("a2"), Participant("a3")])
    # a3 fits well with nobody in the hall, so no plan can help and a3 is no measure of one.
    assert (first.rounds, first.mean, first.there, first.least, first.none) == (1, 0.5, 1.5, 0, 1)
    assert (first.meets, first.breaks) == ((0, 1), (0, 1))
    assert (second.mean, second.least, second.none, second.meets, second.breaks) == (
        1.0,
        1,
        0,
        (1, 2),
        (0, 1),
    )


def test_an_empty_hall_gives_nothing() -> None:
    (one,) = outcomes(Plan((), (), 1), {}, [])
    assert (one.mean, one.least, one.meets, one.breaks) == (0.0, 0, (0, 0), (0, 0))


@settings(max_examples=40, deadline=None)
@given(n=st.integers(2, 12), m=st.integers(2, 12), seed=st.integers(0, 9999), fewer=st.integers(1, 11))
def test_where_it_is_exact_planning_fewer_rounds_gives_just_that(
    hall: Build, n: int, m: int, seed: int, fewer: int
) -> None:
    made, most = hall(n, m, seed), max(n, m)
    whole = plan_rounds(made.mentees, made.mentors, most, fit=made.fit, seed=seed)
    told = outcomes(whole, made.fit, made.mentees)[min(fewer, most) - 1]
    alone = plan_rounds(made.mentees, made.mentors, told.rounds, fit=made.fit, seed=seed)
    covered = coverage(alone, made.fit, made.mentees, made.mentors)
    if whole.begins_all:
        assert alone.seats == tuple(seat for seat in whole.seats if seat.round <= told.rounds)
        assert told.meets == covered.meets()
        assert told == outcomes(alone, made.fit, made.mentees)[-1]


def test_plans_say_when_fewer_rounds_would_be_planned_otherwise(hall: Build) -> None:
    made = hall(8, 8)
    assert plan_rounds(made.mentees, made.mentors, 5, fit=made.fit).begins_all
    assert not plan_rounds(made.mentees, made.mentors, 5, fit=made.fit, pod_size=4).begins_all
    pinned = {("a000", "b000")}
    assert not plan_rounds(made.mentees, made.mentors, 5, fit=made.fit, pinned=pinned).begins_all
    dead_end = hall(9, 3, 232)
    assert not plan_rounds(dead_end.mentees, dead_end.mentors, 9, fit=dead_end.fit, seed=232).begins_all
