"""Companies that fit what somebody types, so that the same one is not written twice."""

import uuid
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.internships.rules.companies import fitting, plain
from mentorhub.internships.service.companies.taking import current_id
from mentorhub.internships.tables import Company


@dataclass(frozen=True, slots=True)
class Hit:
    """A known company that fits; ``is_same`` when its plain name is what was typed."""

    company_id: uuid.UUID
    name: str
    place: str
    is_same: bool


async def companies_like(actor: Actor, typed: str) -> list[Hit]:
    """Return at most six companies of the actor's school that fit what is typed, the best first."""
    async with db.reading() as session:
        found = await session.exec(
            select(Company.id, Company.plain_name, Company.name, Company.place).where(
                Company.school_id == actor.school, col(Company.merged_into_id).is_(None)
            )
        )
        rows = {row[0]: row for row in found.all()}
    best = fitting(typed, ((key, row[1]) for key, row in rows.items()))
    return [Hit(key, rows[key][2], rows[key][3], rows[key][1] == plain(typed)) for key in best]


async def company_of(
    session: AsyncSession, actor: Actor, company_id: uuid.UUID, *, hold: bool = False
) -> Company:
    """Return a company of the actor's school, merges followed.

    ``hold`` makes others who hold it wait, and a merge of it too, until this transaction ends.

    Raises:
        NotFound: no such company, or another school's.
    """
    company = await session.get(Company, company_id, with_for_update={"key_share": True} if hold else None)
    if company is None or company.school_id != actor.school:
        raise NotFound
    if company.merged_into_id is not None:
        company = await session.get_one(Company, await current_id(session, company_id))
    return company


async def named(actor: Actor, company_id: uuid.UUID) -> Hit:
    """Return a company by its id, as a hit; raises as ``company_of``."""
    async with db.reading() as session:
        company = await company_of(session, actor, company_id)
    return Hit(company.id, company.name, company.place, is_same=True)
