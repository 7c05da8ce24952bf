"""Who is expected at a speed date."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Role
from mentorhub.people.roster.names import full_name
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Group
from mentorhub.speeddate.tables import Attendee, SpeedDate, SpeedDateGroup

STUDENTS = (Role.MENTEE, Role.MENTOR)


@dataclass(frozen=True, slots=True)
class Card:
    """Someone at a speed date, as lists and the room show them.

    ``role`` is mentee or mentor, ``state`` that of the attendee (expected, present, absent or left);
    tables and rounds count from 1.
    """

    enrolment_id: uuid.UUID
    person_id: uuid.UUID
    role: str
    first_name: str
    full_name: str
    initials: str
    course: str
    year: str
    group: str
    state: str
    table_number: int | None
    from_round: int
    last_round: int | None


async def people_of(
    session: AsyncSession, speed_date: SpeedDate, only: Collection[uuid.UUID] | None = None
) -> list[Card]:
    """Return everyone who is expected at a speed date, by last name; or ``only`` these enrolments of them."""
    query = (
        _columns()
        .join(Enrolment, col(Enrolment.id) == Attendee.enrolment_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .outerjoin(Group, col(Group.id) == Enrolment.group_id)
        .where(Attendee.speed_date_id == speed_date.id)
        .order_by(Person.last_name, Person.first_name, col(Person.id))
    )
    if only is not None:
        query = query.where(col(Attendee.enrolment_id).in_(only))
    return [_card(row) for row in await session.exec(query)]


def _columns() -> Any:
    """Return the query for what a card shows: as columns, five times as fast as rows of four tables."""
    return select(  # type: ignore[call-overload]  # SQLModel has types for four columns at most
        Attendee.enrolment_id,
        col(Person.id).label("person_id"),
        Attendee.role,
        Attendee.state,
        Attendee.table_number,
        Attendee.from_round,
        Attendee.last_round,
        Enrolment.course,
        Enrolment.year,
        col(Group.name).label("group_name"),
        Person.first_name,
        Person.infix,
        Person.last_name,
    )


def _card(row: Any) -> Card:
    return Card(
        enrolment_id=row.enrolment_id,
        person_id=row.person_id,
        role=row.role,
        first_name=row.first_name,
        full_name=full_name(row.first_name, row.infix, row.last_name),
        initials=(row.first_name[:1] + row.last_name[:1]).upper(),
        course=row.course,
        year=row.year,
        group=row.group_name or "",
        state=row.state,
        table_number=row.table_number,
        from_round=row.from_round,
        last_round=row.last_round,
    )


async def invite(session: AsyncSession, speed_date: SpeedDate, group_ids: Collection[uuid.UUID]) -> None:
    """Let exactly these groups take part: add who is new in them, take away who is no longer.

    For a draft; tables are given anew when its rounds are planned.
    """
    await session.exec(delete(SpeedDateGroup).where(col(SpeedDateGroup.speed_date_id) == speed_date.id))
    session.add_all(SpeedDateGroup(speed_date_id=speed_date.id, group_id=one) for one in set(group_ids))
    expected = {one.id: one for one in await _students(session, group_ids)}
    known = await session.exec(select(Attendee).where(Attendee.speed_date_id == speed_date.id))
    for attendee in known:
        enrolment = expected.pop(attendee.enrolment_id, None)
        if enrolment is None:
            await session.delete(attendee)
        else:
            attendee.role, attendee.table_number = enrolment.role, None
    session.add_all(attendee_of(speed_date, enrolment) for enrolment in expected.values())
    await session.flush()


async def _students(session: AsyncSession, group_ids: Collection[uuid.UUID]) -> list[Enrolment]:
    found = select(Enrolment).where(
        col(Enrolment.group_id).in_(group_ids),
        col(Enrolment.role).in_(STUDENTS),
        col(Enrolment.ended_at).is_(None),
    )
    return list(await session.exec(found))


def attendee_of(speed_date: SpeedDate, enrolment: Enrolment) -> Attendee:
    """Return the row of a student who is expected at a speed date."""
    return Attendee(
        school_id=speed_date.school_id,
        speed_date_id=speed_date.id,
        enrolment_id=enrolment.id,
        role=enrolment.role,
    )
