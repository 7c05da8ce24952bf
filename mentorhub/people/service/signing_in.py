"""Signing in by a mailed link or a printed card.

The e-mail link works once, for a few minutes (OWASP ASVS 5.0, 6.5); an unknown address gets no other answer.
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from urllib.parse import urlencode

from sqlalchemy import func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Role
from mentorhub.core.guard import digest
from mentorhub.core.outbox import enqueue, new_mail
from mentorhub.core.tables import AuditEntry
from mentorhub.core.texts import say_in
from mentorhub.people import card_code, sessions
from mentorhub.people.parts import Part, parts_of
from mentorhub.people.tables import LoginCard, Person, SignInLink
from mentorhub.settings import settings

MAIL_KIND = "sign_in"
STUDENT_ROLES = (Role.MENTEE, Role.MENTOR)


class Refusal(StrEnum):
    """Why someone does not get in: never made by us, or no longer of use."""

    WRONG = "wrong"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Someone who has just signed in.

    Attributes:
        secret: of the new session, for its cookie only.
        language: the person's, ``nl`` or ``en``.
        has_choice: whether there is more than one part to play.
    """

    secret: str
    language: str
    has_choice: bool


async def new_link(session: AsyncSession, person_id: uuid.UUID, origin: str, *, next_path: str = "") -> str:
    """Add a sign-in link to the transaction and return its address, the only place where its secret is."""
    token = secrets.token_urlsafe(32)
    expires_at = clock.now() + timedelta(minutes=settings().sign_in_minutes)
    session.add(SignInLink(digest=digest(token), person_id=person_id, expires_at=expires_at))
    query = "?" + urlencode({"next": next_path}) if next_path else ""
    return f"{origin}/auth/link/{token}{query}"


async def send_link(email: str, origin: str, *, next_path: str = "") -> None:
    """Mail a sign-in link to the person with this address; for an unknown address nothing is written.

    Args:
        email: as typed; capitals make no difference.
        origin: the hub's own address that the link starts with.
        next_path: page of the hub to open after signing in.
    """
    async with db.transaction() as session:
        person = await _person_with(session, email)
        parts = await parts_of(session, person.id) if person else []
        if person is None or not parts:
            return
        link = await new_link(session, person.id, origin, next_path=next_path)
        await _mail_link(session, person, parts[0], link)


async def _person_with(session: AsyncSession, email: str) -> Person | None:
    same = select(Person).where(func.lower(Person.email) == email.lower(), col(Person.disabled_at).is_(None))
    return (await session.exec(same.order_by(col(Person.created_at)))).first()


async def _mail_link(session: AsyncSession, person: Person, part: Part, link: str) -> None:
    minutes = settings().sign_in_minutes
    mail = new_mail(
        school_id=part.school_id,
        person_id=person.id,
        to_address=person.email or "",
        kind=MAIL_KIND,
        language=person.language,
        subject=say_in(person.language, "people.link_mail.subject"),
        body=say_in(
            person.language, "people.link_mail.body", name=person.first_name, link=link, minutes=minutes
        ),
        once_key=f"{MAIL_KIND}:{digest(link)}",
    )
    await enqueue(session, mail)


async def enter_with_link(token: str) -> Arrival | Refusal:
    """Use up a mailed link; of two who use it at once, one gets in."""
    moment = clock.now()
    is_this = col(SignInLink.digest) == digest(token)
    async with db.transaction() as session:
        used = await session.exec(
            update(SignInLink)
            .where(is_this, col(SignInLink.used_at).is_(None), col(SignInLink.expires_at) > moment)
            .values(used_at=moment)
            .returning(col(SignInLink.person_id))
        )
        person_id = used.scalar_one_or_none()
        if person_id is None:
            known = (await session.exec(select(SignInLink.id).where(is_this))).first()
            return Refusal.LATE if known else Refusal.WRONG
        person = await session.get_one(Person, person_id)
        return await _arrive(session, person, await parts_of(session, person.id), "link")


async def enter_with_code(typed: str) -> Arrival | Refusal:
    """Sign in with the code of a printed card, as often as the card is valid."""
    code = card_code.cleaned(typed)
    if code is None:
        return Refusal.WRONG
    stored = card_code.code_digest(code, settings().signing_key())
    async with db.transaction() as session:
        # Held, so that a card that is revoked right now lets nobody in after its sessions were ended.
        mine = select(LoginCard).where(LoginCard.digest == stored).with_for_update()
        card = (await session.exec(mine)).first()
        if card is None:
            return Refusal.WRONG
        parts = await parts_of(session, card.person_id)
        if card.revoked_at or card.valid_until <= clock.now() or not is_for_card(parts, card.school_id):
            return Refusal.LATE
        return await _arrive(session, await session.get_one(Person, card.person_id), parts, "card")


def is_for_card(parts: list[Part], school_id: uuid.UUID) -> bool:
    """Whether a card may open these parts: student parts of the school that printed it, and nothing else.

    A teacher prints cards and so holds them; a card must not open what that teacher may not see.
    """
    return bool(parts) and all(part.school_id == school_id and part.role in STUDENT_ROLES for part in parts)


async def _arrive(session: AsyncSession, person: Person, parts: list[Part], by: str) -> Arrival | Refusal:
    if person.disabled_at is not None or not parts:
        return Refusal.LATE
    secret = await sessions.begin(session, person)
    session.add(
        AuditEntry(
            school_id=parts[0].school_id,
            actor_id=person.id,
            action="person.signed_in",
            detail={"by": by},
            at=clock.now(),
        )
    )
    return Arrival(secret, person.language, len(parts) > 1)
