"""The board's rows: who handed in, why each pair, whether it still holds; own programme only."""

import pytest
from sqlalchemy import event
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import NotFound
from mentorhub.core.texts import LANGUAGES, catalogue
from mentorhub.matching.rules import MatchingError, Objective
from mentorhub.matching.service.board import board
from mentorhub.matching.service.deciding import (
    least_places,
    make_room,
    rule_and_solve,
    set_capacity,
    solve_again,
)
from mentorhub.matching.service.preferences import handed_in_count, save_list, take_back
from mentorhub.matching.service.publishing import publish
from mentorhub.matching.service.runs import AlreadyPublished, propose, set_rule
from mentorhub.matching.state.board_rows import cards, line_rows, moved_text, ordinal, picked, refusal_text
from mentorhub.matching.tables import Proposal
from mentorhub.matching.wording import own_reason_text, reason_text
from mentorhub.people.tables import Enrolment
from tests.cast import make_cast
from tests.matching.making import add_speed_date, hand_in_random_lists, make_programme


async def count_queries(actor):
    statements = []

    def on_execute(connection, cursor, statement, parameters, context, executemany):
        statements.append(statement)

    engine = db.engine().sync_engine
    event.listen(engine, "before_cursor_execute", on_execute)
    await board(actor)
    event.remove(engine, "before_cursor_execute", on_execute)
    return len([statement for statement in statements if statement.startswith("SELECT")])


async def test_before_a_proposal_the_board_says_who_has_not_handed_in(database):
    made = await make_programme(3, 2)
    await hand_in_random_lists(made)
    await take_back(made.mentees[1], 2)
    found = await board(made.teacher)
    assert (found.run, found.mentees, found.places, found.list_length) == (None, 3, 2, 2)
    assert found.waiting == ("Junior1 Voorbeeld",)


@pytest.mark.parametrize("mentees", [3, 30])
async def test_the_board_takes_thirteen_queries_for_three_and_for_thirty(database, mentees):
    made = await make_programme(mentees, mentees)
    await hand_in_random_lists(made)
    await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    assert await count_queries(made.coordinator) == 13


async def test_the_board_shows_every_junior_with_choice_and_reason(database):
    made = await make_programme(6, 6)
    await hand_in_random_lists(made)
    await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    found = await board(made.teacher)
    rows = line_rows(found)
    assert [row["mentee"] for row in rows] == [f"Junior{n} Voorbeeld" for n in range(6)]
    assert len({row["mentor"] for row in rows}) == 6
    assert all(row["why"][language] for row in rows for language in LANGUAGES)
    assert not found.run.is_stale
    assert found.run.is_optimal
    shown = cards(found.run, found.list_length)
    assert [card["is_chosen"] for card in shown] == [True, False, False]
    assert all(sum(bar["count"] for bar in card["bars"]) == 6 for card in shown)


async def test_a_changed_list_makes_the_proposal_outdated_until_it_is_computed_again(database):
    made = await make_programme(3, 4)
    await hand_in_random_lists(made)
    await propose(made.teacher, made.programme.id, Objective.GREEDY)
    await save_list(made.mentees[0], [made.mentors[0].enrolment], 2)
    assert (await board(made.teacher)).run.is_stale
    await solve_again(made.teacher, made.programme.id)
    run = (await board(made.teacher)).run
    assert (run.is_stale, run.objective) == (False, "greedy")


async def test_a_pinned_and_a_forbidden_pair_stand_on_the_board(database):
    made = await make_programme(3, 3)
    await hand_in_random_lists(made)
    pair = made.mentees[0].enrolment, made.mentors[1].enrolment
    ban = made.mentees[1].enrolment, made.mentors[2].enrolment
    await rule_and_solve(made.teacher, made.programme.id, *pair, "pin")
    await rule_and_solve(made.teacher, made.programme.id, *ban, "forbid")
    found = await board(made.teacher)
    pinned = [(line.mentee_id, line.mentor_id) for line in found.run.lines if line.is_pinned]
    assert (pinned, found.forbidden) == ([pair], (ban,))


async def test_a_rule_that_cannot_hold_is_taken_back(database):
    made = await make_programme(2, 2)
    first, second = (mentee.enrolment for mentee in made.mentees)
    mentor = made.mentors[0].enrolment
    await rule_and_solve(made.teacher, made.programme.id, first, mentor, "pin")
    with pytest.raises(MatchingError) as refused:
        await rule_and_solve(made.teacher, made.programme.id, second, mentor, "pin")
    found = await board(made.teacher)
    assert not found.run.is_stale
    assert "Coach0 Voorbeeld" in refusal_text(refused.value, found.names)["nl"]
    assert "Junior1 Voorbeeld" in refusal_text(refused.value, found.names)["en"]


async def test_more_juniors_than_places_get_room_with_one_click(database):
    made = await make_programme(5, 3)
    await set_capacity(made.coordinator, made.programme.id, made.mentors[0].enrolment, 0)
    assert await make_room(made.teacher, made.programme.id) == 3
    found = await board(made.teacher)
    assert found.places == 6
    assert all(line.mentor_id and line.mentor_id != made.mentors[0].enrolment for line in found.run.lines)


@pytest.mark.parametrize(
    ("places", "mentees", "least"),
    [
        ([1, 1], 2, 1),
        ([1, 1], 3, 2),
        ([4, 1], 5, 1),
        ([4, 1], 6, 2),
        ([], 3, 1),
        ([1], 0, 1),
        ([1] * 3, 7, 3),
    ],
)
def test_places_are_raised_no_more_than_needed(places, mentees, least):
    assert least_places(places, mentees) == least


