"""Mails are rows of the same transaction as what they tell; here they are written and taken back."""

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.tables import OutboxMail

ANSWER_KIND = "answer"
"""Kind of a mail whose links answer in the reader's name; nobody else may read it."""
PRIVATE_KINDS = frozenset(
    {ANSWER_KIND, "check_in", "first_contact", "appointment", "appointment_reminder", "application_next"}
)
"""Kinds of mails that nobody but the reader may read: such links, where two meet, what a mentee does next."""


async def enqueue(session: AsyncSession, mail: OutboxMail) -> bool:
    """Add a mail to the transaction, unless one with the same ``once_key`` is there already.

    Returns:
        Whether it was added.
    """
    known = await session.exec(select(OutboxMail.id).where(OutboxMail.once_key == mail.once_key))
    if known.first() is not None:
        return False
    try:
        async with session.begin_nested():
            session.add(mail)
    except IntegrityError:
        return False
    return True


async def forget_unsent(session: AsyncSession, keys: str) -> int:
    """Remove the mails whose ``once_key`` begins with ``keys`` and that did not leave; return how many.

    One whose end is on its way to the mail server stays, as it may have arrived.
    """
    waiting = (
        col(OutboxMail.once_key).startswith(keys, autoescape=True),
        col(OutboxMail.sent_at).is_(None),
        col(OutboxMail.handing_at).is_(None),
    )
    done = await session.exec(delete(OutboxMail).where(*waiting))
    return done.rowcount


async def send_again(session: AsyncSession, *which: ColumnElement[bool]) -> int:
    """Let dead letters that fulfil ``which`` go out once more, from now on; return how many.

    Each keeps its Message-ID, so that a mail program that has it already can tell.
    """
    now = clock.now()
    anew = {"due_at": now, "attempts": 0, "last_error": None, "handing_at": None, "dead_at": None}
    dead = update(OutboxMail).where(col(OutboxMail.dead_at).is_not(None), *which)
    done = await session.exec(dead.values(**anew, dead_why=""))
    return done.rowcount


def new_mail(
    *,
    school_id: uuid.UUID,
    person_id: uuid.UUID,
    to_address: str,
    kind: str,
    subject: str,
    body: str,
    once_key: str,
    attachment: str | None = None,
    due_at: datetime | None = None,
    language: str = "nl",
    stop_address: str = "",
) -> OutboxMail:
    """Return a mail that is due now, or at ``due_at``.

    Args:
        school_id: the school on whose behalf it goes.
        person_id: its reader.
        to_address: the reader's e-mail address.
        kind: a word that says what it is about.
        subject: one line.
        body: plain text; its HTML is made of it.
        once_key: names the act; of several mails with it one is kept.
        attachment: a calendar file's text.
        due_at: when it may leave.
        language: of the text, ``nl`` or ``en``.
        stop_address: where its reader ends mails of this kind, empty when they cannot be ended.
    """
    moment = clock.now()
    return OutboxMail(
        school_id=school_id,
        person_id=person_id,
        to_address=to_address,
        kind=kind,
        subject=subject,
        body=body,
        once_key=once_key,
        attachment=attachment,
        created_at=moment,
        due_at=due_at or moment,
        language=language,
        stop_address=stop_address,
    )
