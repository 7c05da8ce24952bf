"""The ledger: whose network opened which door, for whom staff see, without reasons or next actions."""

import uuid
from datetime import timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.internships.service import applications, ledger
from mentorhub.internships.service.ledger.values import Opener
from mentorhub.internships.service.staff_scope import seen_mentees
from mentorhub.internships.state.ledger import LedgerState
from tests.cast import make_cast
from tests.internships.making_applications import (
    PERIOD,
    introduce,
    make_application,
    make_lead,
    move,
    place,
    version_of,
)
from tests.pairs.making import make_pair
from tests.tab import destinations, open_hub


async def a_year():
    """Bram is placed through Amina's lead; Daan only talked somewhere, through Chaima's."""
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina, days_ago=40)
    await make_pair(cast.daan, cast.chaima, days_ago=40)
    lead = await make_lead(cast.amina, "DSV", mentee=cast.bram, days_ago=3)
    await introduce(lead, cast.bram, cast.amina)
    one = await make_application(cast.bram, "DSV", lead_id=lead)
    await move(cast.bram, one, "sent", "interview")
    await place(cast.bram, one, applications.Placed(PERIOD.starts_on, PERIOD.ends_on, "mentor"))
    other = await make_application(cast.daan, "Vos", lead_id=await make_lead(cast.chaima, mentee=cast.daan))
    await move(cast.daan, other, "interview", "sent")
    return cast, one


def row_of(found, actor):
    (one,) = [one for one in found.openers if one.person_id == actor.person_id]
    return one.leads, one.introductions, one.applications, one.interviews, one.placements


async def test_a_coordinator_reads_who_opened_which_door(database):
    cast, _ = await a_year()
    found = await ledger.ledger_of(cast.corrie)
    assert row_of(found, cast.amina) == (1, 1, 1, 1, 1)
    assert row_of(found, cast.chaima) == (1, 0, 1, 1, 0)
    assert (found.totals.mentees, found.totals.applied, found.totals.interviewed, found.totals.placed) == (
        2,
        2,
        2,
        1,
    )


async def test_the_chain_runs_from_lead_to_placement(database):
    cast, one = await a_year()
    (chain,) = (await ledger.ledger_of(cast.corrie)).chains
    assert (chain.application_id, chain.mentee, chain.company) == (one, "Bram Voorbeeld", "DSV")
    assert (chain.through, chain.opener, chain.group) == ("mentor", "Amina Voorbeeld", "A")
    assert chain.lead_on is not None
    assert chain.introduced_on is not None
    assert chain.lead_on < chain.introduced_on <= chain.applied_on <= chain.placed_on
    assert chain.starts_on == PERIOD.starts_on


async def test_a_teacher_reads_own_groups_alone(database):
    cast, _ = await a_year()
    tess, timo = await ledger.ledger_of(cast.tess), await ledger.ledger_of(cast.timo)
    assert [one.name for one in tess.openers] == ["Amina Voorbeeld"]
    assert (tess.totals.placed, tess.totals.mentees, len(tess.chains)) == (1, 1, 1)
    assert [one.name for one in timo.openers] == ["Chaima Voorbeeld"]
    assert (timo.totals.placed, timo.totals.mentees, timo.chains) == (0, 1, ())
    assert [group.name for group in timo.groups] == ["B"]


async def test_a_teacher_of_the_coach_reads_the_junior_too(sqlite):
    cast = await make_cast()
    await make_pair(cast.daan, cast.amina)
    assert (await ledger.ledger_of(cast.tess)).totals.mentees == 2


async def test_another_school_reads_nothing(database):
    cast, _ = await a_year()
    for name in ("tom", "cas"):
        found = await ledger.ledger_of(cast.actors[name])
        assert (found.openers, found.chains, found.totals.mentees) == ((), (), 1)


async def test_a_group_that_is_not_ones_own_is_not_found(database):
    cast, _ = await a_year()
    for name, group in (("tess", "b"), ("corrie", "z"), ("cas", "a")):
        with pytest.raises(NotFound):
            await ledger.ledger_of(cast.actors[name], cast.groups[group].id)
    assert (await ledger.ledger_of(cast.corrie, cast.groups["b"].id)).totals.placed == 0
    assert (await ledger.ledger_of(cast.corrie, cast.groups["a"].id)).totals.placed == 1


@pytest.mark.parametrize("name", ["bram", "amina"])
async def test_students_have_no_ledger(sqlite, name):
    cast, _ = await a_year()
    with pytest.raises(NotFound):
        await ledger.ledger_of(cast.actors[name])


async def test_an_interview_counts_also_after_going_back(sqlite):
    cast, _ = await a_year()
    assert row_of(await ledger.ledger_of(cast.timo), cast.chaima)[3] == 1


