"""Decisions about a pair, at their boundaries."""

from datetime import UTC, date, datetime, timedelta

import pytest

from mentorhub.pairs import rules

MATCHED = date(2026, 10, 14)


@pytest.mark.parametrize(
    ("today", "left"),
    [(MATCHED, 30), (date(2026, 11, 12), 1), (date(2026, 11, 13), 0), (date(2026, 11, 14), -1)],
)
def test_the_first_contact_is_due_thirty_calendar_days_after_the_match(today, left):
    assert rules.first_contact(MATCHED, 30, today) == rules.FirstContact(date(2026, 11, 13), left)


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2026, 10, 13), False), (MATCHED, True), (date(2026, 10, 20), True), (date(2026, 10, 21), False)],
)
def test_a_contact_counts_from_the_match_until_today(day, counts):
    assert rules.counts(day, MATCHED, date(2026, 10, 20)) is counts


def test_a_logged_contact_can_be_taken_back_for_an_hour():
    logged = datetime(2026, 10, 14, 12, tzinfo=UTC)
    assert rules.can_undo(logged, logged + timedelta(hours=1))
    assert not rules.can_undo(logged, logged + timedelta(hours=1, seconds=1))


def test_an_appointment_lies_ahead_but_not_more_than_a_year():
    now = datetime(2026, 10, 14, 12, tzinfo=UTC)
    assert not rules.can_plan(now, now)
    assert rules.can_plan(now + timedelta(minutes=1), now)
    assert rules.can_plan(now + timedelta(days=366), now)
    assert not rules.can_plan(now + timedelta(days=367), now)


@pytest.mark.parametrize(
    ("phone", "zone", "dialled"),
    [
        ("06 12 34 56 78", "Europe/Amsterdam", "31612345678"),
        ("0470 12 34 56", "Europe/Brussels", "32470123456"),
        ("+31 (0)6 12345678", "Europe/Brussels", "31612345678"),
        ("0031612345678", "Europe/Amsterdam", "31612345678"),
        ("+49 151 23456789", "Europe/Amsterdam", "4915123456789"),
        ("0612345678", "America/Aruba", ""),
        ("12345", "Europe/Amsterdam", ""),
        ("+" + "1" * 16, "Europe/Amsterdam", ""),
        ("06-vraag-maar", "Europe/Amsterdam", ""),
        ("", "Europe/Amsterdam", ""),
    ],
)
def test_a_number_becomes_what_a_whatsapp_link_wants(phone, zone, dialled):
    assert rules.international(phone, zone) == dialled
