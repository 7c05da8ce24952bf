"""Decisions about a call for help, and its words."""

from datetime import timedelta

import pytest

from mentorhub.core import clock
from mentorhub.core.texts import catalogue
from mentorhub.pairs.help import rules


def test_without_a_pair_nothing_about_the_other_can_be_asked():
    assert rules.categories_for(has_pair=True) == ("contact", "fit", "internship", "not_ok", "other")
    assert rules.categories_for(has_pair=False) == ("internship", "not_ok", "other")


@pytest.mark.parametrize(
    ("category", "when", "urgent"),
    [("contact", "week", False), ("contact", "today", True), ("not_ok", "week", True)],
)
def test_what_is_not_ok_is_always_urgent(category, when, urgent):
    assert rules.is_urgent(category, when) is urgent


@pytest.mark.parametrize(
    ("kind", "wanted", "has_other", "becomes"),
    [
        ("report", "staff", True, "caller"),
        ("report", "both", True, "both"),
        ("plan", "both", False, "caller"),
        ("spoke_other", "staff", True, "staff"),
    ],
)
def test_a_report_reaches_the_caller_and_nobody_else_without_a_pair(kind, wanted, has_other, becomes):
    assert rules.audience_of(kind, wanted, has_other=has_other) == becomes


def test_the_other_is_asked_only_when_it_knows_and_the_two_go_on():
    knows = rules.other_knows(frozenset({"spoke_other"}), frozenset({"staff"}))
    assert knows
    assert rules.other_knows(frozenset({"plan"}), frozenset({"both"}))
    assert not rules.other_knows(frozenset({"spoke_caller", "report"}), frozenset({"staff", "caller"}))
    asked = {outcome: rules.asks_other(outcome, knows=True) for outcome in rules.OUTCOMES}
    assert asked == {
        "better": True,
        "substitute": True,
        "new_match": False,
        "ended": False,
        "other": True,
    }
    assert not rules.asks_other("better", knows=False)


def test_the_question_stands_four_weeks_and_once_per_closing():
    now = clock.now()
    assert rules.is_asked(now, None, now)
    assert rules.is_asked(now - rules.ANSWER_WITHIN, None, now)
    assert not rules.is_asked(now - rules.ANSWER_WITHIN - timedelta(seconds=1), None, now)
    assert not rules.is_asked(now + timedelta(seconds=1), None, now)
    assert not rules.is_asked(None, None, now)
    assert not rules.is_asked(now - timedelta(days=1), now, now)
    assert rules.is_asked(now - timedelta(days=1), now - timedelta(days=20), now)


def test_every_word_of_ours_has_its_texts():
    wanted = {f"help.category.{one}" for one in rules.CATEGORIES}
    wanted |= {f"help.next.{state}_{one}" for state in ("sent", "taken") for one in rules.CATEGORIES}
    wanted |= {f"help.outcome.{one}" for one in rules.OUTCOMES}
    wanted |= {f"help.step.{one}" for one in rules.STEP_KINDS}
    wanted |= {f"help.audience.{one}" for one in ("staff", "caller", "both")}
    assert wanted - catalogue().keys() == set()
