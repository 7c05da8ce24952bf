"""Rows of leads made into lines: companies, sharers, for whom, and what the reader did with them."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, Role
from mentorhub.internships.rules.leads import closed_as
from mentorhub.internships.service.companies.taking import CompanyName, company_names
from mentorhub.internships.service.leads.values import Answer, LeadLine
from mentorhub.internships.tables import Application, Introduction, Lead, LeadLike
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Group, Programme

Names = dict[uuid.UUID, str]
NO_COMPANY = CompanyName(uuid.UUID(int=0), "", "", "")


def answer_of(introduction: Introduction | None) -> Answer:
    """Return how far a request for an introduction is, empty when none was made."""
    if introduction is None:
        return ""
    if introduction.done_at:
        return "done"
    return "declined" if introduction.declined_at else "asked"


async def lines_of(session: AsyncSession, actor: Actor, leads: Sequence[Lead], today: date) -> list[LeadLine]:
    """Return the lines of some leads, in their order."""
    companies = await company_names(session, {lead.company_id for lead in leads})
    sharers = await full_names(session, {lead.by_person_id for lead in leads})
    readers = await _readers(session, leads)
    likes, begun, asked = await _marks(session, actor, [lead.id for lead in leads])
    return [
        LeadLine(
            lead_id=lead.id,
            company=companies.get(lead.company_id, NO_COMPANY),
            role=lead.role,
            sharer=sharers.get(lead.by_person_id, ""),
            is_mine=lead.by_person_id == actor.person_id,
            introduces=lead.introduces,
            audience=lead.audience,  # type: ignore[arg-type]  # only ever written from an Audience
            for_name=readers.get(lead.for_enrolment_id or lead.group_id or lead.programme_id, ""),
            starts_on=lead.starts_on,
            hours=lead.hours,
            expires_on=lead.expires_on,
            closed=closed_as(
                is_dead=lead.dead_at is not None,
                by_sharer=lead.dead_by == lead.by_person_id,
                expires_on=lead.expires_on,
                today=today,
            ),
            is_liked=lead.id in likes,
            application_id=begun.get(lead.id),
            asked=answer_of(asked.get(lead.id)),
        )
        for lead in leads
    ]


async def full_names(session: AsyncSession, person_ids: set[uuid.UUID]) -> Names:
    """Return the full names of some persons."""
    found = await session.exec(select(Person).where(col(Person.id).in_(person_ids)))
    return {person.id: person.full_name for person in found}


async def _readers(session: AsyncSession, leads: Sequence[Lead]) -> Names:
    mentees = await session.exec(
        select(Enrolment.id, Person.first_name)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(col(Enrolment.id).in_({lead.for_enrolment_id for lead in leads}))
    )
    groups = await session.exec(
        select(Group.id, Group.name).where(col(Group.id).in_({lead.group_id for lead in leads}))
    )
    programmes = await session.exec(
        select(Programme.id, Programme.name).where(col(Programme.id).in_({x.programme_id for x in leads}))
    )
    return dict([*programmes.all(), *groups.all(), *mentees.all()])


async def _marks(
    session: AsyncSession, actor: Actor, ids: list[uuid.UUID]
) -> tuple[set[uuid.UUID], dict[uuid.UUID, uuid.UUID], dict[uuid.UUID, Introduction]]:
    """Return what a mentee did with leads: kept in mind, began, asked; nothing for anybody else."""
    if actor.role is not Role.MENTEE:
        return set(), {}, {}
    me = actor.enrolment
    likes = await session.exec(
        select(LeadLike.lead_id).where(LeadLike.enrolment_id == me, col(LeadLike.lead_id).in_(ids))
    )
    begun = await session.exec(
        select(Application.lead_id, Application.id).where(
            Application.mentee_id == me, col(Application.lead_id).in_(ids)
        )
    )
    asked = await session.exec(
        select(Introduction).where(Introduction.mentee_id == me, col(Introduction.lead_id).in_(ids))
    )
    by_lead = {lead: application for lead, application in begun if lead is not None}
    return set(likes.all()), by_lead, {row.lead_id: row for row in asked}
