"""The board through the guard: begin, compare, pin and undo, publish what was seen, refuse the rest."""

import pytest
from sqlmodel import select

from mentorhub.core import db
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.preferences import save_list
from mentorhub.matching.service.publishing import publish
from mentorhub.matching.service.runs import propose
from mentorhub.matching.state.after import After
from mentorhub.matching.state.board import Board
from mentorhub.matching.state.deciding import Deciding
from mentorhub.matching.state.insight import Insight
from mentorhub.matching.state.setup import Setup
from mentorhub.matching.tables import MatchRule, Pair
from tests.cast import make_cast
from tests.matching.making import hand_in_random_lists, make_programme
from tests.tab import destinations, open_hub


async def opened(hub, actor, query=""):
    tab = await hub.tab(actor, f"/match{query}")
    await tab.call(Board.load)
    return tab


async def proposed(mentees=4, mentors=4):
    made = await make_programme(mentees, mentors)
    await hand_in_random_lists(made)
    await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    return made


async def publish_shown(tab):
    """Press the button of the page: it names the run that the page shows."""
    await tab.call(Deciding.publish, run_id=(await tab.shown(Board))["run_id"])


async def how_many(table):
    async with db.reading() as session:
        return len((await session.exec(select(table))).all())


async def test_an_empty_board_says_how_far_the_lists_are_and_computes_anyway(sqlite):
    made = await make_programme(3, 3)
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        shown = await tab.shown(Board)
        assert (shown["stage"], shown["handed_in"], len(shown["waiting"])) == ("no_run", 0, 3)
        await tab.call(Deciding.solve)
        shown = await tab.shown(Board)
        assert (shown["stage"], len(shown["rows"]), shown["is_busy"]) == ("proposal", 3, False)
        assert shown["title"]["en"] == "0 of 3 got a coach from their top 3"


async def test_choosing_another_aim_changes_the_proposal(sqlite):
    made = await proposed()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        await tab.call(Deciding.choose, objective="stable")
        shown = await tab.shown(Board)
        assert [card["objective"] for card in shown["cards"] if card["is_chosen"]] == ["stable"]
        assert shown["proof"]["nl"] == "Bewezen stabiel"


async def test_pinning_solves_at_once_and_undo_lifts_it(sqlite):
    made = await proposed()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        before = (await tab.shown(Board))["rows"]
        mentee, mentor = before[0]["mentee_id"], before[1]["mentor_id"]
        await tab.call(Deciding.pin, mentee_id=mentee, mentor_id=mentor)
        shown = await tab.shown(Board)
        assert (shown["rows"][0]["mentor_id"], shown["rows"][0]["is_pinned"]) == (mentor, True)
        assert shown["said"]["nl"].startswith("Junior0 Voorbeeld en ")
        await tab.call(Deciding.undo)
        shown = await tab.shown(Board)
        assert [row["mentor_id"] for row in shown["rows"]] == [row["mentor_id"] for row in before]
        assert not shown["can_undo"]
    assert await how_many(MatchRule) == 0


async def test_a_forbidden_pair_is_listed_and_can_be_allowed_again(sqlite):
    made = await proposed()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        row = (await tab.shown(Board))["rows"][0]
        ids = {"mentee_id": row["mentee_id"], "mentor_id": row["mentor_id"]}
        await tab.call(Deciding.forbid, **ids)
        shown = await tab.shown(Board)
        assert shown["rows"][0]["mentor_id"] != row["mentor_id"]
        assert [ban["mentee"] for ban in shown["bans"]] == ["Junior0 Voorbeeld"]
        await tab.call(Deciding.lift, **ids)
        assert (await tab.shown(Board))["bans"] == []


async def test_two_pins_on_one_place_are_explained_and_the_second_is_taken_back(sqlite):
    made = await proposed()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        mentor = str(made.mentors[0].enrolment)
        for mentee in made.mentees[:2]:
            await tab.call(Deciding.pin, mentee_id=str(mentee.enrolment), mentor_id=mentor)
        shown = await tab.shown(Board)
        assert shown["problem"]["nl"].startswith("Bij Coach0 Voorbeeld is plek voor 1.")
        assert (shown["said"]["nl"], shown["can_undo"], shown["is_stale"]) == ("", False, False)
    assert await how_many(MatchRule) == 1


async def test_the_board_publishes_what_it_shows_and_nothing_newer(sqlite):
    made = await proposed()
    async with open_hub() as hub:
        first, second = await opened(hub, made.teacher), await opened(hub, made.coordinator)
        await second.call(Deciding.choose, objective="greedy")
        await publish_shown(first)
        assert (await first.shown(Board))["problem"]["en"].startswith("Something had changed")
        assert await how_many(Pair) == 0
        await publish_shown(first)
        shown = await first.shown(Board)
        assert (shown["stage"], shown["bans"]) == ("published", [])
        assert shown["above"]["nl"].endswith("door Tess Voorbeeld")
        await publish_shown(second)
        shown = await second.shown(Board)
        assert (shown["stage"], shown["problem"]["nl"][:12]) == ("published", "Deze match i")
    assert await how_many(Pair) == 4


