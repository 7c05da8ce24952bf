"""The board's rows as the page shows them: choice, reason and refusal in words, filters and search."""

import pytest
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.texts import LANGUAGES
from mentorhub.matching.rules import MatchingError, Objective
from mentorhub.matching.service.board import board
from mentorhub.matching.service.deciding import rule_and_solve
from mentorhub.matching.service.preferences import save_list
from mentorhub.matching.service.runs import propose, set_rule
from mentorhub.matching.state.board_rows import cards, ordinal, refusal_text
from mentorhub.matching.state.line_rows import line_rows, moved_text, picked
from mentorhub.matching.tables import Proposal
from mentorhub.matching.wording import own_reason_text, reason_text
from tests.matching.making import add_speed_date, hand_in_random_lists, make_programme


async def test_the_board_shows_every_junior_with_choice_and_reason(database):
    made = await make_programme(6, 6)
    await hand_in_random_lists(made)
    await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    found = await board(made.teacher)
    rows = line_rows(found, {})
    assert [row["mentee"] for row in rows] == [f"Junior{n} Voorbeeld" for n in range(6)]
    assert len({row["mentor"] for row in rows}) == 6
    assert all(row["why"][language] for row in rows for language in LANGUAGES)
    assert not found.run.is_stale
    assert found.run.is_optimal
    shown = cards(found.run, found.list_length)
    assert [card["is_chosen"] for card in shown] == [True, False, False]
    assert all(sum(bar["count"] for bar in card["bars"]) == 6 for card in shown)


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


async def test_a_choice_that_was_filled_in_is_never_told_as_ones_own(database):
    made = await make_programme(2, 4)
    async with db.transaction() as session:
        await add_speed_date(session, made, met=[(made.mentees[0], made.mentors[3])], ranking_minutes=10)
    await save_list(made.mentees[1], [made.mentors[0].enrolment], 0)
    await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    rows = line_rows(await board(made.teacher), {})
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
    rows = line_rows(await board(made.teacher), {})
    assert [row["mentee"] for row in picked(rows, "pinned", "")] == ["Junior2 Voorbeeld"]
    assert {row["mentor"] for row in picked(rows, "beyond", "")} == {""}
    assert [row["mentee"] for row in picked(rows, "all", " JUNIOR3 ")] == ["Junior3 Voorbeeld"]
    assert len(picked(rows, "no_fit", "")) == 4
    changed = [row | {"mentor_id": "x"} for row in rows[:2]] + rows[2:]
    assert " 2 juniors " in moved_text(rows, changed)["nl"]
    assert " 1 junior " in moved_text(rows, changed, rows[0]["mentee_id"])["en"]


def test_ordinals_in_both_languages():
    assert [ordinal(n)["en"] for n in (1, 2, 3, 4, 10)] == ["1st", "2nd", "3rd", "4th", "10th"]
    assert ordinal(2)["nl"] == "2e"


@pytest.mark.parametrize(
    ("reason", "dutch"),
    [
        ({"kind": "first_choice", "fit": 0}, "eerste keuze, en er was plek"),
        ({"kind": "first_choice", "fit": 1, "mentor": "b"}, "1 kwaliteit samen"),
        ({"kind": "pinned", "fit": 3, "mentor": "b"}, "door jou vastgezet; 3 kwaliteiten samen"),
        (
            {
                "kind": "better_choice_costs",
                "reason": {"choice": "a", "obstacle": "costs", "without_choice": 1},
            },
            "met A zou één junior meer geen eigen keuze krijgen",
        ),
        (
            {
                "kind": "better_choice_costs",
                "source": "met",
                "round_met": 6,
                "mentor": "b",
                "reason": {
                    "choice": "a",
                    "obstacle": "costs",
                    "decided_by": "rank",
                    "later": 1,
                },
            },
            "met A zou 1 ander een latere keuze krijgen; sprak B in ronde 6",
        ),
        (
            {
                "kind": "better_choice_costs",
                "reason": {"choice": "a", "obstacle": "costs", "decided_by": "lottery"},
            },
            "even goed met A; het lot besliste",
        ),
        (
            {"kind": "better_choices_not_possible", "reason": {"choice": "a", "obstacle": "forbidden"}},
            "A is voor dit duo verboden",
        ),
        (
            {
                "kind": "better_choice_costs",
                "filled": True,
                "reason": {"choice": "a", "obstacle": "costs", "without_choice": 2},
            },
            "lijst niet vol, aangevuld met gesprekken; met A zouden 2 juniors meer geen eigen keuze krijgen",
        ),
    ],
)
def test_reasons_say_what_stood_in_the_way_and_what_speaks_for_the_pair(reason, dutch):
    assert reason_text(reason, str.upper)["nl"] == dutch
