"""When a pair needs a teacher, at every boundary."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.core.dates import local_day
from mentorhub.monitoring.rules import (
    Attention,
    Facts,
    Thresholds,
    Watch,
    attention,
    contacts_by_week,
    may_remind,
)

MATCHED = date(2026, 10, 14)
ZONE = "Europe/Amsterdam"


def after(days, last=None, thresholds=None):
    last_on = None if last is None else MATCHED + timedelta(days=last)
    return attention(Facts(MATCHED, 30, last_on), MATCHED + timedelta(days=days), thresholds)


@pytest.mark.parametrize(
    ("days", "state", "counted", "tone", "needed"),
    [
        (0, Watch.FRESH, 30, "brand", False),
        (13, Watch.FRESH, 17, "brand", False),
        (14, Watch.DUE, 16, "brand", True),
        (22, Watch.DUE, 8, "brand", True),
        (23, Watch.DUE, 7, "soon", True),
        (29, Watch.DUE, 1, "soon", True),
        (30, Watch.DUE, 0, "soon", True),
        (31, Watch.LATE, 1, "late", True),
        (45, Watch.LATE, 15, "late", True),
    ],
)
def test_before_the_first_contact(days, state, counted, tone, needed):
    found = after(days)
    assert (found.state, found.days, found.tone, found.is_needed) == (state, counted, tone, needed)


@pytest.mark.parametrize(
    ("days", "state", "counted", "tone", "needed"),
    [
        (40, Watch.FINE, 0, "ok", False),
        (60, Watch.FINE, 20, "ok", False),
        (61, Watch.QUIET, 21, "soon", True),
        (90, Watch.QUIET, 50, "soon", True),
    ],
)
def test_after_a_contact_on_day_forty(days, state, counted, tone, needed):
    found = after(days, last=40)
    assert (found.state, found.days, found.tone, found.is_needed) == (state, counted, tone, needed)


def test_over_time_comes_first_then_a_near_deadline_then_quiet_then_the_early_warning():
    sorted_by_hand = [
        after(40),
        after(31),
        after(30),
        after(23),
        after(90, last=40),
        after(61, last=40),
        after(22),
        after(14),
    ]
    urgencies = [found.urgency for found in sorted_by_hand]
    assert urgencies == sorted(urgencies, reverse=True)
    assert len(set(urgencies)) == len(urgencies)
    assert after(13).urgency == 0 > after(5, last=4).urgency


def test_thresholds_are_parameters():
    strict = Thresholds(warn_from=3, urgent_from=5, quiet_from=7)
    assert [after(day, thresholds=strict).tone for day in (2, 3, 4, 5)] == ["brand", "brand", "brand", "soon"]
    assert [after(day, thresholds=strict).is_needed for day in (2, 3)] == [False, True]
    assert [after(day, 0, strict).state for day in (6, 7)] == [Watch.FINE, Watch.QUIET]


def test_a_contact_dated_after_today_does_not_count_backwards():
    assert attention(Facts(MATCHED, 30, MATCHED + timedelta(days=2)), MATCHED).days == 0


@pytest.mark.parametrize(
    ("matched", "hours", "days_left"),
    [
        # The night of 25 October 2026 has 25 hours, that of 28 March 2027 has 23.
        (datetime(2026, 10, 24, 21, 30, tzinfo=UTC), 24, 29),
        (datetime(2026, 10, 24, 21, 30, tzinfo=UTC), 25, 29),
        (datetime(2026, 10, 24, 21, 30, tzinfo=UTC), 26, 28),
        (datetime(2027, 3, 27, 22, 30, tzinfo=UTC), 23, 29),
        (datetime(2027, 3, 27, 22, 30, tzinfo=UTC), 24, 28),
        (datetime(2027, 3, 27, 23, 30, tzinfo=UTC), 22, 30),
        (datetime(2027, 3, 27, 23, 30, tzinfo=UTC), 23, 29),
    ],
)
def test_days_are_calendar_days_of_the_school_when_the_clocks_change(matched, hours, days_left):
    facts = Facts(local_day(matched, ZONE), 30, None)
    assert attention(facts, local_day(matched + timedelta(hours=hours), ZONE)).days == days_left


@given(days=st.integers(0, 400), last=st.none() | st.integers(0, 400), limit=st.integers(1, 120))
def test_every_pair_has_one_state_and_waiting_longer_never_lowers_its_urgency(days, last, limit):
    last_on = None if last is None or last > days else MATCHED + timedelta(days=last)
    facts = Facts(MATCHED, limit, last_on)
    today, tomorrow = (attention(facts, MATCHED + timedelta(days=days + more)) for more in (0, 1))
    assert today == attention(facts, MATCHED + timedelta(days=days))
    assert isinstance(today, Attention)
    assert today.days >= 0
    assert tomorrow.urgency >= today.urgency


def test_a_reminder_waits_three_calendar_days():
    assert may_remind(None, MATCHED)
    assert [may_remind(MATCHED, MATCHED + timedelta(days=n)) for n in (0, 1, 2, 3)] == [
        False,
        False,
        False,
        True,
    ]


def test_contact_is_counted_in_weeks_with_the_present_one_last():
    ago = [0, 6, 7, 55, 56, -1]
    found = contacts_by_week([MATCHED - timedelta(days=n) for n in ago], MATCHED)
    assert found == (1, 0, 0, 0, 0, 0, 1, 2)
    assert list(itertools.chain(contacts_by_week([], MATCHED))) == [0] * 8


def kept(days, *, last=None, rhythm=None, paused=None):
    """How a pair does ``days`` after its match with a rhythm, or with a pause until then."""
    last_on, until = (None if n is None else MATCHED + timedelta(days=n) for n in (last, paused))
    return attention(Facts(MATCHED, 30, last_on, rhythm, until), MATCHED + timedelta(days=days))


@pytest.mark.parametrize(
    ("rhythm", "silent", "state"),
    [
        (None, 20, Watch.FINE),
        (None, 21, Watch.QUIET),
        # Two rhythms missed, but never sooner than without one.
        (7, 20, Watch.FINE),
        (7, 21, Watch.QUIET),
        (14, 28, Watch.FINE),
        (14, 29, Watch.QUIET),
        (30, 60, Watch.FINE),
        (30, 61, Watch.QUIET),
    ],
)
def test_a_pair_is_quiet_when_it_is_silent_for_longer_than_twice_its_rhythm(rhythm, silent, state):
    found = kept(silent, last=0, rhythm=rhythm)
    assert (found.state, found.days) == (state, silent)


@pytest.mark.parametrize("last", [None, 0])
def test_a_pair_that_pauses_needs_nobody_until_the_pause_ends(last):
    for day, left in ((40, 10), (50, 0)):
        found = kept(day, last=last, paused=50)
        assert (found.state, found.days, found.is_needed) == (Watch.PAUSED, left, False)
    assert kept(51, last=last, paused=50).state is (Watch.LATE if last is None else Watch.FINE)


def test_silence_counts_anew_from_the_end_of_a_pause():
    assert [kept(day, last=0, paused=50).state for day in (70, 71)] == [Watch.FINE, Watch.QUIET]
    assert kept(71, last=0, paused=50).days == 71
    assert kept(71, last=60, paused=50).state is Watch.FINE


def test_an_old_pause_does_not_make_a_late_first_contact_less_late():
    assert kept(45, paused=20) == after(45)
