"""The teacher's list: own groups only, the most urgent first, a fixed number of queries, nothing private."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import event

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.monitoring import service
from mentorhub.monitoring.rules import Watch
from mentorhub.monitoring.service import View
from mentorhub.monitoring.tables import Snooze, StaffAct
from mentorhub.programmes.tables import Programme
from tests.cast import make_cast, make_person
from tests.monitoring.making_search import add_application, add_lead, add_placement
from tests.pairs.making import add_appointment, add_contact, make_pair


def days_ago(days):
    return local_day(clock.now(), "Europe/Amsterdam") - timedelta(days=days)


async def north_pairs(cast):
    """Group A late, group B fine; South has a late pair of its own."""
    a = await make_pair(cast.bram, cast.amina, days_ago=33)
    b = await make_pair(cast.daan, cast.chaima, days_ago=20)
    await add_contact(b, cast.daan, days_ago(2))
    await make_pair(cast.zoe, cast.yara, days_ago=50)
    return a, b


async def write(*rows):
    async with db.transaction() as session:
        session.add_all(rows)


async def states(actor, **view):
    found = await service.attention_list(actor, View(**view))
    return {line.pair_id: line.attention.state for line in found.lines}


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
    assert (line.mentee_group, line.mentor_group) == ("B", "B")
    assert (line.attention.state, line.attention.days) == (Watch.FINE, 2)
    assert line.weeks == (0, 0, 0, 0, 0, 0, 0, 1)
    assert (line.reminded_on, line.may_remind, line.last_act, line.is_placed) == (None, True, None, False)


async def test_the_figures_come_with_their_whole_and_follow_the_filter(database):
    cast = await make_cast()
    _, b = await north_pairs(cast)
    planned = clock.now() + timedelta(days=2)
    await add_appointment(b, cast.daan, planned, place="Kantine")
    whole = await service.attention_list(cast.corrie)
    assert whole.figures == service.Figures(
        pairs=2,
        first_contact=1,
        quiet=0,
        planned=1,
        needed=1,
        states={Watch.LATE: 1, Watch.NO_LEADS: 1, Watch.FINE: 1},
    )
    assert [group.name for group in whole.groups] == ["A", "B"]
    assert [(each.name, each.is_over) for each in whole.programmes] == [("Coaching North", False)]
    only_b = await service.attention_list(cast.corrie, View(group_id=cast.groups["b"].id))
    assert (only_b.figures.pairs, only_b.figures.planned, only_b.found) == (1, 1, 1)
    assert only_b.lines[0].appointment_on == local_day(planned, "Europe/Amsterdam")


async def test_a_state_is_found_also_where_it_is_the_lesser_finding(database):
    cast = await make_cast()
    a, b = await north_pairs(cast)
    assert await states(cast.corrie, state=Watch.NO_LEADS) == {a: Watch.LATE}
    assert await states(cast.corrie, state=Watch.FINE) == {b: Watch.FINE}
    assert await states(cast.corrie, state=Watch.QUIET) == {}


async def test_another_groups_schools_or_programmes_filter_is_not_found(database):
    cast = await make_cast()
    await north_pairs(cast)
    for actor, group in ((cast.tess, "b"), (cast.tess, "z"), (cast.corrie, "z"), (cast.cas, "a")):
        with pytest.raises(NotFound):
            await service.attention_list(actor, View(group_id=cast.groups[group].id))
    for actor in (cast.tess, cast.corrie):
        with pytest.raises(NotFound):
            await service.attention_list(actor, View(programme_id=cast.programmes["south"].id))
    with pytest.raises(NotFound):
        await service.attention_list(cast.corrie, View(group_id=uuid.uuid4()))


@pytest.mark.parametrize("name", ["bram", "amina"])
async def test_students_see_no_list_and_no_file(sqlite, name):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    actor = cast.actors[name]
    with pytest.raises(NotFound):
        await service.attention_list(actor)
    with pytest.raises(NotFound):
        await service.pair_file(actor, pair)


async def test_what_ended_is_only_shown_when_asked_for(database):
    cast = await make_cast()
    a, b = await north_pairs(cast)
    async with db.transaction() as session:
        (await session.get_one(Pair, a)).ended_at = clock.now() - timedelta(days=3)
    assert await states(cast.corrie) == {b: Watch.FINE}
    assert await states(cast.corrie, state=Watch.ENDED) == {a: Watch.ENDED}
    async with db.transaction() as session:
        (await session.get_one(Programme, cast.programmes["north"].id)).ended_at = clock.now()
    assert await states(cast.corrie) == {}
    assert await states(cast.corrie, state=Watch.ENDED) == {a: Watch.ENDED, b: Watch.ENDED}


async def snooze(actor, pair, urgency, days=5):
    await write(
        Snooze(
            pair_id=pair,
            person_id=actor.person_id,
            school_id=actor.school,
            until_on=days_ago(-days),
            urgency=urgency,
            at=clock.now(),
        )
    )


async def test_a_snoozed_pair_is_away_for_who_put_it_away_until_its_day(database):
    cast = await make_cast()
    a, _ = await north_pairs(cast)
    [line] = (await service.attention_list(cast.tess)).lines
    await snooze(cast.tess, a, line.attention.urgency)
    away = await service.attention_list(cast.tess)
    assert (away.lines, away.figures.needed, away.figures.snoozed, away.figures.pairs) == ((), 0, 1, 1)
    [line] = (await service.attention_list(cast.tess, View(snoozed=True))).lines
    assert line.snoozed_until == days_ago(-5)
    assert a in await states(cast.corrie)
    clock.move(timedelta(days=4))
    assert await states(cast.tess) == {}
    clock.move(timedelta(days=5))
    assert await states(cast.tess) == {a: Watch.LATE}


async def test_a_more_urgent_state_ends_a_snooze(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=20)
    [line] = (await service.attention_list(cast.tess)).lines
    await snooze(cast.tess, pair, line.attention.urgency, days=30)
    assert await states(cast.tess) == {}
    clock.move(timedelta(days=3))
    assert await states(cast.tess) == {pair: Watch.DUE}


async def test_a_mentee_needs_leads_until_one_is_there_and_then_an_application_that_was_sent(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=60)
    await add_contact(pair, cast.bram, days_ago(1))
    both = (Watch.NO_APPLICATION, (Watch.NO_LEADS,))

    async def now():
        [line] = (await service.attention_list(cast.tess)).lines
        return line.attention.state, line.attention.also

    await add_lead(cast.corrie, cast.programmes["north"], audience="programme")
    assert await now() == both
    await add_lead(cast.amina, cast.programmes["north"], audience="programme")
    assert await now() == (Watch.NO_APPLICATION, ())
    await add_application(cast.bram, "prepared")
    assert await now() == (Watch.NO_APPLICATION, ())
    await add_application(cast.bram, "withdrawn", came=("lead", "sent"))
    assert await now() == (Watch.FINE, ())


async def test_an_internship_that_begins_soon_needs_an_agreement_in_its_history(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=60)
    other = await make_pair(cast.daan, cast.chaima, days_ago=60)
    for one, by in ((pair, cast.bram), (other, cast.daan)):
        await add_contact(one, by, days_ago(1))
    await add_placement(cast.bram, days_ago(-10), came=("sent", "offer", "placed"))
    await add_placement(cast.daan, days_ago(-10), came=("sent", "agreement", "placed"))
    found = await service.attention_list(cast.corrie)
    assert [(line.pair_id, line.attention.state) for line in found.lines] == [
        (pair, Watch.NO_AGREEMENT),
        (other, Watch.FINE),
    ]
    assert (found.lines[0].attention.day, found.figures.placed) == (days_ago(-10), 2)


async def test_an_offer_on_a_lead_that_begins_soon_needs_an_agreement(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=20)
    await add_contact(pair, cast.bram, days_ago(1))
    lead = await add_lead(cast.amina, cast.programmes["north"], starts_on=days_ago(-14))
    offered = await add_application(cast.bram, "offer", lead_id=lead)
    assert await states(cast.tess) == {pair: Watch.NO_AGREEMENT}
    async with db.transaction() as session:
        row = await session.get_one(type(offered), offered.id)
        row.step = "agreement"
    assert await states(cast.tess) == {pair: Watch.FINE}


async def test_the_latest_act_of_staff_or_the_hub_stands_in_the_line(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=33)
    school = {"school_id": cast.tess.school, "pair_id": pair, "detail": {}}
    before = clock.now() - timedelta(days=2)
    await write(StaffAct(**school, kind="talk", by_person_id=cast.tess.person_id, at=before))
    [line] = (await service.attention_list(cast.corrie)).lines
    assert line.last_act == service.LastAct("talk", days_ago(2), "Tess Voorbeeld")
    await write(StaffAct(**school, kind="checked_in", by_person_id=None, at=clock.now()))
    [line] = (await service.attention_list(cast.corrie)).lines
    assert line.last_act == service.LastAct("checked_in", days_ago(0), "")


async def count_queries(actor):
    statements = []

    def on_execute(connection, cursor, statement, parameters, context, executemany):
        statements.append(statement)

    engine = db.engine().sync_engine
    event.listen(engine, "before_cursor_execute", on_execute)
    await service.attention_list(actor)
    event.remove(engine, "before_cursor_execute", on_execute)
    return len([statement for statement in statements if statement.startswith("SELECT")])


async def test_the_list_takes_as_many_queries_for_one_pair_as_for_three(database):
    cast = await make_cast()
    first = await make_pair(cast.bram, cast.amina, days_ago=33)
    await add_contact(first, cast.bram, days_ago(3))
    assert await count_queries(cast.corrie) == 17
    for mentee, mentor in ((cast.daan, cast.chaima), (cast.daan, cast.amina)):
        pair = await make_pair(mentee, mentor, days_ago=20)
        await add_contact(pair, mentee, days_ago(1))
    assert await count_queries(cast.corrie) == 17


async def test_the_list_turns_pages_of_fifty_and_the_most_urgent_is_on_the_first(sqlite):
    cast = await make_cast()
    north = cast.schools["north"], cast.programmes["north"], cast.groups["a"]
    async with db.transaction() as session:
        mentees = [await make_person(session, f"M{n}", Role.MENTEE, *north) for n in range(51)]
    pairs = [await make_pair(mentee, cast.amina, days_ago=n) for n, mentee in enumerate(mentees)]
    first = await service.attention_list(cast.tess)
    last = await service.attention_list(cast.tess, View(page=9))
    assert (len(first.lines), first.page, first.pages) == (50, 1, 2)
    assert (len(last.lines), last.page, last.figures.pairs) == (1, 2, 51)
    assert first.lines[0].pair_id == pairs[50]
    urgencies = [line.attention.urgency for line in (*first.lines, *last.lines)]
    assert urgencies == sorted(urgencies, reverse=True)
    assert first.figures.needed == 51 - 14