async def test_a_placement_taken_back_leaves_the_ledger(sqlite):
    cast, one = await a_year()
    await applications.take_placement_back(cast.bram, one, await version_of(one))
    found = await ledger.ledger_of(cast.corrie)
    assert (found.chains, found.totals.placed, row_of(found, cast.amina)[4]) == ((), 0, 0)


async def test_the_curve_ends_at_the_number_of_placed_mentees(database):
    cast, _ = await a_year()
    by_week = (await ledger.ledger_of(cast.corrie)).by_week
    assert by_week[-1] == 1
    assert list(by_week) == sorted(by_week)
    assert (await ledger.ledger_of(cast.timo)).by_week[-1] == 0


def opener(name, **counts):
    numbers = dict.fromkeys(("leads", "introductions", "applications", "interviews", "placements"), 0)
    return Opener(person_id=uuid.uuid4(), name=name, role="mentor", **(numbers | counts))


def test_who_opened_doors_is_sorted_by_the_number_asked_for_then_by_name():
    people = [opener("Zoë", leads=9), opener("Bram", placements=1), opener("amina", leads=9)]

    def names(sort):
        return [one.name for one in ledger.in_order(people, sort)]

    assert names("placements") == ["Bram", "amina", "Zoë"]
    assert names("leads") == ["amina", "Zoë", "Bram"]
    assert names("name") == ["amina", "Bram", "Zoë"]
    assert names("?") == names("placements")


async def quiet(actor, **more):
    async with db.reading() as session:
        found = await ledger.quiet_searches(session, seen_mentees(actor), **more)
    return [(one.mentee, one.weeks) for one in found]


async def test_who_has_nothing_new_for_weeks_stands_still(database):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina, days_ago=30)
    await make_pair(cast.daan, cast.chaima, days_ago=27)
    assert await quiet(cast.corrie) == [("Bram Voorbeeld", 4)]
    assert await quiet(cast.corrie, weeks=3) == [("Bram Voorbeeld", 4), ("Daan Voorbeeld", 3)]
    assert await quiet(cast.timo) == await quiet(cast.cas) == []


async def test_a_new_lead_or_application_counts_and_the_placed_are_not_meant(database):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina, days_ago=60)
    await make_pair(cast.daan, cast.chaima, days_ago=60)
    await make_lead(cast.amina, mentee=cast.bram)
    one = await make_application(cast.daan)
    assert await quiet(cast.corrie) == []
    clock.move(timedelta(weeks=5))
    assert await quiet(cast.corrie) == [("Bram Voorbeeld", 5), ("Daan Voorbeeld", 5)]
    await place(cast.daan, one)
    assert await quiet(cast.corrie) == [("Bram Voorbeeld", 5)]


async def test_the_page_keeps_group_and_order_in_the_address(sqlite):
    cast, _ = await a_year()
    group = str(cast.groups["a"].id)
    async with open_hub() as hub:
        tab = await hub.tab(cast.corrie, f"/ledger?group={group}&sort=leads&page=9")
        await tab.call(LedgerState.load)
        shown = await tab.shown(LedgerState)
        assert (shown["placed"], shown["mentees"], shown["sort"], shown["page"]) == (1, 1, "leads", 1)
        assert shown["export"] == f"/ledger.xlsx?group={group}"
        assert [row["name"] for row in shown["openers"]] == ["Amina Voorbeeld"]
        assert len(shown["chains"][0]["links"]) == 4
        assert shown["weeks"][-1]["placed"] == 1
        sorted_by_name = await tab.call(LedgerState.choose_sort, sort="name")
        assert destinations(sorted_by_name) == [f"/ledger?group={group}&sort=name"]


async def test_staff_put_a_placement_right_from_the_ledger(sqlite):
    cast, one = await a_year()
    form = {"application_id": str(one), "starts_on": "2027-03-01", "ends_on": "2027-06-25", "through": "own"}
    async with open_hub() as hub:
        tab = await hub.tab(cast.tess, "/ledger")
        await tab.call(LedgerState.load)
        version = (await tab.shown(LedgerState))["chains"][0]["version"]
        await tab.call(LedgerState.correct, form=form | {"version": str(version)})
        row = (await tab.shown(LedgerState))["chains"][0]
        assert (row["starts_on"], row["by"]) == ("2027-03-01", "own")
        await tab.call(LedgerState.take_back, application_id=str(one), version=version)
        assert (await tab.shown(LedgerState))["said_tone"] == "soon"
        await tab.call(LedgerState.take_back, application_id=str(one), version=row["version"])
        assert (await tab.shown(LedgerState))["placed"] == 0


async def test_a_strange_group_in_the_address_leads_back_to_the_ledger(sqlite):
    cast, _ = await a_year()
    async with open_hub() as hub:
        for asked in (str(cast.groups["b"].id), "x"):
            tab = await hub.tab(cast.tess, f"/ledger?group={asked}")
            assert set(destinations(await tab.call(LedgerState.load))) == {"/ledger"}
