"""Wishes for the rounds: who should meet and who should not, whose they are, and what they change."""

import uuid
from datetime import time

import pytest
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import NotFound
from mentorhub.core.tables import AuditEntry
from mentorhub.speeddate.service.overview import overview_of
from mentorhub.speeddate.service.places import Arrangement, arrange, mark_table
from mentorhub.speeddate.service.planning import change, create
from mentorhub.speeddate.service.wishes import WishRefused, wish, withdraw
from mentorhub.speeddate.service.wishlist import wishlist_of
from tests.cast import make_cast
from tests.speeddate.evening import make_evening
from tests.speeddate.evenings import evening, fill, plan_of


async def test_a_pin_is_placed_a_forbid_kept_apart_and_both_can_be_taken_back(database: str) -> None:
    party = await make_evening(mentees=5, mentors=5, rounds=2)
    tess, (a, b), (x, y) = party.cast.tess, party.mentees[:2], party.mentors[:2]
    first = next(seat[2:] for seat in await party.seats())
    assert await wish(tess, party.id, *first, "forbid") is None
    assert first not in {seat[2:] for seat in await party.seats()}
    assert await wish(tess, party.id, *first, "pin") == "forbid"
    assert first in {seat[2:] for seat in await party.seats()}
    assert await withdraw(tess, party.id, *first) == "pin"
    assert (await wishlist_of(tess, party.id)).wishes == ()
    for mentee, mentor in ((a, x), (b, y)):
        await wish(tess, party.id, mentee.enrolment, mentor.enrolment, "pin")
    lines = (await wishlist_of(tess, party.id)).wishes
    assert [line.outcome for line in lines] == ["planned", "planned"]
    where = {seat[2:]: seat[:2] for seat in await party.seats()}
    assert {(line.round, line.table) for line in lines} <= set(where.values())
    async with db.reading() as session:
        acts = set(await session.exec(select(AuditEntry.action).where(AuditEntry.object_id == party.id)))
    assert {"seat_rule.pin", "seat_rule.forbid", "seat_rule.withdrawn"} <= acts


async def test_during_the_rounds_only_those_to_come_change(database: str) -> None:
    party = await make_evening(mentees=5, mentors=5, rounds=4)
    await party.begin()
    before = await party.seats()
    version = (await party.row()).plan_version
    now = next(seat[2:] for seat in before if seat[0] == 1)
    later = next(seat[2:] for seat in before if seat[0] == 3)
    await wish(party.cast.tess, party.id, *now, "forbid")
    await wish(party.cast.tess, party.id, *later, "forbid")
    after = await party.seats()
    assert {seat for seat in after if seat[0] == 1} == {seat for seat in before if seat[0] == 1}
    assert later not in {seat[2:] for seat in after}
    assert (await party.row()).plan_version == version + 2
    told = {line.outcome: line.round for line in (await wishlist_of(party.cast.tess, party.id)).wishes}
    assert told == {"met": 1, "apart": 0}


async def test_wishes_are_for_those_who_may_run_it_about_those_who_take_part(database: str) -> None:
    cast = await make_cast()
    chosen = await create(cast.tess, evening(cast, "a"))
    pair = cast.bram.enrolment, cast.amina.enrolment
    for actor in (cast.timo, cast.tom, cast.cas, cast.bram, cast.amina):
        for attempt in (
            wish(actor, chosen, *pair, "pin"),
            withdraw(actor, chosen, *pair),
            mark_table(actor, chosen, 1, ["quiet"]),
            arrange(actor, chosen, pair[0], Arrangement(needs=("quiet",))),
            wishlist_of(actor, chosen),
        ):
            with pytest.raises(NotFound):
                await attempt
    strangers = ((cast.daan.enrolment, pair[1]), (pair[0], cast.chaima.enrolment), (pair[1], pair[0]))
    for two in strangers:
        with pytest.raises(NotFound):
            await wish(cast.tess, chosen, *two, "pin")
    for other in (cast.daan.enrolment, uuid.uuid4()):
        with pytest.raises(NotFound):
            await arrange(cast.tess, chosen, other, Arrangement())
    with pytest.raises(NotFound):
        await withdraw(cast.tess, chosen, *pair)
    shown = await wishlist_of(cast.corrie, chosen)
    assert (shown.wishes, shown.tables, shown.arranged) == ((), {}, ())


async def test_a_pin_that_cannot_be_is_told_by_name_and_blocks_nothing(sqlite: str) -> None:
    cast = await make_cast()
    await fill(cast, "a", 2, 2)
    chosen = await create(cast.tess, evening(cast, "a", rounds=2))
    pair = cast.bram.enrolment, cast.amina.enrolment
    await arrange(cast.tess, chosen, pair[0], Arrangement(from_round=2))
    await wish(cast.tess, chosen, *pair, "pin")
    assert pair in {seat[2:] for seat in await plan_of(cast.tess, chosen)}
    await arrange(cast.tess, chosen, pair[1], Arrangement(leaves=time(17, 5)))
    missing = [issue for issue in (await overview_of(cast.tess, chosen)).issues if "pin" in issue.code]
    assert [issue.people for issue in missing] == [(str(pair[0]), str(pair[1]))]
    assert len({seat[2:] for seat in await plan_of(cast.tess, chosen)}) == 4


async def test_wishes_about_who_no_longer_takes_part_are_forgotten(sqlite: str) -> None:
    cast = await make_cast()
    chosen = await create(cast.corrie, evening(cast, "a", "b", tables=5))
    await wish(cast.corrie, chosen, cast.bram.enrolment, cast.chaima.enrolment, "pin")
    await wish(cast.corrie, chosen, cast.bram.enrolment, cast.amina.enrolment, "forbid")
    await mark_table(cast.corrie, chosen, 5, ["wide"])
    await arrange(cast.corrie, chosen, cast.amina.enrolment, Arrangement(fixed_table=4))
    await change(cast.corrie, chosen, evening(cast, "a", tables=3))
    left = await wishlist_of(cast.corrie, chosen)
    assert [line.mentor.first_name for line in left.wishes] == ["Amina"]
    assert (left.tables, left.arranged) == ({}, ())


async def test_after_the_rounds_wishes_are_refused(sqlite: str) -> None:
    party = await make_evening(mentees=2, mentors=2, rounds=1)
    await party.begin()
    await party.step("end")
    pair = party.mentees[0].enrolment, party.mentors[0].enrolment
    for attempt in (
        wish(party.cast.tess, party.id, *pair, "pin"),
        mark_table(party.cast.tess, party.id, 1, ["quiet"]),
        arrange(party.cast.tess, party.id, pair[0], Arrangement()),
    ):
        with pytest.raises(WishRefused) as refusal:
            await attempt
        assert refusal.value.reason == "over"
