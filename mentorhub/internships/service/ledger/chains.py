"""The way of each placed mentee: lead, introduction, application, placement."""

import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import and_, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.dates import local_day
from mentorhub.internships.service.companies.taking import CompanyName, company_names
from mentorhub.internships.service.ledger.values import Chain
from mentorhub.internships.tables import Application, ApplicationStep, Introduction, Lead, Placement
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Group


async def chains_of(session: AsyncSession, mentees: Any, zone: str) -> tuple[Chain, ...]:
    """Return the placements of the mentees in view, the latest first; ``mentees`` is a query of ids."""
    rows = (await session.exec(_query(mentees))).all()
    companies = await company_names(session, {row[0].company_id for row in rows})
    sent = await _sent(session, {row[0].application_id for row in rows})
    return tuple(_chain(row, companies[row[0].company_id], sent, zone) for row in rows)


def _query(mentees: Any) -> Any:
    opener = aliased(Person)
    introduced = and_(
        col(Introduction.lead_id) == Placement.lead_id, col(Introduction.mentee_id) == Placement.mentee_id
    )
    return (
        select(Placement, Application, Person, Group.name, opener, Lead.created_at, Introduction.done_at)  # type: ignore[call-overload]  # sqlmodel types four columns
        .join(Application, col(Application.id) == Placement.application_id)
        .join(Enrolment, col(Enrolment.id) == Placement.mentee_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .outerjoin(Group, col(Group.id) == Enrolment.group_id)
        .outerjoin(opener, col(opener.id) == Placement.through_person_id)
        .outerjoin(Lead, col(Lead.id) == Placement.lead_id)
        .outerjoin(Introduction, introduced)
        .where(col(Placement.mentee_id).in_(mentees))
        .order_by(col(Placement.created_at).desc(), col(Placement.id))
    )


async def _sent(session: AsyncSession, applications: Collection[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """Return by application when it was first sent; those that never were are left out."""
    found = await session.exec(
        select(ApplicationStep.application_id, func.min(ApplicationStep.at))
        .where(col(ApplicationStep.application_id).in_(applications), ApplicationStep.step == "sent")
        .group_by(col(ApplicationStep.application_id))
    )
    return {one: at for one, at in found if at is not None}


def _chain(row: Any, company: CompanyName, sent: dict[uuid.UUID, datetime], zone: str) -> Chain:
    placement, application, person, group, opener, shared_at, done_at = row
    return Chain(
        application_id=application.id,
        version=application.version,
        mentee=person.full_name,
        group=group or "",
        company=company.name,
        place=company.place,
        through=placement.through,
        opener=opener.full_name if opener else "",
        lead_on=_day(shared_at, zone),
        introduced_on=_day(done_at, zone),
        applied_on=local_day(sent.get(application.id) or application.created_at, zone),
        placed_on=local_day(placement.created_at, zone),
        starts_on=placement.starts_on,
        ends_on=placement.ends_on,
    )


def _day(moment: datetime | None, zone: str) -> date | None:
    return local_day(moment, zone) if moment else None
