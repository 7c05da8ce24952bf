"""A placement: recorded once, told to who coached and who teaches, corrected for a day, later by staff."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from mentorhub.core import clock
from mentorhub.core.actor import NotFound
from mentorhub.internships.service import applications as service
from mentorhub.internships.state.application import ApplicationState
from tests.cast import make_cast
from tests.internships.making_applications import (
    PERIOD,
    application,
    as_if_sent,
    end,
    mails,
    make_application,
    make_lead,
    move,
    place,
    placements,
    version_of,
)
from tests.pairs.making import make_pair
from tests.tab import open_hub


async def a_placed_application(through="own", lead_by=None):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    lead = await make_lead(cast.actors[lead_by]) if lead_by else None
    one = await make_application(cast.bram, lead_id=lead)
    await place(cast.bram, one, replace(PERIOD, through=through))
    return cast, one


async def test_two_taps_at_once_record_one_placement(database):
    cast = await make_cast()
    one = await make_application(cast.bram)
    done = await asyncio.gather(
        service.place(cast.bram, one, PERIOD, 0),
        service.place(cast.bram, one, PERIOD, 0),
        return_exceptions=True,
    )
    assert sorted(type(x).__name__ for x in done) == ["ChangedMeanwhile", "NoneType"]
    (placement,) = await placements()
    assert (placement.application_id, placement.starts_on) == (one, PERIOD.starts_on)
    assert (await application(one)).step == "placed"


async def test_a_placed_application_is_not_placed_moved_or_ended_again(sqlite):
    cast, one = await a_placed_application()
    for work in (place(cast.bram, one), end(cast.bram, one, "other"), move(cast.bram, one, "sent")):
        with pytest.raises(service.ApplicationRefused):
            await work
    assert len(await placements()) == 1


async def test_coach_and_teacher_of_the_group_hear_it_and_nobody_else(database):
    cast, _ = await a_placed_application()
    sent = await mails("placement")
    assert {mail.person_id for mail in sent} == {cast.amina.person_id, cast.tess.person_id}
    assert {mail.subject for mail in sent} == {"Bram Voorbeeld heeft een stage!"}


async def test_nobody_gets_a_flood_of_mails_of_one_mentee(sqlite):
    cast, one = await a_placed_application()
    await as_if_sent()
    for _ in range(6):
        await service.take_placement_back(cast.bram, one, await version_of(one))
        await place(cast.bram, one)
        await as_if_sent()
    told = [mail.person_id for mail in await mails("placement")]
    assert (told.count(cast.tess.person_id), told.count(cast.amina.person_id)) == (4, 4)


@pytest.mark.parametrize("ends", [-1, 1200])
async def test_a_period_that_cannot_be_is_refused(sqlite, ends):
    cast = await make_cast()
    one = await make_application(cast.bram)
    period = replace(PERIOD, ends_on=PERIOD.starts_on + timedelta(days=ends))
    with pytest.raises(service.ApplicationRefused, match="period"):
        await place(cast.bram, one, period)
    with pytest.raises(service.ApplicationRefused, match="through"):
        await place(cast.bram, one, replace(PERIOD, through="magic"))
    assert await placements() == []


@pytest.mark.parametrize(("by", "through"), [("amina", "mentor"), ("chaima", "lead"), ("tess", "staff")])
async def test_the_form_proposes_whose_door_it_was_and_that_person_is_kept(sqlite, by, through):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    one = await make_application(cast.bram, lead_id=await make_lead(cast.actors[by]))
    file = await service.application_file(cast.bram, one)
    assert file.proposed.through == through
    await place(cast.bram, one, file.proposed)
    assert (await placements())[0].through_person_id == cast.actors[by].person_id


async def test_without_a_lead_it_is_found_by_the_mentee_or_through_the_own_coach(sqlite):
    cast, one = await a_placed_application()
    assert (await placements())[0].through_person_id is None
    await service.correct_placement(cast.bram, one, replace(PERIOD, through="mentor"), await version_of(one))
    (placement,) = await placements()
    assert (placement.through, placement.through_person_id) == ("mentor", cast.amina.person_id)


async def test_own_luck_with_a_lead_gives_nobody_the_credit(sqlite):
    await a_placed_application("own", lead_by="amina")
    assert (await placements())[0].through_person_id is None


async def test_the_mentee_takes_it_back_within_a_day_and_the_mails_with_it(database):
    cast, one = await a_placed_application()
    await service.take_placement_back(cast.bram, one, await version_of(one))
    assert (await placements(), await mails("placement")) == ([], [])
    assert (await application(one)).step == "lead"
    await place(cast.bram, one)
    assert len(await placements()) == 1
    assert len(await mails("placement")) == 2


async def test_after_a_day_only_staff_corrects(database):
    cast, one = await a_placed_application()
    clock.move(timedelta(days=1, minutes=1))
    later = replace(PERIOD, ends_on=PERIOD.ends_on + timedelta(days=7))
    version = await version_of(one)
    for work in (
        service.correct_placement(cast.bram, one, later, version),
        service.take_placement_back(cast.bram, one, version),
    ):
        with pytest.raises(service.ApplicationRefused, match="day_over"):
            await work
    assert not (await service.application_file(cast.bram, one)).can_correct
    await service.correct_placement(cast.tess, one, later, version)
    assert (await placements())[0].ends_on == later.ends_on
    with pytest.raises(service.ChangedMeanwhile):
        await service.take_placement_back(cast.corrie, one, version)
    await service.take_placement_back(cast.corrie, one, version + 1)
    assert await placements() == []


@pytest.mark.parametrize("name", ["amina", "daan", "chaima", "timo", "zoe", "yara", "tom", "cas"])
async def test_nobody_else_corrects_or_takes_back(sqlite, name):
    cast, one = await a_placed_application()
    version = await version_of(one)
    with pytest.raises(NotFound):
        await service.correct_placement(cast.actors[name], one, PERIOD, version)
    with pytest.raises(NotFound):
        await service.take_placement_back(cast.actors[name], one, version)


async def test_the_page_records_it_and_offers_the_undo(sqlite):
    cast = await make_cast()
    one = await make_application(cast.bram)
    period = {"starts_on": "2027-02-01", "ends_on": "2027-06-25", "through": "own"}
    async with open_hub() as hub:
        tab = await hub.tab(cast.bram, f"/internships/{one}")
        await tab.call(ApplicationState.load)
        await tab.call(ApplicationState.place, form=period)
        shown = await tab.shown(ApplicationState)
        assert (shown["step"], shown["undoes"], shown["can_correct"]) == ("placed", "placement", True)
        assert shown["placed"]["nl"] == "Van maandag 1 februari tot en met vrijdag 25 juni."
        await tab.call(ApplicationState.correct, form=period | {"ends_on": "2027-07-02"})
        assert (await tab.shown(ApplicationState))["ends_on"] == "2027-07-02"
        await tab.call(ApplicationState.take_back)
        assert (await tab.shown(ApplicationState))["step"] == "lead"
    assert await placements() == []
