"""The school's own emergency contacts, in the order in which a student should call them."""

import uuid

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.pairs.help.service.scope import school_of
from mentorhub.pairs.help.service.values import EmergencyLine
from mentorhub.pairs.tables import EmergencyContact
from mentorhub.programmes.tables import School

MOST_CONTACTS = 12


class TooMany(Exception):
    """A list of more than ``MOST_CONTACTS`` is no help to somebody who has to call now."""


async def emergency_lines(session: AsyncSession, school_id: uuid.UUID) -> tuple[EmergencyLine, ...]:
    """Return the contacts of a school, in its order."""
    return tuple(
        EmergencyLine(row.id, row.name, row.about, row.phone) for row in await _rows(session, school_id)
    )


async def _rows(session: AsyncSession, school_id: uuid.UUID) -> list[EmergencyContact]:
    query = select(EmergencyContact).where(EmergencyContact.school_id == school_id)
    order = (col(EmergencyContact.position), EmergencyContact.name, col(EmergencyContact.id))
    return list(await session.exec(query.order_by(*order)))


async def has_contacts(session: AsyncSession, school_id: uuid.UUID) -> bool:
    """Whether a school has any contact for what cannot wait."""
    count = select(func.count()).where(EmergencyContact.school_id == school_id)
    return (await session.exec(count)).one() > 0


async def contacts_for(actor: Actor) -> tuple[EmergencyLine, ...]:
    """Return the contacts of the coordinator's school.

    Raises:
        NotFound: the actor is no coordinator.
    """
    school_id = school_of(actor)
    async with db.reading() as session:
        return await emergency_lines(session, school_id)


async def add_contact(actor: Actor, name: str, about: str, phone: str) -> uuid.UUID:
    """Add a contact at the end of the list; the same name and number twice is one.

    Raises:
        NotFound: the actor is no coordinator.
        TooMany: see there.
    """
    async with db.transaction() as session:
        rows = await _locked(session, actor)
        for row in rows:
            if (row.name, row.phone) == (name, phone):
                return row.id
        if len(rows) >= MOST_CONTACTS:
            raise TooMany
        last = max((row.position for row in rows), default=0)
        new = EmergencyContact(school_id=actor.school, name=name, about=about, phone=phone, position=last + 1)
        session.add(new)
        audit.record(session, actor, "emergency_contact.added", new.id)
        return new.id


async def change_contact(actor: Actor, contact_id: uuid.UUID, name: str, about: str, phone: str) -> None:
    """Change a contact of the coordinator's school.

    Raises:
        NotFound: no such contact, another school's, or the actor is no coordinator.
    """
    async with db.transaction() as session:
        row = _one(await _locked(session, actor), contact_id)
        row.name, row.about, row.phone = name, about, phone
        audit.record(session, actor, "emergency_contact.changed", contact_id)


async def remove_contact(actor: Actor, contact_id: uuid.UUID) -> EmergencyContact:
    """Remove a contact and return what it was, so that it can be put back; raises as ``change_contact``."""
    async with db.transaction() as session:
        row = _one(await _locked(session, actor), contact_id)
        await session.delete(row)
        audit.record(session, actor, "emergency_contact.removed", contact_id)
        return row


async def put_back(actor: Actor, removed: EmergencyLine, position: int) -> None:
    """Put a contact back that was just removed; a second time changes nothing.

    Raises:
        NotFound: the actor is no coordinator.
    """
    async with db.transaction() as session:
        rows = await _locked(session, actor)
        if removed.contact_id not in [row.id for row in rows]:
            session.add(
                EmergencyContact(
                    id=removed.contact_id,
                    school_id=actor.school,
                    name=removed.name,
                    about=removed.about,
                    phone=removed.phone,
                    position=position,
                )
            )
            audit.record(session, actor, "emergency_contact.added", removed.contact_id)


async def move_contact(actor: Actor, contact_id: uuid.UUID, up: bool) -> None:
    """Move a contact one place up or down; at the end of the list nothing changes.

    Raises:
        NotFound: as ``change_contact``.
    """
    async with db.transaction() as session:
        rows = await _locked(session, actor)
        place = rows.index(_one(rows, contact_id))
        target = place - 1 if up else place + 1
        if 0 <= target < len(rows):
            rows[place], rows[target] = rows[target], rows[place]
            audit.record(session, actor, "emergency_contact.moved", contact_id)
        for number, row in enumerate(rows, start=1):
            row.position = number


async def _locked(session: AsyncSession, actor: Actor) -> list[EmergencyContact]:
    """Return the rows of the coordinator's school; who changes the list of one school does so in turn."""
    school_id = school_of(actor)
    await session.exec(select(School.id).where(School.id == school_id).with_for_update())
    return await _rows(session, school_id)


def _one(rows: list[EmergencyContact], contact_id: uuid.UUID) -> EmergencyContact:
    for row in rows:
        if row.id == contact_id:
            return row
    raise NotFound
