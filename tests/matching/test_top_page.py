"""The top 4 page through the guard: order and undo, wrong payloads, another tab, nobody else's list."""

from datetime import timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.matching.service.preferences import my_list, save_list
from mentorhub.matching.state.top import Top
from tests.cast import make_cast
from tests.matching.making import add_speed_date, make_programme
from tests.tab import destinations, open_hub


def names(shown):
    return [row["name"].split()[0] for row in shown["chosen"]]


async def opened(hub, mentee):
    tab = await hub.tab(mentee, "/top")
    await tab.call(Top.load)
    return tab


async def filled(hub, made, count=4):
    tab = await opened(hub, made.mentees[0])
    for mentor in made.mentors[:count]:
        await tab.call(Top.add, mentor_id=str(mentor.enrolment))
    return tab


async def test_adding_ordering_and_undo_are_saved_at_once(sqlite):
    made = await make_programme(1, 5)
    async with open_hub() as hub:
        tab = await filled(hub, made)
        await tab.call(Top.up, mentor_id=str(made.mentors[3].enrolment))
        await tab.call(Top.move, start=0, end=2)
        shown = await tab.shown(Top)
        assert names(shown) == ["Coach1", "Coach3", "Coach0", "Coach2"]
        assert shown["said"]["nl"] == "Coach0 Voorbeeld staat nu op plek 3"
        await tab.call(Top.undo)
        assert names(await tab.shown(Top)) == ["Coach0", "Coach1", "Coach3", "Coach2"]
        kept = [made.mentors[n].enrolment for n in (0, 1, 3, 2)]
        assert list((await my_list(made.mentees[0])).mentors) == kept


async def test_removing_gives_the_place_back_and_can_be_undone(sqlite):
    made = await make_programme(1, 5)
    async with open_hub() as hub:
        tab = await filled(hub, made)
        await tab.call(Top.remove, mentor_id=str(made.mentors[1].enrolment))
        shown = await tab.shown(Top)
        assert (names(shown), shown["missing"], shown["empty_places"]) == (
            ["Coach0", "Coach2", "Coach3"],
            1,
            [4],
        )
        await tab.call(Top.undo)
        assert names(await tab.shown(Top)) == ["Coach0", "Coach1", "Coach2", "Coach3"]


async def test_handing_in_and_taking_back(sqlite):
    made = await make_programme(1, 4)
    async with open_hub() as hub:
        tab = await filled(hub, made, 3)
        await tab.call(Top.hand_in)
        assert "1" in (await tab.shown(Top))["problem"]["nl"]
        await tab.call(Top.add, mentor_id=str(made.mentors[3].enrolment))
        await tab.call(Top.hand_in)
        shown = await tab.shown(Top)
        assert (shown["is_handed_in"], shown["problem"]["nl"], shown["can_undo"]) == (True, "", False)
        await tab.call(Top.take_back)
        assert not (await tab.shown(Top))["is_handed_in"]


async def test_an_old_tab_shows_the_newer_list_and_offers_no_undo(sqlite):
    made = await make_programme(1, 4)
    async with open_hub() as hub:
        tab = await filled(hub, made, 2)
        await save_list(made.mentees[0], [made.mentors[3].enrolment], 2)
        await tab.call(Top.add, mentor_id=str(made.mentors[2].enrolment))
        shown = await tab.shown(Top)
        assert names(shown) == ["Coach3"]
        assert (shown["problem"]["en"] != "", shown["can_undo"]) == (True, False)


async def test_after_the_deadline_the_page_only_shows(sqlite):
    made = await make_programme(1, 4)
    async with db.transaction() as session:
        await add_speed_date(session, made, met=[(made.mentees[0], made.mentors[2])], ranking_minutes=5)
    async with open_hub() as hub:
        tab = await filled(hub, made, 2)
        assert names({"chosen": (await tab.shown(Top))["met"]}) == ["Coach2"]
        clock.move(timedelta(minutes=6))
        await tab.call(Top.add, mentor_id=str(made.mentors[3].enrolment))
        shown = await tab.shown(Top)
        assert (names(shown), shown["is_open"]) == (["Coach0", "Coach1"], False)


@pytest.mark.parametrize(
    ("act", "payload"),
    [
        (Top.add, {}),
        (Top.add, {"mentor_id": 7}),
        (Top.add, {"mentor_id": "x"}),
        (Top.add, {"mentor_id": None}),
        (Top.add, {"mentor_id": "00000000-0000-0000-0000-000000000000"}),
        (Top.move, {"start": "0", "end": 1}),
        (Top.move, {"start": 9, "end": 0}),
        (Top.move, {"start": -1, "end": 0}),
        (Top.remove, {"mentor_id": "x", "more": 1}),
        (Top.undo, {"to": 1}),
    ],
)
async def test_wrong_payloads_leave_the_list_alone(sqlite, act, payload):
    made = await make_programme(1, 3)
    kept = tuple(mentor.enrolment for mentor in made.mentors[:2])
    await save_list(made.mentees[0], kept, 0)
    async with open_hub() as hub:
        tab = await opened(hub, made.mentees[0])
        await tab.call(act, **payload)
        assert names(await tab.shown(Top)) == ["Coach0", "Coach1"]
    assert (await my_list(made.mentees[0])).mentors == kept


async def test_a_mentor_of_another_school_is_not_added(sqlite):
    made, other = await make_programme(1, 2), await make_programme(1, 1, "East")
    async with open_hub() as hub:
        tab = await opened(hub, made.mentees[0])
        await tab.call(Top.add, mentor_id=str(other.mentors[0].enrolment))
        shown = await tab.shown(Top)
        assert (shown["chosen"], shown["problem"]["nl"]) == (
            [],
            "Deze coach doet niet meer mee. Kies een ander.",
        )


async def test_nobody_else_gets_the_list_over_the_wire(sqlite):
    made = await make_programme(2, 4)
    marked = str(made.mentors[2].enrolment)
    await save_list(made.mentees[0], [made.mentors[2].enrolment], 0)
    async with open_hub() as hub:
        mine = await opened(hub, made.mentees[0])
        other = await opened(hub, made.mentees[1])
        await mine.call(Top.up, mentor_id=marked)
        assert (await other.shown(Top))["chosen"] == []
        for update in hub.wire.sent[other.token]:
            for delta in (update.delta or {}).values():
                assert not any(
                    key.startswith("chosen") and marked in str(value) for key, value in delta.items()
                )


async def test_staff_and_mentors_are_shown_the_way_home(sqlite):
    cast = await make_cast()
    async with open_hub() as hub:
        for actor in (cast.tess, cast.corrie, cast.amina):
            tab = await hub.tab(actor, "/top")
            assert destinations(await tab.call(Top.load)) == ["/"]
            await tab.call(Top.add, mentor_id=str(cast.amina.enrolment_id))
            assert (await tab.shown(Top))["chosen"] == []
