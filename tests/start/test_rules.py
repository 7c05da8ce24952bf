"""The one next step of a student, from facts alone."""

from datetime import UTC, datetime, timedelta

import pytest

from mentorhub.start.rules import Event, Facts, Next, Step, event_that_counts, next_step, top_is_open, way

NOW = datetime(2026, 10, 8, 12, tzinfo=UTC)
SOON = NOW + timedelta(days=2)
PAST = NOW - timedelta(days=2)


def event(phase="draft", starts_at=SOON, until=None):
    return Event(starts_at, phase, until)


def facts(is_mentee=True, qualities=5, at=None, handed_in=False, pairs=0, waiting=0):
    return Facts(is_mentee, qualities, at, handed_in, pairs, waiting)


@pytest.mark.parametrize(
    ("known", "step"),
    [
        (facts(qualities=0), Next.QUALITIES),
        (facts(qualities=4, at=event()), Next.QUALITIES),
        (facts(), Next.WAIT_FOR_PLAN),
        (facts(at=event()), Next.WAIT_FOR_EVENT),
        (facts(at=event("lobby")), Next.ROOM),
        (facts(at=event("round"), qualities=0), Next.ROOM),
        (facts(at=event("changeover"), pairs=1), Next.ROOM),
        (facts(at=event("ranking", PAST)), Next.TOP),
        (facts(at=event("closed", PAST, SOON), qualities=2), Next.TOP),
        (facts(at=event("closed", PAST, NOW)), Next.WAIT_FOR_MATCH),
        (facts(at=event("ranking", PAST), handed_in=True), Next.WAIT_FOR_MATCH),
        (facts(is_mentee=False, at=event("ranking", PAST)), Next.WAIT_FOR_MATCH),
        (facts(at=event("ranking", PAST), pairs=1, waiting=1), Next.FIRST_CONTACT),
        (facts(qualities=0, pairs=1, waiting=1), Next.FIRST_CONTACT),
        (facts(is_mentee=False, at=event("closed", PAST), pairs=2, waiting=1), Next.FIRST_CONTACT),
        (facts(at=event("closed", PAST), handed_in=True, pairs=1), Next.PAIR),
    ],
)
def test_there_is_one_next_step(known, step):
    assert next_step(known, NOW) is step


def test_the_way_of_a_junior_before_the_speed_date():
    assert way(facts(at=event()), NOW) == (
        (Step.QUALITIES, "done"),
        (Step.EVENT, "now"),
        (Step.TOP, "later"),
        (Step.PAIR, "later"),
    )


def test_the_way_of_a_junior_who_makes_a_top_four():
    assert way(facts(at=event("ranking", PAST)), NOW) == (
        (Step.QUALITIES, "done"),
        (Step.EVENT, "done"),
        (Step.TOP, "now"),
        (Step.PAIR, "later"),
    )


def test_the_way_of_a_coach_has_no_top_four():
    known = facts(is_mentee=False, qualities=3, at=event("closed", PAST), pairs=1, waiting=1)
    assert way(known, NOW) == ((Step.QUALITIES, "later"), (Step.EVENT, "done"), (Step.PAIR, "now"))


def test_everything_is_done_after_the_first_contact():
    known = facts(at=event("closed", PAST), handed_in=True, pairs=1)
    assert [state for _, state in way(known, NOW)] == ["done"] * 4


def test_the_top_four_closes_at_its_deadline_and_with_the_match():
    open_until = facts(at=event("ranking", PAST, NOW))
    assert top_is_open(open_until, NOW - timedelta(seconds=1))
    assert not top_is_open(open_until, NOW)
    assert not top_is_open(facts(at=event("ranking", PAST), pairs=1, waiting=1), NOW)
    assert not top_is_open(facts(at=event("round", PAST)), NOW)
    assert not top_is_open(facts(is_mentee=False, at=event("ranking", PAST)), NOW)


def test_the_speed_date_that_counts_is_the_live_one_then_the_next_then_the_latest():
    older, over = event("closed", NOW - timedelta(days=90)), event("closed", PAST)
    live, first, later = event("round", PAST), event("draft", SOON), event("draft", SOON + timedelta(days=1))
    assert event_that_counts([later, over, live, first]) is live
    assert event_that_counts([later, over, first]) is first
    assert event_that_counts([over, older]) is over
    assert event_that_counts([]) is None
