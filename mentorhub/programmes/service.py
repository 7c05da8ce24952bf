"""Programmes of a school: listed for who may see them, and begun by a coordinator."""

import uuid
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import true
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.programmes.school_year import school_year
from mentorhub.programmes.tables import Programme, School

LONGEST_NAME = 80
LONGEST_DAYS = 3 * 366


class ProgrammeFault(StrEnum):
    """What can be wrong with a new programme."""

    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    TAKEN_NAME = "taken_name"
    NO_DATES = "no_dates"
    ENDS_FIRST = "ends_first"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class NewProgramme:
    """A programme as a form gives it; a day that is missing or no day is None."""

    name: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class ProgrammeName:
    """A programme that runs, to choose from."""

    id: uuid.UUID
    name: str


async def programmes_for(actor: Actor) -> list[ProgrammeName]:
    """Return the programmes that run: all of the school for a coordinator, else only the actor's own.

    The newest comes first.
    """
    own = true() if actor.role is Role.COORDINATOR else col(Programme.id) == actor.programme_id
    async with db.reading() as session:
        found = await session.exec(
            select(Programme)
            .where(Programme.school_id == actor.school, col(Programme.ended_at).is_(None), own)
            .order_by(col(Programme.created_at).desc(), col(Programme.name))
        )
        return [ProgrammeName(each.id, each.name) for each in found]


async def proposed_days(actor: Actor) -> tuple[date, date]:
    """Return the first and last day that a new programme gets unless its maker says otherwise.

    That is the school year of today in the school's zone.
    """
    async with db.reading() as session:
        school = await session.get_one(School, actor.school)
    return school_year(local_day(clock.now(), school.zone))


async def create_programme(actor: Actor, new: NewProgramme) -> uuid.UUID | ProgrammeFault:
    """Begin a peer coaching programme and return its id, or what is wrong with it.

    Raises:
        NotFound: the actor is no coordinator.
    """
    if actor.role is not Role.COORDINATOR:
        raise NotFound
    async with db.transaction() as session:
        fault = _fault(new) or await _taken(session, actor, new.name)
        if fault or new.starts_on is None or new.ends_on is None:
            return fault or ProgrammeFault.NO_DATES
        programme = Programme(
            school_id=actor.school,
            name=new.name,
            starts_on=new.starts_on,
            ends_on=new.ends_on,
            created_at=clock.now(),
        )
        session.add(programme)
        audit.record(session, actor, "programme.created", programme.id)
    return programme.id


def _fault(new: NewProgramme) -> ProgrammeFault | None:
    if not new.name:
        return ProgrammeFault.NO_NAME
    if len(new.name) > LONGEST_NAME:
        return ProgrammeFault.LONG_NAME
    if new.starts_on is None or new.ends_on is None:
        return ProgrammeFault.NO_DATES
    if new.ends_on <= new.starts_on:
        return ProgrammeFault.ENDS_FIRST
    return ProgrammeFault.TOO_LONG if (new.ends_on - new.starts_on).days > LONGEST_DAYS else None


async def _taken(session: AsyncSession, actor: Actor, name: str) -> ProgrammeFault | None:
    """A name that another running programme of the school has would be confusing everywhere."""
    found = await session.exec(
        select(Programme.id).where(
            Programme.school_id == actor.school, Programme.name == name, col(Programme.ended_at).is_(None)
        )
    )
    return None if found.first() is None else ProgrammeFault.TAKEN_NAME
