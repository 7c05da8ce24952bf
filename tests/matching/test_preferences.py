"""A mentee's list: saved as made, handed in, taken back, closed at the deadline, nobody else's business."""

import asyncio
import uuid
from datetime import timedelta

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.matching.service.lists import ListRefused
from mentorhub.matching.service.preferences import hand_in, my_list, save_list, take_back
from tests.cast import make_cast
from tests.matching.making import add_speed_date, make_programme


async def test_a_list_is_saved_handed_in_and_taken_back(database):
    made = await make_programme(1, 5)
    mentee, mentors = made.mentees[0], [m.enrolment for m in made.mentors]
    saved = await save_list(mentee, mentors[:4], 0)
    assert (saved.mentors, saved.version, saved.handed_in_at) == (tuple(mentors[:4]), 1, None)
    handed = await hand_in(mentee, 1)
    assert handed.handed_in_at is not None
    back = await take_back(mentee, handed.version)
    assert (back.mentors, back.handed_in_at) == (tuple(mentors[:4]), None)


async def test_order_is_kept_when_it_changes(database):
    made = await make_programme(1, 4)
    mentors = [m.enrolment for m in made.mentors]
    await save_list(made.mentees[0], mentors, 0)
    await save_list(made.mentees[0], mentors[::-1], 1)
    assert (await my_list(made.mentees[0])).mentors == tuple(mentors[::-1])


@pytest.mark.parametrize("version", [0, 2, 7])
async def test_a_change_from_an_old_tab_is_refused_and_loses_nothing(database, version):
    made = await make_programme(1, 4)
    mentors = [m.enrolment for m in made.mentors]
    await save_list(made.mentees[0], mentors, 0)
    with pytest.raises(ListRefused, match="stale"):
        await save_list(made.mentees[0], mentors[:1], version)
    assert (await my_list(made.mentees[0])).mentors == tuple(mentors)


async def test_a_short_list_is_not_handed_in_while_there_are_enough_mentors(database):
    made = await make_programme(1, 6)
    await save_list(made.mentees[0], [made.mentors[0].enrolment], 0)
    with pytest.raises(ListRefused) as refused:
        await hand_in(made.mentees[0], 1)
    assert (refused.value.reason, refused.value.missing) == ("too_short", 3)


async def test_with_fewer_mentors_the_list_is_as_long_as_there_are(database):
    made = await make_programme(1, 2)
    await save_list(made.mentees[0], [m.enrolment for m in made.mentors], 0)
    assert (await hand_in(made.mentees[0], 1)).handed_in_at is not None


async def test_choices_must_be_different_mentors_of_the_same_programme(database):
    made, other = await make_programme(2, 5), await make_programme(1, 1, "East")
    mentee, mentors = made.mentees[0], [m.enrolment for m in made.mentors]
    for wrong, reason in (
        ([mentors[0], mentors[0]], "twice"),
        (mentors, "too_long"),
        ([other.mentors[0].enrolment], "unknown"),
        ([made.mentees[1].enrolment], "unknown"),
        ([uuid.uuid4()], "unknown"),
    ):
        with pytest.raises(ListRefused, match=reason):
            await save_list(mentee, wrong, 0)
    assert (await my_list(mentee)).mentors == ()


async def test_after_the_deadline_nothing_changes(database):
    made = await make_programme(1, 4)
    mentors = [m.enrolment for m in made.mentors]
    async with db.transaction() as session:
        await add_speed_date(session, made, met=[], ranking_minutes=10)
    await save_list(made.mentees[0], mentors, 0)
    clock.move(timedelta(minutes=11))
    for act in (
        save_list(made.mentees[0], mentors[:1], 1),
        hand_in(made.mentees[0], 1),
        take_back(made.mentees[0], 1),
    ):
        with pytest.raises(ListRefused, match="closed"):
            await act
    assert (await my_list(made.mentees[0])).mentors == tuple(mentors)


async def test_only_mentees_have_a_list(database):
    cast = await make_cast()
    for actor in (cast.amina, cast.tess, cast.corrie):
        with pytest.raises(NotFound):
            await my_list(actor)
        with pytest.raises(NotFound):
            await save_list(actor, [], 0)


async def test_two_tabs_that_begin_a_list_at_once_make_one(database):
    made = await make_programme(1, 4)
    mentors = [m.enrolment for m in made.mentors]
    both = [save_list(made.mentees[0], mentors[:2], 0), save_list(made.mentees[0], mentors[2:], 0)]
    done = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(str(one) for one in done if isinstance(one, Exception)) == ["stale"]
    assert (await my_list(made.mentees[0])).version == 1
