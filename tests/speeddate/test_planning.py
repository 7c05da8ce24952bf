"""Planning a speed date: whose it is, who is expected, and seats that change only for rounds to come."""

import uuid

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.guard import digest
from mentorhub.people.tables import Enrolment
from mentorhub.speeddate.service.planning import (
    PlanRefused,
    beam_key,
    change,
    create,
    people_of,
    plan_again,
    seats_in,
    speed_date_for,
)
from mentorhub.speeddate.service.qualities import save_qualities
from mentorhub.speeddate.tables import SpeedDate
from tests.cast import make_cast, make_school
from tests.speeddate.evenings import evening, fill, plan_of


async def test_a_new_speed_date_expects_everybody_of_its_groups_and_has_seats(database: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 4, 4)
    chosen = await create(cast.tess, evening(cast, "a"))
    async with db.reading() as session:
        speed_date = await speed_date_for(session, cast.tess, chosen)
        people = await people_of(session, speed_date)
        first = await seats_in(session, chosen, 1)
    assert (len(people), speed_date.phase, speed_date.plan_version) == (10, "draft", 1)
    assert [p.full_name.split()[-1] for p in people] == sorted(p.full_name.split()[-1] for p in people)
    assert {p.state for p in people} == {"expected"}
    assert {p.table_number for p in people if p.role == "mentor"} == {1, 2, 3, 4, 5}
    assert [seat.table_number for seat in first] == [1, 2, 3, 4, 5]
    assert len({seat[2:] for seat in await plan_of(cast.tess, chosen)}) == 15


async def test_seats_follow_what_people_look_for(database: str) -> None:
    cast = await make_cast()
    await save_qualities(cast.bram, "seeks", ["ambitious", "keeps_promises"])
    await save_qualities(cast.chaima, "fits", ["ambitious", "keeps_promises"])
    chosen = await create(cast.corrie, evening(cast, "a", "b", rounds=1))
    assert (cast.bram.enrolment, cast.chaima.enrolment) in {
        seat[2:] for seat in await plan_of(cast.corrie, chosen)
    }


async def test_a_teacher_plans_for_own_groups_only(database: str) -> None:
    cast = await make_cast()
    for actor, groups in (
        (cast.tess, "b"),
        (cast.tess, "ab"),
        (cast.tom, "a"),
        (cast.cas, "a"),
        (cast.bram, "a"),
    ):
        with pytest.raises(NotFound):
            await create(actor, evening(cast, *groups))
    with pytest.raises(NotFound):
        await create(cast.tess, evening(cast, group_ids=(uuid.uuid4(),)))


async def test_a_speed_date_is_found_by_its_teachers_and_its_school_only(database: str) -> None:
    cast = await make_cast()
    chosen = await create(cast.tess, evening(cast, "a"))
    shared = await create(cast.corrie, evening(cast, "a", "b"))
    async with db.reading() as session:
        for actor, which in (
            (cast.tess, chosen),
            (cast.corrie, chosen),
            (cast.timo, shared),
            (cast.tess, shared),
        ):
            assert (await speed_date_for(session, actor, which)).id == which
        for actor in (cast.timo, cast.tom, cast.cas, cast.bram, cast.amina):
            with pytest.raises(NotFound):
                await speed_date_for(session, actor, chosen)
    for actor in (cast.timo, cast.tom, cast.cas, cast.bram):
        with pytest.raises(NotFound):
            await change(actor, chosen, evening(cast, "a"))
        with pytest.raises(NotFound):
            await plan_again(actor, chosen)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"name": "   "}, "name"),
        ({"name": "n" * 81}, "name"),
        ({"group_ids": ()}, "groups"),
        ({"rounds": 0}, "rounds"),
        ({"rounds": 31}, "rounds"),
        ({"round_seconds": 10}, "minutes"),
        ({"changeover_seconds": -1}, "changeover"),
        ({"break_minutes": 121}, "break"),
        ({"tables": 0}, "tables"),
    ],
)
async def test_a_plan_that_makes_no_evening_is_refused(
    sqlite: str, wrong: dict[str, object], reason: str
) -> None:
    cast = await make_cast()
    with pytest.raises(PlanRefused) as refused:
        await create(cast.tess, evening(cast, "a", **wrong))
    assert refused.value.reason == reason


