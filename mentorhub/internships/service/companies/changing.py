"""Adding and changing companies and the people one knows there."""

import uuid
from dataclasses import dataclass

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.internships.rules.companies import plain
from mentorhub.internships.rules.company_fields import SECTORS, SIZES, phone_of, website_of
from mentorhub.internships.service.companies.finding import company_of
from mentorhub.internships.service.companies.taking import (
    CompanyRefused,
    cleaned_name,
    find_company,
    take_company,
)
from mentorhub.internships.tables import Company, CompanyContact
from mentorhub.people.roster import is_email
from mentorhub.people.roster.cells import clean

LONGEST_TEXT = 120


@dataclass(frozen=True, slots=True)
class CompanyFields:
    """What staff write about a company; sector, size and recognised are words of ours or empty."""

    name: str
    place: str = ""
    sector: str = ""
    website: str = ""
    size: str = ""
    recognised: str = ""


@dataclass(frozen=True, slots=True)
class ContactFields:
    """Somebody who works at a company."""

    name: str
    role: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class RemovedContact:
    """A contact that was taken away, with whom it was known by, to put it back as it was."""

    company_id: uuid.UUID
    fields: ContactFields
    by_person_id: uuid.UUID | None


def checked(fields: CompanyFields) -> CompanyFields:
    """Return the fields as they are stored.

    Raises:
        CompanyRefused: a name, place, website or word that cannot be.
    """
    name, place = cleaned_name(fields.name, fields.place)
    website = website_of(fields.website)
    if website is None:
        raise CompanyRefused("website")
    known = ((fields.sector, SECTORS), (fields.size, SIZES), (fields.recognised, ("yes", "no")))
    if any(said and said not in words for said, words in known):
        raise CompanyRefused("word")
    return CompanyFields(name, place, fields.sector, website, fields.size, fields.recognised)


def checked_contact(fields: ContactFields) -> ContactFields:
    """Return a contact as it is stored.

    Raises:
        CompanyRefused: no name, or a name, role, address or number that cannot be.
    """
    name, role, email = clean(fields.name), clean(fields.role), clean(fields.email).lower()
    if not name or max(len(name), len(role)) > LONGEST_TEXT:
        raise CompanyRefused("contact_name")
    if email and not is_email(email):
        raise CompanyRefused("contact_email")
    phone = phone_of(fields.phone)
    if phone is None:
        raise CompanyRefused("contact_phone")
    return ContactFields(name, role, email, phone)


async def add_company(actor: Actor, fields: CompanyFields) -> tuple[uuid.UUID, bool]:
    """Add a company and return its id, and whether it is new; one that is known stays as it is.

    Raises:
        NotFound: the actor is no teacher or coordinator.
        CompanyRefused: see ``checked``.
    """
    _staff_only(actor)
    fields = checked(fields)
    async with db.transaction() as session:
        known = await find_company(session, actor.school, fields.name, fields.place)
        if known is not None:
            return known, False
        company_id = await take_company(session, actor, fields.name, fields.place)
        write_fields(await company_of(session, actor, company_id), fields)
        return company_id, True


async def change_company(actor: Actor, company_id: uuid.UUID, fields: CompanyFields) -> None:
    """Write what staff know about a company.

    Raises:
        NotFound: the actor is no teacher or coordinator, or not a company of the school.
        CompanyRefused: see ``checked``.
    """
    _staff_only(actor)
    fields = checked(fields)
    async with db.transaction() as session:
        company = await company_of(session, actor, company_id)
        write_fields(company, fields)
        audit.record(session, actor, "company.changed", company.id)


def write_fields(company: Company, fields: CompanyFields) -> None:
    """Write checked fields to the row."""
    company.name, company.plain_name, company.place = fields.name, plain(fields.name), fields.place
    company.sector, company.website = fields.sector, fields.website
    company.size, company.recognised = fields.size, fields.recognised


async def add_contact(actor: Actor, company_id: uuid.UUID, fields: ContactFields) -> uuid.UUID:
    """Add somebody who works at a company; the same name and address twice is one.

    Raises:
        NotFound: a mentee, or not a company of the school.
        CompanyRefused: see ``checked_contact``.
    """
    if not actor.is_staff and actor.role is not Role.MENTOR:
        raise NotFound
    fields = checked_contact(fields)
    async with db.transaction() as session:
        company = await company_of(session, actor, company_id, hold=True)
        known = await session.exec(
            select(CompanyContact.id).where(
                CompanyContact.company_id == company.id,
                CompanyContact.name == fields.name,
                CompanyContact.email == fields.email,
                CompanyContact.by_person_id == actor.person_id,
            )
        )
        return known.first() or _add(session, actor, company, fields)


def _add(session: AsyncSession, actor: Actor, company: Company, fields: ContactFields) -> uuid.UUID:
    contact = new_contact(company, fields, actor.person_id)
    session.add(contact)
    audit.record(session, actor, "company.contact_added", company.id)
    return contact.id


def new_contact(company: Company, fields: ContactFields, by: uuid.UUID | None) -> CompanyContact:
    """Return the row of a contact."""
    return CompanyContact(
        school_id=company.school_id,
        company_id=company.id,
        name=fields.name,
        role=fields.role,
        email=fields.email,
        phone=fields.phone,
        by_person_id=by,
        created_at=clock.now(),
    )


async def remove_contact(actor: Actor, contact_id: uuid.UUID) -> RemovedContact:
    """Remove a contact, and return it so that ``put_back`` can undo it.

    Raises:
        NotFound: no such contact in the school; for others than staff also one that somebody else added.
    """
    async with db.transaction() as session:
        contact = await session.get(CompanyContact, contact_id)
        if contact is None or contact.school_id != actor.school:
            raise NotFound
        if not actor.is_staff and contact.by_person_id != actor.person_id:
            raise NotFound
        await session.delete(contact)
        audit.record(session, actor, "company.contact_removed", contact.company_id)
        fields = ContactFields(contact.name, contact.role, contact.email, contact.phone)
        return RemovedContact(contact.company_id, fields, contact.by_person_id)


async def put_back(actor: Actor, removed: RemovedContact) -> None:
    """Put back a contact that the actor took away, still known by whom it was.

    Raises:
        NotFound: not a company of the school; for others than staff also somebody else's contact.
    """
    if not actor.is_staff and removed.by_person_id != actor.person_id:
        raise NotFound
    async with db.transaction() as session:
        company = await company_of(session, actor, removed.company_id, hold=True)
        session.add(new_contact(company, removed.fields, removed.by_person_id))
        audit.record(session, actor, "company.contact_put_back", company.id)


def _staff_only(actor: Actor) -> None:
    if not actor.is_staff:
        raise NotFound
