"""The first meetings: content in both languages for every kind, and ticks that the two share."""

import re
import uuid

import pytest

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.matching.tables import Pair
from mentorhub.pairs.meetings import service
from mentorhub.pairs.meetings.catalogue import agenda_of, agendas, materials, role_cards
from mentorhub.pairs.meetings.state import MeetingsState
from mentorhub.programmes.tables import Programme
from tests.cast import make_cast
from tests.core.test_texts import FORBIDDEN, length, sentences
from tests.pairs.making import make_pair
from tests.tab import destinations, open_hub

KINDS = {"peer_coaching", "company_mentoring", "mentor_training", "workplace_mentorship", "buddy_team"}


def texts():
    """Every text of the catalogue."""
    for meeting in {id(one): one for agenda in agendas().values() for one in agenda}.values():
        yield from (meeting.title, meeting.aim)
        for step in meeting.steps:
            yield from (step.title, step.mentee, step.mentor)
    for one in materials():
        yield from (one.title, one.intro, *one.points)
    for one in role_cards():
        yield from (one.title, one.situation, *one.say, *one.after)


def test_every_kind_of_programme_has_three_meetings_with_steps_of_their_own_keys():
    assert agendas().keys() == KINDS
    names = {one.key for one in materials()}
    for agenda in agendas().values():
        keys = [step.key for meeting in agenda for step in meeting.steps]
        assert [meeting.key for meeting in agenda] == ["first", "second", "third"]
        assert len(keys) == len(set(keys)) >= 10
        assert {step.material for meeting in agenda for step in meeting.steps} - {""} == names
        assert all(40 <= sum(step.minutes for step in meeting.steps) <= 75 for meeting in agenda)
    assert agenda_of("something new") == agenda_of("peer_coaching")


def test_there_are_role_cards_each_with_words_and_a_way_on():
    assert 8 <= len(role_cards()) <= 10
    assert len({one.key for one in role_cards()}) == len(role_cards())
    assert all(len(one.say) >= 3 and len(one.after) >= 3 for one in role_cards())


def test_the_content_is_complete_in_both_languages_and_reads_easily():
    found = list(texts())
    assert [one for one in found if set(one) != {"nl", "en"} or not all(map(str.strip, one.values()))] == []
    spoken = [sentence for one in found for sentence in sentences(one["nl"])]
    assert [sentence for sentence in spoken if length(sentence) > 25] == []
    assert sum(map(length, spoken)) <= 15 * len(spoken)
    assert [one["nl"] for one in found if FORBIDDEN.search(one["nl"])] == []
    assert [one["nl"] for one in found if re.search(r"[<>{}]", one["nl"] + one["en"])] == []


async def test_either_of_the_two_ticks_off_for_both_and_takes_it_back(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    for _ in range(2):
        await service.tick(cast.bram, pair, "search.hello", done=True)
    mine, hers = await service.plan_of(cast.bram, pair), await service.plan_of(cast.amina, pair)
    assert {key: tick.is_mine for key, tick in mine.ticks.items()} == {"search.hello": True}
    assert {key: tick.is_mine for key, tick in hers.ticks.items()} == {"search.hello": False}
    assert (mine.other, hers.other) == ("Amina", "Bram")
    for _ in range(2):
        await service.tick(cast.amina, pair, "search.hello", done=False)
    assert (await service.plan_of(cast.bram, pair)).ticks == {}


async def test_nobody_else_reads_or_ticks_and_a_made_up_step_is_not_found(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    for name in ("daan", "chaima", "tess", "corrie", "zoe", "cas"):
        with pytest.raises(NotFound):
            await service.plan_of(cast.actors[name], pair)
        with pytest.raises(NotFound):
            await service.tick(cast.actors[name], pair, "search.hello", done=True)
    with pytest.raises(NotFound):
        await service.tick(cast.bram, pair, "work.hello", done=True)
    async with db.transaction() as session:
        (await session.get_one(Pair, pair)).ended_at = clock.now()
    with pytest.raises(NotFound):
        await service.tick(cast.bram, pair, "search.hello", done=True)


async def test_the_agenda_follows_the_kind_of_the_programme(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    async with db.transaction() as session:
        (await session.get_one(Programme, cast.programmes["north"].id)).kind = "company_mentoring"
    plan = await service.plan_of(cast.bram, pair)
    assert plan.agenda[0].steps[0].key == "work.hello"
    await service.tick(cast.bram, pair, "work.hello", done=True)


async def test_the_two_see_the_same_steps_with_hints_of_their_own(sqlite):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina)
    shown = {}
    async with open_hub() as hub:
        for name in ("bram", "amina"):
            tab = await hub.tab(cast.actors[name], f"/coach/meetings?duo={pair}")
            await tab.call(MeetingsState.load)
            if name == "bram":
                await tab.call(MeetingsState.tick, step="search.hello", done=True)
                await tab.call(MeetingsState.tick, step="made.up", done=True)
            shown[name] = await tab.shown(MeetingsState)
        for wrong in (str(uuid.uuid4()), "x", str(pair)):
            stranger = await hub.tab(cast.daan, f"/coach/meetings?duo={wrong}")
            assert set(destinations(await stranger.call(MeetingsState.load))) == {"/coach"}
    steps = {name: state["rows"][0]["steps"][0] for name, state in shown.items()}
    assert (steps["bram"]["title"], steps["bram"]["is_done"]) == (
        steps["amina"]["title"],
        steps["amina"]["is_done"],
    )
    assert steps["bram"]["hint"] != steps["amina"]["hint"]
    assert steps["bram"]["by"]["nl"].startswith("Afgevinkt door jou, ")
    assert steps["amina"]["by"]["nl"].startswith("Afgevinkt door Bram, ")
    assert [row["is_now"] for row in shown["bram"]["rows"]] == [True, False, False]
    assert (shown["amina"]["done"], shown["amina"]["share"]) == (1, "7%")


async def test_who_has_no_pair_or_several_reads_how_to_begin(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await make_pair(cast.daan, cast.amina)
    views = {}
    async with open_hub() as hub:
        for name in ("amina", "chaima", "bram"):
            tab = await hub.tab(cast.actors[name], "/coach/meetings")
            await tab.call(MeetingsState.load)
            views[name] = (await tab.shown(MeetingsState))["view"]
    assert views == {"amina": "list", "chaima": "none", "bram": "plan"}
