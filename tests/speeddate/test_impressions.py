"""Private notes and feelings: kept as typed, about people met, read by the author alone."""

import asyncio
import uuid
from dataclasses import replace

import pytest
from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.speeddate.service import impressions
from mentorhub.speeddate.service.route import my_room
from mentorhub.speeddate.tables import Impression
from tests.speeddate.evening import Evening, make_evening


async def _partner(evening: Evening, actor: Actor, number: int = 1) -> uuid.UUID:
    for held, _, mentee, mentor in await evening.seats():
        if held == number and actor.enrolment in (mentee, mentor):
            return mentor if mentee == actor.enrolment else mentee
    raise AssertionError("no seat in this round")


async def _rows() -> list[Impression]:
    async with db.reading() as session:
        return list(await session.exec(select(Impression)))


async def test_a_note_and_a_feeling_are_one_row_that_keeps_the_last_words(database: str):
    evening = await make_evening()
    await evening.begin()
    bram = evening.cast.bram
    about = await _partner(evening, bram)
    await impressions.save_note(bram, evening.id, about, "Liep stage")
    await impressions.save_feeling(bram, evening.id, about, 2)
    await impressions.save_note(bram, evening.id, about, "Liep stage bij DSV")
    assert [(row.note, row.feeling) for row in await _rows()] == [("Liep stage bij DSV", 2)]


async def test_two_devices_that_write_at_once_leave_one_row(database: str):
    evening = await make_evening()
    await evening.begin()
    bram = evening.cast.bram
    about = await _partner(evening, bram)
    await asyncio.gather(*(impressions.save_note(bram, evening.id, about, f"note {n}") for n in range(4)))
    assert [row.note.split()[0] for row in await _rows()] == ["note"]


async def test_a_note_is_cut_at_its_length(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    bram = evening.cast.bram
    kept = await impressions.save_note(bram, evening.id, await _partner(evening, bram), "x" * 3000)
    assert len(kept) == 2000


async def test_only_the_author_reads_an_impression(database: str):
    evening = await make_evening()
    await evening.begin()
    bram = evening.cast.bram
    about = await _partner(evening, bram)
    await impressions.save_note(bram, evening.id, about, "privé")
    other = next(one for one in evening.mentors if one.enrolment == about)
    mine, theirs = await my_room(bram), await my_room(other)
    assert mine is not None
    assert theirs is not None
    assert {key: one.note for key, one in mine.impressions.items()} == {about: "privé"}
    assert theirs.impressions == {}
    async with db.reading() as session:
        assert await impressions.impressions_of(session, evening.id, [other.enrolment]) == {
            other.enrolment: {}
        }


async def test_nothing_is_kept_about_someone_not_met_yet(database: str):
    evening = await make_evening(rounds=3)
    await evening.begin()
    bram = evening.cast.bram
    later = await _partner(evening, bram, 2)
    fellow = evening.mentees[1].enrolment
    for about in (later, fellow, bram.enrolment, uuid.uuid4()):
        with pytest.raises(NotFound):
            await impressions.save_note(bram, evening.id, about, "x")
    assert await _rows() == []


@pytest.mark.parametrize("name", ["daan", "zoe", "tess", "corrie"])
async def test_who_takes_no_part_keeps_no_impression(sqlite: str, name: str):
    evening = await make_evening()
    await evening.begin()
    about = await _partner(evening, evening.cast.bram)
    with pytest.raises(NotFound):
        await impressions.save_feeling(evening.cast.actors[name], evening.id, about, 3)


@pytest.mark.parametrize("feeling", [0, 4, -1])
async def test_a_feeling_that_does_not_exist_is_refused(sqlite: str, feeling: int):
    evening = await make_evening()
    await evening.begin()
    bram = evening.cast.bram
    with pytest.raises(NotFound):
        await impressions.save_feeling(bram, evening.id, await _partner(evening, bram), feeling)


async def test_a_whole_hall_that_types_at_once_is_kept_and_each_only_where_they_may(database: str):
    evening = await make_evening(mentees=6, mentors=6)
    await evening.begin()
    partners = {person.person_id: await _partner(evening, person) for person in evening.everyone}
    own = (
        impressions.save_note(x, evening.id, partners[x.person_id], x.first_name) for x in evening.everyone
    )
    fellow = impressions.save_note(evening.mentees[0], evening.id, evening.mentees[1].enrolment, "x")
    stranger = impressions.save_note(evening.cast.zoe, evening.id, evening.mentors[0].enrolment, "x")
    *kept, first, second = await asyncio.gather(*own, fellow, stranger, return_exceptions=True)
    assert kept == [person.first_name for person in evening.everyone]
    assert [type(first), type(second)] == [NotFound, NotFound]
    assert sorted(row.note for row in await _rows()) == sorted(str(one) for one in kept)


async def test_of_notes_that_come_together_the_last_one_stays(database: str):
    evening = await make_evening()
    await evening.begin()
    bram = evening.cast.bram
    about = await _partner(evening, bram)
    await asyncio.gather(
        impressions.save_note(bram, evening.id, about, "Li"),
        impressions.save_feeling(bram, evening.id, about, 3),
        impressions.save_note(bram, evening.id, about, "Liep"),
    )
    assert [(row.note, row.feeling) for row in await _rows()] == [("Liep", 3)]


async def test_somebody_of_another_school_with_a_stolen_part_keeps_nothing(sqlite: str):
    evening = await make_evening()
    await evening.begin()
    bram = evening.cast.bram
    posing = replace(bram, school_id=evening.cast.zoe.school)
    with pytest.raises(NotFound):
        await impressions.save_note(posing, evening.id, await _partner(evening, bram), "x")


async def test_half_an_emoji_at_the_end_of_a_note_is_left_out(database: str):
    evening = await make_evening()
    await evening.begin()
    bram = evening.cast.bram
    kept = await impressions.save_note(bram, evening.id, await _partner(evening, bram), "Leuk \ud83d")
    assert kept == "Leuk "
    assert [row.note for row in await _rows()] == ["Leuk "]
