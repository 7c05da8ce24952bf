"""What stands around the board: differences, groups, history, settings, taking back, repair, substitutes."""

import uuid
from datetime import timedelta

from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.board import board
from mentorhub.matching.service.preferences import save_list
from mentorhub.matching.service.publishing import publish
from mentorhub.matching.service.repairing import Drift, WithoutMentor
from mentorhub.matching.service.runs import propose
from mentorhub.matching.service.wishes import save_wish
from mentorhub.matching.state.after import After, drift_texts
from mentorhub.matching.state.board import Board
from mentorhub.matching.state.deciding import Deciding
from mentorhub.matching.state.history import History
from mentorhub.matching.state.insight import Insight, differences
from mentorhub.matching.state.setup import Setup
from mentorhub.matching.tables import Pair, Substitute
from mentorhub.people.service.groups.changing import end_enrolment
from mentorhub.people.tables import Enrolment
from tests.cast import make_cast, make_group
from tests.matching.making import add_speed_date, hand_in_random_lists, make_programme
from tests.tab import destinations, open_hub


async def opened(hub, actor, query=""):
    tab = await hub.tab(actor, f"/match{query}")
    await tab.call(Board.load)
    return tab


async def proposed(mentees=6, mentors=6):
    made = await make_programme(mentees, mentors)
    await hand_in_random_lists(made)
    return made, await propose(made.teacher, made.programme.id, Objective.GENEROUS)


async def published(mentees=6, mentors=6):
    made, run = await proposed(mentees, mentors)
    await publish(made.teacher, run)
    return made


async def all_of(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def test_what_differs_with_another_aim_is_listed_and_hidden_again(sqlite):
    made, _ = await proposed(12, 6)
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        await tab.call(Deciding.choose, objective="stable")
        await tab.call(Insight.compare, against="generous")
        shown, rows = await tab.shown(Insight), (await tab.shown(Board))["rows"]
        here = {row["mentee"]: row["mentor"] for row in rows}
        assert shown["differences_count"] == len(shown["differences"]) > 0
        assert all(one["here"] == here[one["mentee"]] != one["there"] for one in shown["differences"])
        await tab.call(Insight.compare, against="generous")
        assert (await tab.shown(Insight))["against"] == ""
        await tab.call(Insight.compare, against="stable")
        assert (await tab.shown(Insight))["against"] == ""


async def test_the_chart_of_the_aims_and_its_table_hold_the_same_numbers(sqlite):
    made, _ = await proposed()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        shown = await tab.shown(Insight)
        for place, trace in enumerate(shown["ways_chart"]["nl"]["data"]):
            assert trace["y"] == [row["counts"][place] for row in shown["ways_rows"]]
        assert shown["ways"][0]["en"] == "As little disappointment as possible"
        bars = shown["groups_chart"]["en"]["data"][0]
        assert bars["x"] == [row["name"] for row in shown["groups_rows"]] == ["1A"]
        assert f"{bars['y'][0]:.2f}" == shown["groups_rows"][0]["mean"]["en"]


async def test_every_aim_of_the_cards_counts_everybody_once(sqlite):
    made, _ = await proposed(9, 4)
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        cards = (await tab.shown(Board))["cards"]
        assert [sum(bar["count"] for bar in card["bars"]) for card in cards] == [9, 9, 9]


async def test_a_better_choice_that_was_refused_says_what_it_would_cost(sqlite):
    made, _ = await proposed(9, 4)
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        rows = (await tab.shown(Board))["rows"]
        later = [row for row in rows if row["choice"]["nl"] in {"3e keuze", "4e keuze", "geen coach"}]
        assert later
        assert all(len(row["better"]) > 1 and row["has_better"] for row in later)
        firsts = [row for row in rows if row["choice"]["nl"] == "1e keuze"]
        assert all(row["better"] == [] for row in firsts)


async def test_what_moved_since_the_last_proposal_can_be_filtered(sqlite):
    made, _ = await proposed()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        row = (await tab.shown(Board))["rows"][0]
        assert not row["is_moved"]
        await tab.call(Deciding.forbid, mentee_id=row["mentee_id"], mentor_id=row["mentor_id"])
        again = await opened(hub, made.teacher, "?show=moved")
        shown = await again.shown(Board)
        assert shown["filter"] == "moved"
        assert row["mentee_id"] in [one["mentee_id"] for one in shown["rows"]]
        assert 0 < shown["found"] < 6


async def test_a_mentors_rather_not_is_shown_and_can_be_made_a_ban(sqlite):
    made = await make_programme(1, 2)
    async with db.transaction() as session:
        await add_speed_date(session, made, met=[(made.mentees[0], made.mentors[0])], ranking_minutes=30)
    await save_list(made.mentees[0], [mentor.enrolment for mentor in made.mentors], 0)
    await save_wish(made.mentors[0], made.mentees[0].enrolment, "rather_not")
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        await tab.call(Deciding.solve)
        row = (await tab.shown(Board))["rows"][0]
        assert (row["mentor"], row["is_unwished"]) == ("Coach0 Voorbeeld", True)
        await tab.call(Setup.let_rather_not_forbid, forbids=True)
        assert (await tab.shown(Board))["is_stale"]
        await tab.call(Deciding.solve)
        row = (await tab.shown(Board))["rows"][0]
        assert (row["mentor"], row["is_unwished"]) == ("Coach1 Voorbeeld", False)


async def test_the_length_of_a_list_is_fixed_once_one_was_handed_in(sqlite):
    made = await make_programme(2, 6)
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        await tab.call(Setup.change_length, length=6)
        assert (await tab.shown(Setup))["list_length"] == "6"
        made.programme.list_length = 6
        await hand_in_random_lists(made)
        await tab.call(Setup.change_length, length=3)
        assert (await tab.shown(Board))["problem"]["en"].startswith("2 lists have been handed in")
        shown = await tab.shown(Setup)
        assert (shown["list_length"], shown["is_fixed"]) == ("6", True)


async def test_the_history_names_who_published_and_an_old_run_can_only_be_looked_at(sqlite):
    made, first = await proposed()
    second = await propose(made.coordinator, made.programme.id, Objective.GREEDY)
    await publish(made.coordinator, second)
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher, f"?run={first}")
        shown, runs = await tab.shown(Board), (await tab.shown(History))["runs"]
        assert (shown["stage"], shown["above"]["nl"].endswith("door Tess Voorbeeld")) == ("old", True)
        assert [(one["run_id"], one["is_here"]) for one in runs] == [(str(second), False), (str(first), True)]
        assert runs[0]["status"]["nl"].startswith("geldt nu: ")
        assert runs[0]["status"]["nl"].endswith("Corrie Voorbeeld")


