"""What who sees a lead can do with it: keep it in mind, begin an application, say that it is gone."""

import uuid

from sqlmodel import col, delete, select

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.internships.service.applications.beginning import begin
from mentorhub.internships.service.companies.taking import company_names
from mentorhub.internships.service.leads.scope import seen_lead, zone_and_today
from mentorhub.internships.service.leads.values import LeadRefused
from mentorhub.internships.tables import Lead, LeadLike


def _mentee(actor: Actor) -> uuid.UUID:
    if actor.role is not Role.MENTEE:
        raise NotFound
    return actor.enrolment


async def like(actor: Actor, lead_id: uuid.UUID) -> None:
    """Keep a lead in mind; twice is once.

    Raises:
        NotFound: no such lead for this actor, or the actor is no mentee.
    """
    async with db.transaction() as session:
        mentee = _mentee(actor)
        # Locked, so that two taps at once write one row.
        lead = await seen_lead(session, actor, lead_id, lock=True)
        known = select(LeadLike).where(LeadLike.lead_id == lead_id, LeadLike.enrolment_id == mentee)
        if (await session.exec(known)).first() is None:
            session.add(
                LeadLike(
                    lead_id=lead_id, enrolment_id=mentee, school_id=lead.school_id, created_at=clock.now()
                )
            )


async def unlike(actor: Actor, lead_id: uuid.UUID) -> None:
    """Keep a lead in mind no longer; raises as ``like``."""
    async with db.transaction() as session:
        mentee = _mentee(actor)
        await seen_lead(session, actor, lead_id)
        await session.exec(
            delete(LeadLike).where(col(LeadLike.lead_id) == lead_id, col(LeadLike.enrolment_id) == mentee)
        )


async def take_up(actor: Actor, lead_id: uuid.UUID, once_key: str) -> uuid.UUID:
    """Begin an application with a lead and return its id; twice begins one.

    Raises:
        NotFound: no such lead for this actor, or the actor is no mentee.
        LeadRefused: ``closed`` when it is no longer open.
    """
    _mentee(actor)
    async with db.reading() as session:
        lead = await seen_lead(session, actor, lead_id)
        _, today = await zone_and_today(session, actor)
        if lead.dead_at is not None or lead.expires_on < today:
            raise LeadRefused("closed")
        company = (await company_names(session, [lead.company_id]))[lead.company_id]
    return await begin(
        actor,
        company_name=company.name,
        company_place=company.place,
        role=lead.role,
        lead_id=lead_id,
        once_key=once_key,
    )


async def mark_gone(actor: Actor, lead_id: uuid.UUID) -> None:
    """Say that a lead is gone; who shared it reads it in the app. A second time changes nothing.

    Raises:
        NotFound: no such lead for this actor.
    """
    async with db.transaction() as session:
        lead = await seen_lead(session, actor, lead_id, lock=True)
        if lead.dead_at is None:
            lead.dead_at, lead.dead_by = clock.now(), actor.person_id
            audit.record(session, actor, "lead.gone", lead.id)


def may_reopen(actor: Actor, lead: Lead) -> bool:
    """Whether the actor may say that a lead is still open: who said it was gone, who shared it, or staff.

    Staff not when it was withdrawn: then it is the sharer's to share.
    """
    if lead.dead_at is None:
        return False
    is_withdrawn = lead.dead_by == lead.by_person_id
    return actor.person_id in (lead.dead_by, lead.by_person_id) or (actor.is_staff and not is_withdrawn)


async def reopen(actor: Actor, lead_id: uuid.UUID) -> None:
    """Take back that a lead is gone or withdrawn; one that is open stays so.

    Raises:
        NotFound: no such lead for this actor, or somebody else said so.
    """
    async with db.transaction() as session:
        lead = await seen_lead(session, actor, lead_id, lock=True)
        if lead.dead_at is None:
            return
        if not may_reopen(actor, lead):
            raise NotFound
        lead.dead_at, lead.dead_by = None, None
        audit.record(session, actor, "lead.reopened", lead.id)
