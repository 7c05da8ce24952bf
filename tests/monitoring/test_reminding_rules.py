"""Who is mailed today and why: every boundary of the rules, and what holds for any pair on any day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.monitoring.rules import DaysOff, Facts, Watch, attention
from mentorhub.monitoring.rules.reminding import (
    EVERY,
    Case,
    Due,
    Said,
    begins_week,
    due_today,
    is_school_day,
    school_day_before,
)

MATCHED = date(2026, 3, 2)
BOTH = ("mentor", "mentee")


def day(number):
    return MATCHED + timedelta(days=number)


def case(today, said=(), last=None, **more):
    facts = {
        key: more.pop(key) for key in ("rhythm_days", "has_leads", "has_applied", "starts_on") if key in more
    }
    found = attention(Facts(MATCHED, 30, last, **facts), today)
    return Case(found, last, said, **more)


def due(number, said=(), **more):
    return due_today(case(day(number), said, **more), day(number))


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (13, None),
        (14, Due("warn", ("mentor",))),
        (22, Due("warn", ("mentor",))),
        (23, Due("urgent", BOTH)),
        (29, Due("urgent", BOTH)),
        (30, Due("due", BOTH)),
        (31, Due("late", BOTH)),
    ],
)
def test_before_the_first_contact_the_coach_hears_first_and_then_both(number, expected):
    assert due(number) == expected


def test_each_step_before_the_first_contact_is_said_once():
    assert due(15, [Said(day(14), "mentor", "warn")]) is None
    assert due(22, [Said(day(14), "mentor", "warn")]) is None
    assert due(23, [Said(day(14), "mentor", "warn")]) == Due("urgent", BOTH)
    assert due(29, [Said(day(23), "both", "urgent")]) is None


def test_after_the_last_day_it_is_weekly_and_three_times():
    said, mailed = [], []
    for number in range(14, 90):
        if found := due(number, said):
            whom = "both" if len(found.readers) == 2 else found.readers[0]
            said.append(Said(day(number), whom, found.why))
            mailed.append((number, found.why, whom))
    assert mailed == [
        (14, "warn", "mentor"),
        (23, "urgent", "both"),
        (30, "due", "both"),
        (37, "late", "both"),
        (44, "late", "both"),
        (51, "late", "both"),
    ]


@pytest.mark.parametrize(("ago", "readers"), [(0, ("mentee",)), (2, ("mentee",)), (3, BOTH)])
def test_a_reminder_of_staff_counts_for_who_got_it(ago, readers):
    assert due(25, [Said(day(25 - ago), "mentor")]) == Due("urgent", readers)


def test_a_reminder_of_staff_to_both_leaves_nobody_to_mail_for_three_days():
    assert due(25, [Said(day(23), "both")]) is None


@pytest.mark.parametrize("kept", ["is_paused", "has_call", "is_near_plan", "has_plan"])
def test_who_pauses_asked_for_help_or_made_a_plan_is_left_in_peace(kept):
    assert due(31, **{kept: True}) is None


@pytest.mark.parametrize(
    ("silent", "rhythm", "expected"),
    [
        (20, None, None),
        (21, None, Due("silence", BOTH)),
        (10, 7, None),
        (11, 7, Due("silence", BOTH)),
        (21, 30, None),
    ],
)
def test_a_pair_that_went_quiet_or_whose_rhythm_slips_is_asked_whether_it_spoke(silent, rhythm, expected):
    found = due(silent, last=MATCHED, rhythm_days=rhythm)
    assert found == expected


def test_in_one_silence_is_asked_three_times_two_weeks_apart_and_anew_in_the_next():
    said = [Said(day(number), "both", "silence") for number in (21, 35)]
    assert due(48, said, last=MATCHED) is None
    assert due(49, said, last=MATCHED) == Due("silence", BOTH)
    third = [*said, Said(day(49), "both", "silence")]
    assert due(63, third, last=MATCHED) is None
    assert due(81, third, last=day(60)) == Due("silence", BOTH)


def test_the_search_gets_a_tip_every_three_weeks():
    search = {"last": day(55), "has_leads": False, "has_applied": False}
    assert due(60, **search) == Due("no_application", BOTH)
    told = [Said(day(60), "both", "no_application")]
    assert due(62, told, **search) is None
    assert due(63, told, **search) == Due("no_leads", BOTH)
    told.append(Said(day(63), "both", "no_leads"))
    in_touch = {**search, "last": day(75)}
    assert due(80, told, **in_touch) is None
    assert due(81, told, **in_touch) == Due("no_application", BOTH)


@pytest.mark.parametrize("last", [None, MATCHED])
def test_who_is_asked_to_get_in_touch_is_asked_nothing_of_the_search(last):
    said = [Said(day(20 + 7 * number), "both", why) for number in range(4) for why in ("late", "silence")]
    assert due(65, said, last=last, has_leads=False, has_applied=False) is None


def test_an_agreement_that_lacks_is_said_weekly_and_three_times():
    starts = {"last": day(38), "starts_on": day(50)}
    assert due(35, **starts) is None
    assert due(36, **starts) == Due("no_agreement", BOTH)
    said = [Said(day(number), "both", "no_agreement") for number in (36, 43)]
    assert due(49, said, **starts) is None
    assert due(50, said, **starts) == Due("no_agreement", BOTH)
    assert due(58, [*said, Said(day(50), "both", "no_agreement")], **starts) is None


def test_a_plan_does_not_silence_the_search():
    assert due(60, last=day(59), has_leads=False, has_applied=False, has_plan=True) == Due(
        "no_application", BOTH
    )


def test_a_warning_beside_something_more_urgent_stays_the_early_one():
    found = attention(Facts(MATCHED, 30, None, starts_on=day(20)), day(15))
    assert (found.state, found.also[0]) == (Watch.NO_AGREEMENT, Watch.DUE)
    said = [Said(day(10), "both", "no_agreement")]
    assert due_today(Case(found, None, said), day(15)) == Due("warn", ("mentor",))


whoms = st.sampled_from(("mentee", "mentor", "both"))
whys = st.sampled_from(("", "warn", "urgent", "due", "late", *EVERY))
histories = st.lists(st.builds(Said, st.integers(0, 120).map(day), whoms, whys), max_size=12)


@given(
    st.integers(0, 120), histories, st.none() | st.integers(0, 120), st.none() | st.sampled_from((7, 14, 30))
)
def test_nobody_is_mailed_within_three_days_whatever_was_said(number, said, last, rhythm):
    said = [one for one in said if one.on <= day(number)]
    last_on = None if last is None else day(min(last, number))
    found = due(number, said, last=last_on, rhythm_days=rhythm, has_leads=False, has_applied=False)
    for who in found.readers if found else ():
        assert all((day(number) - one.on).days >= 3 for one in said if one.was_to(who))
    if found:
        assert len(set(found.readers)) == len(found.readers) > 0


@given(st.integers(0, 40), st.none() | st.integers(0, 20), st.sampled_from((None, 7, 14, 30)))
def test_over_the_months_nobody_gets_more_than_the_rules_say(begin, last, rhythm):
    """Day by day from any beginning: at most three of a kind in one silence, never two within three days."""
    said: list[Said] = []
    last_on = None if last is None else day(last)
    for number in range(max(begin, last or 0), 150):
        if found := due(number, said, last=last_on, rhythm_days=rhythm):
            whom = "both" if len(found.readers) == 2 else found.readers[0]
            said.append(Said(day(number), whom, found.why))
    for who in BOTH:
        mine = [one for one in said if one.was_to(who)]
        assert all((b.on - a.on).days >= 3 for a, b in pairwise(mine))
        assert sum(one.why == "late" for one in mine) <= 3
        assert sum(one.why == "silence" for one in mine) <= 3


HOLIDAY = DaysOff.of([(date(2026, 4, 24), date(2026, 5, 5))])


@pytest.mark.parametrize(
    ("on", "is_school", "begins"),
    [
        (date(2026, 4, 20), True, True),
        (date(2026, 4, 21), True, False),
        (date(2026, 4, 18), False, False),
        (date(2026, 4, 24), False, False),
        (date(2026, 4, 27), False, False),
        (date(2026, 5, 5), False, False),
        (date(2026, 5, 6), True, True),
        (date(2026, 5, 7), True, False),
    ],
)
def test_the_week_begins_on_its_first_school_day(on, is_school, begins):
    assert (is_school_day(on, HOLIDAY), begins_week(on, HOLIDAY)) == (is_school, begins)


@pytest.mark.parametrize(
    ("on", "before"),
    [
        (date(2026, 4, 21), date(2026, 4, 20)),
        (date(2026, 4, 20), date(2026, 4, 17)),
        (date(2026, 5, 6), date(2026, 4, 23)),
    ],
)
def test_the_school_day_before_skips_weekends_and_holidays(on, before):
    assert school_day_before(on, HOLIDAY) == before


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_every_week_with_school_begins_once(on):
    monday = on - timedelta(days=on.weekday())
    week = [monday + timedelta(days=number) for number in range(7)]
    has_school = any(is_school_day(one, HOLIDAY) for one in week)
    assert sum(begins_week(one, HOLIDAY) for one in week) == has_school
