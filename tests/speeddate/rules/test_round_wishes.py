"""Pins, forbidden pairs, pairs that met before, and the past."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.speeddate.rules import Participant, plan_rounds

Build = Callable[..., Any]

seeds = st.integers(0, 10**6)
pod_sizes = st.sampled_from([60, 60, 5])


@settings(max_examples=60, deadline=None)
@given(n=st.integers(5, 14), m=st.integers(5, 14), seed=seeds, pod_size=pod_sizes, count=st.integers(1, 6))
def test_pins_made_beforehand_are_all_placed_in_full_rounds(
    hall: Build, promises: Build, empty: Build, n: int, m: int, seed: int, pod_size: int, count: int
) -> None:
    made, rounds = hall(n, m, seed), max(n, m) // 2
    pins = _pins(Random(seed), sorted(made.fit), count, most=rounds)
    plan = plan_rounds(
        made.mentees, made.mentors, rounds, fit=made.fit, pinned=pins, seed=seed, pod_size=pod_size
    )
    promises(plan, made.mentees, made.mentors)
    assert pins <= {(seat.mentee, seat.mentor) for seat in plan.seats}
    assert empty(plan, made.mentees, made.mentors) == 0


def _pins(random: Random, pairs: list[tuple[str, str]], count: int, most: int) -> set[tuple[str, str]]:
    """Draw pins so that nobody has more of them than there are rounds."""
    pins: set[tuple[str, str]] = set()
    for pair in random.sample(pairs, count):
        if all(sum(person in pin for pin in pins) < most for person in pair):
            pins.add(pair)
    return pins


@pytest.mark.parametrize("seed", range(6))
def test_one_mentee_can_be_pinned_to_someone_else_in_every_round(hall: Build, seed: int) -> None:
    made = hall(9, 6, seed)
    pins = {("a004", f"b{number:03}") for number in range(5)}
    plan = plan_rounds(made.mentees, made.mentors, 5, fit=made.fit, pinned=pins, seed=seed)
    assert {(seat.mentee, seat.mentor) for seat in plan.seats if seat.mentee == "a004"} == pins


@pytest.mark.parametrize("seed", range(6))
def test_a_pin_that_can_wait_costs_nobody_a_fair_break(hall: Build, spread: Build, seed: int) -> None:
    made = hall(12, 9, seed)
    pins = {("a000", "b000"), ("a001", "b000"), ("a005", "b003")}
    plan = plan_rounds(made.mentees, made.mentors, 6, fit=made.fit, pinned=pins, seed=seed)
    assert pins <= {(seat.mentee, seat.mentor) for seat in plan.seats}
    assert spread(plan, made.mentees) <= 1


@settings(max_examples=60, deadline=None)
@given(n=st.integers(3, 12), m=st.integers(3, 12), seed=seeds, pod_size=pod_sizes)
def test_forbidden_pairs_and_those_who_met_before_never_meet(
    hall: Build, promises: Build, n: int, m: int, seed: int, pod_size: int
) -> None:
    made, random = hall(n, m, seed), Random(seed)
    forbidden, before = (set(random.sample(sorted(made.fit), n)) for _ in range(2))
    plan = plan_rounds(
        made.mentees,
        made.mentors,
        max(n, m) // 2,
        fit=made.fit,
        forbidden=forbidden,
        met_before=before,
        seed=seed,
        pod_size=pod_size,
    )
    promises(plan, made.mentees, made.mentors)
    assert not (forbidden | before) & {(seat.mentee, seat.mentor) for seat in plan.seats}


def test_everyone_forbidden_gives_no_seat_and_says_so(hall: Build) -> None:
    made = hall(3, 3)
    plan = plan_rounds(made.mentees, made.mentors, 2, fit=made.fit, forbidden=made.fit)
    assert plan.seats == ()
    assert [(issue.code, issue.have, issue.need) for issue in plan.issues] == [("round_not_full", 0, 3)] * 2


def test_a_pin_that_cannot_be_is_reported_and_breaks_nothing(hall: Build, promises: Build) -> None:
    made = hall(4, 4)
    mentees = [Participant("a000", leaves=1), *made.mentees[1:3], Participant("a003", arrives=2)]
    mentors = [*made.mentors[:3], Participant("b003", arrives=2)]
    pins = {("a000", "b003"), ("a001", "b001"), ("a002", "b002"), ("a002", "nobody")}
    plan = plan_rounds(mentees, mentors, 3, fit=made.fit, pinned=pins, forbidden={("a001", "b001")})
    promises(plan, mentees, mentors)
    missing = [issue.people for issue in plan.issues if issue.code == "pin_not_placed"]
    assert missing == [("a000", "b003"), ("a001", "b001"), ("a002", "nobody")]


@settings(max_examples=40, deadline=None)
@given(n=st.integers(3, 12), m=st.integers(3, 12), seed=seeds, pod_size=pod_sizes)
def test_planning_again_without_a_change_keeps_the_past_and_the_tables(
    hall: Build, promises: Build, n: int, m: int, seed: int, pod_size: int
) -> None:
    made, rounds = hall(n, m, seed), max(2, max(n, m) // 2)
    first = plan_rounds(made.mentees, made.mentors, rounds, fit=made.fit, seed=seed, pod_size=pod_size)
    past = first.in_round(1)
    mentors = [Participant(one.id, table=first.tables[one.id]) for one in made.mentors]
    again = plan_rounds(made.mentees, mentors, rounds, fit=made.fit, past=past, seed=seed, pod_size=pod_size)
    promises(again, made.mentees, mentors)
    assert again.seats[: len(past)] == past
    assert again.planned_from == 2
    assert again.tables == first.tables


def test_a_past_round_in_which_nobody_sat_counts_as_a_break(hall: Build) -> None:
    made = hall(2, 2)
    plan = plan_rounds(made.mentees, made.mentors, 2, fit=made.fit, from_round=2)
    assert {one.person for one in plan.breaks if one.round == 1} == {"a000", "a001", "b000", "b001"}
    assert len(plan.in_round(2)) == 2


def test_someone_in_the_past_who_is_no_longer_on_the_list_stays_there(hall: Build) -> None:
    made = hall(3, 3)
    first = plan_rounds(made.mentees, made.mentors, 2, fit=made.fit)
    past = first.in_round(1)
    again = plan_rounds(made.mentees[1:], made.mentors, 2, fit=made.fit, past=past)
    assert again.in_round(1) == past
    assert {seat.mentee for seat in again.in_round(2)} == {"a001", "a002"}


@pytest.mark.parametrize("pod_size", [60, 5])
def test_a_pin_on_someone_who_never_came_changes_nobodys_breaks(
    hall: Build, spread: Build, pod_size: int
) -> None:
    made = hall(7, 13)
    mentees = [Participant("a000", leaves=0), *made.mentees[1:]]
    plan = plan_rounds(mentees, made.mentors, 6, fit=made.fit, pinned={("a000", "b000")}, pod_size=pod_size)
    assert spread(plan, made.mentors) <= 1
    assert [issue.people for issue in plan.issues] == [("a000", "b000")]
