"""Beside the figures: placed last year on this day, for who may know it, and since when help waits."""

import uuid
from datetime import date, timedelta

from mentorhub.core import clock, db
from mentorhub.core.actor import Role
from mentorhub.internships.tables import Application, Company, Placement
from mentorhub.monitoring.service import View, compared
from mentorhub.people.tables import GroupTeacher
from mentorhub.programmes.tables import Programme
from tests.cast import make_cast, make_group, make_person
from tests.monitoring.making import day
from tests.pairs.making import make_pair
from tests.pairs.making_help import ask, take


async def last_year(cast, juniors, placed_days_ago):
    """A programme that began a year earlier, with a group of Tess; each day is that of one placement."""
    north = cast.schools["north"]
    async with db.transaction() as session:
        programme = Programme(
            school_id=north.id,
            name="Coaching 2025",
            starts_on=date(2025, 9, 1),
            ends_on=date(2026, 7, 1),
            created_at=clock.now() - timedelta(days=365),
            ended_at=clock.now() - timedelta(days=100),
        )
        session.add(programme)
        await session.flush()
        group = await make_group(session, programme, "A")
        session.add(GroupTeacher(group_id=group.id, person_id=cast.tess.person_id))
        company = Company(school_id=north.id, name="Vos", plain_name="vos", created_at=clock.now())
        session.add(company)
        await session.flush()
        for number in range(juniors):
            junior = await make_person(session, f"J{number}", Role.MENTEE, north, programme, group)
            if number < len(placed_days_ago):
                await place(session, junior, company, placed_days_ago[number])
    return programme


async def place(session, junior, company, days_ago):
    at = clock.now() - timedelta(days=365) + timedelta(days=-days_ago)
    who = {"school_id": junior.school, "programme_id": junior.programme_id, "mentee_id": junior.enrolment}
    found = Application(
        **who, company_id=company.id, step="placed", once_key=uuid.uuid4().hex, created_at=at, changed_at=at
    )
    session.add(found)
    await session.flush()
    session.add(
        Placement(
            **who,
            company_id=company.id,
            application_id=found.id,
            through="own",
            starts_on=day(-200),
            ends_on=day(-100),
            created_at=at,
        )
    )


async def beside(cast, name, **view):
    programme = cast.programmes["north"].id
    return (await compared(cast.actors[name], View(**view), [programme])).placed_before


async def test_only_who_was_placed_by_this_day_last_year_counts(database):
    cast = await make_cast()
    await last_year(cast, 6, [30, 1, -1, -60])
    assert await beside(cast, "corrie") == 2
    assert await beside(cast, "tess") == 2
    assert await beside(cast, "corrie", group_id=cast.groups["a"].id) is None


async def test_a_teacher_without_a_group_then_has_no_year_before(sqlite):
    cast = await make_cast()
    await last_year(cast, 6, [30])
    assert await beside(cast, "timo") is None


async def test_of_fewer_than_five_only_their_own_teacher_reads_the_number(sqlite):
    cast = await make_cast()
    await last_year(cast, 4, [30])
    assert await beside(cast, "corrie") is None
    assert await beside(cast, "tess") == 1


async def test_without_a_programme_a_year_earlier_nothing_is_compared(sqlite):
    cast = await make_cast()
    assert await beside(cast, "corrie") is None


async def test_help_waits_since_the_oldest_call_that_nobody_has(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    call = await ask(cast.bram, pair)
    assert (await compared(cast.tess, View(), [])).help_since == day()
    assert (await compared(cast.timo, View(), [])).help_since is None
    await take(cast.corrie, call)
    assert (await compared(cast.tess, View(), [])).help_since is None
