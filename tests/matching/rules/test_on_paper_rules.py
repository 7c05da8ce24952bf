"""What table numbers on a form stand for, and which box cannot be read."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentorhub.matching.rules.on_paper import TakenSeat, WrongBox, read_boxes, table_list

PLACES = {"ann": 1, "bo": 2, "cas": 3, "dee": None}


def test_a_number_stands_for_the_coach_who_keeps_that_table():
    tables = table_list(PLACES, [])
    assert [tables.mentor_at("kim", number) for number in (1, 2, 3, 4, 0, -1)] == [
        "ann",
        "bo",
        "cas",
        None,
        None,
        None,
    ]


def test_who_met_someone_else_at_a_table_means_that_one():
    """Two coaches changed places in round 2, when Kim came to table 1."""
    seats = [TakenSeat(1, 1, "lou", "ann"), TakenSeat(2, 1, "kim", "bo"), TakenSeat(2, 2, "lou", "ann")]
    tables = table_list(PLACES, seats)
    assert (tables.mentor_at("kim", 1), tables.mentor_at("lou", 1), tables.mentor_at("mo", 1)) == (
        "bo",
        "ann",
        "ann",
    )
    assert tables.mentor_at("lou", 2) == "ann"
    assert tables.own == {"kim": {1: "bo"}, "lou": {2: "ann"}}


def test_a_coach_without_a_table_of_their_own_is_found_where_they_sat():
    tables = table_list(PLACES, [TakenSeat(1, 7, "kim", "dee")])
    assert tables.mentor_at("lou", 7) == "dee"


def test_who_is_not_there_any_more_cannot_be_chosen_at_any_table():
    tables = table_list({"ann": 1}, [TakenSeat(1, 2, "kim", "bo")])
    assert tables.mentor_at("kim", 2) is None


@pytest.mark.parametrize(
    ("boxes", "wrong"),
    [
        ([1, 2], None),
        ([1, 0], WrongBox(2, 0, "empty")),
        ([1], WrongBox(2, 0, "empty")),
        ([], WrongBox(1, 0, "empty")),
        ([9, 1], WrongBox(1, 9, "unknown_table")),
        ([3, 3], WrongBox(2, 3, "table_twice")),
    ],
)
def test_the_first_box_that_cannot_be_read_is_named(boxes, wrong):
    assert read_boxes(boxes, 2, "kim", table_list(PLACES, []))[1] == wrong


def test_two_numbers_that_mean_the_same_coach_count_as_twice():
    tables = table_list(PLACES, [TakenSeat(2, 3, "kim", "ann")])
    assert read_boxes([1, 3], 2, "kim", tables) == ((), WrongBox(2, 3, "table_twice"))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    boxes=st.lists(st.integers(-3, 500), max_size=12),
    seats=st.lists(
        st.builds(
            TakenSeat,
            st.integers(1, 4),
            st.integers(1, 5),
            st.sampled_from(["kim", "lou"]),
            st.sampled_from(["ann", "bo", "gone"]),
        ),
        max_size=8,
    ),
)
def test_a_form_gives_different_coaches_who_can_be_chosen_or_one_wrong_box(boxes, seats):
    mentors, wrong = read_boxes(boxes, 3, "kim", table_list(PLACES, seats))
    if wrong is None:
        assert len(boxes) >= 3
        assert len(set(mentors)) == len(mentors) == max(3, len(boxes))
        assert set(mentors) <= PLACES.keys()
    else:
        assert mentors == ()
        assert 1 <= wrong.place <= max(3, len(boxes))
