"""What someone noted of the other: a private note and a feeling, read by nobody but the author."""

import uuid
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import and_, col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.speeddate.tables import Attendee, Impression, PlannedSeat, SpeedDate

NOTE_LENGTH = 2000
FEELINGS = (1, 2, 3)
"""1 doubt, 2 good, 3 a click."""


async def save_note(actor: Actor, speed_date_id: uuid.UUID, about_id: uuid.UUID, note: str) -> str:
    """Keep a private note about someone met, at most 2,000 characters; returns what was kept.

    Raises:
        NotFound: the actor takes no part, or has not sat with this person.
    """
    kept = note[:NOTE_LENGTH]
    await _save(actor, speed_date_id, about_id, note=kept)
    return kept


async def save_feeling(actor: Actor, speed_date_id: uuid.UUID, about_id: uuid.UUID, feeling: int) -> None:
    """Keep the feeling after a conversation: 1 doubt, 2 good, 3 a click.

    Raises:
        NotFound: no such feeling, the actor takes no part, or has not sat with this person.
    """
    if feeling not in FEELINGS:
        raise NotFound
    await _save(actor, speed_date_id, about_id, feeling=feeling)


async def impressions_of(
    session: AsyncSession, actor: Actor, speed_date_id: uuid.UUID
) -> dict[uuid.UUID, Impression]:
    """Return the actor's own impressions of an event, by whom they are about; never another person's."""
    found = await session.exec(
        select(Impression).where(
            Impression.speed_date_id == speed_date_id, Impression.author_id == actor.enrolment
        )
    )
    return {one.about_id: one for one in found}


async def _save(actor: Actor, speed_date_id: uuid.UUID, about_id: uuid.UUID, **values: Any) -> None:
    values["updated_at"] = clock.now()
    async with db.transaction() as session:
        await _must_have_met(session, actor, speed_date_id, about_id)
        if await _change(session, actor, speed_date_id, about_id, values):
            return
        new = Impression(
            school_id=actor.school,
            speed_date_id=speed_date_id,
            author_id=actor.enrolment,
            about_id=about_id,
            **values,
        )
        try:
            async with session.begin_nested():
                session.add(new)
        except IntegrityError:
            # The same person typing on two devices: the other one was first.
            await _change(session, actor, speed_date_id, about_id, values)


async def _change(
    session: AsyncSession, actor: Actor, speed_date_id: uuid.UUID, about_id: uuid.UUID, values: dict[str, Any]
) -> bool:
    """Change the impression if there is one; return whether there was."""
    changed = await session.exec(
        update(Impression)
        .where(
            col(Impression.speed_date_id) == speed_date_id,
            col(Impression.author_id) == actor.enrolment,
            col(Impression.about_id) == about_id,
        )
        .values(**values)
    )
    return changed.rowcount > 0


async def _must_have_met(
    session: AsyncSession, actor: Actor, speed_date_id: uuid.UUID, about_id: uuid.UUID
) -> None:
    """Let through who sits, or sat, at one table with the other in a round that has begun.

    Raises:
        NotFound: they did not.
    """
    me = actor.enrolment
    together = or_(
        and_(col(PlannedSeat.mentee_id) == me, col(PlannedSeat.mentor_id) == about_id),
        and_(col(PlannedSeat.mentor_id) == me, col(PlannedSeat.mentee_id) == about_id),
    )
    met = await session.exec(
        select(PlannedSeat.id)
        .join(SpeedDate, col(SpeedDate.id) == PlannedSeat.speed_date_id)
        .join(
            Attendee,
            and_(Attendee.speed_date_id == PlannedSeat.speed_date_id, col(Attendee.enrolment_id) == me),
        )
        .where(
            SpeedDate.id == speed_date_id,
            SpeedDate.school_id == actor.school,
            PlannedSeat.round <= SpeedDate.round,
            together,
        )
    )
    if met.first() is None:
        raise NotFound
