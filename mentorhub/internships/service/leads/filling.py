"""What the form to share a lead begins with."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.internships.rules.leads import last_day, usual_day
from mentorhub.internships.service.companies.taking import company_names
from mentorhub.internships.service.leads.lines import NO_COMPANY
from mentorhub.internships.service.leads.scope import shared_by, zone_and_today
from mentorhub.internships.service.leads.sharing import audience_of
from mentorhub.internships.service.leads.values import NewLead
from mentorhub.internships.tables import Lead
from mentorhub.matching.tables import Pair
from mentorhub.pairs.service.scope import own


@dataclass(frozen=True, slots=True)
class Standing:
    """A lead of the actor as it stands."""

    lead_id: uuid.UUID
    lead: NewLead


async def form_days(actor: Actor) -> tuple[date, date, date]:
    """Return today, the last day and the usual last day of a lead, in the school's calendar.

    Raises:
        NotFound: the actor has no part.
    """
    async with db.reading() as session:
        _, today = await zone_and_today(session, actor)
    return today, last_day(today), usual_day(today)


async def mentee_of_pair(actor: Actor, pair_id: uuid.UUID) -> uuid.UUID:
    """Return the mentee of one of the actor's own pairs.

    Raises:
        NotFound: no such pair, or not the actor's.
    """
    async with db.reading() as session:
        found = await session.exec(select(Pair.mentee_id).where(Pair.id == pair_id, *own(actor)))
        mentee = found.first()
    if mentee is None:
        raise NotFound
    return mentee


async def lead_to_change(actor: Actor, lead_id: uuid.UUID) -> Standing:
    """Return an open lead that the actor shared, as the form holds it.

    Raises:
        NotFound: no such lead, another's, or one that is gone.
    """
    async with db.reading() as session:
        lead = (await session.exec(select(Lead).where(Lead.id == lead_id, shared_by(actor)))).first()
        if lead is None or lead.dead_at is not None:
            raise NotFound
        company = (await company_names(session, [lead.company_id])).get(lead.company_id, NO_COMPANY)
    audience, of_id = audience_of(lead)
    return Standing(
        lead.id,
        NewLead(
            company_name=company.name,
            company_place=company.place,
            role=lead.role,
            starts_on=lead.starts_on,
            hours=lead.hours,
            contact_name=lead.contact_name,
            how_known=lead.how_known,
            introduces=lead.introduces,
            web_address=lead.web_address,
            audience=audience,
            of_id=of_id,
            expires_on=lead.expires_on,
        ),
    )
