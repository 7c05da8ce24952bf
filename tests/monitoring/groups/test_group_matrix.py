"""The matrix of a group: what each student did, for the own staff, without what is private."""

import pytest
from sqlalchemy import update
from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.core.tables import AuditEntry
from mentorhub.matching.tables import MatchSetting, Pair
from mentorhub.monitoring.groups.rules import COACH_STEPS, JUNIOR_STEPS, Sorting
from mentorhub.monitoring.groups.service import exported_matrix, group_matrix, overview
from mentorhub.people.tables import Enrolment
from mentorhub.speeddate.tables import Attendee
from tests.internships.making_applications import PERIOD, end, make_application, move
from tests.monitoring.groups.making_group import (
    CONTACT,
    MET,
    a_group,
    all_the_way,
    choose_qualities,
    hand_in,
    more_students,
    statements_of,
)
from tests.pairs.making import add_contact, make_pair

ZONE = "Europe/Amsterdam"


async def marks(actor, cast, name, group="a"):
    found = await group_matrix(actor, cast.groups[group].id)
    (student,) = [
        one for one in (*found.juniors.students, *found.coaches.students) if one.name == f"{name} Voorbeeld"
    ]
    return student, student.line.marks


async def test_a_junior_who_did_everything_has_every_mark(database):
    cast = await a_group()
    student, done = await marks(cast.tess, cast, "Bram")
    assert set(done) == set(JUNIOR_STEPS)
    assert {mark.state for mark in done.values()} == {"done"}
    met = local_day(MET, ZONE)
    assert (done["speed_date"].on, done["top"].on, done["cv"].on) == (met, met, met)
    assert (done["qualities"].number, done["qualities"].whole) == (5, 5)
    assert done["first_contact"].on == CONTACT
    assert (done["applications"].number, done["applications"].word) == (1, "placed")
    assert (done["placed"].word, done["placed"].on) == ("DSV", PERIOD.starts_on)
    assert [one.name for one in student.partners] == ["Amina Voorbeeld"]


async def test_a_coach_has_marks_of_her_own(database):
    cast = await a_group()
    student, done = await marks(cast.tess, cast, "Amina")
    assert set(done) == set(COACH_STEPS)
    assert {mark.state for mark in done.values()} == {"done"}
    assert (done["matched"].number, done["matched"].whole) == (1, 1)
    assert (done["first_contact"].on, done["leads"].number) == (CONTACT, 1)
    assert [one.name for one in student.partners] == ["Bram Voorbeeld"]


async def test_who_did_nothing_has_no_mark(sqlite):
    cast = await a_group()
    for name in ("Daan", "Chaima"):
        student, done = await marks(cast.timo, cast, name, "b")
        assert {mark.state for mark in done.values()} == {"not_yet"}
        assert student.partners == ()


async def test_a_step_half_done_or_taken_back_does_not_count(database):
    cast = await a_group()
    daan = cast.daan
    await choose_qualities(daan, 3)
    await hand_in(daan, at=None)
    _, done = await marks(cast.timo, cast, "Daan", "b")
    assert (done["qualities"].state, done["qualities"].number) == ("begun", 3)
    assert done["top"].state == "not_yet"


@pytest.mark.parametrize("state", ["absent", "expected"])
async def test_who_stayed_away_from_the_speed_date_did_not_attend(sqlite, state):
    cast = await a_group()
    async with db.transaction() as session:
        await session.exec(update(Attendee).values(state=state))
    _, done = await marks(cast.tess, cast, "Bram")
    assert done["speed_date"].state == "not_yet"


async def test_the_furthest_step_counts_also_after_a_refusal(database):
    cast = await a_group()
    one = await make_application(cast.daan, "Vos")
    await move(cast.daan, one, "interview")
    await end(cast.daan, one, "no_fit")
    await make_application(cast.daan, "DHL")
    _, done = await marks(cast.timo, cast, "Daan", "b")
    assert (done["applications"].number, done["applications"].word) == (2, "interview")


async def test_a_coach_of_two_shows_both_and_the_places(sqlite):
    cast = await a_group()
    async with db.transaction() as session:
        (await session.get_one(Enrolment, cast.amina.enrolment)).capacity = 3
    pair = await make_pair(cast.daan, cast.amina)
    student, done = await marks(cast.tess, cast, "Amina")
    assert [one.name for one in student.partners] == ["Bram Voorbeeld", "Daan Voorbeeld"]
    assert (done["matched"].number, done["matched"].whole) == (2, 3)
    assert pair in {one.pair_id for one in student.partners}


async def ended(pair_id, reason):
    async with db.transaction() as session:
        pair = await session.get_one(Pair, pair_id)
        pair.ended_at, pair.end_reason = clock.now(), reason


async def test_an_ended_pair_is_named_until_there_is_a_new_one(database):
    cast = await a_group()
    first = await make_pair(cast.daan, cast.chaima, days_ago=30)
    await add_contact(first, cast.daan, CONTACT)
    await ended(first, "no_fit")
    student, done = await marks(cast.timo, cast, "Daan", "b")
    assert [(one.name, one.pair_id) for one in student.partners] == [("Chaima Voorbeeld", None)]
    assert done["first_contact"].on == CONTACT
    await make_pair(cast.daan, cast.amina)
    student, done = await marks(cast.timo, cast, "Daan", "b")
    assert [one.name for one in student.partners] == ["Amina Voorbeeld"]
    assert done["first_contact"].state == "not_yet"


