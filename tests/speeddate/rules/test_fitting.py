"""The rule of fit, both directions, and the marks on the phone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.speeddate.rules import Direction, common_marks, fit

lists = st.lists(st.sampled_from(["calm", "open", "Open", "honest", "quick", "own words", ""]), max_size=5)


def test_what_each_looks_for_and_the_other_says_fits_is_counted() -> None:
    found = fit(["calm", "open", "quick"], ["honest"], ["honest", "calm"], ["quick", "open"])
    assert found.score == 3
    assert found.for_mentee == Direction(("open", "quick"), "fits")
    assert found.for_mentor == Direction(("honest",), "fits")
    assert found.shared == ("open", "quick", "honest")


def test_where_the_other_said_nothing_about_what_fits_what_both_look_for_counts() -> None:
    found = fit(["calm", "open"], ["honest"], ["open", "honest"], [])
    assert found.for_mentee == Direction(("open",), "seeks")
    assert found.for_mentor == Direction(("honest",), "fits")
    assert found.score == 2


def test_where_both_said_nothing_it_counts_for_both() -> None:
    found = fit(["calm", "open"], [], ["open", "calm"], [])
    assert (found.score, found.shared) == (4, ("calm", "open"))


def test_what_fits_decides_alone_when_given() -> None:
    assert fit(["calm"], ["quick"], ["calm"], ["quick"]).score == 0


def test_own_words_are_equal_whatever_their_capitals_spaces_and_accents() -> None:
    found = fit(
        ["Creatief  denken", "enthousiaste caf\u00e9ganger"],
        [],
        [],
        ["creatief denken ", "Enthousiaste cafe\u0301ganger"],
    )
    assert found.score == 2
    assert found.shared == ("Creatief  denken", "enthousiaste caf\u00e9ganger")


def test_the_same_quality_twice_and_blanks_count_once_and_never() -> None:
    assert fit(["calm", "Calm", " ", ""], [], [], ["calm", " "]).score == 1
    assert fit([" "], [" "], [""], [""]).score == 0


def test_more_than_five_are_refused_but_doubles_do_not_count() -> None:
    assert fit(["a", "b", "c", "d", "e", "E"], [], [], ["e"]).score == 1
    with pytest.raises(ValueError, match="more than 5"):
        fit(["a", "b", "c", "d", "e", "f"], [], [], [])


@given(lists, lists, lists, lists)
def test_the_rule_is_the_same_in_both_directions(
    a: list[str], b: list[str], c: list[str], d: list[str]
) -> None:
    one, other = fit(a, b, c, d), fit(c, d, a, b)
    assert one.score == other.score
    assert (one.for_mentee, one.for_mentor) == (other.for_mentor, other.for_mentee)
    assert 0 <= one.score <= 10


@given(lists, lists, lists, lists)
def test_the_order_of_the_lists_does_not_change_the_score(
    a: list[str], b: list[str], c: list[str], d: list[str]
) -> None:
    assert fit(a, b, c, d).score == fit(a[::-1], b[::-1], c[::-1], d[::-1]).score


def test_the_phone_marks_what_both_look_for_in_the_others_order() -> None:
    assert common_marks(["open", "Quick"], ["quick", "calm", "open"]) == (True, False, True)


def test_blank_lines_are_never_marked() -> None:
    assert common_marks(["", "open"], ["", "open"]) == (False, True)