async def test_another_schools_run_is_not_found(sqlite):
    made, run = await proposed()
    cast = await make_cast()
    async with open_hub() as hub:
        tab = await hub.tab(cast.tom, f"/match?run={run}")
        assert set(destinations(await tab.call(Board.load))) == {"/match"}
        assert str(made.mentees[0].enrolment) not in str((await tab.shown(Board))["rows"])


async def test_a_match_is_taken_back_before_the_mails_go_and_not_after(sqlite):
    made = await published()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        assert (await tab.shown(After))["can_withdraw"]
        await tab.call(After.withdraw)
        shown = await tab.shown(Board)
        assert (shown["stage"], shown["said"]["en"]) == (
            "proposal",
            "What you published was taken back. Nobody got a mail.",
        )
        assert await all_of(Pair) == []
        await tab.call(Deciding.publish, run_id=shown["run_id"])
        clock.move(timedelta(minutes=11))
        await tab.call(After.withdraw)
        shown = await tab.shown(Board)
        assert (shown["stage"], shown["problem"]["en"][:24]) == ("published", "The ten minutes are over")
        assert not (await tab.shown(After))["can_withdraw"]
    assert len(await all_of(Pair)) == 6


async def test_sending_the_mails_now_ends_the_time_to_take_it_back(sqlite):
    made = await published()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        await tab.call(After.send_now)
        assert (await tab.shown(Board))["said"]["en"] == "12 mails are on their way."
        assert not (await tab.shown(After))["are_mails_waiting"]


async def test_a_coach_who_leaves_is_named_and_the_repair_is_published(sqlite):
    made = await published(5, 6)
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        row = (await tab.shown(Board))["rows"][0]
        gone = next(one for one in made.mentors if str(one.enrolment) == row["mentor_id"])
        await end_enrolment(made.coordinator, gone.enrolment)
        await tab.call(Board.load)
        assert row["mentee"] in (await tab.shown(After))["drift"][0]["nl"]
        await tab.call(After.repair)
        after = await tab.shown(After)
        assert [one["before"] for one in after["changes"]].count(row["mentor"]) == 1
        assert after["repair_title"]["en"].startswith(f"Repair: {len(after['changes'])} different, ")
        await tab.call(Deciding.publish, run_id=after["repair_id"])
        shown, after = await tab.shown(Board), await tab.shown(After)
        assert (shown["stage"], after["repair_id"], after["has_drift"]) == ("published", "", False)
        assert row["mentor_id"] not in [one["mentor_id"] for one in shown["rows"]]


