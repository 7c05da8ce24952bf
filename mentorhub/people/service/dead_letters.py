"""Mails that the hub gave up: why in plain words, and sending them again. For coordinators of the school."""

import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db, outbox
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.tables import OutboxMail
from mentorhub.people.service.signing_in import MAIL_KIND
from mentorhub.people.tables import Person
from mentorhub.programmes.zone import zone_of_school

WHYS = ("refused", "too_often", "uncertain")
LISTED_FOR = timedelta(days=30)
MOST = 90
_NO_ADDRESS = re.compile(r"5\d\d 5\.1\.|55[03]$")
_FULL = re.compile(r"5\d\d 5\.2\.2|552$")
_DISTRUSTED = re.compile(r"5\d\d 5\.7\.|554$")


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One mail that was given up.

    Attributes:
        mail_id: the mail.
        to_address: where it was to go.
        subject: its subject.
        at: when it was given up.
        why: one of ``WHYS``.
        reason: ``address``, ``full``, ``distrusted``, ``unwritable`` or ``other`` when refused, else the why.
        fault: the mail server's code, or the kind of fault.
        can_go_again: whether sending it again makes sense; the link of a sign-in mail is too old by then.
    """

    mail_id: uuid.UUID
    to_address: str
    subject: str
    at: datetime
    why: str
    reason: str
    fault: str
    can_go_again: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How the mail of a school stands: counts, and the dead letters of 30 days with how many of each why.

    ``again`` is how many of each why can be sent again.
    """

    waiting: int
    sent: int
    counts: dict[str, int]
    again: dict[str, int]
    letters: tuple[DeadLetter, ...]
    zone: str


async def standing(actor: Actor) -> Standing:
    """Return how the mail of the actor's school stands; at most ``MOST`` dead letters, the newest.

    Raises:
        NotFound: the actor is no coordinator.
    """
    own, dead = _own(actor), _dead(actor)
    async with db.reading() as session:
        unsent = (own, col(OutboxMail.sent_at).is_(None), col(OutboxMail.dead_at).is_(None))
        newest = select(OutboxMail).where(*dead).order_by(col(OutboxMail.dead_at).desc(), col(OutboxMail.id))
        letters = await session.exec(newest.limit(MOST))
        return Standing(
            waiting=await _count(session, *unsent),
            sent=await _count(session, own, col(OutboxMail.sent_at).is_not(None)),
            counts=await _by_why(session, *dead),
            again=await _by_why(session, *dead, _can_go_again()),
            letters=tuple(map(_letter, letters)),
            zone=await zone_of_school(session, actor.school),
        )


async def send_one_again(actor: Actor, mail_id: uuid.UUID) -> int:
    """Send a dead letter again, to the address that its reader has now; return 1, or 0 when it went already.

    Raises:
        NotFound: it is no mail of the actor's school.
    """
    own = (_own(actor), col(OutboxMail.id) == mail_id)
    async with db.transaction() as session:
        if not await _count(session, *own):
            raise NotFound
        return await _again(session, actor, *own)


async def send_all_again(actor: Actor, why: str) -> int:
    """Send all dead letters of one why again; return how many.

    Raises:
        NotFound: the actor is no coordinator, or there is no such why.
    """
    dead = _dead(actor)
    if why not in WHYS:
        raise NotFound
    async with db.transaction() as session:
        return await _again(session, actor, *dead, col(OutboxMail.dead_why) == why)


async def _again(session: AsyncSession, actor: Actor, *which: ColumnElement[bool]) -> int:
    dead = (*which, col(OutboxMail.dead_at).is_not(None), _can_go_again())
    # Locked: of two who press at once, one sends.
    readers = (
        select(OutboxMail, Person.email)
        .join(Person, col(Person.id) == OutboxMail.person_id)
        .where(*dead, col(Person.email).is_not(None))
        .with_for_update(of=OutboxMail)
    )
    for mail, email in await session.exec(readers):
        mail.to_address = email or mail.to_address
    await session.flush()
    count = await outbox.send_again(session, *dead)
    if count:
        audit.record(session, actor, "mail.sent_again", None, mails=count)
    return count


def _own(actor: Actor) -> ColumnElement[bool]:
    if actor.role is not Role.COORDINATOR:
        raise NotFound
    return col(OutboxMail.school_id) == actor.school


def _dead(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return _own(actor), col(OutboxMail.dead_at) > clock.now() - LISTED_FOR


def _can_go_again() -> ColumnElement[bool]:
    return col(OutboxMail.kind) != MAIL_KIND


async def _count(session: AsyncSession, *which: ColumnElement[bool]) -> int:
    return (await session.exec(select(func.count()).select_from(OutboxMail).where(*which))).one()


async def _by_why(session: AsyncSession, *which: ColumnElement[bool]) -> dict[str, int]:
    counted = select(OutboxMail.dead_why, func.count()).where(*which).group_by(col(OutboxMail.dead_why))
    return dict((await session.exec(counted)).all())


def _letter(mail: OutboxMail) -> DeadLetter:
    fault = mail.last_error or ""
    return DeadLetter(
        mail_id=mail.id,
        to_address=mail.to_address,
        subject=mail.subject,
        at=mail.dead_at or mail.created_at,
        why=mail.dead_why,
        reason=_reason(fault) if mail.dead_why == "refused" else mail.dead_why,
        fault=fault,
        can_go_again=mail.kind != MAIL_KIND,
    )


def _reason(fault: str) -> str:
    """Return in one word why a server refused a mail for good (codes of RFC 3463 and RFC 5321)."""
    if not fault[:1].isdigit():
        return "unwritable"
    kinds = (("address", _NO_ADDRESS), ("full", _FULL), ("distrusted", _DISTRUSTED))
    return next((name for name, codes in kinds if codes.match(fault)), "other")
