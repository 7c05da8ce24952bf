"""What is printed of an evening: the plan, the seats as they are, who is left out, and for whom."""

import uuid

import pytest

from mentorhub.core.actor import NotFound
from mentorhub.speeddate.paper.service import evening_paper, person_paper
from tests.speeddate.evening import make_evening


def talks(route):
    """A route as (round, table) of each talk."""
    return {(stop.round, stop.table) for stop in route.stops if stop.kind == "talk"}


async def seats_of(evening):
    """Each person's (round, table), from the plan itself."""
    found = {}
    for number, table, mentee, mentor in await evening.seats():
        for person in (mentee, mentor):
            found.setdefault(person, set()).add((number, table))
    return found


async def test_routes_and_walls_of_a_draft_are_those_of_the_plan(database):
    evening = await make_evening(mentees=5, mentors=4)
    paper = await evening_paper(evening.cast.tess, evening.id)
    seats = await seats_of(evening)
    assert {route.enrolment_id: talks(route) for route in paper.routes} == {
        person.enrolment: seats.get(person.enrolment, set()) for person in evening.everyone
    }
    wall = {(one.round, table.table) for one in paper.rounds for table in one.tables}
    assert wall == {(number, table) for number, table, _, _ in await evening.seats()}
    assert [len(one.waiting) for one in paper.rounds] == [1, 1, 1]


async def test_a_route_names_the_other_and_the_group_and_a_coach_keeps_one_table(database):
    evening = await make_evening()
    paper = await evening_paper(evening.cast.tess, evening.id)
    names = {person.enrolment: person.first_name for person in evening.everyone}
    met = {(number, mentee): names[mentor] for number, _, mentee, mentor in await evening.seats()}
    for route in paper.routes:
        assert {stop.group for stop in route.stops} == {"A"}
        if route.is_junior:
            assert {(s.round, route.enrolment_id): s.other for s in route.stops}.items() <= met.items()
        else:
            assert {stop.table for stop in route.stops} == {route.own_table}


async def test_a_running_evening_is_printed_as_people_sit_and_without_who_is_absent(database):
    evening = await make_evening(mentees=4, mentors=3)
    absent = evening.mentees[2]
    await evening.begin(without=[absent])
    await evening.leave(evening.mentees[1])
    paper = await evening_paper(evening.cast.tess, evening.id)
    seats = await seats_of(evening)
    routes = {route.enrolment_id: route for route in paper.routes}
    assert absent.enrolment not in routes
    assert {one: talks(route) for one, route in routes.items()} == {one: seats[one] for one in routes}
    left = routes[evening.mentees[1].enrolment]
    assert [stop.kind for stop in left.stops] == ["talk", "away", "away"]
    assert [one.begins is None for one in paper.rounds] == [True, False, False]


async def test_a_pause_is_on_the_route_and_a_coach_stays_at_the_own_table_in_it(database):
    evening = await make_evening(mentees=2, mentors=3, rounds=3)
    paper = await evening_paper(evening.cast.tess, evening.id)
    pauses = [stop for route in paper.routes for stop in route.stops if stop.kind == "pause"]
    assert len(pauses) == 3
    assert all(stop.table for stop in pauses)
    assert not any(stop.other for stop in pauses)


async def test_one_person_gets_the_same_route_as_in_the_whole(database):
    evening = await make_evening()
    whole = {one.enrolment_id: one for one in (await evening_paper(evening.cast.tess, evening.id)).routes}
    for person in (evening.mentees[1], evening.mentors[2]):
        one = await person_paper(evening.cast.tess, evening.id, person.enrolment)
        assert (one.routes, one.rounds) == ((whole[person.enrolment],), ())


@pytest.mark.parametrize("who", ["timo", "tom", "cas", "bram", "amina"])
async def test_for_anyone_else_there_is_no_paper(database, who):
    evening = await make_evening()
    actor = evening.cast.actors[who]
    with pytest.raises(NotFound):
        await evening_paper(actor, evening.id)
    with pytest.raises(NotFound):
        await person_paper(actor, evening.id, evening.mentees[0].enrolment)


async def test_who_is_not_expected_has_no_route(database):
    evening = await make_evening()
    await evening.leave(evening.mentees[3])
    for stranger in (evening.cast.daan.enrolment, evening.mentees[3].enrolment, uuid.uuid4()):
        with pytest.raises(NotFound):
            await person_paper(evening.cast.tess, evening.id, stranger)
    with pytest.raises(NotFound):
        await evening_paper(evening.cast.tess, uuid.uuid4())
