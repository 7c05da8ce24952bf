"""The curve as it is shown: steps of five people or more, and nothing about the few who left."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.monitoring.figures.rules.shown_curve import Followed, curve_at, shown_curve
from mentorhub.monitoring.figures.rules.survival import Spell, at, kaplan_meier


def placed(*days: int, known: bool = False) -> list[Followed]:
    return [Followed(Spell(day, is_event=True), known) for day in days]


def followed(*days: int, known: bool = False) -> list[Followed]:
    return [Followed(Spell(day, is_event=False), known) for day in days]


@st.composite
def programmes(draw):
    day = st.integers(0, 200)
    return (
        placed(*draw(st.lists(day, max_size=40)))
        + followed(*draw(st.lists(day, max_size=10)), *[210] * draw(st.integers(0, 40)))
        + placed(*draw(st.lists(day, max_size=10)), known=True)
    )


@settings(max_examples=150, deadline=None)
@given(programmes())
def test_between_two_points_none_or_five_others_were_placed(juniors):
    curve = shown_curve(juniors)
    if curve is None:
        return
    weeks = [one.spell.time // 7 + 1 for one in juniors if one.spell.is_event and not one.is_known]
    marks = [point.weeks for point in curve.points]
    for begin, end in [*pairwise(marks), (marks[-1], 1000)]:
        assert sum(begin < week <= end for week in weeks) not in (1, 2, 3, 4)


@settings(max_examples=150, deadline=None)
@given(programmes())
def test_five_others_were_followed_as_far_as_the_curve_goes(juniors):
    curve = shown_curve(juniors)
    others = [one.spell.time for one in juniors if not one.is_known]
    if curve is not None and others:
        assert sum(day >= 7 * (curve.until - 1) for day in others) >= 5
        assert all(point.at_risk % 5 == 0 for point in curve.points)


@settings(max_examples=60, deadline=None)
@given(programmes())
def test_the_shown_shares_are_the_estimate_rounded(juniors):
    curve = shown_curve(juniors)
    if curve is not None:
        steps = kaplan_meier(one.spell for one in juniors)
        for point in curve.points[1:]:
            step = at(steps, 7 * point.weeks - 1)
            assert step is not None
            assert abs(point.share - 100 * (1 - step.survival)) <= curve.unit / 2 + 1e-9
            assert point.low <= 100 * (1 - step.high) + 1e-6
            assert point.high >= 100 * (1 - step.low) - 1e-6


def one_left_otherwise(juniors: list[Followed]) -> list[list[Followed]]:
    """The juniors with one who was followed only so far followed for another number of days."""
    return [
        [*juniors[:n], Followed(Spell(day, is_event=False)), *juniors[n + 1 :]]
        for n, one in enumerate(juniors)
        if not one.spell.is_event
        for day in range(0, 141, 5)
    ]


def early_leavers(juniors: list[Followed], before: int) -> int:
    return sum(not one.spell.is_event and one.spell.time < before for one in juniors)


@pytest.mark.parametrize("leavers", [1, 2, 3, 4])
@pytest.mark.parametrize("size", [40, 60, 120])
def test_who_left_early_cannot_be_counted(size, leavers):
    juniors = placed(*[20] * 10, *[60] * 10) + followed(*[5] * leavers, *[140] * (size - 20 - leavers))
    curve = shown_curve(juniors)
    assert curve is not None
    alike = [other for other in one_left_otherwise(juniors) if curve_at(other, curve.unit) == curve]
    assert any(early_leavers(other, 21) != leavers for other in alike)


@pytest.mark.parametrize(
    "juniors",
    [
        followed(*[100] * 30),
        placed(10, 20, 30, 40) + followed(*[100] * 30),
        placed(*[10] * 9, known=True) + followed(*[100] * 4),
        [],
    ],
    ids=["nobody placed", "four placed", "four others", "nobody"],
)
def test_too_few_make_no_curve(juniors):
    assert shown_curve(juniors) is None


def test_four_after_the_last_point_take_that_point_with_them():
    early, late = placed(*[10] * 6), placed(*[50] * 6)
    curve = shown_curve([*early, *late, *placed(*[300] * 4), *followed(*[100] * 20)])
    assert curve is not None
    assert [point.weeks for point in curve.points] == [0, 2]


def test_the_median_is_told_in_weeks_where_the_curve_reaches_it():
    curve = shown_curve(placed(*[20] * 30, *[48] * 30) + followed(*[100] * 30))
    assert curve is not None
    assert (curve.median.time, curve.until) == (7, 15)
    early = shown_curve(placed(*[20] * 10) + followed(*[100] * 30))
    assert early is not None
    assert early.median.time is None


def test_who_teaches_them_all_sees_every_step():
    curve = shown_curve(placed(3, 10, 30, known=True) + followed(40, known=True))
    assert curve is not None
    assert [(point.weeks, point.share) for point in curve.points] == [(0, 0), (1, 25), (2, 50), (5, 75)]
    assert (curve.until, curve.unit) == (6, 1)


def test_who_teaches_all_but_a_few_does_not_learn_about_those_few():
    assert shown_curve(placed(*[30] * 20, known=True) + placed(10, 20, 30, 40)) is None
