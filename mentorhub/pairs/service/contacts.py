"""Logging contact: that there was contact, when, how and how long; never what was said."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.pairs.rules import SPOKE, can_undo, counts
from mentorhub.pairs.service.happened import held_on, settle
from mentorhub.pairs.service.scope import own, own_pair
from mentorhub.pairs.service.values import DayRefused
from mentorhub.pairs.tables import Appointment, Contact


@dataclass(frozen=True, slots=True)
class NewContact:
    """A contact moment to log.

    Attributes:
        channel: one of ``rules.CHANNELS``, or ``rules.SPOKE``.
        minutes: how long; 0 when that was not asked.
        happened_on: the day in the school's calendar; None is today.
        once_key: made with the form, so that sending it twice logs once.
        planned: whether it was agreed beforehand; None when that was not asked: then it was when an
            appointment of that day has begun.
    """

    channel: str
    minutes: int
    happened_on: date | None
    once_key: str
    planned: bool | None = None


async def log_contact(actor: Actor, pair_id: uuid.UUID, new: NewContact) -> uuid.UUID:
    """Log a contact moment of the actor's own pair and return its id; the same form twice logs once.

    One that was planned, on the day of an appointment, also answers whether that happened.

    Raises:
        NotFound: not the actor's pair.
        DayRefused: a day before the match or after today.
    """
    async with db.transaction() as session:
        pair, zone = await own_pair(session, actor, pair_id)
        known = await session.exec(
            select(Contact.id).where(Contact.pair_id == pair_id, Contact.once_key == new.once_key)
        )
        if (earlier := known.first()) is not None:
            return earlier
        contact = _contact(actor, pair, zone, new)
        await _link(session, contact, zone, new.planned)
        session.add(contact)
        audit.record(session, actor, "contact.logged", contact.id, channel=contact.channel)
        return contact.id


def _contact(actor: Actor, pair: Pair, zone: str, new: NewContact) -> Contact:
    now = clock.now()
    today = local_day(now, zone)
    day = new.happened_on or today
    if not counts(day, local_day(pair.started_at, zone), today):
        raise DayRefused
    return Contact(
        school_id=pair.school_id,
        pair_id=pair.id,
        by_enrolment_id=actor.enrolment,
        happened_on=day,
        channel=new.channel,
        minutes=new.minutes,
        once_key=new.once_key,
        created_at=now,
    )


async def _link(session: AsyncSession, contact: Contact, zone: str, planned: bool | None) -> None:
    held = None
    if planned is not False:
        held = await held_on(session, contact.pair_id, contact.happened_on, zone)
    contact.planned = bool(planned or held)
    if held is not None:
        contact.appointment_id = held.id
        await settle(session, held, "yes")


async def spoke_today(actor: Actor, pair_id: uuid.UUID, once_key: str) -> uuid.UUID:
    """Log with one tap that the two spoke today; raises as ``log_contact``."""
    return await log_contact(actor, pair_id, NewContact(SPOKE, 0, None, once_key))


async def undo_contact(actor: Actor, contact_id: uuid.UUID) -> None:
    """Take back a contact moment that the actor logged within ``rules.UNDO_FOR``.

    Whether the appointment happened that it was logged for, is open again.

    Raises:
        NotFound: no such moment, logged by another, or too long ago.
    """
    async with db.transaction() as session:
        found = await session.exec(
            select(Contact)
            .join(Pair, col(Pair.id) == Contact.pair_id)
            .where(Contact.id == contact_id, Contact.by_enrolment_id == actor.enrolment, *own(actor))
        )
        contact = found.first()
        if contact is None or not can_undo(contact.created_at, clock.now()):
            raise NotFound
        if contact.appointment_id is not None:
            held = await session.get_one(Appointment, contact.appointment_id)
            held.happened, held.answered_at = "", None
        await session.delete(contact)
        audit.record(session, actor, "contact.undone", contact_id)
