"""Made-up students take part over real sockets: they join, note, rate and hand in, like people."""

import asyncio
from random import Random

import pytest
from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.actor import Role
from mentorhub.demo.cast import BUTTONS
from mentorhub.demo.client import NotLetIn, Phone
from mentorhub.demo.evening import QUALITIES, Manners
from mentorhub.demo.robots import Invited, invited, take_part
from mentorhub.matching.tables import MentorWish, PreferenceList
from mentorhub.people.tables import Enrolment, Person
from mentorhub.speeddate.state.live import LiveRoom
from mentorhub.speeddate.tables import Attendee, Impression, QualityChoice, SpeedDate
from tests.load.served import at_the_desk, demo_hub, tonight, turn

ROBOTS = 6


@pytest.fixture(scope="module")
def hub():
    with demo_hub() as hub:
        yield hub


@pytest.fixture(autouse=True)
async def _own_engine():
    await db.forget_engine()
    yield
    await db.forget_engine()


def quick(number: int) -> Manners:
    return Manners(Random(number), arrive_within=0.5, think_within=0.5, choose_within=0.1)


async def evening(origin: str, students: list[Invited]) -> None:
    """Run a short evening from the teacher's desk while robots take part; a fault of a robot is a fault."""
    speed_date_id, code = await tonight()
    desk = await at_the_desk(origin, speed_date_id)
    await turn(desk, [], "open")
    async with asyncio.TaskGroup() as room:
        for number, student in enumerate(students):
            room.create_task(take_part(origin, student, code, quick(number)))
        await desk.until(lambda: desk.shown(LiveRoom)["present"] == len(students), 60)
        await turn(desk, [], "start")
        await asyncio.sleep(2)
        for step in ("next", "next"):
            await turn(desk, [], step)
        await asyncio.sleep(2)
        await turn(desk, [], "end")
        mentees = sum(student.role == Role.MENTEE for student in students)
        await desk.until(lambda: desk.shown(LiveRoom)["handed_in"] == mentees, 60)
        await turn(desk, [], "close")
    await desk.close()


async def test_robots_live_a_whole_evening(hub):
    students = (await invited())[:ROBOTS]
    assert [student.role for student in students].count(Role.MENTEE) == ROBOTS // 2
    await evening(hub.origin, students)
    async with db.reading() as session:
        [done] = await session.exec(select(SpeedDate).where(SpeedDate.name == "Speeddate logistiek"))
        came = select(Attendee.enrolment_id).where(
            Attendee.speed_date_id == done.id, col(Attendee.joined_at).is_not(None)
        )
        there = set(await session.exec(came))
        noted = list(await session.exec(select(Impression).where(Impression.speed_date_id == done.id)))
        tonight = select(Enrolment.id).where(Enrolment.programme_id == done.programme_id)
        wished = set(
            await session.exec(select(MentorWish.mentor_id).where(col(MentorWish.mentor_id).in_(tonight)))
        )
        handed_in = list(
            await session.exec(select(PreferenceList).where(col(PreferenceList.mentee_id).in_(there)))
        )
        chosen = list(
            await session.exec(
                select(QualityChoice.enrolment_id).where(
                    col(QualityChoice.enrolment_id).in_(there), QualityChoice.side == "seeks"
                )
            )
        )
    assert done.phase == "closed"
    assert len(there) == ROBOTS
    assert {one.author_id for one in noted} == there
    assert all(one.feeling in (1, 2, 3) for one in noted)
    assert wished
    assert wished <= there - {row.mentee_id for row in handed_in}
    assert [row.handed_in_at is not None for row in handed_in] == [True] * (ROBOTS // 2)
    assert {enrolment: chosen.count(enrolment) for enrolment in chosen} == dict.fromkeys(there, QUALITIES)


async def test_whom_a_visitor_can_play_is_no_robot(hub):
    free = await invited()
    async with db.reading() as session:
        of_visitors = await session.exec(
            select(Enrolment.id)
            .join(Person, col(Person.id) == Enrolment.person_id)
            .where(col(Person.email).in_([BUTTONS["coach"], BUTTONS["junior"]]))
        )
        assert len(list(of_visitors)) == 2
    assert len(free) == 63
    assert len({student.code for student in free}) == 63


async def test_a_wrong_card_lets_no_robot_in(hub):
    phone = Phone(hub.origin)
    with pytest.raises(NotLetIn, match="wrong"):
        await phone.sign_in_with_card("AAA-AAA-AAA")
    await phone.close()
