"""Telling a person something: a notice in the hub and a mail, as the person chose, each once."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, outbox
from mentorhub.core.tables import OutboxMail
from mentorhub.people.notices.kinds import KINDS, Channel
from mentorhub.people.notices.links import stop_address
from mentorhub.people.tables import Notice, NoticeChoice, Person


@dataclass(frozen=True, slots=True)
class Told:
    """What was written: a notice in the hub, a mail; both False when it was told before, or not wanted."""

    noted: bool
    mailed: bool


async def tell(
    session: AsyncSession,
    person: Person,
    *,
    school_id: uuid.UUID,
    kind: str,
    subject: str,
    body: str,
    path: str,
    once_key: str,
    due_at: datetime | None = None,
    attachment: str | None = None,
) -> Told:
    """Tell a person something in the transaction of what it tells, by the channel that the person chose.

    Args:
        session: the transaction.
        person: who reads it; somebody whose account is closed is told nothing.
        school_id: the school on whose behalf it is told.
        kind: a name of ``KINDS``.
        subject: one line in the person's language.
        body: plain text in the person's language, of the mail and of the notice.
        path: page of the hub that it leads to, such as ``/coach``.
        once_key: names the act; a second call with it tells nothing.
        due_at: moment from which it is to be read, now when None.
        attachment: text of a calendar file that goes with the mail.

    Raises:
        KeyError: there is no such kind.
    """
    channel = await channel_of(session, person.id, kind)
    if channel is Channel.OFF or person.disabled_at is not None:
        return Told(False, False)
    moment = due_at or clock.now()
    notice = Notice(
        school_id=school_id,
        person_id=person.id,
        kind=kind,
        subject=subject,
        body=body,
        path=path,
        once_key=once_key,
        created_at=moment,
    )
    noted = await _note(session, notice)
    if channel is not Channel.MAIL or not person.email:
        return Told(noted, False)
    mail = outbox.new_mail(
        school_id=school_id,
        person_id=person.id,
        to_address=person.email,
        kind=kind,
        subject=subject,
        body=body,
        once_key=once_key,
        attachment=attachment,
        due_at=moment,
        language=person.language,
        stop_address=stop_address(person.id, kind) if KINDS[kind].may_stop else "",
    )
    return Told(noted, await outbox.enqueue(session, mail))


async def tell_with(session: AsyncSession, mail: OutboxMail, path: str) -> Told:
    """Tell what a mail tells, by the channel that its reader chose; its kind is one of ``KINDS``.

    Args:
        session: the transaction.
        mail: made by ``new_mail``; its address may be empty.
        path: page of the hub that the notice leads to.
    """
    return await tell(
        session,
        await session.get_one(Person, mail.person_id),
        school_id=mail.school_id,
        kind=mail.kind,
        subject=mail.subject,
        body=mail.body,
        path=path,
        once_key=mail.once_key,
        due_at=mail.due_at,
        attachment=mail.attachment,
    )


async def channel_of(session: AsyncSession, person_id: uuid.UUID, kind: str) -> Channel:
    """Return how a person hears of a kind now; a kind that cannot be ended is never off.

    Raises:
        KeyError: there is no such kind.
    """
    known = KINDS[kind]
    row = await session.get(NoticeChoice, (person_id, kind))
    chosen = Channel(row.channel) if row else known.default
    return chosen if chosen in known.channels else known.default


async def _still_wanted(session: AsyncSession, mail: OutboxMail) -> bool:
    return mail.kind not in KINDS or await channel_of(session, mail.person_id, mail.kind) is Channel.MAIL


def respect_choices() -> None:
    """Let the outbox ask about each mail whether its reader still wants it by mail when it leaves."""
    outbox.send_only_if(_still_wanted)


async def forget(session: AsyncSession, keys: str) -> int:
    """Take back what was told under keys that begin with ``keys``: mails not sent and notices not read.

    Returns:
        How many mails were taken back.
    """
    begins = col(Notice.once_key).startswith(keys, autoescape=True)
    await session.exec(delete(Notice).where(begins, col(Notice.read_at).is_(None)))
    return await outbox.forget_unsent(session, keys)


async def _note(session: AsyncSession, notice: Notice) -> bool:
    known = await session.exec(select(Notice.id).where(Notice.once_key == notice.once_key))
    if known.first() is not None:
        return False
    try:
        async with session.begin_nested():
            session.add(notice)
    except IntegrityError:
        return False
    return True
