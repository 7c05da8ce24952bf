"""After the match: each of the two reads who, why and what now, and a mentor nothing of anybody's list."""

import json

import pytest
import reflex as rx
from reflex.istate.data import RouterData
from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.core.actor import set_current_actor
from mentorhub.matching.rules import Objective
from mentorhub.matching.service import publishing, runs
from mentorhub.matching.service.preferences import hand_in, save_list
from mentorhub.matching.service.wishes import MentorFacts, save_wish
from mentorhub.matching.tables import MatchRun, Pair, Proposal, Substitute
from mentorhub.pairs.rows import mentor_why_text
from mentorhub.pairs.service import stand_ins
from mentorhub.pairs.state import CoachState
from mentorhub.start.state import StartState
from tests.cast import make_cast
from tests.matching.making import add_speed_date, make_programme, set_person
from tests.pairs.making import make_pair


async def page_of(actor, state=CoachState):
    """Return the loaded state of a page as this actor sees it."""
    set_current_actor(actor)
    root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]  # how Reflex itself makes a root
    root.router = RouterData.from_router_data(
        {"asPath": "/coach", "pathname": "/coach", "headers": {"origin": "http://localhost:3000"}}
    )
    shown = await root.get_state(state)
    await state.load.fn(shown)
    return shown


def sent(shown):
    return json.dumps(shown.dict(), default=str, ensure_ascii=False)


async def substitute(mentee, mentor):
    """Let a mentor stand in for a mentee's own; return the row's id."""
    async with db.transaction() as session:
        pair = (await session.exec(select(Pair).where(Pair.mentee_id == mentee.enrolment))).one()
        row = Substitute(
            school_id=mentee.school,
            programme_id=mentee.programme_id,
            run_id=pair.run_id,
            mentee_id=mentee.enrolment,
            mentor_id=mentor.enrolment,
            started_at=clock.now(),
        )
        session.add(row)
    return row.id


async def match(made, lists):
    """Hand in these lists (numbers of mentors) and publish the match."""
    for mentee, chosen in zip(made.mentees, lists, strict=True):
        saved = await save_list(mentee, [made.mentors[n].enrolment for n in chosen], 0)
        if len(chosen) == saved.length:
            await hand_in(mentee, saved.version)
    await publishing.publish(
        made.coordinator, await runs.propose(made.coordinator, made.programme.id, Objective.GENEROUS)
    )


async def test_both_read_who_why_and_until_when(sqlite):
    made = await make_programme(1, 2)
    async with db.transaction() as session:
        await add_speed_date(session, made, met=[(made.mentees[0], made.mentors[1])], ranking_minutes=60)
    await save_wish(made.mentors[1], made.mentees[0].enrolment, "prefer")
    await match(made, [(1, 0)])
    junior, coach = await page_of(made.mentees[0]), await page_of(made.mentors[1])
    assert (junior.name, junior.why["nl"]) == ("Coach1 Voorbeeld", "Dit was je eerste keuze.")
    assert (coach.name, coach.why["nl"]) == ("Junior0 Voorbeeld", "Jij zei dat je Junior0 graag coacht.")
    assert coach.why["en"] == "You said you would gladly coach Junior0."
    for shown in (junior, coach):
        assert shown.first_text["nl"] == "Nog 30 dagen voor jullie eerste contact"
        assert shown.first_until["nl"].startswith("Spreek elkaar uiterlijk ")


@pytest.mark.parametrize("wish", ["prefer", "fine", "rather_not"])
async def test_a_mentee_never_reads_the_mentors_wish(sqlite, wish):
    made = await make_programme(1, 1)
    await save_wish(made.mentors[0], made.mentees[0].enrolment, wish)
    await match(made, [(0,)])
    for state in (CoachState, StartState):
        told = sent(await page_of(made.mentees[0], state))
        assert [word for word in (wish, "graag", "gladly") if word in told] == []


async def test_a_mentor_reads_the_same_whatever_the_lists_were(sqlite):
    """First or last choice, pinned or beyond the list: to the mentor it is one and the same page."""
    made = await make_programme(1, 2)
    async with db.transaction() as session:
        await add_speed_date(session, made, met=[(made.mentees[0], made.mentors[0])])
    await match(made, [(0, 1)])
    pages = []
    for source, rank in (("choice", 1), ("choice", 4), ("met", None), ("pinned", 2)):
        async with db.transaction() as session:
            line = (await session.exec(select(Proposal))).one()
            line.mentor_id, line.rank, line.source = made.mentors[0].enrolment, rank, source
            line.own_reason = {
                "kind": "lower_choice",
                "rank": rank,
                "taken": [str(made.mentors[1].enrolment)],
            }
        shown = await page_of(made.mentors[0])
        shown.once_key = ""
        pages.append((sent(shown), sent(await page_of(made.mentors[0], StartState))))
    assert len(set(pages)) == 1
    told = "".join(pages[0])
    assert str(made.mentors[1].enrolment) not in told
    assert [word for word in ("keuze", "choice", "rank", "eerste keus") if word in told] == []
    assert "Jullie spraken elkaar in ronde 1." in told


