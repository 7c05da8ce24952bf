"""Many at the door at once: everyone is in, and the rounds are planned again once for all of them."""

import asyncio
import uuid

from mentorhub.speeddate.service import joining
from tests.speeddate.evening import make_evening


async def test_late_people_who_come_together_are_planned_together(database: str):
    evening = await make_evening(mentees=8, mentors=8, rounds=4)
    late = [*evening.mentees[4:], *evening.mentors[4:]]
    await evening.begin(without=late)
    before = await evening.row()
    doors = await asyncio.gather(*(joining.knock(one, before.room_code) for one in late))
    assert {door.answer for door in doors} == {"room"}
    after = await evening.row()
    assert 1 <= after.plan_version - before.plan_version <= 2
    assert [await evening.rounds_of(one) for one in late] == [[2, 3, 4]] * 8


async def test_who_is_not_expected_does_not_spoil_it_for_who_comes_with_them(database: str):
    evening = await make_evening()
    await evening.step("open")
    code = (await evening.row()).room_code
    people = [evening.cast.bram, evening.cast.daan, evening.cast.amina]
    doors = await asyncio.gather(*(joining.knock(one, code) for one in people))
    assert [door.answer for door in doors] == ["room", "not_listed", "room"]


async def test_nobody_has_two_places_after_coming_by_two_phones_at_once(database: str):
    evening = await make_evening(mentees=5, mentors=5, rounds=3)
    bram = evening.cast.bram
    await evening.begin(without=[bram])
    code = (await evening.row()).room_code
    doors = await asyncio.gather(*(joining.knock(bram, code) for _ in range(4)))
    assert {door.answer for door in doors} == {"room"}
    assert await evening.rounds_of(bram) == [2, 3]
    at: list[tuple[int, uuid.UUID]] = [
        (number, one) for number, _, *pair in await evening.seats() for one in pair
    ]
    assert len(at) == len(set(at))
