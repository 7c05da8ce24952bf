"""What a teacher sees beforehand: coverage, breaks, and what does not fit."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.speeddate.rules import (
    Break,
    Participant,
    PersonCoverage,
    Plan,
    Seat,
    coverage,
    duration_minutes,
    feasibility,
    plan_rounds,
)

Build = Callable[..., Any]

FITTING = {"n_mentees": 10, "n_mentors": 10, "rounds": 5, "minutes": 5, "changeover": 1, "tables": 10}


def codes(**changed: int) -> list[str]:
    return [issue.code for issue in feasibility(**(FITTING | changed))]


def test_coverage_counts_meetings_good_fits_and_breaks_per_person() -> None:
    plan = Plan(
        seats=(Seat(1, 1, "a1", "b1"), Seat(2, 1, "a2", "b1")),
        breaks=(Break(2, "a1"), Break(1, "a2")),
        rounds=2,
    )
    fit = {("a1", "b1"): 3, ("a2", "b1"): 1, ("a2", "b2"): 2}
    mentees, mentors = [Participant("a1"), Participant("a2")], [Participant("b1")]
    found = coverage(plan, fit, mentees, mentors)
    assert found.mentees == (PersonCoverage("a1", 1, 1, 1, (2,)), PersonCoverage("a2", 1, 0, 1, (1,)))
    assert found.mentors == (PersonCoverage("b1", 2, 1, 1, ()),)
    assert (found.seats, found.shared, found.good_met, found.good_possible) == (2, 4, 1, 2)
    assert coverage(plan, fit, mentees, mentors, good=1).good_met == 2
    assert found.meets() == (1, 1)


@settings(max_examples=30, deadline=None)
@given(n=st.integers(1, 12), m=st.integers(1, 12), seed=st.integers(0, 999))
def test_meetings_and_breaks_add_up_to_the_rounds(hall: Build, n: int, m: int, seed: int) -> None:
    made, rounds = hall(n, m, seed), max(n, m)
    plan = plan_rounds(made.mentees, made.mentors, rounds, fit=made.fit, seed=seed)
    found = coverage(plan, made.fit, made.mentees, made.mentors)
    assert all(one.meets + len(one.breaks) == rounds for one in (*found.mentees, *found.mentors))
    assert found.good_met <= found.good_possible
    assert sum(one.good_met for one in found.mentors) == found.good_met


def test_an_event_without_people_covers_nothing() -> None:
    found = coverage(Plan((), (), 1), {}, [], [])
    assert (found.meets(), found.seats, found.good_possible) == ((0, 0), 0, 0)


@pytest.mark.parametrize(("rounds", "interval", "lasts"), [(8, 0, 47), (8, 15, 62), (1, 0, 5), (0, 0, 0)])
def test_changeovers_come_between_rounds_only(rounds: int, interval: int, lasts: int) -> None:
    assert duration_minutes(rounds, 5, 1, interval=interval) == lasts


def test_an_event_that_fits_has_no_issue() -> None:
    assert codes(available=29) == []


def test_too_long_tells_how_long_it_takes() -> None:
    (issue,) = feasibility(**FITTING, available=28)
    assert (issue.code, issue.have, issue.need, issue.blocks) == ("too_long", 28, 29, False)


def test_too_few_tables_block() -> None:
    (issue,) = feasibility(**(FITTING | {"tables": 9}))
    assert (issue.code, issue.have, issue.need, issue.blocks) == ("too_few_tables", 9, 10, True)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"n_mentees": 12}, ["mentees_have_breaks"]),
        ({"n_mentors": 9}, ["mentees_have_breaks"]),
        ({"n_mentees": 9}, ["mentors_have_breaks"]),
        ({"rounds": 10}, []),
        ({"rounds": 11}, ["more_rounds_than_partners"]),
        ({"rounds": 12, "n_mentees": 12}, ["mentees_have_breaks"]),
        ({"rounds": 0}, ["no_rounds"]),
        ({"n_mentees": 0}, ["no_mentees"]),
        ({"n_mentors": 0}, ["no_mentors"]),
        ({"n_mentors": 0, "n_mentees": 0, "rounds": 0}, ["no_mentees", "no_mentors", "no_rounds"]),
    ],
)
def test_each_thing_that_does_not_fit_is_named(changed: dict[str, int], expected: list[str]) -> None:
    assert codes(**changed) == expected


def test_breaks_tell_how_many_people_per_round() -> None:
    (issue,) = feasibility(**(FITTING | {"n_mentees": 13}))
    assert (issue.have, issue.need) == (3, 13)


@settings(max_examples=40, deadline=None)
@given(n=st.integers(1, 8), m=st.integers(1, 8), rounds=st.integers(1, 10), seed=st.integers(0, 99))
def test_the_forecast_agrees_with_the_plan(hall: Build, n: int, m: int, rounds: int, seed: int) -> None:
    made = hall(n, m, seed)
    plan = plan_rounds(made.mentees, made.mentors, rounds, fit=made.fit, seed=seed)
    found = codes(n_mentees=n, n_mentors=m, rounds=rounds)
    assert ("more_rounds_than_partners" in found) == any(
        issue.code == "round_not_full" for issue in plan.issues
    )
    assert ("mentees_have_breaks" in found) == any(
        one.person[0] == "a" for one in plan.breaks if one.round == 1
    )
