"""A mentor's wishes: saved once, kept to the programme, closed in time, and told to nobody else."""

import asyncio
import uuid
from datetime import timedelta

import pytest
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.matching.rules import Objective
from mentorhub.matching.service import publishing, runs, wishes
from mentorhub.matching.service.wishes import MentorFacts, WishRefused, mentor_facts, my_wishes, save_wish
from mentorhub.matching.tables import MatchSetting, MentorWish
from mentorhub.people.tables import Enrolment
from mentorhub.speeddate.tables import Impression, QualityChoice
from tests.cast import make_cast
from tests.matching.making import add_speed_date, hand_in_random_lists, make_programme


async def rows():
    async with db.reading() as session:
        found = await session.exec(select(MentorWish))
        return {(row.mentor_id, row.mentee_id, row.wish) for row in found}


async def evening(made, *, pairs, minutes=60):
    """Let pairs of numbers (mentee, mentor) meet, and let the lists be open for so many minutes."""
    met = [(made.mentees[a], made.mentors[b]) for a, b in pairs]
    async with db.transaction() as session:
        return await add_speed_date(session, made, met=met, ranking_minutes=minutes)


async def note(author, about, event, text, feeling):
    async with db.transaction() as session:
        session.add(
            Impression(
                school_id=author.school,
                speed_date_id=event.id,
                author_id=author.enrolment,
                about_id=about.enrolment,
                note=text,
                feeling=feeling,
                updated_at=clock.now(),
            )
        )


async def looks_for(actor, *qualities):
    async with db.transaction() as session:
        session.add_all(
            QualityChoice(
                school_id=actor.school, enrolment_id=actor.enrolment, side="seeks", position=n, quality=word
            )
            for n, word in enumerate(qualities, start=1)
        )


async def test_a_mentor_sees_whom_they_met_with_only_their_own_notes(database):
    made = await make_programme(3, 2)
    event = await evening(made, pairs=[(1, 0), (0, 1)])
    await note(made.mentors[0], made.mentees[1], event, "wil naar de haven", 3)
    await note(made.mentees[1], made.mentors[0], event, "geheim van de junior", 1)
    for one in (made.mentees[1], made.mentors[0]):
        await looks_for(one, "humour")
    mine = await my_wishes(made.mentors[0])
    [met] = mine.met
    assert (met.enrolment_id, met.round_met, met.note, met.feeling, met.shared, met.wish) == (
        made.mentees[1].enrolment,
        1,
        "wil naar de haven",
        3,
        2,
        None,
    )
    assert [one.enrolment_id for one in mine.others] == [made.mentees[n].enrolment for n in (0, 2)]
    assert (mine.asks, mine.is_open) == (True, True)


async def test_an_answer_is_changed_and_taken_back(database):
    made = await make_programme(2, 1)
    mentor, mentee = made.mentors[0], made.mentees[0]
    await save_wish(mentor, mentee.enrolment, "prefer")
    await save_wish(mentor, mentee.enrolment, "rather_not")
    assert await rows() == {(mentor.enrolment, mentee.enrolment, "rather_not")}
    assert (await my_wishes(mentor)).others[0].wish == "rather_not"
    await save_wish(mentor, mentee.enrolment, None)
    await save_wish(mentor, mentee.enrolment, None)
    assert await rows() == set()


async def test_the_same_answer_sent_five_times_at_once_is_one_row(database):
    made = await make_programme(1, 1)
    mentor, mentee = made.mentors[0], made.mentees[0]
    await asyncio.gather(*(save_wish(mentor, mentee.enrolment, "fine") for _ in range(5)))
    assert await rows() == {(mentor.enrolment, mentee.enrolment, "fine")}


