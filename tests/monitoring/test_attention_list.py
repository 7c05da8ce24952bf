"""The teacher's list: own groups only, the most urgent first, a fixed number of queries, nothing private."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import event

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.monitoring import service
from mentorhub.monitoring.rules import Watch
from tests.cast import make_cast, make_person
from tests.pairs.making import add_appointment, add_contact, make_pair


def days_ago(days):
    return local_day(clock.now(), "Europe/Amsterdam") - timedelta(days=days)


async def north_pairs(cast):
    """Group A late, group B fine; South has a late pair of its own."""
    a = await make_pair(cast.bram, cast.amina, days_ago=33)
    b = await make_pair(cast.daan, cast.chaima, days_ago=40)
    await add_contact(b, cast.daan, days_ago(2))
    await make_pair(cast.zoe, cast.yara, days_ago=50)
    return a, b


async def test_a_teacher_sees_the_pairs_of_own_groups_and_a_coordinator_the_whole_school(database):
    cast = await make_cast()
    a, b = await north_pairs(cast)
    seen = {
        name: [line.pair_id for line in (await service.attention_list(cast.actors[name])).lines]
        for name in ("tess", "timo", "corrie")
    }
    assert seen == {"tess": [a], "timo": [b], "corrie": [a, b]}


async def test_a_pair_across_two_groups_is_seen_by_both_teachers(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.chaima)
    for teacher in (cast.tess, cast.timo):
        assert [line.pair_id for line in (await service.attention_list(teacher)).lines] == [pair]


async def test_a_line_says_who_why_and_how_the_weeks_went(database):
    cast = await make_cast()
    await north_pairs(cast)
    line = (await service.attention_list(cast.timo)).lines[0]
    assert (line.mentee, line.mentor) == ("Daan Voorbeeld", "Chaima Voorbeeld")
    assert (line.attention.state, line.attention.days) == (Watch.FINE, 2)
    assert line.weeks == (0, 0, 0, 0, 0, 0, 0, 1)
    assert (line.reminded_on, line.may_remind) == (None, True)


async def test_the_figures_come_with_their_whole_and_follow_the_filter(database):
    cast = await make_cast()
    _, b = await north_pairs(cast)
    planned = clock.now() + timedelta(days=2)
    await add_appointment(b, cast.daan, planned, place="Kantine")
    whole = await service.attention_list(cast.corrie)
    assert whole.figures == service.Figures(pairs=2, first_contact=1, quiet=0, planned=1, needed=1)
    assert [group.name for group in whole.groups] == ["A", "B"]
    only_b = await service.attention_list(cast.corrie, cast.groups["b"].id)
    assert only_b.figures == service.Figures(pairs=1, first_contact=1, quiet=0, planned=1, needed=0)
    assert only_b.lines[0].appointment_on == local_day(planned, "Europe/Amsterdam")


async def test_another_groups_or_schools_filter_is_not_found(database):
    cast = await make_cast()
    await north_pairs(cast)
    for actor, group in ((cast.tess, "b"), (cast.tess, "z"), (cast.corrie, "z"), (cast.cas, "a")):
        with pytest.raises(NotFound):
            await service.attention_list(actor, cast.groups[group].id)
    with pytest.raises(NotFound):
        await service.attention_list(cast.corrie, uuid.uuid4())


@pytest.mark.parametrize("name", ["bram", "amina"])
async def test_students_see_no_list_and_no_file(sqlite, name):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    actor = cast.actors[name]
    with pytest.raises(NotFound):
        await service.attention_list(actor)
    with pytest.raises(NotFound):
        await service.pair_file(actor, pair)
    with pytest.raises(NotFound):
        await service.remind(actor, pair)


async def count_queries(actor):
    statements = []

    def on_execute(connection, cursor, statement, parameters, context, executemany):
        statements.append(statement)

    engine = db.engine().sync_engine
    event.listen(engine, "before_cursor_execute", on_execute)
    await service.attention_list(actor)
    event.remove(engine, "before_cursor_execute", on_execute)
    return len([statement for statement in statements if statement.startswith("SELECT")])


async def test_the_list_takes_seven_queries_for_one_pair_and_for_three(database):
    cast = await make_cast()
    first = await make_pair(cast.bram, cast.amina, days_ago=33)
    await add_contact(first, cast.bram, days_ago(3))
    assert await count_queries(cast.corrie) == 7
    for mentee, mentor in ((cast.daan, cast.chaima), (cast.daan, cast.amina)):
        pair = await make_pair(mentee, mentor, days_ago=20)
        await add_contact(pair, mentee, days_ago(1))
        await service.remind(cast.corrie, pair)
    assert await count_queries(cast.corrie) == 7


async def test_the_list_turns_pages_of_fifty_and_the_most_urgent_is_on_the_first(sqlite):
    cast = await make_cast()
    north = cast.schools["north"], cast.programmes["north"], cast.groups["a"]
    async with db.transaction() as session:
        mentees = [await make_person(session, f"M{n}", Role.MENTEE, *north) for n in range(51)]
    pairs = [await make_pair(mentee, cast.amina, days_ago=n) for n, mentee in enumerate(mentees)]
    first = await service.attention_list(cast.tess)
    last = await service.attention_list(cast.tess, page=9)
    assert (len(first.lines), first.page, first.pages) == (50, 1, 2)
    assert (len(last.lines), last.page, last.figures.pairs) == (1, 2, 51)
    assert first.lines[0].pair_id == pairs[50]
    urgencies = [line.attention.urgency for line in (*first.lines, *last.lines)]
    assert urgencies == sorted(urgencies, reverse=True)
    assert first.figures.needed == 51 - 14
