"""A teacher's wishes: who should meet, and who should not; each plans the rounds to come again."""

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal, cast, get_args

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.speeddate.service.access import speed_date_for
from mentorhub.speeddate.service.announcing import announce_people
from mentorhub.speeddate.service.seating import coming_round, replan
from mentorhub.speeddate.tables import Attendee, SeatRule, SpeedDate

Kind = Literal["pin", "forbid"]
Refusal = Literal["over", "table", "table_kept", "leaves", "from_round"]
OVER = ("ranking", "closed")


class WishRefused(Exception):
    """A wish that cannot be; ``reason`` is a key for the screen."""

    def __init__(self, reason: Refusal) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason: Refusal = reason


@asynccontextmanager
async def changing(
    actor: Actor, speed_date_id: uuid.UUID, action: str, **detail: Any
) -> AsyncIterator[tuple[AsyncSession, SpeedDate]]:
    """Open a change of wishes; at its end the rounds to come are planned again, and every screen told.

    Raises:
        NotFound: the speed date is not the actor's.
        WishRefused: its rounds are over.
    """
    async with db.transaction() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
        if speed_date.phase in OVER:
            raise WishRefused("over")
        yield session, speed_date
        await session.flush()
        await replan(session, speed_date, from_round=coming_round(speed_date))
        audit.record(session, actor, action, speed_date_id, **detail)
    if speed_date.phase != "draft":
        announce_people(speed_date_id)


async def wish(
    actor: Actor, speed_date_id: uuid.UUID, mentee_id: uuid.UUID, mentor_id: uuid.UUID, kind: Kind
) -> Kind | None:
    """Wish that a mentee and a mentor meet (``pin``) or do not (``forbid``); return the wish before, if any.

    Raises:
        NotFound: the speed date is not the actor's, the two do not take part in it, or no such kind.
        WishRefused: the rounds are over.
    """
    if kind not in get_args(Kind):
        raise NotFound
    pair = {"mentee": str(mentee_id), "mentor": str(mentor_id)}
    async with changing(actor, speed_date_id, f"seat_rule.{kind}", **pair) as (session, speed_date):
        await attendee_in(session, speed_date, mentee_id, Role.MENTEE)
        await attendee_in(session, speed_date, mentor_id, Role.MENTOR)
        rule = await _between(session, speed_date, mentee_id, mentor_id)
        before = cast(Kind, rule.kind) if rule else None
        rule = rule or SeatRule(
            school_id=speed_date.school_id,
            speed_date_id=speed_date_id,
            mentee_id=mentee_id,
            mentor_id=mentor_id,
            kind=kind,
        )
        rule.kind = kind
        session.add(rule)
    return before


async def withdraw(
    actor: Actor, speed_date_id: uuid.UUID, mentee_id: uuid.UUID, mentor_id: uuid.UUID
) -> Kind:
    """Take back what was wished for two people; return what it was.

    Raises:
        NotFound: the speed date is not the actor's, or nothing was wished for these two.
        WishRefused: the rounds are over.
    """
    pair = {"mentee": str(mentee_id), "mentor": str(mentor_id)}
    async with changing(actor, speed_date_id, "seat_rule.withdrawn", **pair) as (session, speed_date):
        rule = await _between(session, speed_date, mentee_id, mentor_id)
        if rule is None:
            raise NotFound
        await session.delete(rule)
    return cast(Kind, rule.kind)


async def _between(
    session: AsyncSession, speed_date: SpeedDate, mentee_id: uuid.UUID, mentor_id: uuid.UUID
) -> SeatRule | None:
    known = select(SeatRule).where(
        SeatRule.speed_date_id == speed_date.id,
        SeatRule.mentee_id == mentee_id,
        SeatRule.mentor_id == mentor_id,
    )
    return (await session.exec(known)).first()


async def attendee_in(
    session: AsyncSession, speed_date: SpeedDate, enrolment_id: uuid.UUID, role: Role | None = None
) -> Attendee:
    """Return someone who takes part, in this role if one is given.

    Raises:
        NotFound: nobody like that takes part.
    """
    found = await session.exec(
        select(Attendee).where(
            Attendee.speed_date_id == speed_date.id, col(Attendee.enrolment_id) == enrolment_id
        )
    )
    attendee = found.first()
    if attendee is None or role not in (None, attendee.role):
        raise NotFound
    return attendee
