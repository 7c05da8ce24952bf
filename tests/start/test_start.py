"""The start page as one student sees it: facts from every feature, words in both languages."""

import uuid
from datetime import timedelta

import reflex as rx
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import Role, set_current_actor
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import PreferenceList
from mentorhub.people.tables import Enrolment
from mentorhub.speeddate.tables import (
    Attendee,
    Impression,
    PlannedSeat,
    QualityChoice,
    SpeedDate,
    SpeedDateGroup,
)
from mentorhub.start import service
from mentorhub.start.state import StartState
from tests.cast import make_cast
from tests.pairs.making import add_contact, make_pair


async def add(*rows):
    async with db.transaction() as session:
        session.add_all(rows)


async def make_event(cast, *, phase="draft", days=2, group="a", until=None, rounds_held=0):
    """Write a speed date for one group, in ``days`` days."""
    programme = cast.programmes["north"]
    row = SpeedDate(
        school_id=programme.school_id,
        programme_id=programme.id,
        name="Speeddate",
        phase=phase,
        round=rounds_held,
        starts_at=clock.now() + timedelta(days=days),
        rounds=6,
        round_seconds=240,
        changeover_seconds=60,
        tables=4,
        seed=1,
        room_code=uuid.uuid4().hex[:6],
        beam_digest=uuid.uuid4().hex,
        ranking_until=until,
        created_by=cast.tess.person_id,
        created_at=clock.now(),
    )
    async with db.transaction() as session:
        session.add(row)
        await session.flush()
        session.add(SpeedDateGroup(speed_date_id=row.id, group_id=cast.groups[group].id))
    return row.id


async def choose_qualities(actor, number, side="seeks"):
    await add(
        *(
            QualityChoice(
                school_id=actor.school, enrolment_id=actor.enrolment, side=side, position=n, quality=f"q{n}"
            )
            for n in range(number)
        )
    )


async def page_of(actor):
    """Return the loaded state of the start page."""
    set_current_actor(actor)
    root = rx.State(_reflex_internal_init=True)  # type: ignore[call-arg]  # how Reflex itself makes a root
    state = await root.get_state(StartState)
    outcome = await StartState.load.fn(state)
    return state, outcome


async def test_a_new_junior_first_chooses_qualities(database):
    cast = await make_cast()
    await make_event(cast)
    await choose_qualities(cast.bram, 2)
    await choose_qualities(cast.bram, 4, side="fits")
    state, _ = await page_of(cast.bram)
    assert (state.title["nl"], state.address) == ("Kies je 5 kwaliteiten", "/qualities")
    assert (state.deadline["nl"], state.deadline["en"]) == ("Over 2 dagen", "In 2 days")
    assert [row["state"] for row in state.steps] == ["now", "later", "later", "later"]
    assert state.steps[0]["about"]["nl"] == "2 van de 5 gekozen"


async def test_a_group_that_is_not_invited_waits_for_a_plan(database):
    cast = await make_cast()
    await make_event(cast, group="a")
    await choose_qualities(cast.daan, 5)
    assert (await service.start_of(cast.daan)).facts.event is None
    state, _ = await page_of(cast.daan)
    assert state.title["nl"] == "Je speeddate komt eraan"


async def test_who_is_expected_by_name_sees_the_speed_date_of_another_group(database):
    cast = await make_cast()
    event = await make_event(cast, group="a", phase="round")
    await add(
        Attendee(
            school_id=cast.daan.school, speed_date_id=event, enrolment_id=cast.daan.enrolment, role="mentee"
        )
    )
    state, _ = await page_of(cast.daan)
    assert (state.title["nl"], state.address, state.button["nl"]) == (
        "De speeddate is bezig",
        "/room",
        "Ga naar je tafel",
    )


async def test_after_the_rounds_a_junior_makes_a_top_four_before_its_deadline(database):
    cast = await make_cast()
    await choose_qualities(cast.bram, 5)
    event = await make_event(
        cast, phase="ranking", days=-1, until=clock.now() + timedelta(days=2), rounds_held=2
    )
    mentee = {"school_id": cast.bram.school, "speed_date_id": event, "mentee_id": cast.bram.enrolment}
    await add(
        PlannedSeat(**mentee, round=1, table_number=1, mentor_id=cast.amina.enrolment),
        PlannedSeat(**mentee, round=2, table_number=2, mentor_id=cast.chaima.enrolment),
        PlannedSeat(**mentee, round=3, table_number=1, mentor_id=cast.amina.enrolment),
        Impression(
            school_id=cast.bram.school,
            speed_date_id=event,
            author_id=cast.bram.enrolment,
            about_id=cast.amina.enrolment,
            feeling=3,
            updated_at=clock.now(),
        ),
    )
    state, _ = await page_of(cast.bram)
    assert (state.title["nl"], state.address, state.deadline["nl"]) == (
        "Maak je top 4",
        "/top",
        "Nog 2 dagen",
    )
    assert state.text["nl"].startswith("Je sprak 2 coaches.")
    assert state.steps[1]["about"]["nl"] == "2 gesprekken, 1 met een klik"
    assert [(row["mark"], row["address"]) for row in state.steps] == [
        ("✓", "/qualities"),
        ("✓", ""),
        ("3", "/top"),
        ("4", ""),
    ]