async def test_groups_of_two_programmes_do_not_mix(sqlite: str) -> None:
    cast = await make_cast()
    async with db.transaction() as session:
        group = cast.groups["b"]
        _, other = await make_school(session, "East")
        other.school_id = group.school_id
        group.programme_id = other.id
        session.add_all([other, group])
    with pytest.raises(PlanRefused) as refused:
        await create(cast.corrie, evening(cast, "a", "b"))
    assert refused.value.reason == "programme"


async def test_a_draft_changed_expects_the_new_groups_and_forgets_the_old(database: str) -> None:
    cast = await make_cast()
    chosen = await create(cast.corrie, evening(cast, "a"))
    await change(cast.corrie, chosen, evening(cast, "b", name=" Later ", rounds=1))
    async with db.reading() as session:
        speed_date = await speed_date_for(session, cast.timo, chosen)
        people = await people_of(session, speed_date)
        with pytest.raises(NotFound):
            await speed_date_for(session, cast.tess, chosen)
    assert (speed_date.name, {p.first_name for p in people}) == ("Later", {"Chaima", "Daan"})
    assert {seat[0] for seat in await plan_of(cast.timo, chosen)} == {1}


async def test_a_teacher_keeps_a_group_that_is_in_but_adds_no_group_of_another(sqlite: str) -> None:
    cast = await make_cast()
    shared = await create(cast.corrie, evening(cast, "a", "b"))
    await change(cast.tess, shared, evening(cast, "a", "b", name="Samen"))
    own = await create(cast.tess, evening(cast, "a"))
    with pytest.raises(NotFound):
        await change(cast.tess, own, evening(cast, "a", "b"))


async def test_planning_again_takes_in_who_came_to_the_group_and_lets_go_who_left(database: str) -> None:
    cast = await make_cast()
    chosen = await create(cast.tess, evening(cast, "a"))
    await fill(cast, "a", 1, 1)
    async with db.transaction() as session:
        gone = await session.get_one(Enrolment, cast.bram.enrolment)
        gone.ended_at = clock.now()
    await plan_again(cast.tess, chosen)
    async with db.reading() as session:
        people = await people_of(session, await speed_date_for(session, cast.tess, chosen))
    assert {p.first_name for p in people} == {"Amina", "P0", "P1"}
    assert cast.bram.enrolment not in {seat[2] for seat in await plan_of(cast.tess, chosen)}


async def test_once_the_doors_are_open_the_plan_is_the_room_s(sqlite: str) -> None:
    cast = await make_cast()
    chosen = await create(cast.tess, evening(cast, "a"))
    await set_phase(chosen, "lobby")
    for attempt in (change(cast.tess, chosen, evening(cast, "a")), plan_again(cast.tess, chosen)):
        with pytest.raises(PlanRefused) as refused:
            await attempt
        assert refused.value.reason == "begun"


async def set_phase(chosen: uuid.UUID, phase: str) -> None:
    async with db.transaction() as session:
        (await session.get_one(SpeedDate, chosen)).phase = phase


async def test_a_group_of_coaches_only_can_be_planned_and_has_no_seats(sqlite: str) -> None:
    cast = await make_cast()
    async with db.transaction() as session:
        (await session.get_one(Enrolment, cast.bram.enrolment)).ended_at = clock.now()
    chosen = await create(cast.tess, evening(cast, "a"))
    assert await plan_of(cast.tess, chosen) == set()


async def test_the_key_of_the_projector_can_be_shown_again_and_only_its_digest_is_stored(sqlite: str) -> None:
    cast = await make_cast()
    one, two = await create(cast.tess, evening(cast, "a")), await create(cast.tess, evening(cast, "a"))
    async with db.reading() as session:
        first, second = [await speed_date_for(session, cast.tess, x) for x in (one, two)]
    assert len(beam_key(first)) == 32
    assert digest(beam_key(first)) == first.beam_digest
    assert beam_key(first) != beam_key(second)
    assert first.room_code != second.room_code
