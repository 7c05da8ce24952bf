"""Importing a list of companies: a trial that writes nothing, and the import that does what it said."""

import asyncio
import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.columns import new_id
from mentorhub.internships.rules.companies import plain, plain_place
from mentorhub.internships.rules.company_rows import (
    ListedCompany,
    ListedContact,
    ListField,
    Row,
    header_strength,
    parse,
    recognise,
)
from mentorhub.internships.rules.company_trial import (
    ChangedCompany,
    CompanyTrial,
    ContactChange,
    KnownCompany,
    KnownContact,
    trial,
)
from mentorhub.internships.service.companies.changing import ContactFields, new_contact
from mentorhub.internships.service.companies.taking import company_names, lock_companies
from mentorhub.internships.tables import Company, CompanyContact
from mentorhub.people.roster import RefusalKind, RosterRefused, Table, read_table


class ImportCounts(BaseModel):
    """How many rows an import made new (``near`` of them alike), changed, left, refused, and found empty."""

    model_config = ConfigDict(frozen=True)

    new: int
    near: int
    changed: int
    unchanged: int
    faulty: int
    empty: int


@dataclass(frozen=True, slots=True)
class ReadCompanies:
    """A file read as a list of companies, and what an import would do."""

    table: Table
    result: CompanyTrial


async def try_list(actor: Actor, data: bytes, filename: str) -> ReadCompanies:
    """Return what ``import_list`` would do with a file of at most 5 MB and 5,000 rows, writing nothing.

    Raises:
        NotFound: the actor is no teacher or coordinator.
        RosterRefused: the file cannot be a list of companies.
    """
    _staff_only(actor)
    table, rows, empty = await asyncio.to_thread(_read, data, filename)
    async with db.reading() as session:
        known = await _known(session, actor.school)
    return ReadCompanies(table, await asyncio.to_thread(trial, rows, known, empty))


async def import_list(actor: Actor, data: bytes, filename: str) -> ImportCounts:
    """Judge the file anew and write it in one transaction; a second time it changes nothing.

    Raises:
        NotFound: the actor is no teacher or coordinator.
        RosterRefused: the file cannot be a list of companies.
    """
    _staff_only(actor)
    _, rows, empty = await asyncio.to_thread(_read, data, filename)
    async with db.transaction() as session:
        await lock_companies(session, actor.school)
        known = await _known(session, actor.school)
        result = await asyncio.to_thread(trial, rows, known, empty)
        await _write(session, actor, result)
        counts = counted(result)
        audit.record(session, actor, "companies.imported", None, new=counts.new, changed=counts.changed)
        return counts


def counted(result: CompanyTrial) -> ImportCounts:
    """Return the figures of a trial; ``new`` counts the alike ones too."""
    return ImportCounts(
        new=len(result.new) + len(result.near),
        near=len(result.near),
        changed=len(result.changed),
        unchanged=result.unchanged,
        faulty=len(result.faulty),
        empty=result.empty,
    )


def _read(data: bytes, filename: str) -> tuple[Table, list[Row], int]:
    table = read_table(data, filename, header_strength)
    if recognise(table.columns)[ListField.NAME] is None:
        raise RosterRefused(RefusalKind.NO_TABLE)
    rows, empty = parse(table)
    return table, rows, empty


async def _known(session: AsyncSession, school_id: uuid.UUID) -> list[KnownCompany]:
    """Every company of the school, the oldest first, with its contacts and the names it also had."""
    found = await session.exec(
        select(Company)
        .where(Company.school_id == school_id)
        .order_by(col(Company.created_at), col(Company.id))
    )
    companies = list(found)
    gone = [each for each in companies if each.merged_into_id is not None]
    became = await company_names(session, [each.id for each in gone])
    aliases: dict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
    for each in gone:
        aliases[became[each.id].company_id].append((each.plain_name, plain_place(each.place)))
    contacts = await _contacts(session, school_id)
    here = (each for each in companies if each.merged_into_id is None)
    return [_as_known(each, tuple(contacts[each.id]), tuple(aliases[each.id])) for each in here]


async def _contacts(session: AsyncSession, school_id: uuid.UUID) -> dict[uuid.UUID, list[KnownContact]]:
    found = await session.exec(
        select(CompanyContact)
        .where(CompanyContact.school_id == school_id)
        .order_by(col(CompanyContact.created_at), col(CompanyContact.id))
    )
    contacts: dict[uuid.UUID, list[KnownContact]] = defaultdict(list)
    for row in found:
        said = ListedContact(row.name, row.role, row.email, row.phone)
        contacts[row.company_id].append(KnownContact(row.id, said))
    return contacts


def _as_known(
    row: Company, contacts: tuple[KnownContact, ...], aliases: tuple[tuple[str, str], ...]
) -> KnownCompany:
    return KnownCompany(
        company_id=row.id,
        name=row.name,
        plain_name=row.plain_name,
        place=row.place,
        sector=row.sector,
        website=row.website,
        size=row.size,
        recognised=row.recognised,
        contacts=contacts,
        aliases=aliases,
    )


async def _write(session: AsyncSession, actor: Actor, result: CompanyTrial) -> None:
    """Write what is new as plain rows: thousands of objects would hold up everybody else for seconds."""
    rows = [(new_id(), row) for row in (*result.new, *(near.row for near in result.near))]
    companies = [_made(actor, key, row) for key, row in rows]
    contacts = [_met(actor, key, row.contact) for key, row in rows if row.contact]
    for table, made in ((Company, companies), (CompanyContact, contacts)):
        if made:
            await session.execute(insert(table), made)
    for each in result.changed:
        await _change(session, actor, each)


def _made(actor: Actor, company_id: uuid.UUID, row: ListedCompany) -> dict[str, Any]:
    return {
        "id": company_id,
        "school_id": actor.school,
        "name": row.name,
        "plain_name": plain(row.name),
        "place": row.place,
        "sector": row.sector,
        "website": row.website,
        "size": row.size,
        "recognised": row.recognised,
        "by_person_id": actor.person_id,
        "created_at": clock.now(),
    }


def _met(actor: Actor, company_id: uuid.UUID, contact: ListedContact) -> dict[str, Any]:
    return {
        "id": new_id(),
        "school_id": actor.school,
        "company_id": company_id,
        "name": contact.name,
        "role": contact.role,
        "email": contact.email,
        "phone": contact.phone,
        "by_person_id": actor.person_id,
        "created_at": clock.now(),
    }


async def _change(session: AsyncSession, actor: Actor, each: ChangedCompany) -> None:
    company = await session.get_one(Company, each.company.company_id)
    for change in each.changes:
        setattr(company, change.field.value, change.after)
    if each.contact:
        await _change_contact(session, actor, company, each.contact)


async def _change_contact(
    session: AsyncSession, actor: Actor, company: Company, change: ContactChange
) -> None:
    if change.contact_id is None:
        session.add(new_contact(company, _fields(change.after), actor.person_id))
        return
    contact = await session.get_one(CompanyContact, change.contact_id)
    after = change.after
    contact.name, contact.role, contact.email, contact.phone = (
        after.name,
        after.role,
        after.email,
        after.phone,
    )


def _fields(contact: ListedContact) -> ContactFields:
    return ContactFields(contact.name, contact.role, contact.email, contact.phone)


def _staff_only(actor: Actor) -> None:
    if not actor.is_staff:
        raise NotFound
