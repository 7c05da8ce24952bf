"""The worker: takes the mail that is due longest, hands it over and notes what came of it, exactly once.

Three commits per mail. The claim moves ``due_at`` ahead, so that nobody else takes it. ``handing_at`` is
written just before the end of the mail goes out; it fails when the claim is not ours any more. The outcome
follows. Whoever dies between the second and the third leaves a mail of which nobody knows whether it arrived:
it becomes a dead letter, ``uncertain``, and is not sent again by itself.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from email.message import EmailMessage

import structlog
from sqlalchemy import ColumnElement, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.forever import end_if_told, forever
from mentorhub.core.outbox.delivering import ANSWER_SECONDS, MAIL_SECONDS, Line, Outcome
from mentorhub.core.outbox.letters import as_message
from mentorhub.core.tables import OutboxMail
from mentorhub.settings import settings

log = structlog.get_logger()
PAUSE_SECONDS = 2.0
FIRST_RETRY = timedelta(seconds=10)
LONGEST_RETRY = timedelta(hours=1)
# Past this the longest wait holds anyway, and the number would outgrow a timedelta.
MOST_DOUBLINGS = 10
MOST_TRIES = 80
"""After how many tries a mail is given up: about three days."""
CLAIM = timedelta(seconds=MAIL_SECONDS + 20)
"""How long a mail is its worker's alone: longer than all but its end can take."""
ANSWER_CLAIM = timedelta(seconds=ANSWER_SECONDS + 60)
"""The same once its end goes out."""
LAST_SECONDS = 5.0
"""How long a worker that is stopped finishes the mail in its hands."""

Gate = Callable[[AsyncSession, OutboxMail], Awaitable[bool]]
_gates: list[Gate] = []


def send_only_if(gate: Gate) -> None:
    """Ask ``gate`` about each mail just before it is sent; one that it does not want is removed."""
    if gate not in _gates:
        _gates.append(gate)


def retry_after(attempts: int) -> timedelta:
    """Return how long to wait after a number of failed attempts: 10 s, doubled, an hour at most."""
    doublings = min(max(attempts - 1, 0), MOST_DOUBLINGS)
    return min(FIRST_RETRY * 2**doublings, LONGEST_RETRY)


async def send_one(line: Line | None = None) -> bool:
    """Send the mail that is due longest; False when none is due, or it could not be sent now.

    Args:
        line: connection to use and keep; without one it opens its own.
    """
    mail = await _claim()
    if mail is None:
        return False
    sending = asyncio.ensure_future(_send(mail, line))
    try:
        return await asyncio.shield(sending)
    except asyncio.CancelledError:
        # Broken off now, the mail in our hands would be uncertain.
        await asyncio.wait({sending}, timeout=LAST_SECONDS)
        raise


async def _claim() -> OutboxMail | None:
    async with db.transaction() as session:
        await _bury_abandoned(session)
        due = (
            select(OutboxMail)
            .where(*_open(), col(OutboxMail.handing_at).is_(None), OutboxMail.due_at <= clock.now())
            .order_by(col(OutboxMail.due_at))
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        mail = (await session.exec(due)).first()
        if mail is None:
            return None
        for gate in _gates:
            if not await gate(session, mail):
                await session.delete(mail)
                return None
        mail.attempts += 1
        mail.due_at = clock.now() + CLAIM
    return mail


def _open() -> tuple[ColumnElement[bool], ...]:
    return col(OutboxMail.sent_at).is_(None), col(OutboxMail.dead_at).is_(None)


async def _bury_abandoned(session: AsyncSession) -> None:
    """Give up the mails that a worker was handing over when it died; they may have arrived."""
    abandoned = (*_open(), col(OutboxMail.handing_at).is_not(None), col(OutboxMail.due_at) <= clock.now())
    await session.exec(update(OutboxMail).where(*abandoned).values(dead_at=clock.now(), dead_why="uncertain"))


async def _send(mail: OutboxMail, line: Line | None) -> bool:
    own = line or Line()
    try:
        outcome = await _hand_over(mail, own)
        await _note(mail, outcome)
    finally:
        if line is None:
            await own.close()
    if outcome.what != "sent":
        log.warning("mail not sent", what=outcome.what, why=outcome.fault)
    return outcome.what == "sent"


async def _hand_over(mail: OutboxMail, line: Line) -> Outcome:
    message = _written(mail)
    if isinstance(message, str):
        return Outcome("refused", message)
    return await line.deliver(message, lambda: _may_end(mail))


def _written(mail: OutboxMail) -> EmailMessage | str:
    """Return the message, or the kind of fault when it cannot be written.

    Whatever is odd about it: the standard library stumbles over some addresses in ways of its own, and no
    mail may hold up the others.
    """
    try:
        message = as_message(mail)
        return message if message["To"].addresses else "ValueError"
    except Exception as fault:
        return type(fault).__name__


async def _may_end(mail: OutboxMail) -> bool:
    """Note that the end of the mail goes out now; False when the mail is not ours any more.

    That is when it was taken back, or when we slept so long that another worker took it.
    """
    now = clock.now()
    until = now + ANSWER_CLAIM
    async with db.transaction() as session:
        done = await session.exec(update(OutboxMail).where(*_ours(mail)).values(handing_at=now, due_at=until))
    mail.due_at = until
    return done.rowcount == 1


def _ours(mail: OutboxMail) -> tuple[ColumnElement[bool], ...]:
    """Conditions for a mail that we claimed: whoever claims it anew sets another ``due_at``."""
    return col(OutboxMail.id) == mail.id, col(OutboxMail.due_at) == mail.due_at, *_open()


async def _note(mail: OutboxMail, outcome: Outcome) -> None:
    now = clock.now()
    if outcome.what == "gone":
        return
    async with db.transaction() as session:
        if outcome.what == "sent":
            # Also when the mail was given up meanwhile: now it is certain.
            which = (col(OutboxMail.id) == mail.id, col(OutboxMail.sent_at).is_(None))
            values = {"sent_at": now, "last_error": None, "dead_at": None, "dead_why": ""}
        else:
            which, values = _ours(mail), _after_fault(mail.attempts, outcome, now)
        await session.exec(update(OutboxMail).where(*which).values(**values))


def _after_fault(attempts: int, outcome: Outcome, now: datetime) -> dict[str, object]:
    """Return what becomes of a mail that the server did not take: it waits, or it is given up."""
    values: dict[str, object] = {"last_error": outcome.fault}
    if outcome.what == "uncertain":
        return values | {"dead_at": now, "dead_why": "uncertain"}
    values["handing_at"] = None
    if outcome.what == "refused":
        return values | {"dead_at": now, "dead_why": "refused"}
    if attempts >= MOST_TRIES:
        return values | {"dead_at": now, "dead_why": "too_often"}
    return values | {"due_at": now + retry_after(attempts)}


async def work() -> None:
    """Send mails as they come due, for ever; does nothing while no mail server is set."""
    await forever(_send_all, pause=PAUSE_SECONDS, failed="outbox cannot reach the database")


async def _send_all() -> None:
    """Send what is due, over one connection."""
    line = Line()
    try:
        while settings().smtp_host and await send_one(line):
            end_if_told()
    finally:
        await line.close()
