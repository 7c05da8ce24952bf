"""Rounds by the clock: when each begins, and the last one for who must go."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.speeddate.rules import Schedule, duration_minutes

FIVE = datetime(2026, 10, 14, 15, 0, tzinfo=UTC)


def schedule(**changed: int) -> Schedule:
    values = {"rounds": 8, "round_seconds": 300, "changeover_seconds": 60, "break_seconds": 600} | changed
    return Schedule(**values, begins=FIVE)  # type: ignore[arg-type]  # the values are all whole numbers


def minutes(moment: datetime) -> float:
    return (moment - FIVE) / timedelta(minutes=1)


def test_rounds_follow_each_other_with_the_long_break_half_way() -> None:
    assert [minutes(schedule().begin(n)) for n in range(1, 9)] == [0, 6, 12, 18, 34, 40, 46, 52]
    assert minutes(schedule().end(8)) == 57
    assert [minutes(schedule(rounds=3).begin(n)) for n in (1, 2, 3)] == [0, 6, 22]


def test_a_break_that_has_been_is_not_counted_again() -> None:
    assert minutes(schedule(first=5).begin(8)) == 18
    assert minutes(schedule(first=4).begin(8)) == 34


@pytest.mark.parametrize(
    ("leaves", "last"), [(4.9, 0), (5, 1), (10.9, 1), (11, 2), (23, 4), (38, 4), (39, 5), (57, 8), (900, 8)]
)
def test_the_last_round_ends_by_the_time_someone_must_go(leaves: float, last: int) -> None:
    assert schedule().last_by(FIVE + timedelta(minutes=leaves)) == last


def test_seconds_cost_nobody_a_round() -> None:
    late = Schedule(4, 300, 60, 0, begins=FIVE + timedelta(seconds=40))
    assert late.last_by(FIVE + timedelta(minutes=11)) == 2
    assert (
        Schedule(4, 300, 60, 0, begins=FIVE + timedelta(seconds=60)).last_by(FIVE + timedelta(minutes=11))
        == 1
    )


def test_who_must_go_before_the_next_round_ends_has_none_to_come() -> None:
    assert schedule(first=3).last_by(FIVE - timedelta(minutes=1)) == 2


@given(st.integers(2, 30), st.integers(30, 3600), st.integers(0, 600), st.integers(0, 7200))
def test_the_last_round_ends_when_the_evening_is_said_to(
    rounds: int, length: int, changeover: int, pause: int
) -> None:
    end = Schedule(rounds, length, changeover, pause, begins=FIVE).end(rounds)
    assert (end - FIVE).total_seconds() == duration_minutes(rounds, length, changeover, interval=pause)
