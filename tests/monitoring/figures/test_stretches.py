"""Stretches of time, kinds put together, and working days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.monitoring.figures.rules.stretches import by_kind, is_safe, stretches, total_of
from mentorhub.monitoring.figures.rules.working_days import (
    is_within_a_working_day,
    median_hours,
    next_working_day,
)


def summed(counts):
    return lambda begin, end: is_safe([sum(counts[begin:end])])


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ([5, 0, 6], [(0, 1), (1, 2), (2, 3)]),
        ([2, 2, 2, 7], [(0, 3), (3, 4)]),
        ([6, 2], [(0, 2)]),
        ([1, 1], []),
        ([0, 6, 1], [(0, 1), (1, 3)]),
    ],
)
def test_stretches_are_as_short_as_may_be(counts, found):
    assert stretches(len(counts), summed(counts)) == found


@given(st.lists(st.integers(0, 9), max_size=20))
def test_stretches_fill_the_whole_and_each_may_be_shown(counts):
    found = stretches(len(counts), summed(counts))
    assert all(summed(counts)(begin, end) for begin, end in found)
    if found:
        assert [begin for begin, _ in found] == [0, *[end for _, end in found[:-1]]]
        assert found[-1][1] == len(counts)


def test_small_kinds_are_put_together():
    kinds = by_kind({"mentor": (12,), "lead": (3,), "own": (2,), "staff": (0,)})
    assert kinds is not None
    assert (dict(kinds.apart), kinds.together, kinds.rest) == ({"mentor": 12, "staff": 0}, ("lead", "own"), 5)


def test_one_small_kind_takes_another_with_it():
    kinds = by_kind({"mentor": (12,), "lead": (3,), "own": (8,)})
    assert kinds is not None
    assert (dict(kinds.apart), kinds.rest) == ({"mentor": 12}, 11)


def test_two_kinds_of_four_are_not_told_by_their_sum():
    kinds = by_kind({"mentor": (12,), "lead": (4,), "own": (4,)})
    assert kinds is not None
    assert (dict(kinds.apart), kinds.rest) == ({}, 20)


@pytest.mark.parametrize("people", [{"mentor": (3,)}, {"mentor": (2,), "own": (2,)}, {"a": (4,), "b": (4,)}])
def test_what_stays_too_small_is_not_shown(people):
    assert by_kind(people) is None


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(st.integers(0, 12), st.integers(0, 12))))
def test_every_number_by_kind_is_about_none_or_five_in_every_part(people):
    kinds = by_kind(people)
    if kinds is not None:
        assert all(is_safe(people[kind]) for kind in kinds.apart)
        if kinds.together:
            assert is_safe(total_of([people[kind] for kind in kinds.together]))
            assert len(kinds.together) > 1
        assert sum(kinds.apart.values()) + kinds.rest == sum(map(sum, people.values()))


FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)


def test_a_weekend_and_a_holiday_are_no_working_days():
    assert next_working_day(FRIDAY, ()) == MONDAY
    assert next_working_day(FRIDAY, {MONDAY}) == TUESDAY


@pytest.mark.parametrize(("taken_on", "is_fast"), [(FRIDAY, True), (MONDAY, True), (TUESDAY, False)])
def test_a_call_on_friday_is_taken_up_in_time_until_monday(taken_on, is_fast):
    assert is_within_a_working_day(FRIDAY, taken_on, ()) is is_fast


@pytest.mark.parametrize(("seconds", "hours"), [([60], 1), ([3600, 7200, 36000], 2), ([3600, 18000], 3)])
def test_the_median_is_told_in_whole_hours(seconds, hours):
    assert median_hours(seconds) == hours
