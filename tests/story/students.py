"""Students of the story who are played by robots, beside the browsers."""

import asyncio
import threading
from random import Random
from typing import Any

from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.actor import Actor, Role
from mentorhub.demo.evening import Manners
from mentorhub.demo.robots import Invited, take_part
from mentorhub.people.service.cards import cards_of_group
from mentorhub.people.tables import Enrolment, Person, SchoolMember
from mentorhub.programmes.tables import Group
from tests.story.conftest import Server, in_database


class Student:
    """A student of the list: name, role, class and the code of the card."""

    def __init__(self, person: Person, enrolment: Enrolment, group: str, code: str) -> None:
        self.first_name, self.name, self.role, self.code = (
            person.first_name,
            person.full_name,
            enrolment.role,
            code,
        )
        self.group = group


async def _coordinator() -> Actor:
    async with db.reading() as session:
        member, person = (
            await session.exec(
                select(SchoolMember, Person)
                .join(Person, col(Person.id) == SchoolMember.person_id)
                .where(col(SchoolMember.is_coordinator))
            )
        ).one()
    return Actor(
        person_id=person.id,
        session_id=person.id,
        school_id=member.school_id,
        role=Role.COORDINATOR,
        programme_id=None,
        enrolment_id=None,
        first_name=person.first_name,
        full_name=person.full_name,
        language="nl",
    )


def students(server: Server) -> list[Student]:
    """Return all students with their card's code, in a fixed order."""

    async def read() -> list[Student]:
        actor = await _coordinator()
        async with db.reading() as session:
            groups = {g.id: g.name for g in await session.exec(select(Group))}
            rows = (
                await session.exec(
                    select(Person, Enrolment)
                    .join(Enrolment, col(Enrolment.person_id) == Person.id)
                    .where(Enrolment.role != Role.TEACHER.value)
                    .order_by(Person.email)
                )
            ).all()
        codes: dict[Any, str] = {}
        for group_id in groups:
            codes |= {card.enrolment_id: card.code for card in (await cards_of_group(actor, group_id)).cards}
        return [Student(person, e, groups[e.group_id], codes[e.id]) for person, e in rows if e.group_id]

    found = in_database(server, read)
    assert isinstance(found, list)
    return found


class Crowd:
    """Robots in a thread of their own; each takes part until the event closes."""

    def __init__(self, server: Server, who: list[Student], room_code: str) -> None:
        self.server, self.who, self.room_code = server, who, room_code
        self.outcomes: list[Any] = []
        self.thread = threading.Thread(target=lambda: asyncio.run(self._live()), daemon=True)
        self.thread.start()

    async def _live(self) -> None:
        lives = (
            take_part(
                self.server.origin,
                Invited(student.code, student.role),
                self.room_code,
                Manners(Random(number), arrive_within=4, think_within=3, choose_within=0.4),
            )
            for number, student in enumerate(self.who)
        )
        self.outcomes = await asyncio.gather(*lives, return_exceptions=True)

    def leave(self) -> None:
        """Wait until all have gone home, none of them over a fault."""
        self.thread.join(timeout=60)
        assert not self.thread.is_alive()
        assert [outcome for outcome in self.outcomes if outcome is not None] == []
