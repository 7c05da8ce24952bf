"""The history of a match: who computed, published and withdrew what; and the settings it stood on."""

import pytest

from mentorhub.core.actor import NotFound
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.history import runs_of
from mentorhub.matching.service.lists import ListRefused
from mentorhub.matching.service.preferences import hand_in, my_list, save_list, take_back
from mentorhub.matching.service.publishing import publish, withdraw
from mentorhub.matching.service.runs import propose
from mentorhub.matching.service.settings import SettingRefused, change_settings, match_settings
from tests.cast import make_cast
from tests.matching.making import hand_in_random_lists, make_programme


async def test_the_history_names_who_did_what_newest_first(database):
    made = await make_programme(2, 2)
    await hand_in_random_lists(made)
    first = await propose(made.teacher, made.programme.id, Objective.GREEDY)
    second = await propose(made.coordinator, made.programme.id, Objective.GENEROUS)
    await publish(made.teacher, second)
    lines = await runs_of(made.teacher, made.programme.id)
    assert [(one.run_id, one.objective, one.is_shown, one.is_out) for one in lines] == [
        (second, "generous", True, True),
        (first, "greedy", False, False),
    ]
    assert [(one.created_by, one.published_by) for one in lines] == [
        ("Corrie Voorbeeld", "Tess Voorbeeld"),
        ("Tess Voorbeeld", ""),
    ]
    assert sum(lines[0].profile["ranks"]) == 2
    await withdraw(made.coordinator, second)
    (newest, _) = await runs_of(made.teacher, made.programme.id)
    assert (newest.withdrawn_by, newest.is_out, newest.is_shown) == ("Corrie Voorbeeld", False, True)
    assert newest.published_at is not None


async def test_without_a_setting_mentors_are_asked_and_forbid_nothing(database):
    made = await make_programme(1, 1)
    found = await match_settings(made.teacher, made.programme.id)
    assert (found.asks_wishes, found.rather_not_forbids, found.list_length) == (True, False, 4)
    await change_settings(made.teacher, made.programme.id, rather_not_forbids=True)
    await change_settings(made.coordinator, made.programme.id, asks_wishes=False)
    found = await match_settings(made.teacher, made.programme.id)
    assert (found.asks_wishes, found.rather_not_forbids) == (False, True)


async def test_the_length_of_lists_stands_still_once_one_is_handed_in(database):
    made = await make_programme(2, 4)
    await hand_in_random_lists(made)
    for length in (3, 5):
        with pytest.raises(SettingRefused) as refused:
            await change_settings(made.teacher, made.programme.id, list_length=length)
        assert (refused.value.reason, refused.value.count) == ("handed_in", 2)
    assert (await change_settings(made.teacher, made.programme.id, list_length=4)).handed_in == 2
    for mentee in made.mentees:
        await take_back(mentee, 2)
    assert (await change_settings(made.teacher, made.programme.id, list_length=2)).list_length == 2
    first = await my_list(made.mentees[0])
    assert (len(first.mentors), first.version) == (2, 4)
    with pytest.raises(ListRefused, match="stale"):
        await save_list(made.mentees[0], first.mentors, 3)


@pytest.mark.parametrize("length", [0, 11, -1])
async def test_a_list_asks_one_to_ten_choices(sqlite, length):
    made = await make_programme(1, 1)
    with pytest.raises(SettingRefused, match="range"):
        await change_settings(made.teacher, made.programme.id, list_length=length)


async def test_the_length_of_lists_stands_still_while_a_match_is_out(sqlite):
    made = await make_programme(1, 1)
    await publish(made.teacher, await propose(made.teacher, made.programme.id, Objective.GENEROUS))
    with pytest.raises(SettingRefused, match="published"):
        await change_settings(made.teacher, made.programme.id, list_length=5)
    assert (await match_settings(made.teacher, made.programme.id)).is_published


async def test_a_longer_list_is_asked_and_counted(sqlite):
    made = await make_programme(1, 6)
    await change_settings(made.teacher, made.programme.id, list_length=6)
    saved = await save_list(made.mentees[0], [mentor.enrolment for mentor in made.mentors], 0)
    await hand_in(made.mentees[0], saved.version)
    await propose(made.teacher, made.programme.id, Objective.GENEROUS)
    (line,) = await runs_of(made.teacher, made.programme.id)
    assert line.profile["ranks"] == [1, 0, 0, 0, 0, 0]


async def test_students_and_other_schools_find_no_history_and_no_settings(database):
    made, cast = await make_programme(1, 1), await make_cast()
    for actor in (made.mentees[0], made.mentors[0], cast.tess, cast.corrie):
        for read in (runs_of, match_settings):
            with pytest.raises(NotFound):
                await read(actor, made.programme.id)
        with pytest.raises(NotFound):
            await change_settings(actor, made.programme.id, asks_wishes=False)
