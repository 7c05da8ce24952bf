"""Applications: begun once, moved and ended by their mentee, never by two windows at once, undone."""

import asyncio
import uuid
from datetime import timedelta

import pytest
from sqlmodel import func, select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.dates import local_day
from mentorhub.internships.service import applications as service
from mentorhub.internships.service.companies.taking import CompanyRefused
from mentorhub.internships.tables import Application, ApplicationStep
from tests.cast import make_cast
from tests.internships.making_applications import (
    application,
    end,
    introduce,
    mails,
    make_application,
    make_lead,
    move,
    place,
    version_of,
)
from tests.pairs.making import make_pair

STRANGERS = ("daan", "chaima", "zoe", "yara", "tess", "timo", "corrie", "cas")


def today():
    return local_day(clock.now(), "Europe/Amsterdam")


async def count(table):
    async with db.reading() as session:
        return (await session.exec(select(func.count()).select_from(table))).one()


async def a_pair_with_an_application():
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.chaima)
    return cast, await make_application(cast.bram)


async def test_the_same_form_twice_begins_one_application(database):
    cast = await make_cast()
    form = {"company_name": "DSV", "company_place": "", "role": " planning ", "lead_id": None}
    form |= {"once_key": "k" * 32}
    first, second = await asyncio.gather(service.begin(cast.bram, **form), service.begin(cast.bram, **form))
    assert first == second
    assert await count(Application) == await count(ApplicationStep) == 1
    row = await application(first)
    assert (row.step, row.role, row.version) == ("lead", "planning", 0)


async def test_a_strange_form_key_never_opens_anothers_application(database):
    cast = await make_cast()
    form = {"company_name": "DSV", "company_place": "", "role": "", "lead_id": None, "once_key": "k" * 32}
    await service.begin(cast.bram, **form)
    with pytest.raises(NotFound):
        await service.begin(cast.daan, **form)


async def test_a_lead_taken_up_twice_is_one_application(sqlite):
    cast = await make_cast()
    lead = await make_lead(cast.amina, mentee=cast.bram)
    first, second = [await make_application(cast.bram, "Vos", lead_id=lead) for _ in range(2)]
    assert first == second


async def test_only_a_mentee_begins_and_only_with_a_lead_that_she_may_see(database):
    cast = await make_cast()
    lead = await make_lead(cast.amina, mentee=cast.bram)
    for name in ("amina", "tess", "corrie"):
        with pytest.raises(NotFound):
            await make_application(cast.actors[name])
    for name in ("daan", "zoe"):
        with pytest.raises(NotFound):
            await make_application(cast.actors[name], lead_id=lead)
    with pytest.raises(CompanyRefused):
        await make_application(cast.bram, " ")
    assert await count(Application) == 0


async def test_the_mentee_and_the_own_mentor_read_it_and_nobody_else(database):
    cast, one = await a_pair_with_an_application()
    for name in ("bram", "amina"):
        found = await service.applications_of(cast.actors[name])
        assert [line.application_id for line in found.lines] == [one]
        assert (await service.application_file(cast.actors[name], one)).line.company == "DSV"
    for name in STRANGERS:
        with pytest.raises(NotFound):
            await service.application_file(cast.actors[name], one)
    for name in ("daan", "chaima", "zoe", "yara"):
        assert (await service.applications_of(cast.actors[name])).lines == ()


async def test_who_is_not_the_mentee_changes_nothing(database):
    cast, one = await a_pair_with_an_application()
    ending = service.Ending("rejected", "other", "")
    period = service.Placed(today(), today(), "own")
    for name in ("amina", *STRANGERS):
        actor = cast.actors[name]
        for work in (
            service.move(actor, one, "sent", 0),
            service.end(actor, one, ending, 0),
            service.undo_step(actor, one, 0),
            service.plan_next(actor, one, "bel", None, 0),
            service.place(actor, one, period, 0),
            service.correct_placement(actor, one, period, 0),
            service.take_placement_back(actor, one, 0),
        ):
            with pytest.raises(NotFound):
                await work
    row = await application(one)
    assert (row.step, row.version, row.next_action) == ("lead", 0, "")


