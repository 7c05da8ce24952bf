"""Pairs of companies that may be one, for staff to judge."""

import asyncio
import uuid
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.internships.rules.companies import Known, alike_pairs
from mentorhub.internships.service.companies.reading import CompanyLine, with_figures
from mentorhub.internships.tables import Company, CompanyMerge

_SHOWN = 20
_JUDGED_MOST = 500


@dataclass(frozen=True, slots=True)
class Double:
    """Two companies that may be one; ``first`` is the one with more known about it."""

    first: CompanyLine
    second: CompanyLine


async def doubles(actor: Actor) -> list[Double]:
    """Return at most twenty pairs of companies that may be the same, the likest first.

    Pairs that staff merged and split again, or said to be two, are left out.

    Raises:
        NotFound: the actor is no teacher or coordinator.
    """
    if not actor.is_staff:
        raise NotFound
    async with db.reading() as session:
        rows = await _companies(session, actor.school)
        judged = await _judged(session, actor.school)
    known = [Known(row[1], row[2]) for row in rows]
    # In a thread: thousands of companies take a second.
    found = await asyncio.to_thread(alike_pairs, known, _SHOWN + min(len(judged), _JUDGED_MOST))
    pairs = [(rows[one][0], rows[other][0]) for one, other in found]
    fresh = [pair for pair in pairs if frozenset(pair) not in judged][:_SHOWN]
    async with db.reading() as session:
        return await _with_names(session, fresh)


async def _companies(session: AsyncSession, school_id: uuid.UUID) -> list[tuple[uuid.UUID, str, str]]:
    found = await session.exec(
        select(Company.id, Company.plain_name, Company.place)
        .where(Company.school_id == school_id, col(Company.merged_into_id).is_(None))
        .order_by(col(Company.created_at), col(Company.id))
    )
    return list(found.all())


async def _judged(session: AsyncSession, school_id: uuid.UUID) -> set[frozenset[uuid.UUID]]:
    found = await session.exec(
        select(CompanyMerge.kept_id, CompanyMerge.gone_id).where(CompanyMerge.school_id == school_id)
    )
    return {frozenset(pair) for pair in found.all()}


async def _with_names(session: AsyncSession, pairs: list[tuple[uuid.UUID, uuid.UUID]]) -> list[Double]:
    ids = {each for pair in pairs for each in pair}
    companies = list(await session.exec(select(Company).where(col(Company.id).in_(ids))))
    lines = {line.company.id: line for line in await with_figures(session, companies)}
    both = [sorted((lines[one], lines[other]), key=_known_about, reverse=True) for one, other in pairs]
    return [Double(first, second) for first, second in both]


def _known_about(line: CompanyLine) -> int:
    """How much hangs on a company or is said about it."""
    company = line.company
    said = (company.place, company.sector, company.website, company.size, company.recognised)
    return 10 * (line.contacts + line.interns) + sum(map(bool, said))


async def keep_apart(actor: Actor, one_id: uuid.UUID, other_id: uuid.UUID) -> None:
    """Remember that two companies are two, so that they are not suggested again.

    Kept as a merge that moved nothing and was undone at once: to the list the two say the same.

    Raises:
        NotFound: the actor is no teacher or coordinator, or not two companies of the school.
    """
    if not actor.is_staff or one_id == other_id:
        raise NotFound
    async with db.transaction() as session:
        found = await session.exec(
            select(Company.id).where(
                col(Company.id).in_((one_id, other_id)), Company.school_id == actor.school
            )
        )
        if len(found.all()) < 2:
            raise NotFound
        now = clock.now()
        session.add(
            CompanyMerge(
                school_id=actor.school,
                kept_id=one_id,
                gone_id=other_id,
                by_person_id=actor.person_id,
                at=now,
                undone_at=now,
            )
        )
        audit.record(session, actor, "company.kept_apart", one_id, other=str(other_id))
