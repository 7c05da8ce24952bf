"""The demo school: made once, by the same use cases as a real one, with something to see on every page."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound, Role
from mentorhub.cvs.tables import CvComment
from mentorhub.demo import seed
from mentorhub.demo.cast import BUTTONS, MONTH_ON, SCHOOL, TONIGHT, actors_of, person_behind
from mentorhub.demo.days import calendar_of, days_ago
from mentorhub.demo.school import open_school
from mentorhub.demo.seed import fill, is_filled
from mentorhub.internships.rules.applications import ENDED
from mentorhub.internships.tables import Application, Placement
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.groups.service import overview
from mentorhub.monitoring.rules import DaysOff, Watch
from mentorhub.monitoring.service.attention_list import attention_list
from mentorhub.monitoring.service.values import View
from mentorhub.people.tables import Person, SchoolMember
from mentorhub.programmes.tables import Holiday, Programme, School
from mentorhub.speeddate.tables import Attendee, Profile, SpeedDate


async def count(*, of) -> int:
    async with db.reading() as session:
        return (await session.exec(select(func.count()).select_from(of))).one()


async def people(programme: str) -> list:
    async with db.reading() as session:
        return await actors_of(session, programme)


async def test_a_second_start_fills_nothing(demo):
    before = await count(of=Person)
    assert await is_filled()
    assert not await fill()
    assert (await count(of=School), await count(of=Person)) == (1, before)


async def test_tonight_has_the_class_list_and_its_teachers(demo):
    roles = Counter(actor.role for actor in await people(TONIGHT))
    assert roles == {Role.MENTOR: 32, Role.MENTEE: 33, Role.TEACHER: 2}


async def test_tonight_is_planned_and_its_doors_are_closed(demo):
    async with db.reading() as session:
        planned = (await session.exec(select(SpeedDate).where(SpeedDate.phase == "draft"))).one()
        attendees = list(await session.exec(select(Attendee).where(Attendee.speed_date_id == planned.id)))
    assert len(attendees) == 65
    assert {attendee.state for attendee in attendees} == {"expected"}


async def test_everyone_has_a_profile_and_few_are_alike(demo):
    students = [actor for actor in await people(TONIGHT) if not actor.is_staff]
    async with db.reading() as session:
        rows = [await session.get_one(Profile, actor.enrolment) for actor in students]
    texts = Counter((row.about, row.looking_for, row.internship) for row in rows)
    assert max(texts.values()) <= 3


async def the_teacher():
    [teacher] = [actor for actor in await people(MONTH_ON) if actor.is_staff]
    return teacher


async def test_weeks_later_a_teacher_finds_every_state(demo):
    shown = await attention_list(await the_teacher(), View(snoozed=True))
    states = Counter(line.attention.state for line in shown.lines)
    shown = await attention_list(await the_teacher())
    states += Counter(line.attention.state for line in shown.lines)
    assert set(states) == set(Watch) - {Watch.ENDED}
    assert sum(states.values()) == 32
    ended = await attention_list(await the_teacher(), View(state=Watch.ENDED))
    assert len(ended.lines) == 1


async def test_the_first_on_the_list_are_as_in_the_picture(demo):
    lines = (await attention_list(await the_teacher())).lines
    found = {line.attention.state: line.attention.days for line in lines}
    assert lines[0].attention.state is Watch.HELP
    assert (found[Watch.HELP], found[Watch.LATE], found[Watch.DUE]) == (1, 3, 4)
    assert found[Watch.QUIET] >= 16
    assert {line.last_act.kind for line in lines if line.last_act} == {"reminded", "talk"}


@pytest.mark.parametrize("month", range(1, 13))
def test_days_that_count_are_the_same_on_every_day_of_the_year(month):
    today = date(2027, month, 15)
    at = calendar_of(today)
    off = DaysOff.of((one.from_on, one.until_on) for one in at.breaks)
    for counted in (0, 1, 26, 33, 57):
        assert off.counted(at.day(at.ago(counted)), today) == counted


async def test_last_year_is_over_and_most_found_an_internship(demo):
    async with db.reading() as session:
        [last_year] = await session.exec(select(Programme).where(col(Programme.ended_at).is_not(None)))
        placed = await session.exec(select(Placement).where(Placement.programme_id == last_year.id))
        pairs = await session.exec(select(Pair).where(Pair.programme_id == last_year.id))
        months = {placement.created_at.strftime("%Y-%m") for placement in placed}
        assert len(list(pairs)) == 34
        holidays = set(await session.exec(select(Holiday.year)))
    assert len(months) >= 7
    assert len(holidays) == 2


async def test_the_groups_are_at_different_steps(demo):
    found = {group.name: group for group in (await overview(await the_teacher())).groups}
    assert set(found) == {"EA1B", "EA1C", "EA3A", "EA3B"}
    for name in ("EA1B", "EA1C"):
        done, whole = found[name].done, found[name].whole[Role.MENTEE]
        for step in ("qualities", "cv", "applications", "placed"):
            assert 0 < done[Role.MENTEE, step] <= whole
        assert done[Role.MENTEE, "placed"] < whole


@pytest.mark.parametrize("button", BUTTONS)
async def test_every_button_stands_for_someone(demo, button):
    async with db.reading() as session:
        assert (await person_behind(session, button)).email == BUTTONS[button]


async def test_an_unknown_button_stands_for_nobody(demo):
    async with db.reading() as session:
        with pytest.raises(NotFound):
            await person_behind(session, "director")


async def test_a_start_that_was_interrupted_is_made_anew(sqlite, monkeypatch):
    await open_school()
    assert not await is_filled()
    await seed._clear()
    assert (await count(of=School), await count(of=Person), await count(of=SchoolMember)) == (0, 0, 0)


async def test_another_school_in_the_same_database_stays(sqlite):
    async with db.transaction() as session:
        session.add(School(name="Noord", zone="Europe/Amsterdam", created_at=clock.now()))
    await open_school()
    await seed._clear()
    async with db.reading() as session:
        assert [school.name for school in await session.exec(select(School))] == ["Noord"]
    assert SCHOOL != "Noord"


def test_the_clock_is_right_again_after_a_fault():
    before = clock.now()

    def fail() -> None:
        with days_ago(30):
            assert (before - clock.now()).days >= 29
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert abs((clock.now() - before).total_seconds()) < 5


async def test_a_month_later_juniors_are_at_every_stage_of_their_search(demo):
    async with db.reading() as session:
        steps = Counter(await session.exec(select(Application.step)))
        through = set(await session.exec(select(Placement.through)))
        tips = Counter(await session.exec(select(CvComment.state)))
    assert {"prepared", "sent", "interview", "offer", "agreement", "placed", *ENDED} == set(steps)
    assert (through, tips) == ({"mentor", "lead", "staff", "own", "other"}, {"open": 3})
