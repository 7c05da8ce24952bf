"""Sessions: a secret in an HttpOnly cookie, its digest in a row, an end that is near and one that is far."""

import secrets
import uuid
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy import select as columns_of
from sqlmodel import and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from mentorhub.core import clock, db, trouble
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.asking import Asking
from mentorhub.core.guard import cookie_name, digest
from mentorhub.people.parts import Part, parts_of
from mentorhub.people.tables import Enrolment, Person, SchoolMember, SignInSession, joined_name
from mentorhub.settings import settings

TOUCH = timedelta(minutes=1)
Row = Any
"""A row of the query for who acts."""


async def begin(session: AsyncSession, person: Person) -> str:
    """Start a session for a person and return its secret, which only the cookie keeps.

    The person's newest part is chosen; ``choose`` changes it.
    """
    secret = secrets.token_urlsafe(32)
    parts = await parts_of(session, person.id)
    first = parts[0] if parts else None
    moment = clock.now()
    session.add(
        SignInSession(
            digest=digest(secret),
            person_id=person.id,
            school_id=first.school_id if first else None,
            enrolment_id=first.enrolment_id if first else None,
            created_at=moment,
            seen_at=moment,
        )
    )
    return secret


def set_cookie(response: Response, secret: str) -> None:
    """Put the session's secret in a cookie that no script can read."""
    response.set_cookie(
        cookie_name(),
        secret,
        max_age=settings().session_days * 86_400,
        path="/",
        secure=settings().is_https,
        httponly=True,
        samesite="lax",
    )


def clear_cookie(response: Response) -> None:
    """Take the cookie away."""
    response.delete_cookie(cookie_name(), path="/", secure=settings().is_https, httponly=True, samesite="lax")


def is_over(row: SignInSession | Row, moment: datetime) -> bool:
    """Whether a session has ended, by itself or by signing out (OWASP ASVS 5.0, 7.3)."""
    idle = timedelta(minutes=settings().session_idle_minutes)
    whole = timedelta(days=settings().session_days)
    return row.ended_at is not None or moment - row.seen_at > idle or moment - row.created_at > whole


async def over_among(references: Collection[str]) -> set[str]:
    """Return those digests whose session or account is over, unknown ones included."""
    async with db.reading() as session:
        found = await session.exec(
            select(SignInSession)
            .join(Person, col(Person.id) == SignInSession.person_id)
            .where(col(SignInSession.digest).in_(references), col(Person.disabled_at).is_(None))
        )
        alive = {row.digest for row in found if not is_over(row, clock.now())}
    return set(references) - alive


@lru_cache(maxsize=1)
def _who() -> Any:
    """Return the query behind every event and request; to write it costs more than to ask it, so once.

    It asks for columns: to make objects of four rows takes longer than all the rest.
    """
    member, enrolment = SchoolMember, Enrolment
    columns: tuple[Any, ...] = (
        SignInSession.digest,
        SignInSession.id,
        SignInSession.created_at,
        SignInSession.seen_at,
        SignInSession.ended_at,
        SignInSession.school_id,
        SignInSession.enrolment_id,
        SignInSession.person_id,
        Person.disabled_at,
        Person.first_name,
        Person.infix,
        Person.last_name,
        Person.language,
        col(member.school_id).label("member_of"),
        member.is_coordinator,
        col(enrolment.id).label("enrolled"),
        col(enrolment.school_id).label("enrolled_at"),
        enrolment.role,
        enrolment.programme_id,
    )
    return (
        columns_of(*columns)
        .join(Person, col(Person.id) == SignInSession.person_id)
        .outerjoin(
            member,
            and_(
                member.person_id == Person.id,
                col(member.school_id) == SignInSession.school_id,
                col(member.ended_at).is_(None),
            ),
        )
        .outerjoin(
            enrolment,
            and_(col(enrolment.id) == SignInSession.enrolment_id, col(enrolment.ended_at).is_(None)),
        )
        .where(col(SignInSession.digest).in_(bindparam("references", expanding=True)))
    )


async def _rows(references: Collection[str]) -> dict[str, Row]:
    async with db.asking() as connection:
        found = await connection.execute(_who(), {"references": sorted(references)})
        return {row.digest: row for row in found}


_asked: Asking[str, Row] = Asking(_rows)


async def resolve(reference: str) -> Actor | None:
    """Return who a session's digest stands for, None when the session or the person's account is over."""
    row = await _asked.about(reference)
    if row is None or row.disabled_at is not None or is_over(row, clock.now()):
        return None
    await _touch(row)
    return await _actor(row)


async def _touch(row: Row) -> None:
    """Note that the session is used; who only reads is not kept waiting when that cannot be written."""
    if clock.now() - row.seen_at <= TOUCH or trouble.present():
        return
    with suppress(trouble.CannotWrite):
        async with db.transaction() as session:
            await session.exec(
                update(SignInSession).where(col(SignInSession.id) == row.id).values(seen_at=clock.now())
            )


async def _actor(row: Row) -> Actor:
    if row.member_of is not None and row.enrolled is not None and row.enrolled_at == row.member_of:
        part = Part(row.enrolled_at, "", Role(row.role), row.programme_id, enrolment_id=row.enrolled)
        return _as(row, part)
    if row.member_of is not None and row.is_coordinator and row.enrolment_id is None:
        return _as(row, Part(row.member_of, "", Role.COORDINATOR))
    return await _fall_back(row)


def _as(row: Row, part: Part | None) -> Actor:
    return Actor(
        person_id=row.person_id,
        session_id=row.id,
        school_id=part.school_id if part else None,
        role=part.role if part else None,
        programme_id=part.programme_id if part else None,
        enrolment_id=part.enrolment_id if part else None,
        first_name=row.first_name,
        full_name=joined_name(row.first_name, row.infix, row.last_name),
        language=row.language,
    )


async def _fall_back(row: Row) -> Actor:
    """The chosen part is gone: take another one that is left, or none."""
    async with db.reading() as session:
        parts = await parts_of(session, row.person_id)
    first = parts[0] if parts else None
    if first or row.school_id or row.enrolment_id:
        # Unwritten it is found again at the next event.
        with suppress(trouble.CannotWrite):
            async with db.transaction() as session:
                await _write_part(session, row.id, first)
    return _as(row, first)


async def _write_part(session: AsyncSession, session_id: uuid.UUID, part: Part | None) -> None:
    values = {
        "school_id": part.school_id if part else None,
        "enrolment_id": part.enrolment_id if part else None,
    }
    await session.exec(update(SignInSession).where(col(SignInSession.id) == session_id).values(**values))


async def choose(actor: Actor, school_id: uuid.UUID, enrolment_id: uuid.UUID | None) -> None:
    """Choose where to be; from the next event on the actor plays that part.

    Raises:
        NotFound: it is not a part of this person.
    """
    async with db.transaction() as session:
        for part in await parts_of(session, actor.person_id):
            if (part.school_id, part.enrolment_id) == (school_id, enrolment_id):
                await _write_part(session, actor.session_id, part)
                return
    raise NotFound


async def sign_out(actor: Actor, *, everywhere: bool = False) -> None:
    """End this session, or all sessions of the person."""
    which = (
        col(SignInSession.person_id) == actor.person_id
        if everywhere
        else col(SignInSession.id) == actor.session_id
    )
    async with db.transaction() as session:
        await session.exec(
            update(SignInSession)
            .where(which, col(SignInSession.ended_at).is_(None))
            .values(ended_at=clock.now())
        )
