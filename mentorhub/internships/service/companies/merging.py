"""Two entries of one company made one, and made two again, exactly as they were."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.internships.service.companies.taking import CompanyName, company_names, lock_companies
from mentorhub.internships.tables import (
    Application,
    Company,
    CompanyContact,
    CompanyMerge,
    Lead,
    PastInternship,
    Placement,
)

FILLED = "filled"
"""Key in ``CompanyMerge.moved``: the fields that the kept company had empty and took from the other."""
_MOVING: tuple[type[SQLModel], ...] = (CompanyContact, PastInternship, Lead, Application, Placement)
_FILLABLE = ("place", "sector", "website", "size", "recognised")
_SHOWN = 20


class MergeRefused(Exception):
    """One of the two is gone into another company meanwhile, or the two are the same."""


@dataclass(frozen=True, slots=True)
class DoneMerge:
    """A merge that can be undone."""

    merge_id: uuid.UUID
    kept: CompanyName
    gone_name: str
    gone_place: str
    at: datetime


async def merge(actor: Actor, kept_id: uuid.UUID, gone_id: uuid.UUID) -> uuid.UUID:
    """Make ``gone`` part of ``kept`` and return the id of the merge; the same merge twice is one.

    Everything that hangs on the one moves to the other, and what the kept one does not say is taken over.
    An internship of somebody who has one at both stays where it is, out of sight.

    Raises:
        NotFound: the actor is no teacher or coordinator, or not companies of the school.
        MergeRefused: see there.
    """
    _staff_only(actor)
    async with db.transaction() as session:
        await lock_companies(session, actor.school)
        kept, gone = await _both(session, actor, kept_id, gone_id)
        done = await _done_before(session, kept, gone)
        if done is not None:
            return done
        if kept.id == gone.id or kept.merged_into_id is not None or gone.merged_into_id is not None:
            raise MergeRefused
        return await _merge(session, actor, kept, gone)


async def _both(
    session: AsyncSession, actor: Actor, kept_id: uuid.UUID, gone_id: uuid.UUID
) -> tuple[Company, Company]:
    """The two companies, held so that nothing new hangs itself on them meanwhile."""
    found = await session.exec(
        select(Company)
        .where(col(Company.id).in_((kept_id, gone_id)), Company.school_id == actor.school)
        .order_by(col(Company.id))
        .with_for_update()
    )
    rows = {row.id: row for row in found}
    if not {kept_id, gone_id} <= rows.keys():
        raise NotFound
    return rows[kept_id], rows[gone_id]


async def _done_before(session: AsyncSession, kept: Company, gone: Company) -> uuid.UUID | None:
    if gone.merged_into_id != kept.id:
        return None
    found = await session.exec(
        select(CompanyMerge.id).where(
            CompanyMerge.kept_id == kept.id,
            CompanyMerge.gone_id == gone.id,
            col(CompanyMerge.undone_at).is_(None),
        )
    )
    return found.first()


async def _merge(session: AsyncSession, actor: Actor, kept: Company, gone: Company) -> uuid.UUID:
    moved: dict[str, Any] = {FILLED: _fill(kept, gone)}
    for table in _MOVING:
        ids = await _to_move(session, table, kept.id, gone.id)
        await _move(session, table, ids, {gone.id}, kept.id)
        moved[str(table.__tablename__)] = [str(each) for each in ids]
    gone.merged_into_id = kept.id
    done = CompanyMerge(
        school_id=actor.school,
        kept_id=kept.id,
        gone_id=gone.id,
        moved=moved,
        by_person_id=actor.person_id,
        at=clock.now(),
    )
    session.add(done)
    audit.record(session, actor, "company.merged", kept.id, gone=str(gone.id))
    return done.id


def _fill(kept: Company, gone: Company) -> dict[str, str]:
    """Give the kept company what it does not say, and return that."""
    filled = {name: getattr(gone, name) for name in _FILLABLE if not getattr(kept, name)}
    filled = {name: value for name, value in filled.items() if value}
    for name, value in filled.items():
        setattr(kept, name, value)
    return filled


async def _to_move(
    session: AsyncSession, table: type[SQLModel], kept_id: uuid.UUID, gone_id: uuid.UUID
) -> list[uuid.UUID]:
    columns = _columns(table)
    wanted = select(columns.id).where(columns.company_id == gone_id)
    if table is PastInternship:
        there = select(PastInternship.enrolment_id).where(PastInternship.company_id == kept_id)
        wanted = wanted.where(col(PastInternship.enrolment_id).not_in(there))
    return list(await session.exec(wanted))


async def _move(
    session: AsyncSession, table: type[SQLModel], ids: list[uuid.UUID], away: set[uuid.UUID], to: uuid.UUID
) -> None:
    """Move rows that still hang on one of the companies in ``away``."""
    columns = _columns(table)
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        await session.exec(
            update(table).where(columns.id.in_(part), columns.company_id.in_(away)).values(company_id=to)
        )


def _columns(table: type[SQLModel]) -> Any:
    return table.__table__.c  # type: ignore[attr-defined]  # SQLModel sets it at run time


async def undo(actor: Actor, merge_id: uuid.UUID) -> None:
    """Make two of one again: what moved goes back, wherever later merges took it; a second time does nothing.

    Raises:
        NotFound: the actor is no teacher or coordinator, or not a merge of the school.
    """
    _staff_only(actor)
    async with db.transaction() as session:
        await lock_companies(session, actor.school)
        done = await session.get(CompanyMerge, merge_id)
        if done is None or done.school_id != actor.school:
            raise NotFound
        if done.undone_at is None:
            await _undo(session, done)
            audit.record(session, actor, "company.merge_undone", done.kept_id, gone=str(done.gone_id))


async def _undo(session: AsyncSession, done: CompanyMerge) -> None:
    kept, gone = await session.get_one(Company, done.kept_id), await session.get_one(Company, done.gone_id)
    places = await _became(session, kept)
    for table in _MOVING:
        ids = [uuid.UUID(each) for each in done.moved.get(str(table.__tablename__), [])]
        await _move(session, table, ids, places, gone.id)
    for name, value in done.moved.get(FILLED, {}).items():
        if getattr(kept, name) == value:
            setattr(kept, name, "")
    gone.merged_into_id = None
    done.undone_at = clock.now()


async def _became(session: AsyncSession, company: Company) -> set[uuid.UUID]:
    """The company and all that it became by later merges."""
    ids = {company.id}
    while company.merged_into_id is not None:
        company = await session.get_one(Company, company.merged_into_id)
        ids.add(company.id)
    return ids


async def done_merges(actor: Actor) -> list[DoneMerge]:
    """Return the latest merges that are not undone, the last one first.

    Raises:
        NotFound: the actor is no teacher or coordinator.
    """
    _staff_only(actor)
    async with db.reading() as session:
        found = await session.exec(
            select(CompanyMerge, Company)
            .join(Company, col(Company.id) == CompanyMerge.gone_id)
            .where(CompanyMerge.school_id == actor.school, col(CompanyMerge.undone_at).is_(None))
            .order_by(col(CompanyMerge.at).desc())
            .limit(_SHOWN)
        )
        rows = list(found)
        names = await company_names(session, [done.kept_id for done, _ in rows])
    return [DoneMerge(done.id, names[done.kept_id], gone.name, gone.place, done.at) for done, gone in rows]


def _staff_only(actor: Actor) -> None:
    if not actor.is_staff:
        raise NotFound
