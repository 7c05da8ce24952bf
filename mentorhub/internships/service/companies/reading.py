"""The companies of a school as staff see them in a list, and one company as the reader may see it."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import SQLModel, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.internships.rules.companies import plain
from mentorhub.internships.service.companies.finding import company_of
from mentorhub.internships.tables import Company, CompanyContact, PastInternship
from mentorhub.people.tables import Enrolment, Person

PAGE_ROWS = 50
_MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list shows; an empty text filters nothing, ``recognised`` also knows ``unknown``."""

    text: str = ""
    sector: str = ""
    place: str = ""
    recognised: str = ""


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """One company of the list, with how many people are known there and how many were there."""

    company: Company
    contacts: int
    interns: int


@dataclass(frozen=True, slots=True)
class CompanyList:
    """One page of the list; ``total`` counts all that fit, ``places`` are those of all companies."""

    lines: list[CompanyLine]
    total: int
    page: int
    pages: int
    places: list[str]


@dataclass(frozen=True, slots=True)
class Intern:
    """Somebody who did an internship at the company; fellow students get the first name only."""

    past_id: uuid.UUID
    name: str
    role: str
    year: str
    again: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class CompanyFile:
    """One company; ``contacts`` and ``other_names`` are what this reader may see of them."""

    company: Company
    contacts: list[CompanyContact]
    interns: list[Intern]
    other_names: list[str]


async def company_list(actor: Actor, filters: Filters, page: int = 1) -> CompanyList:
    """Return a page of the companies of the actor's school, by name; a page too far is the last one.

    Raises:
        NotFound: the actor is no teacher or coordinator.
    """
    if not actor.is_staff:
        raise NotFound
    wanted = _conditions(actor, filters)
    async with db.reading() as session:
        total = (await session.exec(select(func.count()).select_from(Company).where(*wanted))).one()
        pages = max(1, -(-total // PAGE_ROWS))
        page = min(max(page, 1), pages)
        found = await session.exec(
            select(Company)
            .where(*wanted)
            .order_by(col(Company.plain_name), col(Company.place), col(Company.id))
            .offset((page - 1) * PAGE_ROWS)
            .limit(PAGE_ROWS)
        )
        lines = await with_figures(session, list(found))
        return CompanyList(lines, total, page, pages, await _places(session, actor))


def _conditions(actor: Actor, filters: Filters) -> list[Any]:
    wanted: list[Any] = [Company.school_id == actor.school, col(Company.merged_into_id).is_(None)]
    if filters.text.strip():
        like_name = col(Company.plain_name).contains(plain(filters.text) or filters.text, autoescape=True)
        place = func.lower(Company.place).contains(filters.text.strip().lower(), autoescape=True)
        wanted.append(or_(like_name, place))
    if filters.sector:
        wanted.append(Company.sector == filters.sector)
    if filters.place:
        wanted.append(Company.place == filters.place)
    if filters.recognised:
        wanted.append(Company.recognised == ("" if filters.recognised == "unknown" else filters.recognised))
    return wanted


async def with_figures(session: AsyncSession, companies: list[Company]) -> list[CompanyLine]:
    """Return the companies with how many contacts and interns each has."""
    ids = [company.id for company in companies]
    contacts = await _count(session, CompanyContact, ids)
    interns = await _count(session, PastInternship, ids)
    return [CompanyLine(each, contacts.get(each.id, 0), interns.get(each.id, 0)) for each in companies]


async def _count(session: AsyncSession, table: type[SQLModel], ids: list[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many rows of a table each company has."""
    company_id = table.__table__.c.company_id  # type: ignore[attr-defined]  # SQLModel sets it at run time
    found = await session.exec(
        select(company_id, func.count()).where(company_id.in_(ids)).group_by(company_id)
    )
    return dict(found.all())


async def _places(session: AsyncSession, actor: Actor) -> list[str]:
    found = await session.exec(
        select(Company.place)
        .where(Company.school_id == actor.school, col(Company.merged_into_id).is_(None), Company.place != "")
        .distinct()
        .order_by(Company.place)
        .limit(_MOST_PLACES)
    )
    return list(found)


async def company_file(actor: Actor, company_id: uuid.UUID) -> CompanyFile:
    """Return one company of the actor's school, merges followed.

    Staff see every contact and every intern by full name; a student sees the contacts that she added
    herself and the interns of her own programme by first name.

    Raises:
        NotFound: no such company, or another school's.
    """
    async with db.reading() as session:
        company = await company_of(session, actor, company_id)
        return CompanyFile(
            company,
            await _contacts(session, actor, company.id),
            await _interns(session, actor, company.id),
            await _other_names(session, company) if actor.is_staff else [],
        )


async def _contacts(session: AsyncSession, actor: Actor, company_id: uuid.UUID) -> list[CompanyContact]:
    found = select(CompanyContact).where(CompanyContact.company_id == company_id)
    if not actor.is_staff:
        found = found.where(CompanyContact.by_person_id == actor.person_id)
    return list(await session.exec(found.order_by(CompanyContact.name).limit(100)))


async def _interns(session: AsyncSession, actor: Actor, company_id: uuid.UUID) -> list[Intern]:
    found = (
        select(PastInternship, Person)
        .join(Enrolment, col(Enrolment.id) == PastInternship.enrolment_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(PastInternship.company_id == company_id)
    )
    if not actor.is_staff:
        found = found.where(Enrolment.programme_id == actor.programme_id)
    ordered = found.order_by(col(PastInternship.year).desc(), col(Person.first_name)).limit(100)
    return [_intern(actor, past, person) for past, person in await session.exec(ordered)]


def _intern(actor: Actor, past: PastInternship, person: Person) -> Intern:
    name = person.full_name if actor.is_staff else person.first_name
    # That somebody would not go again is for the school to ask about, not for fellow students to read.
    again = past.again if actor.is_staff or past.again == "yes" else ""
    is_own = past.enrolment_id == actor.enrolment_id
    return Intern(past.id, name, past.role, past.year, past.again if is_own else again, is_own)


async def _other_names(session: AsyncSession, company: Company) -> list[str]:
    """The names of what was merged into the company, directly."""
    found = await session.exec(
        select(Company.name, Company.place).where(Company.merged_into_id == company.id).limit(20)
    )
    return [" · ".join(part for part in row if part) for row in found]