async def test_a_pair_that_the_match_took_back_counts_for_nothing(sqlite):
    cast = await a_group()
    await ended(await make_pair(cast.daan, cast.chaima, days_ago=30), "")
    student, done = await marks(cast.timo, cast, "Daan", "b")
    assert (student.partners, done["matched"].state) == ((), "not_yet")


async def test_wishes_that_a_programme_does_not_ask_are_not_asked(sqlite):
    cast = await a_group()
    async with db.transaction() as session:
        session.add(
            MatchSetting(
                programme_id=cast.programmes["north"].id,
                school_id=cast.schools["north"].id,
                asks_wishes=False,
            )
        )
    _, done = await marks(cast.tess, cast, "Amina")
    assert done["wishes"].state == "not_asked"
    assert (await group_matrix(cast.tess, cast.groups["a"].id)).coaches.counts()["wishes"] == (0, 0)
    assert not (await overview(cast.tess)).groups[0].asks_wishes


async def test_who_left_is_not_in_the_matrix(sqlite):
    cast = await a_group()
    async with db.transaction() as session:
        (await session.get_one(Enrolment, cast.bram.enrolment)).ended_at = clock.now()
    assert (await group_matrix(cast.tess, cast.groups["a"].id)).juniors.students == ()


async def test_names_stand_in_the_dutch_order_and_decide_a_tie_both_ways(sqlite):
    cast = await a_group()
    await more_students(cast, Role.MENTEE, "Cem", "Abel")
    table = (await group_matrix(cast.tess, cast.groups["a"].id)).juniors

    def names(sorting):
        return [one.name.split()[0] for one in table.in_order(sorting)]

    assert names(Sorting()) == ["Abel", "Bram", "Cem"]
    assert names(Sorting("name", True)) == ["Cem", "Bram", "Abel"]
    assert names(Sorting("placed")) == ["Abel", "Cem", "Bram"]
    assert names(Sorting("placed", True)) == ["Bram", "Abel", "Cem"]


@pytest.mark.parametrize(
    ("name", "group"), [("tess", "b"), ("tess", "z"), ("corrie", "z"), ("cas", "a"), ("tom", "a")]
)
async def test_a_group_out_of_reach_is_not_found(database, name, group):
    cast = await a_group()
    for read in (group_matrix, exported_matrix):
        with pytest.raises(NotFound):
            await read(cast.actors[name], cast.groups[group].id)


@pytest.mark.parametrize("name", ["bram", "amina"])
async def test_students_see_no_group(sqlite, name):
    cast = await a_group()
    with pytest.raises(NotFound):
        await group_matrix(cast.actors[name], cast.groups["a"].id)
    with pytest.raises(NotFound):
        await overview(cast.actors[name])


async def test_a_coordinator_sees_every_group_of_the_school_also_of_an_ended_programme(sqlite):
    cast = await a_group()
    assert len((await group_matrix(cast.corrie, cast.groups["b"].id)).juniors.students) == 1
    async with db.transaction() as session:
        programme = cast.programmes["north"]
        session.add(programme)
        programme.ended_at = clock.now()
    assert len((await group_matrix(cast.corrie, cast.groups["b"].id)).juniors.students) == 1
    assert (await overview(cast.corrie)).groups == ()


async def test_taking_the_matrix_out_is_kept_in_the_audit(sqlite):
    cast = await a_group()
    await exported_matrix(cast.tess, cast.groups["a"].id)
    async with db.reading() as session:
        (entry,) = await session.exec(select(AuditEntry).where(AuditEntry.action == "group.exported"))
    assert (entry.actor_id, entry.object_id) == (cast.tess.person_id, cast.groups["a"].id)
    assert entry.detail == {"students": 2}


async def test_the_matrix_takes_nineteen_queries_for_one_junior_and_for_three(database):
    cast = await a_group()
    counts = [len(await statements_of(group_matrix(cast.tess, cast.groups["a"].id)))]
    juniors = await more_students(cast, Role.MENTEE, "Cem", "Abel")
    coaches = await more_students(cast, Role.MENTOR, "Nora", "Lex")
    for mentee, mentor in zip(juniors, coaches, strict=True):
        await all_the_way(cast, mentee, mentor, f"Bedrijf {mentee.first_name}")
    counts.append(len(await statements_of(group_matrix(cast.tess, cast.groups["a"].id))))
    assert counts == [19, 19]


async def test_nothing_private_is_read(sqlite):
    cast = await a_group()
    read = await statements_of(group_matrix(cast.tess, cast.groups["a"].id))
    private = (
        "quality_choice.quality",
        "preference.",
        "mentor_wish.wish",
        "cv.content",
        "cv_version.content",
        "cv_version.text",
        "application.reason",
        "application.next_action",
        "lead.how_known",
        "impression.",
    )
    assert [each for each in read if any(name in each for name in private)] == []
    assert "quality_choice" in " ".join(read)
