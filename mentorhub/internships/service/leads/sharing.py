"""Sharing a lead, changing it, withdrawing it."""

import uuid
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.fetching import Refused, web_address
from mentorhub.core.limits import limits
from mentorhub.internships.rules.leads import HOURS, Audience, may_start, may_stay_until
from mentorhub.internships.service.companies.taking import take_company
from mentorhub.internships.service.leads.readers import chosen_reader
from mentorhub.internships.service.leads.scope import own_lead, zone_and_today
from mentorhub.internships.service.leads.values import LeadRefused, NewLead
from mentorhub.internships.tables import Lead

PER_HOUR = 60
"""How many leads one person shares within an hour, at most."""


async def share_lead(actor: Actor, new: NewLead, once_key: str) -> uuid.UUID:
    """Share a lead and return its id; the same form twice shares one.

    Raises:
        NotFound: not somebody for whom the actor may share.
        CompanyRefused: no company has such a name.
        LeadRefused: a field holds what cannot be, or ``PER_HOUR`` were shared within the hour.
    """
    async with db.transaction() as session:
        if (earlier := await _of_form(session, actor, once_key)) is not None:
            return earlier
        if not await limits().hit("leads shared", str(actor.person_id), PER_HOUR, 60):
            raise LeadRefused("too_often")
        lead = await _new(session, actor, new, once_key)
        try:
            async with session.begin_nested():
                session.add(lead)
        except IntegrityError:
            return await _of_form(session, actor, once_key) or _nothing()
        audit.record(session, actor, "lead.shared", lead.id, audience=lead.audience)
        return lead.id


def _nothing() -> uuid.UUID:
    raise NotFound


async def _of_form(session: AsyncSession, actor: Actor, once_key: str) -> uuid.UUID | None:
    mine = (Lead.once_key == once_key, Lead.by_person_id == actor.person_id, Lead.school_id == actor.school)
    return (await session.exec(select(Lead.id).where(*mine))).first()


async def _new(session: AsyncSession, actor: Actor, new: NewLead, once_key: str) -> Lead:
    _, today = await zone_and_today(session, actor)
    _check(new, today, None)
    _, programme_id = await chosen_reader(session, actor, new.audience, new.of_id)
    lead = Lead(
        school_id=actor.school,
        programme_id=programme_id,
        company_id=await take_company(session, actor, new.company_name, new.company_place),
        by_person_id=actor.person_id,
        by_enrolment_id=actor.enrolment_id,
        role=new.role,
        audience=new.audience,
        expires_on=new.expires_on,
        once_key=once_key,
        created_at=clock.now(),
    )
    _fill(lead, new)
    return lead


def _check(new: NewLead, today: date, standing: Lead | None) -> None:
    """Refuse what cannot be; what stood there already may stay, whatever today is."""
    if not new.role:
        raise LeadRefused("role")
    is_new_start = standing is None or standing.starts_on != new.starts_on
    if new.starts_on and is_new_start and not may_start(new.starts_on, today):
        raise LeadRefused("start")
    if new.hours is not None and not HOURS[0] <= new.hours <= HOURS[1]:
        raise LeadRefused("hours")
    is_new_end = standing is None or standing.expires_on != new.expires_on
    if is_new_end and not may_stay_until(new.expires_on, today):
        raise LeadRefused("expires")
    if new.web_address:
        _check_link(new.web_address)


def _check_link(link: str) -> None:
    try:
        web_address(link)
    except Refused as refused:
        raise LeadRefused("link") from refused


def _fill(lead: Lead, new: NewLead) -> None:
    lead.role, lead.starts_on, lead.hours = new.role, new.starts_on, new.hours
    lead.contact_name, lead.how_known, lead.introduces = new.contact_name, new.how_known, new.introduces
    lead.audience, lead.expires_on = new.audience, new.expires_on
    lead.for_enrolment_id = new.of_id if new.audience == "mentee" else None
    lead.group_id = new.of_id if new.audience == "group" else None
    if lead.web_address != new.web_address:
        lead.web_address, lead.web_title, lead.web_refused = new.web_address, "", ""


async def change_lead(actor: Actor, lead_id: uuid.UUID, new: NewLead) -> None:
    """Change a lead that the actor shared.

    Raises:
        NotFound: not a lead of the actor, or not somebody for whom the actor may share.
        CompanyRefused: no company has such a name.
        LeadRefused: a field holds what cannot be, or the lead was withdrawn.
    """
    async with db.transaction() as session:
        lead = await own_lead(session, actor, lead_id)
        _, today = await zone_and_today(session, actor)
        if lead.dead_at is not None:
            raise LeadRefused("closed")
        _check(new, today, lead)
        # By changing what is for one mentee, who coaches her no longer could go on writing to her.
        if (new.audience, new.of_id) != audience_of(lead) or lead.audience == "mentee":
            _, lead.programme_id = await chosen_reader(session, actor, new.audience, new.of_id)
        lead.company_id = await take_company(session, actor, new.company_name, new.company_place)
        _fill(lead, new)
        audit.record(session, actor, "lead.changed", lead.id, audience=lead.audience)


def audience_of(lead: Lead) -> tuple[Audience, uuid.UUID]:
    """Return for whom a lead is: the kind and the id that goes with it."""
    if lead.for_enrolment_id is not None:
        return "mentee", lead.for_enrolment_id
    return ("group", lead.group_id) if lead.group_id is not None else ("programme", lead.programme_id)


async def withdraw_lead(actor: Actor, lead_id: uuid.UUID) -> None:
    """Withdraw a lead that the actor shared; a second time changes nothing.

    Raises:
        NotFound: not a lead of the actor.
    """
    async with db.transaction() as session:
        lead = await own_lead(session, actor, lead_id)
        if lead.dead_at is None or lead.dead_by != actor.person_id:
            lead.dead_at, lead.dead_by = clock.now(), actor.person_id
            audit.record(session, actor, "lead.withdrawn", lead.id)
