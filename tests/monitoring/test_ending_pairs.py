"""A pair that staff end: plans off, both told, opened again within a day, and not made anew by a repair."""

import asyncio
from datetime import timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.service.instance import gather
from mentorhub.matching.service.substitutes import substitute_of
from mentorhub.matching.tables import Pair, Substitute
from mentorhub.monitoring import service
from mentorhub.monitoring.rules import Watch
from mentorhub.monitoring.service import acts
from mentorhub.monitoring.tables import StaffAct
from mentorhub.pairs.service.use import are_in_use
from mentorhub.pairs.tables import Appointment
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Programme
from tests.cast import make_cast
from tests.monitoring.making import mails_of, rows
from tests.pairs.making import add_appointment, make_pair


async def a_pair():
    cast = await make_cast()
    return cast, await make_pair(cast.bram, cast.amina, days_ago=33)


async def test_what_they_planned_is_off_and_both_hear_it_after_some_minutes_without_the_reason(database):
    cast, pair = await a_pair()
    await add_appointment(pair, cast.bram, clock.now() + timedelta(days=2), "kantine")
    await acts.end_pair(cast.tess, pair, "no_fit")
    [row], [appointment] = await rows(Pair), await rows(Appointment)
    assert (row.end_reason, row.ended_by, row.ended_at) == (
        "no_fit",
        cast.tess.person_id,
        appointment.cancelled_at,
    )
    for one in (cast.bram, cast.amina):
        told = await mails_of(one)
        assert [mail.kind for mail in told] == ["appointment", "match"]
        assert "METHOD:CANCEL" in told[0].attachment
        assert {mail.due_at for mail in told} == {row.ended_at + timedelta(minutes=10)}
        assert "klik" not in told[1].body
    assert (await service.attention_list(cast.tess)).lines == ()
    ended = await service.attention_list(cast.tess, service.View(state=Watch.ENDED))
    assert [line.pair_id for line in ended.lines] == [pair]


async def test_opened_again_in_time_nobody_hears_anything_and_the_plan_stands(database):
    cast, pair = await a_pair()
    await add_appointment(pair, cast.bram, clock.now() + timedelta(days=2))
    await acts.end_pair(cast.tess, pair, "stopped")
    await acts.reopen_pair(cast.tess, pair)
    await acts.reopen_pair(cast.tess, pair)
    [row], [appointment] = await rows(Pair), await rows(Appointment)
    assert (row.ended_at, row.end_reason, row.ended_by) == (None, "", None)
    assert (appointment.cancelled_at, appointment.sequence) == (None, 0)
    assert [mail for mail in await rows(OutboxMail) if mail.kind in ("match", "appointment")] == []
    file = await service.pair_file(cast.tess, pair)
    assert [moment.did.kind for moment in file.timeline if moment.did] == ["reopened", "ended"]


async def test_opened_again_after_the_mails_went_the_plan_comes_back_into_calendars(database):
    cast, pair = await a_pair()
    await add_appointment(pair, cast.bram, clock.now() + timedelta(days=2))
    await acts.end_pair(cast.tess, pair, "stopped")
    async with db.transaction() as session:
        for mail in await rows(OutboxMail):
            mail.sent_at = clock.now()
            await session.merge(mail)
    await acts.reopen_pair(cast.tess, pair)
    [appointment] = await rows(Appointment)
    assert (appointment.cancelled_at, appointment.sequence) == (None, 2)
    again = [mail for mail in await mails_of(cast.bram, "appointment") if mail.sent_at is None]
    assert ["METHOD:REQUEST" in mail.attachment and "SEQUENCE:2" in mail.attachment for mail in again] == [
        True
    ]


async def test_of_two_who_end_it_at_once_one_does_and_the_other_hears_who(database):
    cast, pair = await a_pair()
    ends = (acts.end_pair(cast.tess, pair, "placed"), acts.end_pair(cast.corrie, pair, "no_contact"))
    found = await asyncio.gather(*ends, return_exceptions=True)
    [late] = [one for one in found if one is not None]
    assert isinstance(late, acts.Stale)
    assert late.did is not None
    assert (late.did.kind, late.did.is_mine) == ("ended", False)
    assert (len(await rows(StaffAct)), len(await rows(OutboxMail))) == (1, 2)


@pytest.mark.parametrize("why", ["late", "taken", "left"])
async def test_a_pair_is_not_opened_again_when_it_cannot_be(sqlite, why):
    cast, pair = await a_pair()
    await acts.end_pair(cast.tess, pair, "other")
    if why == "late":
        clock.move(timedelta(days=1, minutes=1))
    if why == "taken":
        await make_pair(cast.bram, cast.chaima)
    if why == "left":
        async with db.transaction() as session:
            (await session.get_one(Enrolment, cast.amina.enrolment)).ended_at = clock.now()
    with pytest.raises(acts.NoReturn) as refused:
        await acts.reopen_pair(cast.tess, pair)
    assert refused.value.why == why
    file = await service.pair_file(cast.tess, pair)
    assert file.can_reopen is (why != "late")


async def test_a_pair_that_a_match_ended_is_not_opened_by_hand(sqlite):
    cast, pair = await a_pair()
    async with db.transaction() as session:
        (await session.get_one(Pair, pair)).ended_at = clock.now()
    with pytest.raises(NotFound):
        await acts.reopen_pair(cast.tess, pair)
    assert [moment.kind for moment in (await service.pair_file(cast.tess, pair)).timeline] == [
        "ended",
        "match",
    ]


async def test_a_repair_does_not_bring_the_two_together_again_and_older_proposals_are_out_of_date(database):
    cast, pair = await a_pair()

    async def gathered():
        async with db.reading() as session:
            programme = await session.get_one(Programme, cast.bram.programme_id)
            return await gather(session, programme)

    before = await gathered()
    await acts.end_pair(cast.tess, pair, "no_fit")
    after = await gathered()
    assert after.forbidden - before.forbidden == {(cast.bram.enrolment, cast.amina.enrolment)}
    assert after.digest != before.digest
    await acts.reopen_pair(cast.tess, pair)
    assert (await gathered()).digest == before.digest


async def test_a_match_whose_pair_was_ended_counts_as_used(sqlite):
    cast, pair = await a_pair()
    async with db.reading() as session:
        assert not await are_in_use(session, [pair])
    await acts.end_pair(cast.tess, pair, "other")
    async with db.reading() as session:
        assert await are_in_use(session, [pair])


async def test_a_substitute_stays_when_the_pair_ends(sqlite):
    cast, pair = await a_pair()
    [row] = await rows(Pair)
    async with db.transaction() as session:
        session.add(
            Substitute(
                school_id=row.school_id,
                programme_id=row.programme_id,
                run_id=row.run_id,
                mentee_id=row.mentee_id,
                mentor_id=cast.chaima.enrolment,
                started_at=clock.now(),
            )
        )
    await acts.end_pair(cast.tess, pair, "no_fit")
    async with db.reading() as session:
        found = await substitute_of(session, cast.bram.enrolment)
    assert found is not None
    assert found.enrolment_id == cast.chaima.enrolment


async def test_another_group_or_school_ends_and_opens_nothing(database):
    cast, pair = await a_pair()
    for name in ("timo", "tom", "cas", "bram", "amina"):
        with pytest.raises(NotFound):
            await acts.end_pair(cast.actors[name], pair, "other")
        with pytest.raises(NotFound):
            await acts.reopen_pair(cast.actors[name], pair)
    assert [row.ended_at for row in await rows(Pair)] == [None]
