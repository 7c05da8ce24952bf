"""Taking a published run back while its mails wait and nobody has used its pairs; or sending them now."""

import uuid
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.tables import OutboxMail
from mentorhub.matching.service.mails import keys_of
from mentorhub.matching.service.pairing import end_substitutes_of, undo
from mentorhub.matching.service.runs import run_for
from mentorhub.matching.tables import MatchRun, Pair

MAIL_DELAY = timedelta(minutes=10)
"""How long the mails of a run wait, and for how long it can be taken back."""

TooLateReason = Literal["time", "mail", "used", "replaced"]
PairsInUse = Callable[[AsyncSession, Collection[uuid.UUID]], Awaitable[bool]]
_pairs_in_use: list[PairsInUse] = []


class TooLate(Exception):
    """A run cannot be taken back any more.

    ``reason``: ``time`` is over, a ``mail`` has gone, a pair was ``used``, or a repair ``replaced`` it.
    """

    def __init__(self, reason: TooLateReason) -> None:
        """Keep the reason, a key for the screen."""
        super().__init__(reason)
        self.reason: TooLateReason = reason


def pairs_in_use_with(function: PairsInUse) -> None:
    """Register the function that says whether any of some pairs was used (the service of pairs).

    Features above this one cannot be imported here.
    """
    _pairs_in_use[:] = [function]


async def withdraw(actor: Actor, run_id: uuid.UUID) -> None:
    """Take a published run back: its pairs and mails go, and what it replaced is out again.

    Raises:
        NotFound: no such run for this actor, or it is not out.
        TooLate: see there.
    """
    async with db.transaction() as session:
        run, programme = await run_for(session, actor, run_id, lock=True)
        if run.published_once is None:
            raise TooLate("replaced") if run.replaced_at else NotFound
        await _check(session, run)
        await _take_mails_back(session, run)
        await undo(session, run)
        run.published_once, run.mails_due_at = None, None
        run.withdrawn_at, run.withdrawn_by = clock.now(), actor.person_id
        await session.flush()
        await _bring_back(session, run)
        audit.record(session, actor, "match.withdrawn", run.id, programme=str(programme.id))


async def _check(session: AsyncSession, run: MatchRun) -> None:
    until = _until(run)
    if until is None or clock.now() > until:
        raise TooLate("time")
    # Locked before they are looked at: nobody logs a contact in between.
    made = await session.exec(select(Pair.id).where(Pair.run_id == run.id).with_for_update())
    if await _are_used(session, list(made)):
        raise TooLate("used")


async def _are_used(session: AsyncSession, pair_ids: Collection[uuid.UUID]) -> bool:
    return bool(_pairs_in_use) and await _pairs_in_use[0](session, pair_ids)


def _until(run: MatchRun) -> datetime | None:
    return run.published_at + MAIL_DELAY if run.published_at else None


def _mails_of(run: MatchRun) -> Any:
    return col(OutboxMail.once_key).startswith(keys_of(run), autoescape=True)


def _is_waiting() -> Any:
    """The condition that no worker has taken a mail yet; who takes one counts the attempt first."""
    return (col(OutboxMail.sent_at).is_(None)) & (col(OutboxMail.attempts) == 0)


async def _take_mails_back(session: AsyncSession, run: MatchRun) -> None:
    """Delete the mails that wait; one that a worker took meanwhile is left, and then it is too late.

    On PostgreSQL the delete waits for a worker that is just taking one and then looks again; on SQLite one of
    the two comes first.
    """
    await session.exec(delete(OutboxMail).where(_mails_of(run), _is_waiting()))
    if await _mails_left(session, run):
        raise TooLate("mail")


async def _mails_left(session: AsyncSession, run: MatchRun) -> int:
    return (await session.exec(select(func.count()).where(_mails_of(run)))).one()


async def _bring_back(session: AsyncSession, run: MatchRun) -> None:
    """Let the run be out again that a repair replaced; without one there are no substitutes either."""
    if run.base_id is not None:
        base = await session.get_one(MatchRun, run.base_id)
        base.published_once, base.replaced_at = run.programme_id, None
        return
    await end_substitutes_of(session, run.programme_id)


async def can_withdraw_until(session: AsyncSession, run: MatchRun) -> datetime | None:
    """Return until when a run can be taken back; None when it cannot (any more)."""
    until = _until(run)
    if run.published_once is None or until is None or clock.now() > until:
        return None
    gone = select(func.count()).where(_mails_of(run), ~_is_waiting())
    if (await session.exec(gone)).one():
        return None
    made = list(await session.exec(select(Pair.id).where(Pair.run_id == run.id)))
    return None if await _are_used(session, made) else until


async def send_now(actor: Actor, run_id: uuid.UUID) -> int:
    """Let the mails of a published run go at once; return how many were waiting.

    Raises:
        NotFound: no such run for this actor, or it is not out.
    """
    async with db.transaction() as session:
        run, _ = await run_for(session, actor, run_id, lock=True)
        if run.published_once is None:
            raise NotFound
        moment = clock.now()
        waiting = (_mails_of(run), _is_waiting(), col(OutboxMail.due_at) > moment)
        done = await session.exec(update(OutboxMail).where(*waiting).values(due_at=moment))
        run.mails_due_at = moment
        audit.record(session, actor, "match.mails_sent", run.id, mails=done.rowcount)
        return done.rowcount
