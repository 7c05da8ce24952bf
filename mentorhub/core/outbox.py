"""The outbox: mails are rows of the same transaction as what they tell; a worker sends each once."""

import asyncio
import uuid
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid, parseaddr

import aiosmtplib
import structlog
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.tables import OutboxMail
from mentorhub.settings import settings

log = structlog.get_logger()
PAUSE_SECONDS = 2.0
FIRST_RETRY = timedelta(seconds=10)
LONGEST_RETRY = timedelta(hours=1)
# Past this the longest wait holds anyway, and the number would outgrow a timedelta.
MOST_DOUBLINGS = 10
MAIL_SECONDS = 40
"""How long one mail may take in all."""
ANSWER_KIND = "answer"
"""Kind of a mail whose links answer in the reader's name; nobody else may read it."""
PRIVATE_KINDS = frozenset({ANSWER_KIND, "appointment", "appointment_reminder", "application_next"})
"""Kinds of mails that nobody but the reader may read: such links, where two meet, what a mentee does next."""
CLAIM = timedelta(seconds=MAIL_SECONDS + 20)
"""How long a mail is its worker's alone: longer than sending can last, so that no other sends it too."""


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
    """Remove the mails whose ``once_key`` begins with ``keys`` and that were not sent; return how many.

    One that a worker is just sending may still arrive.
    """
    waiting = (col(OutboxMail.once_key).startswith(keys, autoescape=True), col(OutboxMail.sent_at).is_(None))
    done = await session.exec(delete(OutboxMail).where(*waiting))
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
) -> OutboxMail:
    """Return a mail that is due now, or at ``due_at``; ``attachment`` is a calendar file's text."""
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
    )


def as_message(mail: OutboxMail) -> EmailMessage:
    """Return the message as it goes to the mail server; its id stays the same over retries."""
    sender = settings().mail_from
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail.to_address, mail.subject
    message["Message-ID"] = f"<{mail.id}@{domain}>" if mail.id else make_msgid(domain=domain)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    if mail.attachment:
        method = "CANCEL" if "METHOD:CANCEL" in mail.attachment else "REQUEST"
        message.add_attachment(
            mail.attachment, subtype="calendar", filename="afspraak.ics", params={"method": method}
        )
    return message


async def _deliver(message: EmailMessage) -> None:
    chosen = settings()
    async with asyncio.timeout(MAIL_SECONDS):
        await aiosmtplib.send(
            message,
            hostname=chosen.smtp_host,
            port=chosen.smtp_port,
            username=chosen.smtp_user or None,
            password=chosen.smtp_password or None,
            use_tls=chosen.smtp_security == "tls",
            start_tls=chosen.smtp_security == "starttls",
            timeout=MAIL_SECONDS,
        )


async def _take_one(session: AsyncSession) -> OutboxMail | None:
    due = (
        select(OutboxMail)
        .where(col(OutboxMail.sent_at).is_(None), OutboxMail.due_at <= clock.now())
        .order_by(col(OutboxMail.due_at))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (await session.exec(due)).first()


def retry_after(attempts: int) -> timedelta:
    """Return how long to wait after a number of failed attempts: 10 s, doubled, an hour at most."""
    doublings = min(max(attempts - 1, 0), MOST_DOUBLINGS)
    return min(FIRST_RETRY * 2**doublings, LONGEST_RETRY)


async def send_one() -> bool:
    """Send the mail that is due longest; False when none is due or it failed and waits again."""
    async with db.transaction() as session:
        mail = await _take_one(session)
        if mail is None:
            return False
        # Claimed before it is sent: a second worker, or a crash in between, never sends it at once again.
        mail.attempts += 1
        mail.due_at = clock.now() + CLAIM
    error = await _try(mail)
    async with db.transaction() as session:
        row = await session.get(OutboxMail, mail.id)
        # What it told was taken back meanwhile, and with it the mail.
        if row is not None:
            row.last_error, row.sent_at = error, None if error else clock.now()
            row.due_at = clock.now() + retry_after(row.attempts)
    return error is None


async def _try(mail: OutboxMail) -> str | None:
    """Deliver; return the kind of fault, None when the server took the mail.

    A mail that cannot even be written waits as well, whatever is odd about it (the standard library stumbles
    over some addresses in ways of its own), so that it does not hold up the others.
    """
    try:
        await _deliver(as_message(mail))
    except Exception as fault:
        log.warning("mail waits", why=type(fault).__name__)
        return type(fault).__name__
    return None


async def work() -> None:
    """Send mails as they come due, for ever; does nothing while no mail server is set."""
    while True:
        try:
            while settings().smtp_host and await send_one():
                pass
        except Exception as fault:
            log.error("outbox cannot reach the database", why=type(fault).__name__)
        await asyncio.sleep(PAUSE_SECONDS)
