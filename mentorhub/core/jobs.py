"""Work for set times: every few minutes all jobs are woken; what is due is done once, by one process.

APScheduler only wakes. Each job asks ``clock.now()`` what is due, and writes a ``JobTurn`` in the transaction
of the work itself: a turn that failed left nothing behind and is tried at the next wake, a turn that was
done is never done again, whichever process wakes first.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.tables import JobTurn
from mentorhub.settings import settings

log = structlog.get_logger()
Job = Callable[[], Awaitable[None]]
WAKE_MINUTES = 5
KEPT = timedelta(days=120)
"""How long a turn is remembered; no job asks about one this old."""
_jobs: dict[str, Job] = {}


def add_job(name: str, job: Job) -> None:
    """Let a job run at every wake, in the order in which jobs were added; it decides itself what is due."""
    _jobs[name] = job


def is_set_hour(zone: str) -> bool:
    """Whether the mails of the day may go out at a school now: from the set hour on, until it is quiet.

    A hub that was off at the set hour is thus on time later that day, and waits at night.
    """
    hour = clock.now().astimezone(ZoneInfo(zone)).hour
    return hour >= settings().reminders_hour and not settings().is_quiet(hour)


async def is_done(session: AsyncSession, name: str, turn: str) -> bool:
    """Whether a turn of a job was done."""
    return await session.get(JobTurn, (name, turn)) is not None


async def take_turn(session: AsyncSession, name: str, turn: str) -> bool:
    """Take a turn of a job in the transaction of its work; False when it was done before.

    Args:
        session: the transaction in which the work is done.
        name: the job, such as ``reminders``.
        turn: what is done once, such as a school and a day.

    While another process has the turn, PostgreSQL waits here for its end; SQLite waits at the beginning of
    the transaction.
    """
    if await is_done(session, name, turn):
        return False
    try:
        async with session.begin_nested():
            session.add(JobTurn(name=name, turn=turn, at=clock.now()))
    except IntegrityError:
        return False
    return True


async def wake() -> None:
    """Run every job once; one that fails is logged and does not keep the others waiting."""
    for name, job in _jobs.items():
        try:
            await job()
        except Exception as fault:
            log.error("job failed", job=name, why=type(fault).__name__)
    try:
        await _forget_old()
    except Exception as fault:
        log.error("old turns stay", why=type(fault).__name__)


async def _forget_old() -> None:
    async with db.transaction() as session:
        await session.exec(delete(JobTurn).where(col(JobTurn.at) < clock.now() - KEPT))


async def work() -> None:
    """Wake all jobs every few minutes, for ever.

    The first wake comes after the first of those, so that a hub that starts serves its pages first.
    """
    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(wake, "interval", minutes=WAKE_MINUTES, max_instances=1, coalesce=True)
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)
