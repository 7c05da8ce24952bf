"""What the other says of a contact moment that one of the two logged: it is right, or how it really was."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.pairs.rules import Channel, can_undo, counts
from mentorhub.pairs.service.scope import own
from mentorhub.pairs.service.values import DayRefused
from mentorhub.pairs.tables import Contact
from mentorhub.programmes.tables import School


@dataclass(frozen=True, slots=True)
class Correction:
    """How a contact moment really was: channel, minutes, and the day in the school's calendar."""

    channel: Channel
    minutes: int
    happened_on: date


async def confirm_contact(actor: Actor, contact_id: uuid.UUID) -> None:
    """Say that a contact moment which the other logged is right; a second time changes nothing.

    Raises:
        NotFound: not a moment of the actor's pair, logged by the actor, or corrected already.
    """
    async with db.transaction() as session:
        contact, _, _ = await _others(session, actor, contact_id)
        if contact.answer == "corrected":
            raise NotFound
        if contact.answer == "":
            contact.answer, contact.answered_at = "confirmed", clock.now()
            audit.record(session, actor, "contact.confirmed", contact_id)


async def correct_contact(actor: Actor, contact_id: uuid.UUID, right: Correction) -> None:
    """Say how a contact moment which the other logged really was; the other sees what stood there first.

    Raises:
        NotFound: not a moment of the actor's pair, logged by the actor, or answered already.
        DayRefused: a day before the match or after today.
    """
    async with db.transaction() as session:
        contact, pair, zone = await _others(session, actor, contact_id)
        if contact.answer != "":
            raise NotFound
        today = local_day(clock.now(), zone)
        if not counts(right.happened_on, local_day(pair.started_at, zone), today):
            raise DayRefused
        _write(contact, right)
        audit.record(session, actor, "contact.corrected", contact_id)


def _write(contact: Contact, right: Correction) -> None:
    contact.before = {
        "channel": contact.channel,
        "minutes": contact.minutes,
        "happened_on": contact.happened_on.isoformat(),
    }
    contact.channel, contact.minutes = right.channel, right.minutes
    contact.happened_on = right.happened_on
    contact.answer, contact.answered_at = "corrected", clock.now()


async def take_answer_back(actor: Actor, contact_id: uuid.UUID) -> None:
    """Take back what the actor said of a moment within ``rules.UNDO_FOR``: it is as the other logged it.

    Raises:
        NotFound: not a moment of the actor's pair, not answered, or too long ago.
    """
    async with db.transaction() as session:
        contact, _, _ = await _others(session, actor, contact_id)
        if contact.answered_at is None or not can_undo(contact.answered_at, clock.now()):
            raise NotFound
        if contact.answer == "corrected":
            contact.channel, contact.minutes = contact.before["channel"], contact.before["minutes"]
            contact.happened_on = date.fromisoformat(contact.before["happened_on"])
        contact.answer, contact.answered_at, contact.before = "", None, {}
        audit.record(session, actor, "contact.answer_undone", contact_id)


async def _others(session: AsyncSession, actor: Actor, contact_id: uuid.UUID) -> tuple[Contact, Pair, str]:
    found = await session.exec(
        select(Contact, Pair, School.zone)
        .join(Pair, col(Pair.id) == Contact.pair_id)
        .join(School, col(School.id) == Pair.school_id)
        .where(Contact.id == contact_id, Contact.by_enrolment_id != actor.enrolment, *own(actor))
        .with_for_update(of=Contact)
    )
    row = found.first()
    if row is None:
        raise NotFound
    return row[0], row[1], row[2]
