"""Made-up students that take part in the demo's evening through real sockets, each at an own pace."""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import httpx
from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.demo.cast import BUTTONS, SCHOOL, TONIGHT, actors_of, as_actor, person_behind
from mentorhub.demo.client import Phone
from mentorhub.demo.evening import Evening, Manners
from mentorhub.people.service.cards import cards_of_group
from mentorhub.people.tables import Person
from mentorhub.programmes.tables import Group, Programme, School
from mentorhub.speeddate.tables import SpeedDate

LOOK_SECONDS = 1.0
START_SECONDS = 90


@dataclass(frozen=True, slots=True)
class Invited:
    """A student who can be played: the code of the card, and whether it is a mentee or a mentor."""

    code: str
    role: str


async def invited() -> list[Invited]:
    """Return the students of tonight's programme, mentees and mentors in turn.

    Those whom the demo page lets a visitor play are left to the visitor.
    """
    codes = await _codes()
    async with db.reading() as session:
        actors = await actors_of(session, TONIGHT)
        taken = set(await session.exec(select(Person.id).where(col(Person.email).in_(BUTTONS.values()))))
    free = [actor for actor in actors if actor.enrolment in codes and actor.person_id not in taken]
    return [Invited(codes[actor.enrolment], actor.role or "") for actor in _in_turn(free)]


def _in_turn(actors: list[Actor]) -> Iterator[Actor]:
    """Return the actors so that the first so many are half mentees and half mentors."""
    places: dict[str, int] = {}
    numbered: list[tuple[int, int, Actor]] = []
    for number, actor in enumerate(actors):
        place = places[actor.role or ""] = places.get(actor.role or "", 0) + 1
        numbered.append((place, number, actor))
    return (actor for _, _, actor in sorted(numbered, key=lambda each: each[:2]))


async def _codes() -> dict[object, str]:
    """Print the cards of all groups, as the coordinator would; return the code by enrolment."""
    async with db.reading() as session:
        person = await person_behind(session, "coordinator")
        school_id = (await session.exec(select(School.id).where(School.name == SCHOOL))).one()
        groups = await session.exec(
            select(Group.id)
            .join(Programme, col(Programme.id) == Group.programme_id)
            .where(Group.school_id == school_id, col(Programme.name).startswith(TONIGHT))
        )
        group_ids = list(groups)
    actor = as_actor(person, school_id, None)
    sheets = [await cards_of_group(actor, group_id) for group_id in group_ids]
    return {card.enrolment_id: card.code for sheet in sheets for card in sheet.cards}


async def open_doors() -> str:
    """Wait until a teacher opens the doors of the demo's evening; return its room code."""
    while True:
        async with db.reading() as session:
            found = await session.exec(
                select(SpeedDate.room_code)
                .join(Programme, col(Programme.id) == SpeedDate.programme_id)
                .join(School, col(School.id) == SpeedDate.school_id)
                .where(
                    School.name == SCHOOL,
                    col(Programme.name).startswith(TONIGHT),
                    col(SpeedDate.phase).not_in(("draft", "closed")),
                    col(SpeedDate.rehearsal_of).is_(None),
                )
                .order_by(col(SpeedDate.starts_at).desc())
            )
            code = found.first()
        if code:
            return code
        await asyncio.sleep(LOOK_SECONDS)


async def until_served(origin: str) -> None:
    """Wait until the hub answers.

    Raises:
        TimeoutError: it does not, for a minute and a half.
    """
    async with asyncio.timeout(START_SECONDS), httpx.AsyncClient(base_url=origin) as client:
        while True:
            try:
                (await client.get("/demo")).raise_for_status()
            except httpx.HTTPError:
                await asyncio.sleep(LOOK_SECONDS)
            else:
                return


async def take_part(origin: str, student: Invited, room_code: str, manners: Manners) -> None:
    """Live through one evening as one student."""
    phone = Phone(origin)
    try:
        await asyncio.sleep(manners.pause(manners.arrive_within))
        await phone.sign_in_with_card(student.code)
        await Evening(phone, student.role, manners).live(room_code)
    finally:
        await phone.close()


async def run(count: int, origin: str) -> None:
    """Let ``count`` made-up students take part, evening after evening."""
    await until_served(origin)
    students = (await invited())[:count]
    while True:
        code = await open_doors()
        lives = (
            take_part(origin, student, code, Manners(Random(number)))
            for number, student in enumerate(students)
        )
        for outcome in await asyncio.gather(*lives, return_exceptions=True):
            if isinstance(outcome, Exception):
                print(f"a robot left: {type(outcome).__name__}", file=sys.stderr)
        await asyncio.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]), sys.argv[2]))
