"""When a pair needs somebody, at every boundary."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.core.dates import local_day
from mentorhub.monitoring.rules import (
    DaysOff,
    Facts,
    Judge,
    Proposal,
    Thresholds,
    Watch,
    attention,
    band_of,
    contacts_by_week,
    may_remind,
    slipping_from,
)

MATCHED = date(2026, 10, 14)
ZONE = "Europe/Amsterdam"


def day(number):
    return MATCHED + timedelta(days=number)


def after(days, last=None, thresholds=None, off=None, **facts):
    last_on = None if last is None else day(last)
    given_facts = Facts(MATCHED, 30, last_on, **facts)
    return attention(given_facts, day(days), thresholds or Thresholds(), off or DaysOff())


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
    assert found.day == day(30)


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
    assert found.day == day(40)


def test_the_order_of_urgency_is_the_one_that_is_written_down():
    sorted_by_hand = [
        after(45, help_on=day(40)),
        after(40),
        after(31),
        after(30),
        after(23),
        after(60, last=50, starts_on=day(58)),
        after(60, last=50, starts_on=day(60)),
        after(60, last=50, starts_on=day(74)),
        after(90, last=40),
        after(61, last=40),
        after(22),
        after(14),
        after(60, last=49, rhythm_days=7),
        after(61, last=60, has_applied=False),
        after(60, last=59, has_applied=False),
        after(29, last=20, has_applied=False, has_leads=False),
        after(28, last=20, has_applied=False, has_leads=False),
        after(13),
        after(40, last=39),
        after(40, pauses=((day(35), day(41)),)),
        after(40, ended_on=day(39)),
    ]
    urgencies = [found.urgency for found in sorted_by_hand]
    assert urgencies == sorted(urgencies, reverse=True)
    assert len(set(urgencies)) == len(urgencies)
    assert [found.is_needed for found in sorted_by_hand] == [True] * 17 + [False] * 4


def test_thresholds_are_parameters():
    strict = Thresholds(warn_from=3, urgent_from=5, quiet_from=7)
    assert [after(n, thresholds=strict).tone for n in (2, 3, 4, 5)] == ["brand", "brand", "brand", "soon"]
    assert [after(n, thresholds=strict).is_needed for n in (2, 3)] == [False, True]
    assert [after(n, 0, strict).state for n in (6, 7)] == [Watch.FINE, Watch.QUIET]


def test_a_contact_dated_after_today_does_not_count_backwards():
    assert after(0, last=2).days == 0


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


@pytest.mark.parametrize(
    ("rhythm", "silent", "state"),
    [
        (None, 20, Watch.FINE),
        (None, 21, Watch.QUIET),
        # One rhythm missed and a margin is slipping; two are quiet, but never sooner than without a rhythm.
        (7, 10, Watch.FINE),
        (7, 11, Watch.SLIPPING),
        (7, 14, Watch.SLIPPING),
        (7, 15, Watch.QUIET),
        (14, 18, Watch.FINE),
        (14, 19, Watch.SLIPPING),
        (14, 28, Watch.SLIPPING),
        (14, 29, Watch.QUIET),
        (30, 40, Watch.FINE),
        (30, 41, Watch.SLIPPING),
        (30, 60, Watch.SLIPPING),
        (30, 61, Watch.QUIET),
    ],
)
def test_a_rhythm_slips_when_one_is_missed_and_a_pair_is_quiet_when_two_are(rhythm, silent, state):
    found = after(silent, last=0, rhythm_days=rhythm)
    assert (found.state, found.days, found.rhythm_days) == (state, silent, rhythm)


def test_who_has_an_appointment_ahead_does_not_slip_but_can_be_quiet():
    assert after(12, last=0, rhythm_days=7, has_plan=True).state is Watch.FINE
    assert after(21, last=0, rhythm_days=7, has_plan=True).state is Watch.QUIET


@pytest.mark.parametrize("last", [None, 0])
def test_a_pair_that_pauses_needs_nobody_until_the_pause_ends(last):
    pauses = ((day(35), day(50)),)
    for number, left in ((40, 10), (50, 0)):
        found = after(number, last=last, pauses=pauses)
        assert (found.state, found.days, found.is_needed) == (Watch.PAUSED, left, False)
        assert found.day == day(50)
    assert after(51, last=last, pauses=pauses).state is (Watch.LATE if last is None else Watch.FINE)


def test_silence_counts_anew_from_the_end_of_a_pause():
    pauses = ((day(20), day(50)),)
    assert [after(n, last=0, pauses=pauses).state for n in (70, 71)] == [Watch.FINE, Watch.QUIET]
    assert after(71, last=0, pauses=pauses).days == 71
    assert after(71, last=60, pauses=pauses).state is Watch.FINE


def test_a_pause_moves_the_deadline_of_the_first_contact_by_its_days():
    pauses = ((day(11), day(20)),)
    assert [after(n, pauses=pauses).state for n in (40, 41)] == [Watch.DUE, Watch.LATE]
    assert after(41, pauses=pauses).day == day(40)


def test_help_and_an_internship_that_begins_are_seen_during_a_pause():
    pauses = ((day(0), day(50)),)
    assert after(40, pauses=pauses, help_on=day(39)).state is Watch.HELP
    assert after(40, pauses=pauses, starts_on=day(45)).state is Watch.NO_AGREEMENT


@pytest.mark.parametrize(
    ("days", "leads", "applied", "placed", "state", "also"),
    [
        (27, False, False, False, Watch.FINE, ()),
        (28, False, False, False, Watch.NO_LEADS, ()),
        (28, True, False, False, Watch.FINE, ()),
        (55, True, False, False, Watch.FINE, ()),
        (56, True, False, False, Watch.NO_APPLICATION, ()),
        (56, False, False, False, Watch.NO_APPLICATION, (Watch.NO_LEADS,)),
        (56, False, True, False, Watch.FINE, ()),
        (56, False, False, True, Watch.FINE, ()),
    ],
)
def test_a_search_without_leads_or_applications(days, leads, applied, placed, state, also):
    found = after(days, last=days - 1, has_leads=leads, has_applied=applied, is_placed=placed)
    assert (found.state, found.also) == (state, also)
    assert state == Watch.FINE or found.day == MATCHED


@pytest.mark.parametrize(
    ("left", "state"),
    [
        (15, Watch.FINE),
        (14, Watch.NO_AGREEMENT),
        (0, Watch.NO_AGREEMENT),
        (-14, Watch.NO_AGREEMENT),
        (-15, Watch.FINE),
    ],
)
def test_an_internship_that_begins_without_an_agreement(left, state):
    found = after(60, last=59, is_placed=True, starts_on=day(60 + left))
    assert found.state is state
    assert state is Watch.FINE or (found.days, found.day) == (left, day(60 + left))


def test_the_lesser_findings_stand_beside_the_most_urgent_in_their_order():
    found = after(70, help_on=day(69), starts_on=day(75), has_leads=False, has_applied=False)
    assert (found.state, found.also) == (
        Watch.HELP,
        (Watch.LATE, Watch.NO_AGREEMENT, Watch.NO_APPLICATION, Watch.NO_LEADS),
    )


def test_an_ended_pair_says_only_that():
    found = after(60, help_on=day(1), ended_on=day(50))
    assert (found.state, found.days, found.day, found.also) == (Watch.ENDED, 10, day(50), ())


@pytest.mark.parametrize(
    ("found", "proposal"),
    [
        (after(40, help_on=day(39)), Proposal.TAKE_UP),
        (after(43), Proposal.REMIND),
        (after(44), Proposal.TALK),
        (after(20), Proposal.REMIND),
        (after(41, last=0), Proposal.REMIND),
        (after(42, last=0), Proposal.TALK),
        (after(3), Proposal.VIEW),
    ],
)
def test_what_is_proposed_and_from_when_a_talk_helps_more_than_a_mail(found, proposal):
    assert found.proposal is proposal


HOLIDAY = DaysOff.of([(day(10), day(18))])


def test_a_holiday_moves_the_deadline_by_its_days_and_says_so():
    assert [after(n, off=HOLIDAY).state for n in (39, 40)] == [Watch.DUE, Watch.LATE]
    found = after(39, off=HOLIDAY)
    assert (found.day, found.days, found.left_out) == (day(39), 0, 9)


def test_nothing_becomes_urgent_during_a_holiday():
    assert {after(n, off=DaysOff.of([(day(13), day(22))])).state for n in range(13, 23)} == {Watch.FRESH}


def test_the_first_day_off_after_a_deadline_is_over_time():
    off = DaysOff.of([(day(31), day(40))])
    assert [after(n, off=off).days for n in (30, 31, 40, 41, 42)] == [0, 1, 1, 1, 2]
    assert [after(n, off=off).state for n in (30, 31)] == [Watch.DUE, Watch.LATE]


def test_silence_leaves_out_days_off():
    found = [after(n, last=5, off=HOLIDAY) for n in (34, 35)]
    assert [one.state for one in found] == [Watch.FINE, Watch.QUIET]
    assert (found[1].days, found[1].left_out) == (30, 9)


NUMBERS = st.integers(0, 200)
SPANS = st.lists(st.tuples(NUMBERS, st.integers(0, 20)), max_size=4)


def spans(drawn):
    return [(day(first), day(first + length)) for first, length in drawn]


@given(drawn=SPANS, start=NUMBERS, days=st.integers(0, 120))
def test_a_deadline_is_the_day_on_which_its_days_have_gone_by_and_is_never_off(drawn, start, days):
    off = DaysOff.of(spans(drawn))
    due = off.deadline(day(start), days)
    by_hand = [d for n in range(1, 400) if not off.holds(d := day(start + n))]
    assert due == ([day(start), *by_hand])[days]
    assert off.counted(day(start), due) == days


@given(drawn=SPANS, more=SPANS, start=NUMBERS, end=NUMBERS)
def test_days_off_are_counted_once_however_they_overlap(drawn, more, start, end):
    off = DaysOff.of(spans(drawn)).also(spans(more))
    assert off == DaysOff.of([*spans(more), *spans(drawn)])
    held = {d for first, last in spans([*drawn, *more]) for d in _days(first, last)}
    assert off.left_out(day(start), day(end)) == len([d for d in held if day(start) < d <= day(end)])
    assert all(off.holds(d) == (d in held) for d in _days(day(0), day(220)))


def _days(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


FACTS = st.builds(
    lambda last, pauses, helped, starts, **flags: Facts(
        MATCHED,
        30,
        None if last is None else day(last),
        pauses=tuple(spans(pauses)),
        help_on=None if helped is None else day(helped),
        starts_on=None if starts is None else day(starts),
        **flags,
    ),
    last=st.none() | NUMBERS,
    pauses=SPANS,
    helped=st.none() | NUMBERS,
    starts=st.none() | NUMBERS,
    rhythm_days=st.sampled_from([None, 7, 14, 30]),
    has_plan=st.booleans(),
    has_leads=st.booleans(),
    has_applied=st.booleans(),
    is_placed=st.booleans(),
)


@given(facts=FACTS, number=NUMBERS, drawn=SPANS)
def test_every_pair_has_one_state_with_lesser_ones_that_are_others(facts, number, drawn):
    found = attention(facts, day(number), days_off=DaysOff.of(spans(drawn)))
    assert found == attention(facts, day(number), days_off=DaysOff.of(reversed(spans(drawn))))
    order = list(Watch)
    assert len({found.state, *found.also}) == 1 + len(found.also)
    assert not found.also or found.is_needed
    lesser = [order.index(state) for state in found.also if state not in (Watch.DUE, Watch.NO_AGREEMENT)]
    assert lesser == sorted(lesser)
    assert found.band == band_of(found.urgency)


@given(
    number=NUMBERS, last=st.none() | NUMBERS, limit=st.integers(23, 120), drawn=SPANS, rhythm=st.booleans()
)
def test_waiting_longer_never_lowers_the_urgency(number, last, limit, drawn, rhythm):
    last_on = None if last is None or last > number else day(last)
    facts = Facts(MATCHED, limit, last_on, 7 if rhythm else None, has_leads=False, has_applied=False)
    off = DaysOff.of(spans(drawn))
    today, tomorrow = (attention(facts, day(number + more), days_off=off) for more in (0, 1))
    assert tomorrow.urgency >= today.urgency


@given(facts=FACTS, number=NUMBERS, drawn=SPANS)
def test_more_days_off_never_make_a_pair_later(facts, number, drawn):
    plain = replace(facts, pauses=(), help_on=None, starts_on=None, has_leads=True, has_applied=True)
    with_off = attention(plain, day(number), days_off=DaysOff.of(spans(drawn)))
    assert with_off.urgency <= attention(plain, day(number)).urgency


@given(facts=st.lists(FACTS, min_size=1, max_size=6), number=NUMBERS, drawn=SPANS)
def test_the_judge_of_many_says_what_the_rules_say_of_each(facts, number, drawn):
    off = DaysOff.of(spans(drawn))
    judge = Judge(day(number), 30, Thresholds(), off)
    for one in facts:
        plain = replace(one, pauses=(), help_on=None, starts_on=None)
        seen = (plain.last_contact_on, plain.rhythm_days, plain.has_plan)
        searched = (plain.has_leads, plain.has_applied, plain.is_placed)
        assert judge.plain(MATCHED, seen, searched) == attention(plain, day(number), days_off=off)


def test_a_rhythm_slips_after_a_third_more_and_at_least_three_days():
    assert [slipping_from(days) for days in (3, 7, 14, 30)] == [7, 11, 19, 41]


def test_a_reminder_waits_three_calendar_days():
    assert may_remind(None, MATCHED)
    assert [may_remind(MATCHED, day(n)) for n in (0, 1, 2, 3)] == [False, False, False, True]


def test_contact_is_counted_in_weeks_with_the_present_one_last():
    ago = [0, 6, 7, 55, 56, -1]
    found = contacts_by_week([MATCHED - timedelta(days=n) for n in ago], MATCHED)
    assert found == (1, 0, 0, 0, 0, 0, 1, 2)
    assert list(itertools.chain(contacts_by_week([], MATCHED))) == [0] * 8
