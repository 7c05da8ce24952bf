"""Steps of an application: which follow which, how long each lasted, what may still be undone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mentorhub.internships.rules import applications as rules
from mentorhub.internships.rules.applications import Came

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def after(**length: float) -> datetime:
    return NOON + timedelta(**length)


@pytest.mark.parametrize(("step", "to"), [("lead", "interview"), ("offer", "sent"), ("rejected", "sent")])
def test_a_mentee_goes_on_back_and_on_after_a_refusal(step, to):
    assert rules.may_move(step, to)


@pytest.mark.parametrize(
    ("step", "to"),
    [("sent", "sent"), ("sent", "placed"), ("placed", "sent"), ("sent", "rejected"), ("sent", "?")],
)
def test_no_move_leads_to_itself_to_or_from_a_placement_or_to_an_unknown_step(step, to):
    assert not rules.may_move(step, to)


def test_only_what_goes_on_can_end():
    assert all(rules.may_end(step) for step in rules.OPEN_STEPS)
    assert not any(rules.may_end(step) for step in ("placed", *rules.ENDED))


def test_the_bar_fills_from_nothing_to_all_and_is_empty_after_a_refusal():
    assert [rules.filled(step) for step in rules.STEPS] == [0, 1, 2, 3, 4, 5, 5]
    assert rules.filled("rejected") == 0


def test_neighbours_stop_at_both_ends():
    assert rules.neighbours("lead") == ("", "prepared")
    assert rules.neighbours("sent") == ("prepared", "interview")
    assert rules.neighbours("agreement") == ("offer", "")
    assert rules.neighbours("placed") == ("", "")


def test_time_in_each_step_runs_until_the_next_and_the_last_until_now():
    history = [Came("lead", NOON), Came("sent", after(days=2)), Came("lead", after(days=5))]
    stays = rules.stays(history, after(days=5, hours=6))
    assert [stay.lasted for stay in stays] == [timedelta(days=2), timedelta(days=3), timedelta(hours=6)]
    assert [stay.is_now for stay in stays] == [False, False, True]
    assert rules.stays([], NOON) == ()


def test_the_last_step_can_be_undone_for_a_day_but_not_the_first():
    two = [Came("lead", after(days=-9)), Came("sent", NOON)]
    assert rules.may_undo(two, after(days=1))
    assert not rules.may_undo(two, after(days=1, seconds=1))
    assert not rules.may_undo(two[1:], NOON)


def test_a_mentee_corrects_a_placement_for_a_day_and_staff_always():
    assert rules.may_correct(NOON, after(days=1), is_staff=False)
    assert not rules.may_correct(NOON, after(days=1, seconds=1), is_staff=False)
    assert rules.may_correct(NOON, after(days=99), is_staff=True)


def test_an_action_is_over_from_the_day_after():
    assert [rules.days_over(date(2026, 11, 2), date(2026, 11, day)) for day in (1, 2, 3, 5)] == [0, 0, 1, 3]
    assert rules.days_over(None, date(2026, 11, 2)) == 0


def test_a_period_begins_before_it_ends_and_lasts_three_years_at_most():
    first = date(2026, 11, 2)
    assert rules.is_period(first, first)
    assert rules.is_period(first, first + timedelta(days=1098))
    assert not rules.is_period(first, first - timedelta(days=1))
    assert not rules.is_period(first, first + timedelta(days=1099))


@pytest.mark.parametrize(
    ("facts", "proposed"),
    [
        ({"has_lead": False}, "own"),
        ({"by_self": True}, "own"),
        ({"by_mentor": True}, "mentor"),
        ({"by_staff": True}, "staff"),
        ({}, "lead"),
    ],
)
def test_who_shared_the_lead_says_whose_door_it_was(facts, proposed):
    nobody = {"by_self": False, "by_mentor": False, "by_staff": False, "has_lead": True}
    assert rules.through(**(nobody | facts)) == proposed


@pytest.mark.parametrize(
    ("step", "facts", "name"),
    [
        ("sent", {"over": 1}, "overdue"),
        ("sent", {"days_in_step": 10}, "silence"),
        ("sent", {}, "sent_no_next"),
        ("sent", {"has_next": True}, "sent"),
        ("interview", {}, "interview"),
        ("rejected", {"over": 3}, "rejected"),
    ],
)
def test_a_mentor_is_told_what_to_think_along_about(step, facts, name):
    assert rules.hint(step, **({"over": 0, "has_next": False, "days_in_step": 0} | facts)) == name
