"""A pair that staff end with a reason, and open again within a day; both hear it, their plans are off."""

import uuid
from datetime import datetime, timedelta

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db, outbox
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.tables import OutboxMail
from mentorhub.core.texts import say_in
from mentorhub.matching.service.withdrawing import MAIL_DELAY
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.service.acts.history import acting_on, write
from mentorhub.monitoring.service.acts.values import EndReason, NoReturn
from mentorhub.monitoring.service.scope import seen_by, seen_pair
from mentorhub.pairs.service.ending import cancel_plans_of, restore_plans_of
from mentorhub.pairs.service.scope import the_two
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Programme
from mentorhub.settings import settings

UNDO_FOR = timedelta(days=1)
"""How long a pair that staff ended can be opened again."""


async def end_pair(actor: Actor, pair_id: uuid.UUID, reason: EndReason, seen: int | None = None) -> None:
    """End a pair: its appointments to come are off, and both hear it after a few minutes, without the reason.

    Substitutes stay: who helps a mentee belongs to the mentee. A repair of the match does not bring the same
    two together again.

    Raises:
        NotFound: no such pair, or not for this actor.
        Stale: it ended already, or somebody acted since.
    """
    async with db.transaction() as session:
        await _hold_programme(session, actor, pair_id)
        pair = await acting_on(session, actor, pair_id, seen)
        pair.ended_at, pair.end_reason, pair.ended_by = clock.now(), reason, actor.person_id
        write(session, actor, pair, "ended", reason=reason)
        audit.record(session, actor, "pair.ended", pair_id, reason=reason)
        await session.flush()
        due_at = pair.ended_at + MAIL_DELAY
        await cancel_plans_of(session, [pair], _keys(pair, pair.ended_at), due_at)
        await _tell_both(session, pair, due_at)


async def _hold_programme(session: AsyncSession, actor: Actor, pair_id: uuid.UUID) -> None:
    """Lock the programme first, as publishing a match does: so neither waits for the other crosswise.

    Raises:
        NotFound: no such pair, or not for this actor.
    """
    of_pair = (
        select(Programme.id)
        .join(Pair, col(Pair.programme_id) == Programme.id)
        .where(Pair.id == pair_id, seen_by(actor, over=None))
        .with_for_update(of=Programme, key_share=True)
    )
    if (await session.exec(of_pair)).first() is None:
        raise NotFound


def _keys(pair: Pair, ended_at: datetime) -> str:
    return f"pair-ended:{pair.id}:{clock.milliseconds(ended_at)}:"


async def _tell_both(session: AsyncSession, pair: Pair, due_at: datetime) -> None:
    """Mail both that they are no pair any more; why is between them and their teacher."""
    name = "placed" if pair.end_reason == "placed" else "ended"
    for reader, other in (await the_two(session, pair)).both():
        if not reader.email or reader.disabled_at is not None:
            continue
        values = {"reader": reader.first_name, "name": other.first_name, "address": settings().origin}
        mail = outbox.new_mail(
            school_id=pair.school_id,
            person_id=reader.id,
            to_address=reader.email,
            kind="match",
            subject=say_in(reader.language, f"desk.ending.{name}_subject", **values),
            body=say_in(reader.language, f"desk.ending.{name}_body", **values),
            once_key=f"{_keys(pair, due_at - MAIL_DELAY)}told:{reader.id}",
            due_at=due_at,
        )
        await outbox.enqueue(session, mail)


async def reopen_pair(actor: Actor, pair_id: uuid.UUID) -> None:
    """Open a pair again that staff ended within a day; mails that wait do not go, what was planned stands.

    A pair that runs is left as it is.

    Raises:
        NotFound: no such pair, not for this actor, or it ended by a match.
        NoReturn: see there.
    """
    async with db.transaction() as session:
        await _hold_programme(session, actor, pair_id)
        pair = await seen_pair(session, actor, pair_id, over=None)
        if pair.ended_at is None:
            return
        await _check_return(session, pair, pair.ended_at)
        ended_at, told = pair.ended_at, await _take_mails_back(session, pair, pair.ended_at)
        pair.ended_at, pair.end_reason, pair.ended_by = None, "", None
        write(session, actor, pair, "reopened")
        audit.record(session, actor, "pair.reopened", pair_id)
        await session.flush()
        await restore_plans_of(session, [pair], ended_at, were_told=told)


async def _check_return(session: AsyncSession, pair: Pair, ended_at: datetime) -> None:
    if pair.end_reason == "":
        raise NotFound
    if clock.now() > ended_at + UNDO_FOR:
        raise NoReturn("late")
    two = await session.exec(select(Enrolment).where(col(Enrolment.id).in_((pair.mentee_id, pair.mentor_id))))
    here = {one.id: one for one in two if one.ended_at is None}
    if len(here) < 2:
        raise NoReturn("left")
    with_mentor = await _running(session, Pair.mentor_id == pair.mentor_id)
    if (
        await _running(session, Pair.mentee_id == pair.mentee_id)
        or with_mentor >= here[pair.mentor_id].capacity
    ):
        raise NoReturn("taken")


async def _running(session: AsyncSession, whose: bool) -> int:
    query = select(func.count()).select_from(Pair).where(whose, col(Pair.ended_at).is_(None))
    return (await session.exec(query)).one()


async def _take_mails_back(session: AsyncSession, pair: Pair, ended_at: datetime) -> bool:
    """Take back the mails that wait; return whether one of them has gone."""
    keys = _keys(pair, ended_at)
    await outbox.forget_unsent(session, keys)
    left = select(OutboxMail.id).where(col(OutboxMail.once_key).startswith(keys, autoescape=True)).limit(1)
    return (await session.exec(left)).first() is not None
