"""Steps, marks and the order of the matrix."""

from datetime import date

import pytest

from mentorhub.monitoring.groups.rules import (
    COACH_STEPS,
    JUNIOR_STEPS,
    NOT_ASKED,
    NOT_YET,
    Line,
    Mark,
    Sorting,
    counted,
    sort_value,
    sorting_in,
    state_of,
)


@pytest.mark.parametrize(
    ("step", "number", "state"),
    [
        ("qualities", 0, "not_yet"),
        ("qualities", 1, "begun"),
        ("qualities", 4, "begun"),
        ("qualities", 5, "done"),
        ("leads", 0, "not_yet"),
        ("leads", 1, "done"),
    ],
)
def test_five_qualities_are_enough_and_one_of_anything_else(step, number, state):
    assert state_of(step, number) == state


def test_a_click_sorts_by_the_column_and_a_second_one_turns_it_round():
    once = Sorting().after_click("placed")
    assert (once.word, once.after_click("placed").word) == ("placed", "-placed")
    assert once.after_click("placed").after_click("placed").word == "placed"
    assert once.after_click("cv") == Sorting("cv")
    assert Sorting().after_click("name") == Sorting("name", True)


@pytest.mark.parametrize("word", ["", "-", "rank", "--placed", "wishes", "Placed", "<b>"])
def test_an_unknown_column_sorts_by_name(word):
    assert sorting_in(word, JUNIOR_STEPS) == Sorting()


def test_a_column_of_coaches_is_known_to_coaches_alone():
    assert sorting_in("-wishes", COACH_STEPS) == Sorting("wishes", True)


def test_what_is_not_done_comes_first_then_the_earliest_day():
    marks = {
        "asked": NOT_ASKED,
        "late": Mark("done", date(2026, 10, 9)),
        "early": Mark("done", date(2026, 9, 30)),
        "begun": Mark("begun", number=2),
        "no": NOT_YET,
    }
    lines = {name: Line((name,), {"cv": mark}) for name, mark in marks.items()}
    order = sorted(lines, key=lambda name: sort_value(lines[name], Sorting("cv")))
    assert order == ["no", "begun", "early", "late", "asked"]


def test_who_is_not_asked_does_not_count():
    lines = [Line((), {"wishes": mark}) for mark in (NOT_YET, Mark("done"), NOT_ASKED, Mark("begun"))]
    assert counted(lines, "wishes") == (1, 3)