async def test_a_mentor_no_longer_reads_after_the_pair_ended(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    one = await make_application(cast.bram)
    assert len((await service.applications_of_pair(cast.amina, pair)).lines) == 1
    async with db.transaction() as session:
        from mentorhub.matching.tables import Pair

        (await session.get_one(Pair, pair)).ended_at = clock.now()
    for work in (service.application_file(cast.amina, one), service.applications_of_pair(cast.amina, pair)):
        with pytest.raises(NotFound):
            await work


async def test_the_card_of_a_pair_shows_that_mentees_applications_alone(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    other = await make_pair(cast.daan, cast.amina)
    one = await make_application(cast.bram)
    await make_application(cast.daan, "Vos")
    found = await service.applications_of_pair(cast.amina, pair)
    assert [line.application_id for line in found.lines] == [one]
    with pytest.raises(NotFound):
        await service.applications_of_pair(cast.bram, other)


async def test_two_windows_at_once_make_one_move_and_the_other_hears_it(database):
    cast, one = await a_pair_with_an_application()
    done = await asyncio.gather(
        service.move(cast.bram, one, "sent", 0),
        service.move(cast.bram, one, "interview", 0),
        return_exceptions=True,
    )
    assert sorted(type(x).__name__ for x in done) == ["ChangedMeanwhile", "NoneType"]
    row = await application(one)
    assert row.version == 1
    assert row.step == ("sent" if done[0] is None else "interview")
    assert await count(ApplicationStep) == 2


async def test_steps_go_on_and_back_and_each_is_in_the_history(sqlite):
    cast, one = await a_pair_with_an_application()
    await move(cast.bram, one, "sent", "interview", "sent")
    file = await service.application_file(cast.bram, one)
    assert [stay.step for stay in file.stays] == ["lead", "sent", "interview", "sent"]
    assert file.stays[-1].is_now
    with pytest.raises(service.ApplicationRefused, match="move"):
        await move(cast.bram, one, "placed")
    with pytest.raises(service.ApplicationRefused, match="move"):
        await move(cast.bram, one, "nowhere")


async def test_time_in_a_step_follows_the_clock(sqlite):
    cast, one = await a_pair_with_an_application()
    clock.move(timedelta(days=3))
    await move(cast.bram, one, "sent")
    clock.move(timedelta(days=8))
    stays = (await service.application_file(cast.bram, one)).stays
    assert [stay.lasted.days for stay in stays] == [3, 5]


async def test_the_last_step_is_undone_within_a_day(database):
    cast, one = await a_pair_with_an_application()
    await move(cast.bram, one, "sent", "interview")
    await service.undo_step(cast.bram, one, 2)
    assert (await application(one)).step == "sent"
    assert [x.step for x in (await service.application_file(cast.bram, one)).stays] == ["lead", "sent"]
    clock.move(timedelta(days=1, minutes=1))
    with pytest.raises(service.ApplicationRefused, match="undo"):
        await service.undo_step(cast.bram, one, 3)


async def test_the_first_step_and_a_placement_are_not_undone_as_a_step(sqlite):
    cast, one = await a_pair_with_an_application()
    with pytest.raises(service.ApplicationRefused, match="undo"):
        await service.undo_step(cast.bram, one, 0)
    await place(cast.bram, one)
    with pytest.raises(service.ApplicationRefused, match="undo"):
        await service.undo_step(cast.bram, one, 1)


async def test_an_ending_needs_a_reason_and_can_be_taken_up_again(database):
    cast, one = await a_pair_with_an_application()
    with pytest.raises(service.ApplicationRefused, match="reason"):
        await end(cast.bram, one, "")
    with pytest.raises(service.ApplicationRefused, match="reason"):
        await end(cast.bram, one, "other", step="sent")
    await end(cast.bram, one, "no_answer", "yes", step="withdrawn")
    row = await application(one)
    assert (row.step, row.reason, row.may_talk) == ("withdrawn", "no_answer", "")
    with pytest.raises(service.ApplicationRefused, match="ended"):
        await end(cast.bram, one, "other")
    await move(cast.bram, one, "sent")
    assert ((await application(one)).reason, await mails("talk")) == ("", [])


async def test_what_goes_on_comes_before_what_ended_and_the_next_day_first(sqlite):
    cast, undated = await a_pair_with_an_application()
    gone = await make_application(cast.bram, "Weg")
    await end(cast.bram, gone, "other")
    dated = await make_application(cast.bram, "Snel")
    await service.plan_next(cast.bram, dated, "bel", today() + timedelta(days=1), 0)
    found = await service.applications_of(cast.bram)
    assert [line.application_id for line in found.lines] == [dated, undated, gone]


async def test_a_lead_says_who_shared_it_and_whether_there_was_an_introduction(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    lead = await make_lead(cast.amina, mentee=cast.bram)
    one = await make_application(cast.bram, "Vos", lead_id=lead)
    before = (await service.application_file(cast.bram, one)).line.origin
    assert before is not None
    assert (before.name, before.audience, before.introduced) == ("Amina", "mentee", False)
    await introduce(lead, cast.bram, cast.amina)
    after = (await service.application_file(cast.bram, one)).line.origin
    assert after is not None
    assert after.introduced


async def test_a_made_up_id_is_not_found(sqlite):
    cast = await make_cast()
    with pytest.raises(NotFound):
        await service.application_file(cast.bram, uuid.uuid4())
    with pytest.raises(NotFound):
        await service.move(cast.bram, uuid.uuid4(), "sent", 0)
    one = await make_application(cast.bram)
    assert await version_of(one) == 0
