"""Tables: mentors keep theirs, limits are met, and a large hall is split into pods."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.speeddate.rules import Issue, Participant, Seat, plan_rounds

Build = Callable[..., Any]

QUIET, WHEELCHAIR, PLAIN = frozenset({"quiet"}), frozenset({"wheelchair"}), frozenset()


def test_mentors_get_tables_from_1_in_the_order_given(hall: Build) -> None:
    made = hall(3, 3)
    plan = plan_rounds(made.mentees, made.mentors[::-1], 2, fit=made.fit)
    assert dict(plan.tables) == {"b002": 1, "b001": 2, "b000": 3}


def test_a_mentor_with_a_table_keeps_it_and_others_fill_the_rest(hall: Build) -> None:
    made = hall(3, 3)
    mentors = [made.mentors[0], Participant("b001", table=1), made.mentors[2]]
    plan = plan_rounds(made.mentees, mentors, 2, fit=made.fit)
    assert dict(plan.tables) == {"b000": 2, "b001": 1, "b002": 3}


def test_a_mentor_who_sat_keeps_that_table_when_someone_comes_before(hall: Build) -> None:
    made = hall(3, 3)
    past = (Seat(1, 1, "a000", "b001"), Seat(1, 7, "a001", "b002"))
    plan = plan_rounds(made.mentees, made.mentors, 2, fit=made.fit, past=past)
    assert dict(plan.tables) == {"b000": 2, "b001": 1, "b002": 7}


def test_a_mentor_with_a_limit_gets_the_table_that_meets_it(hall: Build) -> None:
    made = hall(3, 3)
    mentors = [*made.mentors[:2], Participant("b002", limits=QUIET)]
    plan = plan_rounds(made.mentees, mentors, 2, fit=made.fit, tables={1: QUIET, 2: PLAIN, 3: PLAIN})
    assert dict(plan.tables) == {"b000": 2, "b001": 3, "b002": 1}
    assert plan.issues == ()


def test_a_limit_that_no_table_meets_is_reported(hall: Build) -> None:
    made = hall(2, 2)
    mentors = [made.mentors[0], Participant("b001", limits=QUIET)]
    plan = plan_rounds(made.mentees, mentors, 1, fit=made.fit, tables={1: PLAIN, 2: WHEELCHAIR})
    assert plan.issues == (Issue("limit_not_met", people=("b001",)),)
    assert len(plan.seats) == 2


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 9999), pod_size=st.sampled_from([60, 4]))
def test_a_mentee_in_a_wheelchair_sits_only_at_tables_that_can_be_reached(
    hall: Build, promises: Build, seed: int, pod_size: int
) -> None:
    made = hall(8, 8, seed)
    mentees = [Participant("a000", limits=WHEELCHAIR), *made.mentees[1:]]
    tables = {number: WHEELCHAIR if number > 6 else PLAIN for number in range(1, 11)}
    plan = plan_rounds(mentees, made.mentors, 4, fit=made.fit, tables=tables, seed=seed, pod_size=pod_size)
    promises(plan, mentees, made.mentors)
    assert [seat.table in range(7, 11) for seat in plan.seats if seat.mentee == "a000"] == [True] * 4
    assert len(plan.seats) == 32


def test_too_few_tables_are_reported_and_numbered_on(hall: Build, promises: Build) -> None:
    made = hall(3, 3)
    plan = plan_rounds(made.mentees, made.mentors, 2, fit=made.fit, tables={4: PLAIN, 5: PLAIN})
    promises(plan, made.mentees, made.mentors)
    assert sorted(plan.tables.values()) == [1, 4, 5]
    assert plan.issues == (Issue("too_few_tables", have=2, need=3),)


def test_the_table_of_someone_who_left_is_free_for_someone_who_comes(hall: Build) -> None:
    made = hall(2, 3)
    mentors = [Participant("b000", leaves=2), made.mentors[1], Participant("b002", arrives=3)]
    plan = plan_rounds(made.mentees, mentors, 4, fit=made.fit, tables={1: PLAIN, 2: PLAIN})
    assert dict(plan.tables) == {"b000": 1, "b001": 2, "b002": 1}
    assert all(issue.code == "round_not_full" for issue in plan.issues)


def test_two_mentors_given_the_same_table_are_reported(hall: Build) -> None:
    made = hall(2, 2)
    mentors = [Participant("b000", table=3), Participant("b001", table=3)]
    plan = plan_rounds(made.mentees, mentors, 1, fit=made.fit)
    assert plan.issues == (Issue("table_shared", people=("b000", "b001"), have=3),)


@pytest.mark.parametrize(("n", "m", "pods"), [(60, 60, 1), (65, 64, 2), (130, 100, 3)])
def test_above_60_mentees_stay_in_their_part_of_the_hall(
    hall: Build, promises: Build, spread: Build, n: int, m: int, pods: int
) -> None:
    made = hall(n, m)
    plan = plan_rounds(made.mentees, made.mentors, 5, fit=made.fit)
    promises(plan, made.mentees, made.mentors)
    assert len(plan.seats) == 5 * min(n, m)
    assert spread(plan, made.mentees) <= 1
    parts = Counter(
        seat.mentee
        for seat in {Seat(0, (seat.table - 1) * pods // m, seat.mentee, "") for seat in plan.seats}
    )
    at_home = sum(1 for visited in parts.values() if visited == 1)
    assert at_home >= 0.7 * n


def test_a_mentee_stays_in_the_same_part_when_planned_again(hall: Build) -> None:
    made = hall(64, 64)
    first = plan_rounds(made.mentees, made.mentors, 4, fit=made.fit)
    past = first.in_round(1)
    other_wishes = hall(64, 64, seed=1).fit
    again = plan_rounds(made.mentees, made.mentors, 4, fit=other_wishes, past=past)
    side = {seat.mentee: seat.table > 32 for seat in past}
    assert all((seat.table > 32) == side[seat.mentee] for seat in again.seats)


@pytest.mark.parametrize("seed", range(4))
def test_pins_cross_pods(hall: Build, promises: Build, seed: int) -> None:
    made = hall(24, 24, seed)
    pins = {("a000", "b000"), ("a000", "b012"), ("a000", "b023"), ("a001", "b023"), ("a002", "b023")}
    plan = plan_rounds(made.mentees, made.mentors, 4, fit=made.fit, pinned=pins, pod_size=8, seed=seed)
    promises(plan, made.mentees, made.mentors)
    assert pins <= {(seat.mentee, seat.mentor) for seat in plan.seats}
    assert len(plan.seats) == 96


@pytest.mark.parametrize("seed", range(4))
def test_someone_who_can_sit_nowhere_leaves_no_seat_empty_in_pods(
    hall: Build, promises: Build, seed: int
) -> None:
    made = hall(13, 12, seed)
    mentees = [Participant("a000", limits=WHEELCHAIR), *made.mentees[1:]]
    plan = plan_rounds(mentees, made.mentors, 5, fit=made.fit, pod_size=5, seed=seed)
    promises(plan, mentees, made.mentors)
    assert len(plan.seats) == 60
    assert sum(one.person == "a000" for one in plan.breaks) == 5
