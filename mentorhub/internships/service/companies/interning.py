"""Where a mentor did an internship before, and whether she would do it again."""

import re
import uuid
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.internships.service.companies.finding import company_of
from mentorhub.internships.service.companies.taking import (
    CompanyName,
    CompanyRefused,
    company_names,
    take_company,
)
from mentorhub.internships.tables import PastInternship
from mentorhub.people.roster.cells import clean
from mentorhub.people.tables import Enrolment

_YEAR = re.compile(r"(19|20)\d\d")
_LONGEST_ROLE = 80


@dataclass(frozen=True, slots=True)
class InternshipFields:
    """What somebody did there, in which year (four digits or empty), and again: ``yes``, ``no`` or empty."""

    role: str = ""
    year: str = ""
    again: str = ""


@dataclass(frozen=True, slots=True)
class OwnInternship:
    """An internship of one's own, with the company."""

    past_id: uuid.UUID
    company: CompanyName
    fields: InternshipFields


async def add_own(actor: Actor, name: str, place: str, fields: InternshipFields) -> uuid.UUID:
    """Add an own internship at a company by name, and return its id; at the same company it is changed.

    Raises:
        NotFound: the actor is no mentor.
        CompanyRefused: the company's name cannot be one, or the fields cannot be.
    """
    _mentors_only(actor)
    fields = _checked(fields)
    async with db.transaction() as session:
        return await _write(session, actor, await take_company(session, actor, name, place), fields)


async def add_own_at(actor: Actor, company_id: uuid.UUID, fields: InternshipFields) -> uuid.UUID:
    """Do the same at a known company.

    Raises:
        NotFound: the actor is no mentor, or not a company of the school.
        CompanyRefused: the fields cannot be.
    """
    _mentors_only(actor)
    fields = _checked(fields)
    async with db.transaction() as session:
        company = await company_of(session, actor, company_id, hold=True)
        return await _write(session, actor, company.id, fields)


async def _write(
    session: AsyncSession, actor: Actor, company_id: uuid.UUID, fields: InternshipFields
) -> uuid.UUID:
    # One at a time per person, so that a double click finds what the first wrote.
    mine = select(Enrolment.id).where(Enrolment.id == actor.enrolment)
    await session.exec(mine.with_for_update(key_share=True))
    found = await session.exec(
        select(PastInternship).where(
            PastInternship.company_id == company_id, PastInternship.enrolment_id == actor.enrolment
        )
    )
    past = found.first()
    if past is None:
        past = PastInternship(
            school_id=actor.school,
            company_id=company_id,
            enrolment_id=actor.enrolment,
            created_at=clock.now(),
        )
        session.add(past)
    past.role, past.year, past.again = fields.role, fields.year, fields.again
    audit.record(session, actor, "company.internship_added", company_id)
    return past.id


async def remove_own(actor: Actor, past_id: uuid.UUID) -> None:
    """Remove an own internship.

    Raises:
        NotFound: no such internship, or somebody else's.
    """
    async with db.transaction() as session:
        past = await session.get(PastInternship, past_id)
        if past is None or past.enrolment_id != actor.enrolment:
            raise NotFound
        await session.delete(past)
        audit.record(session, actor, "company.internship_removed", past.company_id)


async def own_internships(actor: Actor) -> list[OwnInternship]:
    """Return the actor's own internships, the latest first."""
    async with db.reading() as session:
        found = await session.exec(
            select(PastInternship)
            .where(PastInternship.enrolment_id == actor.enrolment)
            .order_by(col(PastInternship.year).desc(), col(PastInternship.created_at))
            .limit(50)
        )
        rows = list(found)
        names = await company_names(session, [row.company_id for row in rows])
    return [_own(row, names[row.company_id]) for row in rows]


def _own(row: PastInternship, company: CompanyName) -> OwnInternship:
    return OwnInternship(row.id, company, InternshipFields(row.role, row.year, row.again))


def _checked(fields: InternshipFields) -> InternshipFields:
    role = clean(fields.role)
    if len(role) > _LONGEST_ROLE or fields.again not in ("", "yes", "no"):
        raise CompanyRefused("word")
    if fields.year and not _YEAR.fullmatch(fields.year):
        raise CompanyRefused("year")
    return InternshipFields(role, fields.year, fields.again)


def _mentors_only(actor: Actor) -> None:
    if actor.role is not Role.MENTOR:
        raise NotFound