def test_a_mentors_sentence_names_what_speaks_for_the_two():
    said = {
        facts: mentor_why_text(MentorFacts(*facts), "Bram")["nl"]
        for facts in [
            ("prefer", 2, 3),
            ("fine", 2, 1),
            ("rather_not", 2, 0),
            (None, None, 2),
            ("rather_not", None, 0),
        ]
    }
    assert list(said.values()) == [
        "Jij zei dat je Bram graag coacht, en 3 kwaliteiten passen.",
        "Jullie spraken elkaar in ronde 2, en 1 kwaliteit past.",
        "Jullie spraken elkaar in ronde 2.",
        "Wat jullie zoeken sluit aan: 2 kwaliteiten passen.",
        "Bram zoekt een coach, en jij hebt plek.",
    ]


async def test_a_substitute_and_the_mentee_find_each_other(database):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    row = await substitute(cast.bram, cast.chaima)
    await set_person(cast.bram, phone="0612345678", shows_phone=True, shows_email=False)
    await set_person(cast.chaima, phone="0687654321", shows_phone=False)
    [helper] = (await page_of(cast.bram)).stand_ins
    assert (helper["name"], helper["title"]["nl"], helper["phone"]) == (
        "Chaima Voorbeeld",
        "Is Amina er niet?",
        "",
    )
    assert helper["text"]["en"] == "Then Chaima helps you. Feel free to send a message."
    page = await page_of(cast.chaima)
    [helped] = page.stand_ins
    assert (page.view, helped["title"]["nl"], helped["text"]["nl"]) == (
        "none",
        "Jij springt in voor Amina",
        "Is Amina er niet? Dan help jij Bram.",
    )
    assert (helped["phone"], helped["email"], helped["whatsapp"]) == ("0612345678", "", "31612345678")
    assert (await page_of(cast.amina)).stand_ins == []
    async with db.transaction() as session:
        (await session.get_one(Substitute, row)).ended_at = clock.now()
    assert await stand_ins(cast.bram) == await stand_ins(cast.chaima) == []


async def test_who_became_the_own_mentor_is_no_substitute(database):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await substitute(cast.bram, cast.chaima)
    async with db.transaction() as session:
        pair = (await session.exec(select(Pair).where(Pair.mentee_id == cast.bram.enrolment))).one()
        pair.mentor_id = cast.chaima.enrolment
    assert await stand_ins(cast.bram) == await stand_ins(cast.chaima) == []


async def test_a_mentor_who_only_stands_in_is_shown_the_way_at_the_start(sqlite):
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina)
    await substitute(cast.bram, cast.chaima)
    start = await page_of(cast.chaima, StartState)
    assert (start.title["nl"], start.address) == ("Jij springt in voor Amina", "/coach")
    assert (await page_of(cast.amina, StartState)).title["nl"] == "Maak contact met Bram"


async def test_who_got_nobody_reads_so_after_the_match(sqlite):
    made = await make_programme(3, 2)
    await match(made, [(0, 1), (0, 1), (0, 1)])
    async with db.reading() as session:
        left = (await session.exec(select(Proposal.mentee_id).where(col(Proposal.mentor_id).is_(None)))).one()
    mentee = next(one for one in made.mentees if one.enrolment == left)
    page, start = await page_of(mentee), await page_of(mentee, StartState)
    assert page.left_over["nl"] == "Er is nog geen coach met plek. Je docent zoekt met je mee."
    assert (start.title["nl"], start.text["nl"]) == (
        "De match is gemaakt",
        "Jij hebt nu geen coach. Je docent zoekt met je mee.",
    )


async def test_a_mentor_without_a_junior_reads_so_only_after_the_match(sqlite):
    made = await make_programme(1, 2)
    assert (await page_of(made.mentors[0])).left_over["nl"] == ""
    await match(made, [(1, 0)])
    page, start = await page_of(made.mentors[0]), await page_of(made.mentors[0], StartState)
    assert page.left_over == start.text
    assert page.left_over["nl"].startswith("Jij hebt nu geen junior.")
    async with db.reading() as session:
        assert (await session.exec(select(MatchRun.published_once))).one() == made.programme.id
