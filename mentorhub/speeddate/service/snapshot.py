"""What the screens of a room show: the picture for everyone, and the table plan for the projector.

Both follow from the database alone. The picture for everyone holds nothing personal; the projector's
holds first names only.
"""

import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Role
from mentorhub.core.texts import Bilingual
from mentorhub.people.tables import Enrolment, Person
from mentorhub.speeddate.rules.first_names import short_names
from mentorhub.speeddate.service.questions import question_for
from mentorhub.speeddate.service.seating import seats_in
from mentorhub.speeddate.tables import Attendee, SpeedDate

CountHandedIn = Callable[[AsyncSession, SpeedDate], Awaitable[tuple[int, int]]]
_count_handed_in: list[CountHandedIn] = []
RUNNING = -1.0


def count_handed_in_with(function: CountHandedIn) -> None:
    """Register the function that counts the rankings handed in, and out of how many (matching's service).

    Features above this one cannot be imported here. Call ``announcing.announce_people`` when one more is in.
    """
    _count_handed_in[:] = [function]


@dataclass(frozen=True, slots=True)
class RoomPicture:
    """The room as every screen may know it.

    ``deadline`` and ``server_now`` are milliseconds since 1970 (deadline 0: no clock runs); ``paused_left``
    the seconds left while paused, -1 while the clock runs; ``total`` the seconds of this phase. ``present``
    of ``expected`` people are there; ``people_at`` (milliseconds) grows when that may have changed.
    ``handed_in`` of ``handed_of`` rankings are in (0 of 0 when nobody counts them).
    """

    phase: str
    round: int
    rounds: int
    deadline: int
    paused_left: float
    server_now: int
    total: int
    plan_version: int
    version: int
    question: Bilingual
    present: int
    expected: int
    people_at: int
    handed_in: int
    handed_of: int


@dataclass(frozen=True, slots=True)
class BeamPicture:
    """What only the projector shows, first names alone.

    ``names`` are those present, the latest first. ``rows`` are the tables of ``plan_round`` (the round
    that runs, or the next in a changeover), ``waiting`` who has a break in it.
    """

    names: list[str] = field(default_factory=list)
    plan_round: int = 0
    rows: list[dict[str, str]] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    is_mentor: bool
    present: bool
    joined_at: datetime | None


async def room_picture(session: AsyncSession, speed_date: SpeedDate) -> RoomPicture:
    """Return the picture for everyone."""
    found = await session.exec(select(Attendee.state).where(Attendee.speed_date_id == speed_date.id))
    states = list(found)
    handed_in, handed_of = await _handed_in(session, speed_date)
    moment = clock.milliseconds(clock.now())
    return RoomPicture(
        phase=speed_date.phase,
        round=speed_date.round,
        rounds=speed_date.rounds,
        deadline=clock.milliseconds(speed_date.deadline) if speed_date.deadline else 0,
        paused_left=RUNNING if speed_date.paused_left is None else float(speed_date.paused_left),
        server_now=moment,
        total=speed_date.changeover_seconds if speed_date.phase == "changeover" else speed_date.round_seconds,
        plan_version=speed_date.plan_version,
        version=speed_date.version,
        question=question_for(speed_date, shown_round(speed_date)),
        present=states.count("present"),
        expected=len(states),
        people_at=moment,
        handed_in=handed_in,
        handed_of=handed_of,
    )


async def _handed_in(session: AsyncSession, speed_date: SpeedDate) -> tuple[int, int]:
    if speed_date.phase != "ranking" or not _count_handed_in:
        return 0, 0
    return await _count_handed_in[0](session, speed_date)


def shown_round(speed_date: SpeedDate) -> int:
    """Return the round that screens are about: the running one, or the next in a changeover."""
    return speed_date.round + (speed_date.phase == "changeover")


async def beam_picture(session: AsyncSession, speed_date: SpeedDate) -> BeamPicture:
    """Return the projector's part."""
    people = await _people(session, speed_date.id)
    if speed_date.phase in ("draft", "lobby"):
        return BeamPicture(names=_arrived(people))
    if speed_date.phase not in ("round", "changeover"):
        return BeamPicture()
    number = shown_round(speed_date)
    return BeamPicture(
        plan_round=number,
        rows=await _rows(session, speed_date.id, number, people),
        waiting=await _waiting(session, speed_date.id, number, people),
    )


async def _people(session: AsyncSession, speed_date_id: uuid.UUID) -> dict[uuid.UUID, _Person]:
    found = await session.exec(
        select(Attendee, Person)
        .join(Enrolment, col(Enrolment.id) == Attendee.enrolment_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(Attendee.speed_date_id == speed_date_id)
        .order_by(Person.first_name, Person.last_name)
    )
    rows = list(found)
    names = short_names({one.enrolment_id: (person.first_name, person.last_name) for one, person in rows})
    return {
        one.enrolment_id: _Person(
            names[one.enrolment_id], one.role == Role.MENTOR, one.state == "present", one.joined_at
        )
        for one, _ in rows
    }


def _arrived(people: dict[uuid.UUID, _Person]) -> list[str]:
    here = [one for one in people.values() if one.present and one.joined_at is not None]
    return [one.name for one in sorted(here, key=lambda one: str(one.joined_at), reverse=True)]


async def _rows(
    session: AsyncSession, speed_date_id: uuid.UUID, number: int, people: dict[uuid.UUID, _Person]
) -> list[dict[str, str]]:
    return [
        {
            "table": str(seat.table_number),
            "mentee": people[seat.mentee_id].name,
            "mentor": people[seat.mentor_id].name,
        }
        for seat in await seats_in(session, speed_date_id, number)
    ]


async def _waiting(
    session: AsyncSession, speed_date_id: uuid.UUID, number: int, people: dict[uuid.UUID, _Person]
) -> list[str]:
    seated: set[uuid.UUID] = set()
    for seat in await seats_in(session, speed_date_id, number):
        seated |= {seat.mentee_id, seat.mentor_id}
    return [one.name for key, one in people.items() if one.present and key not in seated]