async def test_on_the_last_day_the_deadline_is_an_hour(sqlite):
    cast = await make_cast()
    noon = clock.now().replace(hour=11, minute=0, second=0, microsecond=0)
    clock.move(noon - clock.now())
    await make_event(cast, phase="ranking", days=-1, until=noon + timedelta(hours=1))
    state, _ = await page_of(cast.bram)
    assert state.deadline["nl"].startswith("Vandaag tot 1")


async def test_a_list_that_was_handed_in_can_still_be_looked_at(sqlite):
    cast = await make_cast()
    await make_event(cast, phase="ranking", days=-1)
    await add(
        PreferenceList(
            mentee_id=cast.bram.enrolment,
            school_id=cast.bram.school,
            programme_id=cast.bram.programme_id,
            handed_in_at=clock.now(),
            updated_at=clock.now(),
        )
    )
    state, _ = await page_of(cast.bram)
    assert (state.title["nl"], state.address) == ("De match wordt gemaakt", "/top")
    assert state.steps[2]["about"]["nl"].startswith("ingeleverd op ")


async def test_a_match_asks_both_for_a_first_contact_with_its_deadline(database):
    cast = await make_cast()
    pair = await make_pair(cast.bram, cast.amina, days_ago=24)
    junior, _ = await page_of(cast.bram)
    coach, _ = await page_of(cast.amina)
    assert (junior.title["nl"], coach.title["nl"]) == ("Maak contact met Amina", "Maak contact met Bram")
    assert (junior.deadline["nl"], coach.address) == ("Nog 6 dagen", "/coach")
    assert [row["title"]["nl"] for row in coach.steps] == [
        "Je 5 kwaliteiten",
        "Speeddate",
        "Je junior",
        "Stage",
    ]
    await add_contact(pair, cast.amina, local_day(clock.now(), "Europe/Amsterdam"))
    junior, _ = await page_of(cast.bram)
    assert (junior.title["nl"], junior.steps[-1]["state"]) == ("Zoek je eerste stageplek", "now")
    assert (junior.steps[-2]["about"]["nl"], junior.steps[-2]["state"]) == ("Amina Voorbeeld", "done")


def at_noon():
    """Let it be noon: late in the evening, days before the clocks changed count as one day less."""
    clock.move(timedelta())
    clock.move(clock.now().replace(hour=11, minute=0, second=0) - clock.now())


async def test_a_coach_of_two_reads_how_many_still_wait(sqlite):
    at_noon()
    cast = await make_cast()
    await make_pair(cast.bram, cast.amina, days_ago=40)
    await make_pair(cast.daan, cast.amina, days_ago=2)
    state, _ = await page_of(cast.amina)
    assert state.title["nl"] == "Maak contact met je juniors"
    assert state.text["nl"].startswith("Met 2 van hen")
    assert state.deadline["nl"] == "10 dagen te laat"
    assert state.steps[-2]["about"]["nl"] == "2 juniors"


async def test_another_persons_facts_and_another_schools_events_do_not_count(database):
    cast = await make_cast()
    await make_event(cast, phase="round")
    await choose_qualities(cast.bram, 5)
    await make_pair(cast.bram, cast.amina)
    start = await service.start_of(cast.zoe)
    assert (start.facts.event, start.facts.qualities, start.pairs) == (None, 0, ())


async def test_staff_go_on_to_their_list(sqlite):
    cast = await make_cast()
    for actor in (cast.tess, cast.corrie):
        state, outcome = await page_of(actor)
        assert "/attention" in str(outcome)
        assert (state.view, state.steps) == ("", [])


async def test_who_has_several_parts_can_choose_and_who_has_none_reads_what_to_do(sqlite):
    cast = await make_cast()
    alone, _ = await page_of(cast.bram)
    assert (alone.view, alone.several_parts) == ("student", False)
    async with db.transaction() as session:
        enrolment = (await session.exec(select(Enrolment).where(Enrolment.id == cast.bram.enrolment))).one()
        session.add(
            Enrolment(
                school_id=enrolment.school_id,
                programme_id=await other_programme(session, cast),
                person_id=enrolment.person_id,
                role=Role.MENTOR.value,
                created_at=clock.now(),
            )
        )
    both, _ = await page_of(cast.bram)
    assert both.several_parts
    bare = type(cast.bram)(
        cast.bram.person_id, cast.bram.session_id, None, None, None, None, "Bram", "Bram Voorbeeld", "nl"
    )
    nowhere, _ = await page_of(bare)
    assert nowhere.view == "nowhere"


async def other_programme(session, cast):
    from mentorhub.programmes.tables import Programme

    north = cast.programmes["north"]
    row = Programme(
        school_id=north.school_id,
        name="Coaching later",
        starts_on=north.starts_on,
        ends_on=north.ends_on,
        created_at=clock.now(),
    )
    session.add(row)
    await session.flush()
    return row.id