async def test_after_publishing_the_board_says_when_and_by_whom_also_of_who_left(database):
    made = await make_programme(2, 2)
    await hand_in_random_lists(made)
    await publish(made.coordinator, await propose(made.teacher, made.programme.id, Objective.GENEROUS))
    async with db.transaction() as session:
        gone = await session.get_one(Enrolment, made.mentees[0].enrolment)
        gone.ended_at = gone.created_at
    run = (await board(made.teacher)).run
    assert (run.published_by, run.is_stale, len(run.lines)) == ("Corrie Voorbeeld", False, 2)
    with pytest.raises(AlreadyPublished):
        await make_room(made.teacher, made.programme.id)


async def test_another_school_and_students_find_no_board(database):
    made, cast = await make_programme(1, 1), await make_cast()
    for actor in (made.mentees[0], made.mentors[0], cast.corrie, cast.tess):
        with pytest.raises(NotFound):
            await board(actor, made.programme.id)
    assert (await board(cast.tess)).programme_id == cast.programmes["north"].id


async def test_lists_are_counted_among_those_who_met_somebody(database):
    made = await make_programme(3, 4)
    await hand_in_random_lists(made)
    async with db.transaction() as session:
        seats = [(made.mentees[n], made.mentors[n]) for n in (0, 1)]
        speed_date = await add_speed_date(session, made, met=seats, ranking_minutes=10)
    await take_back(made.mentees[0], 2)
    async with db.reading() as session:
        assert await handed_in_count(session, speed_date) == (1, 2)


async def test_a_choice_that_was_filled_in_is_never_told_as_ones_own(database):
    made = await make_programme(2, 4)
    async with db.transaction() as session:
        await add_speed_date(session, made, met=[(made.mentees[0], made.mentors[3])], ranking_minutes=10)
    await save_list(made.mentees[1], [made.mentors[0].enrolment], 0)
    await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    rows = line_rows(await board(made.teacher))
    assert [row["mentor"] for row in rows] == ["Coach3 Voorbeeld", "Coach0 Voorbeeld"]
    assert rows[0]["why"]["nl"].startswith("Lijst niet vol")
    assert rows[1]["why"]["nl"] == "Eerste keuze, en er was plek"
    async with db.reading() as session:
        lines = (await session.exec(select(Proposal))).all()
    told = {line.mentee_id: own_reason_text(line.own_reason)["en"] for line in lines}
    assert told[made.mentees[0].enrolment] == "Your list was not full. You two spoke at the speed date."
    assert told[made.mentees[1].enrolment] == "This was your first choice."


async def test_filter_and_search_leave_the_right_lines(sqlite):
    made = await make_programme(4, 3)
    await hand_in_random_lists(made)
    pair = made.mentees[2].enrolment, made.mentors[0].enrolment
    await set_rule(made.teacher, made.programme.id, *pair, "pin")
    await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    rows = line_rows(await board(made.teacher))
    assert [row["mentee"] for row in picked(rows, "pinned", "")] == ["Junior2 Voorbeeld"]
    assert {row["mentor"] for row in picked(rows, "beyond", "")} == {""}
    assert [row["mentee"] for row in picked(rows, "all", " JUNIOR3 ")] == ["Junior3 Voorbeeld"]
    assert len(picked(rows, "no_fit", "")) == 4
    changed = [row | {"mentor_id": "x"} for row in rows[:2]] + rows[2:]
    assert moved_text(rows, changed)["nl"].startswith("2 ")
    assert moved_text(rows, changed, rows[0]["mentee_id"])["en"].startswith("1 ")


def test_ordinals_in_both_languages():
    assert [ordinal(n)["en"] for n in (1, 2, 3, 4, 10)] == ["1st", "2nd", "3rd", "4th", "10th"]
    assert ordinal(2)["nl"] == "2e"


def test_every_refusal_of_the_rules_has_its_words():
    refusals = MatchingError.__subclasses__()
    assert len(refusals) > 10
    for refusal in (MatchingError, *refusals):
        texts = catalogue()[f"matching.rules.{refusal.code}"]
        facts = set(refusal.__dataclass_fields__)
        for language in LANGUAGES:
            assert texts[language].format(**dict.fromkeys(facts, "x"))


@pytest.mark.parametrize(
    ("reason", "dutch"),
    [
        ({"kind": "first_choice", "fit": 0}, "eerste keuze, en er was plek"),
        ({"kind": "first_choice", "fit": 1, "mentor": "b"}, "1 kwaliteit samen"),
        ({"kind": "pinned", "fit": 3, "mentor": "b"}, "door jou vastgezet; 3 kwaliteiten samen"),
        (
            {"kind": "better_choice_costs", "reason": {"choice": "a", "without_choice": 1}},
            "met A zou één junior meer geen eigen keuze krijgen",
        ),
        (
            {
                "kind": "better_choice_costs",
                "source": "met",
                "round_met": 6,
                "mentor": "b",
                "reason": {"choice": "a", "decided_by": "rank", "moves": [{"rank_from": 1, "rank_to": 2}]},
            },
            "met A zou 1 ander een latere keuze krijgen; sprak B in ronde 6",
        ),
        (
            {"kind": "better_choice_costs", "reason": {"choice": "a", "decided_by": "lottery"}},
            "even goed met A; het lot besliste",
        ),
        (
            {"kind": "better_choices_not_possible", "reason": {"choice": "a", "obstacle": "forbidden"}},
            "A is voor dit duo verboden",
        ),
        (
            {"kind": "better_choice_costs", "filled": True, "reason": {"choice": "a", "without_choice": 2}},
            "lijst niet vol, aangevuld met gesprekken; met A zouden 2 juniors meer geen eigen keuze krijgen",
        ),
    ],
)
def test_reasons_say_what_stood_in_the_way_and_what_speaks_for_the_pair(reason, dutch):
    assert reason_text(reason, str.upper)["nl"] == dutch
