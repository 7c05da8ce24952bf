"""The figures: counted as the rules say, for whom may see them, with few people hidden."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.figures.rules.cells import Cell, Seen
from mentorhub.monitoring.figures.service import figures_of
from mentorhub.people.tables import Enrolment, GroupTeacher
from mentorhub.programmes.tables import Programme
from tests.cast import make_cast
from tests.monitoring.figures.making_figures import (
    ago,
    apply,
    call_for_help,
    earlier_programme,
    fill_group,
    meet,
    new_group,
    share_leads,
)

QUERIES = 12
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)  # a Wednesday


@pytest.fixture(autouse=True)
def _at_noon():
    clock.move(NOON - datetime.now(UTC))


async def a_school():
    """Groups C (12 juniors) and D (10), beside A and B with one junior each who has no coach."""
    cast = await make_cast()
    c = await fill_group(await new_group(cast, "C"), cast.corrie, juniors=12, paired=11)
    d = await fill_group(await new_group(cast, "D"), cast.corrie, juniors=10)
    return cast, c, d


def exact(value: int) -> Cell:
    return Cell(Seen.EXACT, value)


async def of(actor, column, **asked):
    found = await figures_of(actor, **asked)
    assert found.now is not None
    return found.now.totals[column]


async def test_a_coordinator_reads_how_many_have_a_coach(database):
    cast, *_ = await a_school()
    part = await of(cast.corrie, "matched")
    # 21 of 24: the three without are too few to tell.
    assert (part.count.seen, part.whole) == (Seen.NEARLY, exact(24))


async def test_first_contact_counts_for_whom_it_was_due_and_is_in_time_within_its_days(
    database,
):
    cast, c, d = await a_school()
    await meet(c.pairs[:6], 50)
    await meet(d.pairs[:8], 20)
    part = await of(cast.corrie, "in_time")
    # All 21 are past their day; 50 days ago was within 30 days of the match, 20 days ago was not.
    assert (part.count, part.whole) == (exact(6), exact(21))


async def test_a_pair_keeps_its_rhythm_until_the_agreed_days_have_gone_by(sqlite):
    cast, c, d = await a_school()
    await meet(c.pairs, 14, rhythm="two_weeks")
    await meet(d.pairs, 15, rhythm="two_weeks")
    part = await of(cast.corrie, "kept")
    assert (part.count, part.whole) == (exact(11), exact(21))


async def test_an_application_counts_in_every_step_that_it_came_to(database):
    cast, c, d = await a_school()
    await apply(c.juniors, "lead", "sent", "interview")
    await apply(d.juniors[:6], "placed", through="mentor")
    await apply(d.juniors[6:], "lead", "rejected")
    found = await figures_of(cast.corrie)
    assert found.now is not None
    counts = {name: found.now.totals[name].count.value for name in ("sent", "interviewed", "placed")}
    assert counts == {"sent": 18, "interviewed": 18, "placed": 6}
    assert found.now.totals["applied"].count.seen is Seen.NEARLY


async def test_who_left_is_counted_only_with_an_internship(sqlite):
    cast, c, _ = await a_school()
    await apply(c.juniors[:1], "placed")
    async with db.transaction() as session:
        for junior in c.juniors[:3]:
            (await session.get_one(Enrolment, junior.id)).ended_at = ago(1)
    assert (await of(cast.corrie, "juniors")).count == exact(22)


async def test_a_teacher_sees_own_groups_as_they_are_and_others_only_when_large_enough(database):
    cast, c, d = await a_school()
    await apply(c.juniors[:2], "placed")
    await apply(d.juniors[:3], "placed")
    async with db.transaction() as session:
        session.add(GroupTeacher(group_id=c.group.id, person_id=cast.timo.person_id))
    found = await figures_of(cast.timo)
    assert found.now is not None
    rows = {row.name: row for row in found.now.rows}
    assert (rows["C"].is_own, rows["C"].parts["placed"].count) == (True, exact(2))
    assert (rows["D"].is_own, rows["D"].parts["placed"].count.value) == (False, None)
    coordinator = {row.name: row for row in (await figures_of(cast.corrie)).now.rows}
    assert {row.parts["placed"].count.value for row in coordinator.values()} <= {0, None}
    assert (await of(cast.corrie, "placed")).count == exact(5)


async def test_the_curve_follows_from_the_match_to_the_placement(database):
    cast, c, _ = await a_school()
    await apply(c.juniors[:11], "placed", days_ago=42)
    found = await figures_of(cast.corrie)
    assert found.now is not None
    (curve,) = found.now.curves.values()
    assert curve is not None
    # Matched 70 days ago: after 28 days, in week 5, 11 of 21 were placed.
    assert [(point.weeks, point.share) for point in curve.points] == [(0, 0), (5, 50)]
    assert (curve.until, curve.median.time, curve.unit) == (11, 5, 5)


async def test_who_leaves_or_ends_without_a_placement_is_followed_only_until_then(sqlite):
    cast, c, d = await a_school()
    await apply(c.juniors[:6], "placed", days_ago=63)
    await apply(d.juniors[:6], "placed", days_ago=7)
    assert (await _curve(cast)).points[-1].share == 55  # 12 of 21
    async with db.transaction() as session:
        for junior in c.juniors[6:]:
            (await session.get_one(Enrolment, junior.id)).ended_at = ago(40)
    # Five were no longer at risk: 1 - (15/21) * (4/10).
    assert (await _curve(cast)).points[-1].share == 70


async def _curve(cast):
    found = await figures_of(cast.corrie)
    assert found.now is not None
    (curve,) = found.now.curves.values()
    assert curve is not None
    return curve


async def test_contact_is_per_pair_and_week_and_told_for_five_pairs_or_more(database):
    cast, c, d = await a_school()
    for days in (69, 62, 55):
        await meet(c.pairs, days)
    await meet(d.pairs[:3], 48)
    found = await figures_of(cast.corrie)
    assert found.now is not None
    (stretches,) = found.now.contact.values()
    assert stretches[0].per_pair > 0
    assert all(one.first_week <= one.last_week for one in stretches)
    starts_on = cast.programmes["north"].starts_on
    three = (ago(48).date() - starts_on).days // 7 + 1
    alone = [one for one in stretches if one.first_week == one.last_week == three]
    assert alone == []


async def test_through_whom_is_told_by_kind_for_five_or_more(sqlite):
    cast, c, d = await a_school()
    await apply(c.juniors[:8], "placed", through="mentor")
    await apply(d.juniors[:3], "placed", through="lead")
    await apply(d.juniors[3:6], "placed", through="own")
    found = await figures_of(cast.corrie)
    assert found.now is not None
    (kinds,) = found.now.through.values()
    assert kinds is not None
    assert (kinds.apart["mentor"], kinds.together, kinds.rest) == (8, ("lead", "own"), 6)


async def test_kinds_of_placements_do_not_add_up_to_a_total_that_is_hidden(sqlite):
    cast, c, d = await a_school()
    other = await earlier_programme(cast, "Logistiek", date(2026, 9, 7))
    made = await fill_group(await new_group(cast, "L", other), cast.corrie, juniors=9)
    await apply([*c.juniors[:8], *d.juniors[:8]], "placed")
    await apply(made.juniors[:3], "placed")
    found = await figures_of(cast.corrie, show="2026")
    assert found.now is not None
    for row, kinds in zip(found.now.rows, found.now.through.values(), strict=True):
        assert (kinds is None) == (row.parts["placed"].count.value is None)


async def test_leads_are_told_when_five_people_shared_them(sqlite):
    cast, c, _ = await a_school()
    await share_leads(c.coaches[:4], each=3)
    assert [one.leads for one in (await figures_of(cast.corrie)).now.leads.values()] == [None]
    await share_leads(c.coaches[4:5])
    assert [one.leads for one in (await figures_of(cast.corrie)).now.leads.values()] == [13]


async def test_help_tells_how_many_called_and_how_fast_they_were_heard(database):
    cast, c, d = await a_school()
    friday = datetime(2026, 11, 13, 12, tzinfo=UTC)
    monday, tuesday = friday + timedelta(days=3), friday + timedelta(days=4)
    await call_for_help(c.juniors[:6], asked=friday, taken=monday)
    await call_for_help(d.juniors[:5], asked=friday, taken=tuesday, category="fit")
    (found,) = (await figures_of(cast.corrie)).now.help.values()
    assert (found.calls, found.fast, found.median_hours) == (11, 6, 72)
    assert found.kinds is not None
    assert {kind: n for kind, n in found.kinds.apart.items() if n} == {"contact": 6, "fit": 5}


async def test_help_of_a_few_is_not_told(sqlite):
    cast, c, _ = await a_school()
    await call_for_help(c.juniors[:4], asked=ago(10), taken=ago(9))
    (found,) = (await figures_of(cast.corrie)).now.help.values()
    assert (found.calls, found.fast, found.median_hours, found.kinds) == (None, None, None, None)
    await call_for_help(c.juniors[4:9], asked=ago(10))
    (found,) = (await figures_of(cast.corrie)).now.help.values()
    # Nine called; the four who were heard would be told by the five who were not.
    assert (found.calls, found.fast, found.median_hours) == (9, None, None)


async def last_year(cast, name="Coaching North"):
    earlier = await earlier_programme(cast, name, date(2025, 9, 1))
    days = (local_day(clock.now(), "Europe/Amsterdam") - date(2025, 10, 1)).days
    made = await fill_group(await new_group(cast, "Toen", earlier), cast.corrie, juniors=20, days_ago=days)
    return earlier, made


async def test_last_year_is_counted_up_to_the_same_day_of_the_programme(database):
    cast, *_ = await a_school()
    _, made = await last_year(cast)
    for juniors, day in ((made.juniors[:7], date(2025, 11, 10)), (made.juniors[7:14], date(2026, 1, 10))):
        days = (clock.now() - datetime.combine(day, datetime.min.time(), UTC)).days
        await apply(juniors, "placed", days_ago=days)
    found = await figures_of(cast.corrie)
    assert found.before is not None
    assert found.before.until == date(2025, 11, 18)
    assert found.before.totals["placed"].count == exact(7)
    assert found.before.rows == ()


async def test_a_year_that_is_over_is_counted_to_its_end(sqlite):
    cast, *_ = await a_school()
    earlier, made = await last_year(cast)
    await apply(made.juniors[:14], "placed", days_ago=100)
    found = await figures_of(cast.corrie, show=str(earlier.id))
    assert found.now is not None
    assert (found.now.until, found.before) == (earlier.ends_on, None)


async def test_a_coordinator_reads_a_whole_school_year_by_programme(database):
    cast, *_ = await a_school()
    other = await earlier_programme(cast, "Logistiek", date(2026, 9, 7))
    await fill_group(await new_group(cast, "L", other), cast.corrie, juniors=9)
    found = await figures_of(cast.corrie, show="2026")
    assert found.now is not None
    assert {row.name: row.parts["juniors"].count for row in found.now.rows} == {
        "Coaching North": exact(24),
        "Logistiek": exact(9),
    }
    assert (found.now.totals["juniors"].count, len(found.now.curves)) == (exact(33), 2)


async def test_a_page_about_a_programme_hides_what_the_year_would_tell(sqlite):
    cast, c, _ = await a_school()
    other = await earlier_programme(cast, "Logistiek", date(2026, 9, 7))
    made = await fill_group(await new_group(cast, "L", other), cast.corrie, juniors=9)
    await apply(c.juniors[:8], "placed")
    await apply(made.juniors[:3], "placed")
    year, north, logistics = [
        await of(cast.corrie, "placed", show=show)
        for show in ("2026", str(cast.programmes["north"].id), str(other.id))
    ]
    assert logistics.count.seen is Seen.FEW
    assert None in (year.count.value, north.count.value)


async def test_another_school_and_another_programme_are_not_found(database):
    cast, *_ = await a_school()
    other = await earlier_programme(cast, "Logistiek", date(2026, 9, 7))
    for actor, show in (
        (cast.cas, str(cast.programmes["north"].id)),
        (cast.tess, str(other.id)),
        (cast.tess, "2026"),
        (cast.corrie, "2024"),
        (cast.corrie, "x"),
        (cast.bram, ""),
        (cast.amina, str(cast.programmes["north"].id)),
    ):
        with pytest.raises(NotFound):
            await figures_of(actor, show)
    with pytest.raises(NotFound):
        await figures_of(cast.corrie, "", str(other.id))


async def test_the_number_of_queries_does_not_grow_with_groups(database):
    cast = await make_cast()
    counts = []
    for names in (("C",), ("D", "E")):
        for name in names:
            made = await fill_group(await new_group(cast, name), cast.corrie, juniors=6)
            await meet(made.pairs, 30, rhythm="week")
        counts.append(await _queries(cast.corrie))
    assert counts == [QUERIES, QUERIES]


async def _queries(actor) -> int:
    said = []
    engine = db.engine().sync_engine

    def note(_connection, _cursor, statement, *_rest):
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        await figures_of(actor)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in said)


async def test_a_school_without_a_programme_has_nothing_to_choose(sqlite):
    cast = await make_cast()
    async with db.transaction() as session:
        await session.delete(await session.get_one(Programme, cast.programmes["south"].id))
    found = await figures_of(cast.cas)
    assert (found.chosen, found.now, found.choices.shown) == (None, None, ())


async def test_a_programme_that_has_yet_to_begin_has_figures_without_people(database):
    cast = await make_cast()
    later = await earlier_programme(cast, "Later", local_day(clock.now(), "Europe/Amsterdam") + timedelta(30))
    found = await figures_of(cast.corrie, show=str(later.id))
    assert found.now is not None
    assert (found.now.totals["juniors"].count, found.now.rows) == (exact(0), ())


async def test_a_pause_takes_a_pair_out_of_the_rhythm_and_an_end_too(sqlite):
    cast, c, d = await a_school()
    await meet([*c.pairs, *d.pairs], 3, rhythm="week")
    async with db.transaction() as session:
        for pair in c.pairs[:6]:
            (await session.get_one(Pair, pair.id)).ended_at = ago(1)
    part = await of(cast.corrie, "kept")
    assert (part.count, part.whole) == (exact(15), exact(15))


def test_noon_is_a_working_day_in_the_school():
    assert NOON.astimezone(ZoneInfo("Europe/Amsterdam")).weekday() == 2


async def test_who_teaches_every_group_sees_the_curve_and_each_week_of_contact(sqlite):
    cast, c, d = await a_school()
    async with db.transaction() as session:
        for group in (*[one.juniors[0].group_id for one in (c, d)], cast.groups["a"].id, cast.groups["b"].id):
            if await session.get(GroupTeacher, (group, cast.tess.person_id)) is None:
                session.add(GroupTeacher(group_id=group, person_id=cast.tess.person_id))
    await apply(c.juniors[:2], "placed")
    await meet(c.pairs[:1], 10)
    mine, other = (await figures_of(cast.tess)).now, (await figures_of(cast.corrie)).now
    assert mine is not None
    assert other is not None
    assert [curve is None for curve in mine.curves.values()] == [False]
    assert [curve is None for curve in other.curves.values()] == [True]
    (stretches,) = mine.contact.values()
    assert all(one.first_week == one.last_week for one in stretches)


async def test_the_page_begins_with_a_programme_of_this_year_that_has_pairs(sqlite):
    cast, *_ = await a_school()
    await earlier_programme(cast, "Tonight", date(2026, 11, 1))
    found = await figures_of(cast.corrie)
    assert found.chosen is not None
    assert found.chosen.name == "Coaching North"


@pytest.mark.parametrize(
    ("names", "held"),
    [
        (("Techniek 2025-2026", "Coaching North 2025-2026"), "Coaching North 2025-2026"),
        (("Techniek 2025-2026",), "Techniek 2025-2026"),
        (("Techniek 2025-2026", "Zorg 2025-2026"), None),
    ],
)
async def test_a_programme_is_held_against_the_one_of_its_own_name(sqlite, names, held):
    cast, *_ = await a_school()
    for name in names:
        await earlier_programme(cast, name, date(2025, 9, 1))
    found = await figures_of(cast.corrie)
    assert (found.before.name if found.before else None) == held
