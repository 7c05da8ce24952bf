"""The private notebook and the shared list: who reads and changes what, and that nothing comes twice."""

import asyncio
import uuid
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.dates import local_day
from mentorhub.pairs import service
from mentorhub.pairs.service.notes import LENGTH, MOST_NOTES
from mentorhub.pairs.service.tasks import MOST_OPEN
from mentorhub.pairs.tables import PairNote, PairTask
from tests.cast import make_cast
from tests.pairs.making import make_pair

STRANGERS = ("daan", "chaima", "zoe", "yara", "tess", "corrie")


def day(ahead):
    return local_day(clock.now(), "Europe/Amsterdam") + timedelta(days=ahead)


def task(text="Brief nalezen", who="both", due_on=None, key=""):
    return service.NewTask(text, who, due_on, key or uuid.uuid4().hex)


async def rows(table):
    async with db.reading() as session:
        return list(await session.exec(select(table)))


async def two_pairs(cast):
    pair = await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.chaima)
    return pair


async def texts(actor, pair):
    return [note.text for note in (await service.my_notes(actor, pair)).notes]


async def open_tasks(actor, pair):
    return [one.text for one in (await service.our_tasks(actor, pair)).tasks if not one.done_at]


async def test_a_note_is_its_writers_alone(database):
    cast = await make_cast()
    pair = await two_pairs(cast)
    note = await service.add_note(cast.bram, pair)
    assert await service.save_note(cast.bram, note, "Amina praat snel.") == "Amina praat snel."
    assert await texts(cast.bram, pair) == ["Amina praat snel."]
    assert await texts(cast.amina, pair) == []
    removed = service.NoteLine(note, "x", clock.now(), clock.now())
    for name in ("amina", *STRANGERS):
        actor = cast.actors[name]
        for act in (service.save_note(actor, note, "Ha"), service.remove_note(actor, note)):
            with pytest.raises(NotFound):
                await act
        if name != "amina":
            for act in (
                service.my_notes(actor, pair),
                service.add_note(actor, pair),
                service.restore_note(actor, pair, removed),
            ):
                with pytest.raises(NotFound):
                    await act
    assert await texts(cast.bram, pair) == ["Amina praat snel."]


async def test_a_deleted_note_comes_back_as_it_was(database):
    cast = await make_cast()
    pair = await two_pairs(cast)
    note = await service.add_note(cast.bram, pair)
    await service.save_note(cast.bram, note, "Vraag naar Vos.")
    [before] = await rows(PairNote)
    removed = await service.remove_note(cast.bram, note)
    assert await rows(PairNote) == []
    await service.restore_note(cast.bram, pair, removed)
    await service.restore_note(cast.bram, pair, removed)
    assert [row.model_dump() for row in await rows(PairNote)] == [before.model_dump()]


async def test_two_taps_on_new_note_begin_one(database):
    cast = await make_cast()
    pair = await two_pairs(cast)
    begun = await asyncio.gather(*(service.add_note(cast.bram, pair) for _ in range(3)))
    assert len(set(begun)) == len(await rows(PairNote)) == 1


async def test_a_note_and_a_notebook_hold_so_much(sqlite):
    cast = await make_cast()
    pair = await two_pairs(cast)
    for n in range(MOST_NOTES):
        kept = await service.save_note(cast.bram, await service.add_note(cast.bram, pair), f"{n}" * LENGTH)
        assert len(kept) == LENGTH
    with pytest.raises(service.TooMany):
        await service.add_note(cast.bram, pair)
    assert len(await texts(cast.bram, pair)) == MOST_NOTES


async def test_both_share_the_list_with_the_nearest_day_first(database):
    cast = await make_cast()
    pair = await two_pairs(cast)
    await service.add_task(cast.bram, pair, task("Later", due_on=day(9)))
    await service.add_task(cast.amina, pair, task("Ooit"))
    first = await service.add_task(cast.amina, pair, task("Eerst", "mentee", day(-2)))
    assert (
        await open_tasks(cast.bram, pair) == await open_tasks(cast.amina, pair) == ["Eerst", "Later", "Ooit"]
    )
    await service.tick(cast.bram, first, is_done=True)
    tasks = (await service.our_tasks(cast.amina, pair)).tasks
    assert [(one.text, one.done_at is not None) for one in tasks] == [
        ("Later", False),
        ("Ooit", False),
        ("Eerst", True),
    ]
    await service.tick(cast.amina, first, is_done=False)
    assert await open_tasks(cast.bram, pair) == ["Eerst", "Later", "Ooit"]
    assert [row.done_by for row in await rows(PairTask)] == [None] * 3


async def test_the_same_form_twice_adds_one_thing(database):
    cast = await make_cast()
    pair = await two_pairs(cast)
    key = "k" * 32
    ids = await asyncio.gather(*(service.add_task(cast.bram, pair, task(key=key)) for _ in range(3)))
    assert len(set(ids)) == len(await rows(PairTask)) == 1


async def test_what_was_removed_from_the_list_comes_back_as_it_was(database):
    cast = await make_cast()
    pair = await two_pairs(cast)
    added = await service.add_task(cast.bram, pair, task(due_on=day(2)))
    await service.tick(cast.amina, added, is_done=True)
    [before] = await rows(PairTask)
    removed = await service.remove_task(cast.amina, added)
    assert await rows(PairTask) == []
    await service.restore_task(cast.amina, removed)
    await service.restore_task(cast.amina, removed)
    assert [row.model_dump() for row in await rows(PairTask)] == [before.model_dump()]


async def test_nobody_but_the_two_reads_or_changes_the_list(database):
    cast = await make_cast()
    pair = await two_pairs(cast)
    added = await service.add_task(cast.bram, pair, task())
    removed = service.Removed({"id": uuid.uuid4(), "pair_id": pair})
    for name in STRANGERS:
        actor = cast.actors[name]
        for act in (
            service.our_tasks(actor, pair),
            service.add_task(actor, pair, task("Ha")),
            service.tick(actor, added, is_done=True),
            service.remove_task(actor, added),
            service.restore_task(actor, removed),
        ):
            with pytest.raises(NotFound):
                await act
    assert await open_tasks(cast.bram, pair) == ["Brief nalezen"]


async def test_a_full_list_takes_nothing_until_something_is_done(sqlite):
    cast = await make_cast()
    pair = await two_pairs(cast)
    ids = [await service.add_task(cast.bram, pair, task(f"Ding {n}")) for n in range(MOST_OPEN)]
    with pytest.raises(service.TooMany):
        await service.add_task(cast.amina, pair, task())
    await service.tick(cast.bram, ids[0], is_done=True)
    await service.add_task(cast.amina, pair, task())
    assert len(await open_tasks(cast.bram, pair)) == MOST_OPEN
