"""The page of a mentor's wishes through the guard: saved as tapped, and on nobody else's wire."""

from datetime import timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.matching.service.wishes import my_wishes
from mentorhub.matching.state.top import Top
from mentorhub.matching.state.wishes import FOUND_SHOWN, Wishes
from tests.cast import make_cast
from tests.matching.making import add_speed_date, make_programme
from tests.tab import destinations, open_hub


async def met(made, *, minutes=60):
    """Let the first mentor meet the first mentee."""
    async with db.transaction() as session:
        await add_speed_date(session, made, met=[(made.mentees[0], made.mentors[0])], ranking_minutes=minutes)


async def opened(hub, mentor):
    tab = await hub.tab(mentor, "/wishes")
    await tab.call(Wishes.load)
    return tab


async def test_a_tap_is_saved_and_said_and_can_be_cleared(sqlite):
    made = await make_programme(2, 1)
    await met(made)
    mentee = str(made.mentees[0].enrolment)
    async with open_hub() as hub:
        tab = await opened(hub, made.mentors[0])
        await tab.call(Wishes.choose, mentee_id=mentee, wish="rather_not")
        shown = await tab.shown(Wishes)
        assert ([row["wish"] for row in shown["met"]], shown["answered"]) == (["rather_not"], 1)
        assert shown["said"] == {
            "nl": "Bewaard: Junior0 Voorbeeld, Liever niet",
            "en": "Saved: Junior0 Voorbeeld, Rather not",
        }
        before = shown["met"][0]["turn"]
        await tab.call(Wishes.clear, mentee_id=mentee)
        shown = await tab.shown(Wishes)
        assert (shown["met"][0]["wish"], shown["answered"]) == ("", 0)
        assert shown["met"][0]["turn"] > before
        assert shown["said"]["nl"] == "Je antwoord over Junior0 Voorbeeld is gewist"


async def test_who_was_not_met_appears_when_looked_for_and_stays_once_answered(sqlite):
    made = await make_programme(FOUND_SHOWN + 3, 1)
    await met(made)
    async with open_hub() as hub:
        tab = await opened(hub, made.mentors[0])
        assert (await tab.shown(Wishes))["others"] == []
        await tab.call(Wishes.look_for, text=" JUNIOR ")
        shown = await tab.shown(Wishes)
        assert (len(shown["others"]), shown["others_count"]) == (FOUND_SHOWN, FOUND_SHOWN + 2)
        await tab.call(Wishes.choose, mentee_id=str(made.mentees[7].enrolment), wish="prefer")
        await tab.call(Wishes.look_for, text="")
        shown = await tab.shown(Wishes)
        assert [(row["name"], row["wish"]) for row in shown["others"]] == [("Junior7 Voorbeeld", "prefer")]


async def test_after_the_time_the_page_only_shows(sqlite):
    made = await make_programme(1, 1)
    await met(made, minutes=5)
    async with open_hub() as hub:
        tab = await opened(hub, made.mentors[0])
        clock.move(timedelta(minutes=6))
        await tab.call(Wishes.choose, mentee_id=str(made.mentees[0].enrolment), wish="fine")
        shown = await tab.shown(Wishes)
        assert (shown["is_open"], shown["met"][0]["wish"], shown["said"]["nl"]) == (False, "", "")
        assert shown["problem"]["nl"].startswith("Antwoorden kan nu niet meer.")


@pytest.mark.parametrize(
    ("act", "payload"),
    [
        (Wishes.choose, {}),
        (Wishes.choose, {"mentee_id": 7, "wish": "fine"}),
        (Wishes.choose, {"mentee_id": "x", "wish": "fine"}),
        (Wishes.choose, {"mentee_id": "00000000-0000-0000-0000-000000000000", "wish": "fine"}),
        (Wishes.choose, {"mentee_id": "{mentee}", "wish": "love"}),
        (Wishes.choose, {"mentee_id": "{mentee}", "wish": None}),
        (Wishes.choose, {"mentee_id": "{mentee}", "wish": "fine", "mentor_id": "x"}),
        (Wishes.clear, {"mentee_id": None}),
    ],
)
async def test_wrong_payloads_save_nothing(sqlite, act, payload):
    made = await make_programme(1, 1)
    mentee = str(made.mentees[0].enrolment)
    sent = {name: mentee if value == "{mentee}" else value for name, value in payload.items()}
    async with open_hub() as hub:
        await (await opened(hub, made.mentors[0])).call(act, **sent)
    assert [one.wish for one in (await my_wishes(made.mentors[0])).others] == [None]


async def test_no_student_receives_a_wish(sqlite):
    made = await make_programme(2, 2)
    await met(made)
    async with open_hub() as hub:
        mine = await opened(hub, made.mentors[0])
        told = await mine.call(Wishes.choose, mentee_id=str(made.mentees[0].enrolment), wish="rather_not")
        assert "'rather_not'" in str(told)
        for student in (*made.mentees, made.mentors[1]):
            tab = await hub.tab(student, "/wishes")
            for handler in (Wishes.load, Top.load):
                assert "'rather_not'" not in str(await tab.call(handler))


async def test_staff_and_mentees_are_shown_the_way_home(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        for actor in (cast.tess, cast.corrie, cast.bram):
            tab = await hub.tab(actor, "/wishes")
            assert destinations(await tab.call(Wishes.load)) == ["/"]
            await tab.call(Wishes.choose, mentee_id=str(cast.bram.enrolment), wish="prefer")
            assert (await tab.shown(Wishes))["met"] == []
    assert [one.wish for one in (await my_wishes(cast.amina)).others] == [None, None]
