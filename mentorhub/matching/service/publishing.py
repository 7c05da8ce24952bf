"""Publishing a run, once: pairs are made and everyone concerned hears it, ten minutes later."""

import uuid
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.matching.service.lists import is_published
from mentorhub.matching.service.mails import tell_everyone
from mentorhub.matching.service.pairing import carry_out
from mentorhub.matching.service.runs import AlreadyPublished, is_stale, open_run, run_for
from mentorhub.matching.service.withdrawing import (
    MAIL_DELAY,
    TooLate,
    can_withdraw_until,
    pairs_in_use_with,
    send_now,
    withdraw,
)
from mentorhub.matching.tables import MatchRun
from mentorhub.programmes.tables import Programme

__all__ = [
    "MAIL_DELAY",
    "Outdated",
    "TooLate",
    "can_withdraw_until",
    "pairs_in_use_with",
    "publish",
    "send_now",
    "withdraw",
]


class Outdated(Exception):
    """Something the run depends on changed; it must be computed anew before it can be published."""


async def publish(actor: Actor, run_id: uuid.UUID, *, now: bool = False) -> int:
    """Publish a match or a repair: make and end pairs, write the mails; of two at once, one succeeds.

    The mails wait for ``MAIL_DELAY``, so that it can be taken back; with ``now`` they are due at once.

    Returns:
        The number of pairs that are new.

    Raises:
        NotFound: no such run for this teacher or coordinator, or one with substitutes.
        AlreadyPublished: a run of the programme is out already and this is no repair of it.
        Outdated: there is a newer proposal, lists, places or rules changed since the run, or it repairs what
            is no longer out.
    """
    async with db.transaction() as session:
        run, programme = await run_for(session, actor, run_id, lock=True)
        if run.kind == "substitute":
            raise NotFound
        moment = clock.now()
        await _check(session, run, programme)
        if run.base_id is not None:
            await _replace(session, run, run.base_id, moment)
        await _claim(session, actor, run, moment)
        run.mails_due_at = moment if now else moment + MAIL_DELAY
        paired = await carry_out(session, run, moment)
        await tell_everyone(session, programme, run, paired, run.mails_due_at)
        counts = {"pairs": len(paired.made), "ended": len(paired.ended)}
        audit.record(session, actor, "match.published", run.id, kind=run.kind, **counts)
        return len(paired.made)


async def _check(session: AsyncSession, run: MatchRun, programme: Programme) -> None:
    is_done = run.published_once is not None or run.replaced_at is not None
    if is_done or (run.base_id is None and await is_published(session, programme.id)):
        raise AlreadyPublished
    newest = await open_run(session, programme.id)
    if newest is None or newest.id != run.id or await is_stale(session, run, programme):
        raise Outdated


async def _replace(session: AsyncSession, run: MatchRun, base_id: uuid.UUID, moment: datetime) -> None:
    """Let the run that a repair is based on make way; of two repairs at once only one finds it there."""
    base = (col(MatchRun.id) == base_id, col(MatchRun.published_once) == run.programme_id)
    done = await session.exec(update(MatchRun).where(*base).values(published_once=None, replaced_at=moment))
    if done.rowcount != 1:
        raise Outdated


async def _claim(session: AsyncSession, actor: Actor, run: MatchRun, moment: datetime) -> None:
    """Mark the run as the one that is out; the unique column lets only one through."""
    claim = (
        update(MatchRun)
        .where(col(MatchRun.id) == run.id, col(MatchRun.published_once).is_(None))
        .values(
            published_at=moment,
            published_by=actor.person_id,
            published_once=run.programme_id,
            withdrawn_at=None,
            withdrawn_by=None,
        )
    )
    try:
        async with session.begin_nested():
            done = await session.exec(claim)
    except IntegrityError as error:
        raise AlreadyPublished from error
    if done.rowcount != 1:
        raise AlreadyPublished