async def test_answers_close_with_the_lists(database):
    made = await make_programme(1, 1)
    await evening(made, pairs=[(0, 0)], minutes=5)
    mentor, mentee = made.mentors[0], made.mentees[0]
    await save_wish(mentor, mentee.enrolment, "prefer")
    clock.move(timedelta(minutes=5))
    with pytest.raises(WishRefused):
        await save_wish(mentor, mentee.enrolment, None)
    assert not (await my_wishes(mentor)).is_open
    assert await rows() == {(mentor.enrolment, mentee.enrolment, "prefer")}


async def test_answers_close_with_the_match(database):
    made = await make_programme(2, 2)
    await hand_in_random_lists(made)
    await publishing.publish(
        made.coordinator, await runs.propose(made.coordinator, made.programme.id, Objective.GENEROUS)
    )
    with pytest.raises(WishRefused):
        await save_wish(made.mentors[0], made.mentees[0].enrolment, "fine")
    assert await rows() == set()


async def test_a_programme_that_does_not_ask_takes_no_answer(database):
    made = await make_programme(1, 1)
    await evening(made, pairs=[(0, 0)])
    async with db.transaction() as session:
        session.add(
            MatchSetting(
                programme_id=made.programme.id, school_id=made.programme.school_id, asks_wishes=False
            )
        )
    with pytest.raises(WishRefused):
        await save_wish(made.mentors[0], made.mentees[0].enrolment, "fine")
    mine = await my_wishes(made.mentors[0])
    assert (mine.asks, mine.is_open) == (False, False)
    async with db.reading() as session:
        assert await wishes.wish_count(session, made.mentors[0]) is None


async def test_only_mentors_are_asked(database):
    cast = await make_cast()
    for actor in (cast.bram, cast.tess, cast.corrie):
        with pytest.raises(NotFound):
            await my_wishes(actor)
        with pytest.raises(NotFound):
            await save_wish(actor, cast.bram.enrolment, "fine")
    assert await rows() == set()


async def test_who_is_no_mentee_of_the_programme_is_not_found(database):
    cast = await make_cast()
    async with db.transaction() as session:
        (await session.get_one(Enrolment, cast.daan.enrolment)).ended_at = clock.now()
    strangers = (cast.zoe.enrolment, cast.chaima.enrolment, cast.daan.enrolment, uuid.uuid4())
    for stranger in strangers:
        with pytest.raises(NotFound):
            await save_wish(cast.amina, stranger, "prefer")
    with pytest.raises(NotFound):
        await save_wish(cast.amina, cast.bram.enrolment, "love")  # type: ignore[arg-type]  # a made-up answer
    assert await rows() == set()
    shown = await my_wishes(cast.amina)
    assert [one.enrolment_id for one in (*shown.met, *shown.others)] == [cast.bram.enrolment]


async def test_how_far_a_mentor_is_counts_only_whom_they_met(database):
    made = await make_programme(3, 2)
    await evening(made, pairs=[(0, 0)])
    await save_wish(made.mentors[0], made.mentees[2].enrolment, "prefer")
    async with db.reading() as session:
        before = await wishes.wish_count(session, made.mentors[0])
        assert await wishes.wish_count(session, made.mentors[1]) is None
        assert await wishes.wish_count(session, made.mentees[0]) is None
    await save_wish(made.mentors[0], made.mentees[0].enrolment, "fine")
    async with db.reading() as session:
        after = await wishes.wish_count(session, made.mentors[0])
    assert before == wishes.WishCount(met=1, answered=0, is_open=True)
    assert after == wishes.WishCount(met=1, answered=1, is_open=True)


async def test_what_a_mentor_may_know_of_a_pair_is_the_own_side(database):
    made = await make_programme(1, 1)
    await evening(made, pairs=[(0, 0)])
    await looks_for(made.mentees[0], "humour", "calm")
    await looks_for(made.mentors[0], "calm")
    await save_wish(made.mentors[0], made.mentees[0].enrolment, "prefer")
    pair = (made.mentees[0].enrolment, made.mentors[0].enrolment)
    async with db.reading() as session:
        assert await mentor_facts(session, made.programme.id, pair) == MentorFacts("prefer", 1, 2)