async def test_a_proposal_that_no_longer_holds_is_not_published(sqlite):
    made = await proposed()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        await save_list(made.mentees[0], [made.mentors[0].enrolment], 2)
        await publish_shown(tab)
        shown = await tab.shown(Board)
        assert (shown["stage"], shown["is_stale"], shown["problem"]["nl"] != "") == ("proposal", True, True)
        await tab.call(Deciding.solve)
        assert not (await tab.shown(Board))["is_stale"]
    assert await how_many(Pair) == 0


async def test_a_rule_after_publishing_proposes_a_repair_and_changes_nothing_yet(sqlite):
    made = await proposed()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        await publish_shown(tab)
        row = (await tab.shown(Board))["rows"][0]
        await tab.call(Deciding.forbid, mentee_id=row["mentee_id"], mentor_id=row["mentor_id"])
        shown, after = await tab.shown(Board), await tab.shown(After)
        assert (shown["stage"], shown["rows"][0]["mentor_id"]) == ("published", row["mentor_id"])
        assert after["repair_id"] != ""
        assert [one["before"] for one in after["changes"] if one["mentee_id"] == row["mentee_id"]] == [
            row["mentor"]
        ]
        await tab.call(Deciding.choose, objective="greedy")
        assert (await tab.shown(Board))["problem"]["en"].startswith("This match has already been published")
    assert await how_many(Pair) == 4


async def test_more_than_fifty_lines_are_shown_in_pages(sqlite):
    made = await make_programme(60, 3)
    await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher, "?show=beyond")
        shown = await tab.shown(Board)
        assert (len(shown["rows"]), shown["found"], shown["pages"], shown["filter"]) == (50, 60, 2, "beyond")
        await tab.call(Board.turn_to, page=99)
        assert len((await tab.shown(Board))["rows"]) == 10
        await tab.call(Board.look_for, name="junior59")
        shown = await tab.shown(Board)
        assert ([row["mentee"] for row in shown["rows"]], shown["page"]) == (["Junior59 Voorbeeld"], 1)


@pytest.mark.parametrize(
    ("act", "payload"),
    [
        (Deciding.choose, {"objective": "luckiest"}),
        (Deciding.choose, {"objective": None}),
        (Board.choose_filter, {"which": "secret"}),
        (Deciding.pin, {"mentee_id": "x", "mentor_id": "y"}),
        (Deciding.pin, {"mentee_id": 1, "mentor_id": 2}),
        (Deciding.forbid, {"mentee_id": "x"}),
        (Board.turn_to, {"page": "2"}),
        (Deciding.publish, {"run": "x"}),
        (Deciding.publish, {"run_id": "x"}),
        (Setup.change_length, {"length": 11}),
        (Setup.change_length, {"length": "4"}),
        (Insight.compare, {"against": "luckiest"}),
        (Deciding.undo, {}),
    ],
)
async def test_wrong_payloads_change_nothing(sqlite, act, payload):
    made = await proposed()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        before = (await tab.shown(Board))["rows"]
        await tab.call(act, **payload)
        shown = await tab.shown(Board)
        assert (shown["rows"], shown["stage"], shown["is_busy"]) == (before, "proposal", False)
    assert (await how_many(MatchRule), await how_many(Pair)) == (0, 0)


async def test_students_and_other_schools_see_nothing_and_do_nothing(sqlite):
    made, cast = await proposed(), await make_cast()
    pair = {"mentee_id": str(made.mentees[0].enrolment), "mentor_id": str(made.mentors[0].enrolment)}
    async with open_hub() as hub:
        for student in (made.mentees[0], made.mentors[0]):
            tab = await hub.tab(student, "/match")
            assert destinations(await tab.call(Board.load)) == ["/"]
            await publish_shown(tab)
            assert (await tab.shown(Board))["rows"] == []
        for stranger in (cast.tess, cast.corrie):
            tab = await hub.tab(stranger, f"/match?programme={made.programme.id}")
            assert set(destinations(await tab.call(Board.load))) == {"/match"}
            await tab.call(Deciding.pin, **pair)
            assert (await tab.shown(Board))["rows"] == []
    assert (await how_many(MatchRule), await how_many(Pair)) == (0, 0)


async def test_a_school_without_people_is_told_how_to_begin(sqlite):
    made = await make_programme(0, 0)
    async with open_hub() as hub:
        tab = await opened(hub, made.coordinator)
        assert (await tab.shown(Board))["stage"] == "no_people"


async def test_the_match_of_another_programme_is_chosen_by_its_address(sqlite):
    made = await proposed()
    await publish(made.teacher, await propose(made.teacher, made.programme.id, Objective.GREEDY))
    async with open_hub() as hub:
        tab = await opened(hub, made.coordinator, f"?programme={made.programme.id}&show=no_fit")
        shown = await tab.shown(Board)
        assert (shown["stage"], shown["filter"], shown["programme"]) == (
            "published",
            "no_fit",
            str(made.programme.id),
        )
        assert destinations(await tab.call(Board.choose_filter, which="pinned")) == [
            f"/match?programme={made.programme.id}&show=pinned"
        ]
