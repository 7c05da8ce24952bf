"""What the screens of a room show: the picture for everyone, and the table plan for the projector.

Both follow from the database alone. The picture for everyone holds nothing personal; the projector's
holds first names only.
"""

import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Role
from mentorhub.core.texts import Bilingual
from mentorhub.people.tables import Enrolment, Person
from mentorhub.speeddate.rules.first_names import short_names
from mentorhub.speeddate.service import presence
from mentorhub.speeddate.service.questions import question_for
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SpeedDate

CountHandedIn = Callable[[AsyncSession, SpeedDate], Awaitable[tuple[int, int]]]
_count_handed_in: list[CountHandedIn] = []
_count_rehearsed: list[CountHandedIn] = []
RUNNING = -1.0
SILENCE: Bilingual = {"nl": "", "en": ""}


def count_handed_in_with(function: CountHandedIn) -> None:
    """Register the function that counts the rankings handed in, and out of how many (matching's service).

    Features above this one cannot be imported here. Call ``announcing.announce_people`` when one more is in.
    """
    _count_handed_in[:] = [function]


def count_rehearsed_with(function: CountHandedIn) -> None:
    """Register the function that counts the same in a rehearsal, where nobody hands in a real list."""
    _count_rehearsed[:] = [function]


@dataclass(frozen=True, slots=True)
class RoomPicture:
    """The room as every screen may know it.

    ``deadline`` and ``server_now`` are milliseconds since 1970 (deadline 0: no clock runs); ``paused_left``
    the seconds left while paused, -1 while the clock runs; ``total`` the seconds of this phase. ``present``
    of ``expected`` people are there; ``people_at`` (milliseconds) grows when that may have changed.
    ``handed_in`` of ``handed_of`` rankings are in (0 of 0 when nobody counts them). ``message`` is what a
    teacher says to everybody (empty texts: nothing), since ``message_at``. ``undo_step`` can be taken back
    until ``undo_until`` (0: nothing to take back). ``connected`` people have their phone open in the room,
    ``away`` are present ones whose phone was there and is not now.
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
    message: Bilingual
    message_at: int
    undo_until: int
    undo_step: str
    round_seconds: int
    changeover_seconds: int
    rehearsal: bool
    connected: int
    away: int


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
    query = select(Attendee.enrolment_id, Attendee.state).where(Attendee.speed_date_id == speed_date.id)
    states = dict((await session.exec(query)).all())
    connected, away = _connected(speed_date, states)
    handed_in, handed_of = await _handed_in(session, speed_date)
    moment = clock.milliseconds(clock.now())
    return RoomPicture(
        phase=speed_date.phase,
        round=speed_date.round,
        rounds=speed_date.rounds,
        deadline=_since_1970(speed_date.deadline),
        paused_left=RUNNING if speed_date.paused_left is None else float(speed_date.paused_left),
        server_now=moment,
        total=speed_date.changeover_seconds if speed_date.phase == "changeover" else speed_date.round_seconds,
        plan_version=speed_date.plan_version,
        version=speed_date.version,
        question=question_for(speed_date, shown_round(speed_date)),
        present=sum(state == "present" for state in states.values()),
        expected=len(states),
        people_at=moment,
        handed_in=handed_in,
        handed_of=handed_of,
        message={**SILENCE, **speed_date.message},
        message_at=_since_1970(speed_date.message_at),
        undo_until=_since_1970(speed_date.undo_until),
        undo_step=speed_date.undo.get("step", "") if speed_date.undo_until else "",
        round_seconds=speed_date.round_seconds,
        changeover_seconds=speed_date.changeover_seconds,
        rehearsal=speed_date.rehearsal_of is not None,
        connected=connected,
        away=away,
    )


def _since_1970(moment: datetime | None) -> int:
    return clock.milliseconds(moment) if moment else 0


def _connected(speed_date: SpeedDate, states: Mapping[uuid.UUID, str]) -> tuple[int, int]:
    """Return how many of those present have their phone in the room, and how many had."""
    seen = presence.seen(speed_date.id)
    here = [seen[one].connected for one, state in states.items() if state == "present" and one in seen]
    return here.count(True), here.count(False)


async def _handed_in(session: AsyncSession, speed_date: SpeedDate) -> tuple[int, int]:
    return await lists_handed_in(session, speed_date) if speed_date.phase == "ranking" else (0, 0)


async def lists_handed_in(session: AsyncSession, speed_date: SpeedDate) -> tuple[int, int]:
    """Return how many rankings are handed in, and out of how many; 0 of 0 when nobody counts them."""
    counting = _count_handed_in if speed_date.rehearsal_of is None else _count_rehearsed
    return await counting[0](session, speed_date) if counting else (0, 0)


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
    seats = await _seats(session, speed_date.id, number)
    seated = {one for _, *pair in seats for one in pair}
    return BeamPicture(
        plan_round=number,
        rows=[
            {"table": str(table), "mentee": people[mentee].name, "mentor": people[mentor].name}
            for table, mentee, mentor in seats
        ],
        waiting=[one.name for key, one in people.items() if one.present and key not in seated],
    )


async def _people(session: AsyncSession, speed_date_id: uuid.UUID) -> dict[uuid.UUID, _Person]:
    # Columns, not rows as objects: this stands between the teacher's click and every screen.
    query = select(  # type: ignore[call-overload]  # SQLModel has types for four columns at most
        Attendee.enrolment_id,
        Attendee.role,
        Attendee.state,
        Attendee.joined_at,
        Person.first_name,
        Person.last_name,
    )
    found = await session.exec(
        query.join(Enrolment, col(Enrolment.id) == Attendee.enrolment_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(Attendee.speed_date_id == speed_date_id)
        .order_by(Person.first_name, Person.last_name)
    )
    rows = list(found)
    names = short_names({row.enrolment_id: (row.first_name, row.last_name) for row in rows})
    return {
        row.enrolment_id: _Person(
            names[row.enrolment_id], row.role == Role.MENTOR, row.state == "present", row.joined_at
        )
        for row in rows
    }


def _arrived(people: dict[uuid.UUID, _Person]) -> list[str]:
    here = [one for one in people.values() if one.present and one.joined_at is not None]
    return [one.name for one in sorted(here, key=lambda one: str(one.joined_at), reverse=True)]


async def _seats(
    session: AsyncSession, speed_date_id: uuid.UUID, number: int
) -> list[tuple[int, uuid.UUID, uuid.UUID]]:
    """Return table, mentee and mentor of each seat of a round, by table."""
    found = await session.exec(
        select(PlannedSeat.table_number, PlannedSeat.mentee_id, PlannedSeat.mentor_id)
        .where(PlannedSeat.speed_date_id == speed_date_id, PlannedSeat.round == number)
        .order_by(col(PlannedSeat.table_number), col(PlannedSeat.mentor_id))
    )
    return list(found)