async def test_without_a_free_place_room_is_made_and_the_repair_gives_everyone_a_coach(sqlite):
    made = await published(5, 5)
    async with open_hub() as hub:
        await end_enrolment(made.coordinator, made.mentors[0].enrolment)
        tab = await opened(hub, made.teacher)
        await tab.call(After.repair)
        assert [one["after"] for one in (await tab.shown(After))["changes"]] == [""]
        await tab.call(Deciding.make_room)
        after = await tab.shown(After)
        assert all(one["after"] for one in after["changes"])
        await tab.call(Deciding.publish, run_id=after["repair_id"])
    assert len([pair for pair in await all_of(Pair) if pair.ended_at is None]) == 5


async def test_substitutes_are_proposed_published_and_ended(sqlite):
    made = await published()
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        await tab.call(After.plan_substitutes)
        plan = await tab.shown(After)
        assert (plan["plan_count"], plan["plan_is_out"], await all_of(Substitute)) == (6, False, [])
        looked = await opened(hub, made.teacher, f"?run={plan['plan_id']}")
        shown = await looked.shown(Board)
        assert (shown["stage"], shown["title"]["en"]) == ("plan", "6 juniors get a substitute")
        assert {row["why"]["en"] for row in shown["rows"]} == {"Has a place"}
        assert not any(row["has_better"] for row in shown["rows"])
        await tab.call(After.publish_substitutes, run_id=plan["plan_id"])
        assert (await tab.shown(After))["plan_is_out"]
        pairs = {pair.mentee_id: pair.mentor_id for pair in await all_of(Pair)}
        assert all(pairs[one.mentee_id] != one.mentor_id for one in await all_of(Substitute))
        await tab.call(After.end_substitutes)
        assert all(one.ended_at for one in await all_of(Substitute))


async def test_a_student_opens_none_of_it(sqlite):
    made = await published()
    async with open_hub() as hub:
        tab = await hub.tab(made.mentees[0], "/match")
        for act in (After.withdraw, After.send_now, After.repair, After.plan_substitutes, Deciding.cancel):
            await tab.call(act)
        assert (await tab.shown(Board))["rows"] == []
    assert len(await all_of(Pair)) == 6


def test_more_than_five_names_are_counted():
    without = tuple(WithoutMentor(uuid.uuid4(), f"J{n}", "arrived") for n in range(7))
    texts = drift_texts(Drift(without, (), (), (), (), ()))
    assert texts[0]["nl"] == "Zonder coach: J0, J1, J2, J3, J4 en nog 2."


async def test_differences_count_who_would_be_left_without_a_coach(sqlite):
    made, _ = await proposed(2, 2)
    found = await board(made.teacher)
    other = {str(mentee.enrolment): [None, None] for mentee in made.mentees}
    rows = differences(found, other)
    assert [row["there_choice"]["nl"] for row in rows] == ["geen coach", "geen coach"]


async def test_the_worst_off_group_is_helped_at_an_equal_profile(sqlite):
    made = await make_programme(14, 8)
    async with db.transaction() as session:
        other = await make_group(session, made.programme, "1B")
        for mentee in made.mentees[::2]:
            (await session.get_one(Enrolment, mentee.enrolment)).group_id = other.id
    await hand_in_random_lists(made, seed=4)
    async with open_hub() as hub:
        tab = await opened(hub, made.teacher)
        await tab.call(Deciding.solve)
        cards, before = (await tab.shown(Board))["cards"], (await tab.shown(Insight))["groups_rows"]
        await tab.call(Setup.even_out, evens=True)
        assert (await tab.shown(Board))["is_stale"]
        await tab.call(Deciding.solve)
        after = (await tab.shown(Insight))["groups_rows"]
        assert (await tab.shown(Board))["cards"] == cards
        assert max(row["mean"]["en"] for row in after) <= max(row["mean"]["en"] for row in before)
        assert (await tab.shown(Setup))["evens_out"]
