"""The board's rows: who handed in, why each pair, whether it still holds; own programme only."""

import pytest
from sqlalchemy import event

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
async def test_the_board_takes_twenty_queries_for_three_and_for_thirty(database, mentees):
    made = await make_programme(mentees, mentees)
    await hand_in_random_lists(made)
    await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    assert await count_queries(made.coordinator) == 20


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
        await propose(made.teacher, made.programme.id, Objective.GREEDY)


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


def test_every_refusal_of_the_rules_has_its_words():
    refusals = MatchingError.__subclasses__()
    assert len(refusals) > 10
    for refusal in (MatchingError, *refusals):
        texts = catalogue()[f"matching.rules.{refusal.code}"]
        facts = set(refusal.__dataclass_fields__)
        for language in LANGUAGES:
            assert texts[language].format(**dict.fromkeys(facts, "x"))


async def test_an_older_proposal_can_be_looked_at_with_its_terms_and_what_else_there_was(database):
    made = await make_programme(4, 4)
    await hand_in_random_lists(made)
    old = await propose(made.coordinator, made.programme.id, Objective.GREEDY)
    pin = made.mentees[0].enrolment, made.mentors[0].enrolment
    await set_rule(made.teacher, made.programme.id, *pin, "pin")
    new = await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    now, then = await board(made.teacher), await board(made.teacher, made.programme.id, old)
    assert (now.run.run_id, now.open_id, now.run.is_old, now.run.is_stale) == (new, new, False, False)
    assert (then.run.run_id, then.run.is_old, then.run.is_stale) == (old, True, True)
    assert (then.run.created_by, then.run.objective) == ("Corrie Voorbeeld", "greedy")
    assert (then.run.terms["pins"], now.run.terms["pins"], now.run.terms["list_length"]) == (0, 1, 4)
    greedy = now.run.alternatives["greedy"][str(pin[0])]
    assert (set(now.run.alternatives), greedy[0]) == ({"generous", "greedy", "stable"}, str(pin[1]))
    assert {str(line.mentee_id): [str(line.mentor_id), line.rank] for line in now.run.lines} == (
        now.run.alternatives["generous"]
    )


async def test_the_board_finds_no_run_of_another_programme(database):
    made, other = await make_programme(1, 1), await make_programme(1, 1, "Oost")
    run_id = await propose(other.teacher, other.programme.id, Objective.GENEROUS)
    with pytest.raises(NotFound):
        await board(made.teacher, made.programme.id, run_id)


async def test_every_group_has_its_mean_rank_on_the_board(database):
    made = await make_programme(2, 2)
    for mentee in made.mentees:
        await save_list(mentee, [mentor.enrolment for mentor in made.mentors], 0)
    await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    (group,) = (await board(made.teacher)).run.outlook["spread"]
    assert (group["name"], group["mentees"], group["mean"]) == ("1A", 2, [3, 2])


async def test_after_a_rule_that_cannot_hold_the_proposal_still_holds(database):
    made = await make_programme(2, 2)
    first, second = (mentee.enrolment for mentee in made.mentees)
    mentor = made.mentors[0].enrolment
    await rule_and_solve(made.teacher, made.programme.id, first, mentor, "pin")
    with pytest.raises(MatchingError, match="pin_over_capacity"):
        await rule_and_solve(made.teacher, made.programme.id, second, mentor, "pin")
    found = await board(made.teacher)
    assert (found.run.is_stale, found.run.terms["pins"]) == (False, 1)
