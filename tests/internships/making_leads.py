"""Leads in one line each."""

import uuid
from datetime import timedelta

from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.dates import local_day
from mentorhub.internships.rules.leads import Audience
from mentorhub.internships.service.leads.sharing import share_lead
from mentorhub.internships.service.leads.values import NewLead
from mentorhub.internships.tables import Company, Lead
from mentorhub.people.tables import Enrolment

ZONE = "Europe/Amsterdam"


def today():
    return local_day(clock.now(), ZONE)


def new_lead(audience: Audience, of_id: uuid.UUID, **other) -> NewLead:
    """A lead that can be shared; any field may be given otherwise."""
    values = {
        "company_name": "Vos Logistics",
        "company_place": "Eindhoven",
        "role": "Medewerker magazijn",
        "starts_on": None,
        "hours": 32,
        "contact_name": "Karin Blom",
        "how_known": "mijn begeleider van vorig jaar",
        "introduces": True,
        "web_address": "",
        "expires_on": today() + timedelta(days=56),
    }
    return NewLead(**values | other, audience=audience, of_id=of_id)


async def make_lead(actor: Actor, audience: Audience, of_id: uuid.UUID, **other) -> uuid.UUID:
    """Share a lead; returns its id."""
    return await share_lead(actor, new_lead(audience, of_id, **other), uuid.uuid4().hex)


async def row_of(lead_id: uuid.UUID) -> Lead:
    async with db.reading() as session:
        return await session.get_one(Lead, lead_id)


async def set_course(actor: Actor, course: str) -> None:
    async with db.transaction() as session:
        (await session.get_one(Enrolment, actor.enrolment)).course = course


async def set_sector(name: str, sector: str) -> None:
    async with db.transaction() as session:
        (await session.exec(select(Company).where(Company.name == name))).one().sector = sector
