"""A mentor's step after the rounds: with whom it clicked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import set_current_actor
from mentorhub.matching.service.wishes import save_wish
from mentorhub.people.tables import Enrolment
from mentorhub.speeddate.tables import SpeedDateGroup
from mentorhub.start.rules import Next, Step, next_step, way
from mentorhub.start.state import StartState
from tests.matching.making import add_speed_date, make_programme
from tests.start.test_rules import NOW, PAST, event, facts
from tests.start.test_start import at_noon, page_of


def mentor(**known):
    return replace(facts(is_mentee=False, at=event("ranking", PAST)), **known)


@pytest.mark.parametrize(
    ("known", "step"),
    [
        (mentor(asked=5, can_answer=True), Next.WISHES),
        (mentor(asked=5, answered=4, can_answer=True), Next.WISHES),
        (mentor(asked=5, answered=5, can_answer=True), Next.WAIT_FOR_MATCH),
        (mentor(asked=5, can_answer=False), Next.WAIT_FOR_MATCH),
        (mentor(asked=5, can_answer=True, event=event("round", PAST)), Next.ROOM),
        (mentor(asked=5, can_answer=True, event=event()), Next.WAIT_FOR_EVENT),
        (mentor(asked=5, can_answer=True, is_mentee=True), Next.TOP),
        (mentor(asked=5, is_published=True), Next.NO_PAIR),
        (mentor(asked=5, is_published=True, stand_ins=1), Next.STAND_IN),
        (mentor(asked=5, is_published=True, stand_ins=1, pairs=1, waiting=1), Next.FIRST_CONTACT),
        (mentor(is_published=True, event=event()), Next.WAIT_FOR_EVENT),
    ],
)
def test_the_next_step_of_a_mentor(known, step):
    assert next_step(known, NOW) is step


def test_the_wishes_are_a_step_while_they_are_asked_and_for_who_answered():
    assert way(mentor(asked=5, can_answer=True), NOW)[2:] == ((Step.WISHES, "now"), (Step.PAIR, "later"))
    assert way(mentor(asked=5, answered=2), NOW)[2:] == ((Step.WISHES, "done"), (Step.PAIR, "now"))
    assert way(mentor(asked=5), NOW)[2:] == ((Step.PAIR, "now"),)


async def test_the_start_page_leads_a_mentor_to_the_wishes(sqlite):
    at_noon()
    made = await make_programme(2, 1)
    async with db.transaction() as session:
        row = await add_speed_date(
            session, made, met=[(made.mentees[0], made.mentors[0])], ranking_minutes=60 * 24 * 2
        )
        group = (await session.get_one(Enrolment, made.mentors[0].enrolment)).group_id
        session.add(SpeedDateGroup(speed_date_id=row.id, group_id=group))
    start, _ = await page_of(made.mentors[0])
    assert (start.title["nl"], start.address, start.deadline["nl"]) == (
        "Zeg met wie het klikt",
        "/wishes",
        "Nog 2 dagen",
    )
    assert start.text["nl"].startswith("Je sprak 1 junior.")
    await save_wish(made.mentors[0], made.mentees[0].enrolment, "fine")
    set_current_actor(made.mentors[0])
    await StartState.load.fn(start)
    assert (start.title["nl"], start.address, start.button["nl"]) == (
        "De match wordt gemaakt",
        "/wishes",
        "Bekijk je antwoorden",
    )
    clock.move(timedelta(days=3))
    await StartState.load.fn(start)
    assert start.address == "/profile"
