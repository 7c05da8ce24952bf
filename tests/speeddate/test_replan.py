"""Planning again in the middle of an evening: past rounds stay, rounds to come follow who is there."""

from mentorhub.core import db
from mentorhub.speeddate.service.planning import create, replan, speed_date_for
from tests.cast import make_cast
from tests.speeddate.evenings import evening, fill, plan_of, replan_with


async def test_past_rounds_stay_and_an_absent_one_gets_no_seat(database: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 5, 5)
    chosen = await create(cast.tess, evening(cast, "a", rounds=5))
    before = await plan_of(cast.tess, chosen)
    await replan_with(cast.tess, chosen, 3, cast.bram, state="absent")
    after = await plan_of(cast.tess, chosen)
    assert {s for s in after if s[0] < 3} == {s for s in before if s[0] < 3}
    assert cast.bram.enrolment not in {s[2] for s in after if s[0] >= 3}
    assert len([s for s in after if s[0] == 3]) == 5
    async with db.reading() as session:
        speed_date = await speed_date_for(session, cast.tess, chosen)
    assert speed_date.plan_version == 2


async def test_a_late_junior_gets_seats_from_the_next_round_with_people_not_met(database: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 3, 3)
    chosen = await create(cast.tess, evening(cast, "a", rounds=4))
    await replan_with(cast.tess, chosen, 1, cast.bram, state="absent")
    await replan_with(cast.tess, chosen, 3, cast.bram, state="present", from_round=3)
    seats = await plan_of(cast.tess, chosen)
    assert sorted(s[0] for s in seats if s[2] == cast.bram.enrolment) == [3, 4]
    assert len({s[2:] for s in seats}) == len(seats)


async def test_who_leaves_has_no_seat_afterwards_and_coaches_keep_their_table(database: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 4, 4)
    chosen = await create(cast.tess, evening(cast, "a", rounds=4))
    table_of = {s[3]: s[1] for s in await plan_of(cast.tess, chosen)}
    await replan_with(cast.tess, chosen, 3, cast.amina, state="left", last_round=2)
    seats = await plan_of(cast.tess, chosen)
    assert cast.amina.enrolment not in {s[3] for s in seats if s[0] > 2}
    assert cast.amina.enrolment in {s[3] for s in seats if s[0] <= 2}
    assert all(table_of[s[3]] == s[1] for s in seats)


async def test_rounds_can_become_fewer_than_those_held(sqlite: str) -> None:
    cast = await make_cast()
    chosen = await create(cast.corrie, evening(cast, "a", "b", rounds=2))
    before = await plan_of(cast.corrie, chosen)
    async with db.transaction() as session:
        speed_date = await speed_date_for(session, cast.corrie, chosen, lock=True)
        await replan(session, speed_date, from_round=3)
    assert await plan_of(cast.corrie, chosen) == before
