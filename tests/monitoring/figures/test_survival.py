"""Kaplan-Meier against published tables, against scipy, and against what always holds of it."""

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from mentorhub.monitoring.figures.rules.survival import Spell, at, kaplan_meier, median

# Remission in weeks of 21 children with leukaemia on 6-mercaptopurine: E. Freireich and others, Blood 21
# (1963), as in D. Cox and D. Oakes, Analysis of survival data (1984), table 1.1. A + is a censored one.
MERCAPTOPURINE = "6 6 6 7 10 13 16 22 23 6+ 9+ 10+ 11+ 17+ 19+ 20+ 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def spells(text: str) -> list[Spell]:
    return [Spell(int(word.rstrip("+")), not word.endswith("+")) for word in text.split()]


def test_the_remissions_of_freireich_give_the_published_table():
    steps = kaplan_meier(spells(MERCAPTOPURINE))
    # Time, at risk, events, S(t): D. Kleinbaum and M. Klein, Survival analysis (2005), chapter 2.
    assert [(one.time, one.at_risk, one.events, round(one.survival, 4)) for one in steps] == [
        (6, 21, 3, 0.8571),
        (7, 17, 1, 0.8067),
        (10, 15, 1, 0.7529),
        (13, 12, 1, 0.6902),
        (16, 11, 1, 0.6275),
        (22, 7, 1, 0.5378),
        (23, 6, 1, 0.4482),
    ]


def test_the_log_log_band_is_that_of_stata_and_r():
    steps = {one.time: one for one in kaplan_meier(spells(MERCAPTOPURINE))}
    # R: survfit(..., conf.type = "log-log"); Stata: sts list.
    assert (round(steps[6].low, 4), round(steps[6].high, 4)) == (0.6197, 0.9516)
    assert (round(steps[10].low, 4), round(steps[10].high, 4)) == (0.5032, 0.8894)
    assert (round(steps[23].low, 4), round(steps[23].high, 4)) == (0.1881, 0.6801)


def test_the_medians_of_freireich():
    found = median(kaplan_meier(spells(MERCAPTOPURINE)))
    assert (found.time, found.low, found.high) == (23, 13, None)
    found = median(kaplan_meier(spells(PLACEBO)))
    assert (found.time, found.low, found.high) == (8, 4, 11)


@st.composite
def many_spells(draw):
    return [
        Spell(time, is_event)
        for time, is_event in draw(
            st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=40)
        )
    ]


@settings(max_examples=100, deadline=None)
@given(many_spells())
def test_scipy_finds_the_same(followed):
    events = [one.time for one in followed if one.is_event]
    if not events:
        assert kaplan_meier(followed) == ()
        return
    data = CensoredData(uncensored=events, right=[one.time for one in followed if not one.is_event])
    other = ecdf(data).sf
    with numpy.errstate(all="ignore"):
        band = other.confidence_interval(confidence_level=0.95, method="log-log")
    for step in kaplan_meier(followed):
        assert step.survival == pytest.approx(float(other.evaluate(step.time)), abs=1e-9)
        if 0 < step.survival < 1:
            assert step.low == pytest.approx(float(band.low.evaluate(step.time)), abs=1e-9)
            assert step.high == pytest.approx(float(band.high.evaluate(step.time)), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(many_spells())
def test_the_curve_only_falls_within_its_band(followed):
    steps = kaplan_meier(followed)
    survival = [1.0, *[one.survival for one in steps]]
    assert survival == sorted(survival, reverse=True)
    assert all(0 <= one.low <= one.survival <= one.high <= 1 for one in steps)


@settings(max_examples=100, deadline=None)
@given(many_spells())
def test_without_censoring_it_is_the_share_that_is_left(followed):
    whole = [Spell(one.time, is_event=True) for one in followed]
    for step in kaplan_meier(whole):
        left = sum(one.time > step.time for one in whole)
        assert step.survival == pytest.approx(left / len(whole))


def test_nobody_placed_has_no_median_and_no_step():
    steps = kaplan_meier(spells("3+ 9+ 20+"))
    assert steps == ()
    assert at(steps, 9) is None
    assert (median(steps).time, median(steps).low) == (None, None)


def test_the_step_that_holds_is_the_latest_one():
    steps = kaplan_meier(spells(MERCAPTOPURINE))
    assert [getattr(at(steps, day), "time", None) for day in (5, 6, 9, 10, 99)] == [None, 6, 7, 10, 23]
