"""The in-app mailbox: a coordinator reads what the hub mailed, or would mail, on behalf of the school."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.outbox import PRIVATE_KINDS
from mentorhub.core.tables import OutboxMail
from mentorhub.people.service.signing_in import MAIL_KIND
from mentorhub.programmes.tables import School
from mentorhub.settings import settings

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class MailRow:
    """One mail in the list.

    Attributes:
        mail_id: the mail.
        to_address: who gets it.
        subject: its subject.
        created_at: when it was written.
        sent_at: when the mail server took it, None while it waits.
        attempts: how often sending was tried.
        fault: kind of the last fault, empty when there was none.
        dead_why: why it was given up, empty while it was not.
    """

    mail_id: uuid.UUID
    to_address: str
    subject: str
    created_at: datetime
    sent_at: datetime | None
    attempts: int
    fault: str
    dead_why: str


@dataclass(frozen=True, slots=True)
class MailPage:
    """A page of mails, newest first; ``pages`` is at least 1, ``zone`` the school's."""

    rows: tuple[MailRow, ...]
    page: int
    pages: int
    zone: str


async def mail_page(actor: Actor, page: int = 1) -> MailPage:
    """Return page ``page`` (from 1) of the mails of the actor's school; beyond the last one, the last.

    Raises:
        NotFound: the actor is no coordinator.
    """
    own = OutboxMail.school_id == _school_of(actor)
    async with db.reading() as session:
        count = (await session.exec(select(func.count()).select_from(OutboxMail).where(own))).one()
        pages = max(1, -(-count // PAGE_ROWS))
        shown = min(max(1, page), pages)
        newest = select(OutboxMail).where(own).order_by(col(OutboxMail.created_at).desc(), col(OutboxMail.id))
        mails = await session.exec(newest.offset((shown - 1) * PAGE_ROWS).limit(PAGE_ROWS))
        zone = (await session.get_one(School, actor.school)).zone
        return MailPage(tuple(map(_row, mails)), shown, pages, zone)


async def read_mail(actor: Actor, mail_id: uuid.UUID) -> str | None:
    """Return the text of a mail; None for one that is its reader's alone, which only a demo shows.

    That is a mail whose links act as its reader, or that tells what staff never read.

    Raises:
        NotFound: it is not a mail of the actor's school.
    """
    async with db.reading() as session:
        mail = (
            await session.exec(
                select(OutboxMail).where(OutboxMail.id == mail_id, OutboxMail.school_id == _school_of(actor))
            )
        ).first()
    if mail is None:
        raise NotFound
    return mail.body if mail.kind not in (MAIL_KIND, *PRIVATE_KINDS) or settings().demo else None


def _school_of(actor: Actor) -> uuid.UUID:
    if actor.role is not Role.COORDINATOR:
        raise NotFound
    return actor.school


def _row(mail: OutboxMail) -> MailRow:
    return MailRow(
        mail_id=mail.id,
        to_address=mail.to_address,
        subject=mail.subject,
        created_at=mail.created_at,
        sent_at=mail.sent_at,
        attempts=mail.attempts,
        fault=mail.last_error or "",
        dead_why=mail.dead_why,
    )
