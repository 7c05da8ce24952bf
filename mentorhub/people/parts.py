"""The parts a person can play: mentor here, mentee there, coordinator of a school."""

import uuid
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Role
from mentorhub.people.tables import Enrolment, SchoolMember
from mentorhub.programmes.tables import Programme, School


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a role in a programme of a school; a coordinator's part has no programme."""

    school_id: uuid.UUID
    school_name: str
    role: Role
    programme_id: uuid.UUID | None = None
    programme_name: str = ""
    enrolment_id: uuid.UUID | None = None


async def parts_of(db: AsyncSession, person_id: uuid.UUID) -> list[Part]:
    """Return every part the person can choose now, coordinator first, then the newest programme first."""
    return [*await _as_coordinator(db, person_id), *await _as_enrolled(db, person_id)]


async def _as_coordinator(db: AsyncSession, person_id: uuid.UUID) -> list[Part]:
    found = await db.exec(
        select(School)
        .join(SchoolMember, col(SchoolMember.school_id) == School.id)
        .where(
            SchoolMember.person_id == person_id,
            col(SchoolMember.is_coordinator),
            col(SchoolMember.ended_at).is_(None),
        )
        .order_by(School.name)
    )
    return [Part(school.id, school.name, Role.COORDINATOR) for school in found]


async def _as_enrolled(db: AsyncSession, person_id: uuid.UUID) -> list[Part]:
    found = await db.exec(
        select(Enrolment, Programme, School)
        .join(Programme, col(Programme.id) == Enrolment.programme_id)
        .join(School, col(School.id) == Enrolment.school_id)
        .join(SchoolMember, col(SchoolMember.school_id) == School.id)
        .where(
            Enrolment.person_id == person_id,
            SchoolMember.person_id == person_id,
            col(Enrolment.ended_at).is_(None),
            col(SchoolMember.ended_at).is_(None),
        )
        .order_by(col(Programme.created_at).desc())
    )
    return [
        Part(school.id, school.name, Role(enrolment.role), programme.id, programme.name, enrolment.id)
        for enrolment, programme, school in found
    ]
