"""Removes bytes that no row points at: of a transaction that failed, or of a file that was forgotten."""

from datetime import timedelta

import structlog
from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.core.files.store import Kept, store
from mentorhub.core.forever import forever
from mentorhub.core.tables import StoredFile

log = structlog.get_logger()
LEFT_ALONE = timedelta(days=1)
"""Bytes this young may belong to a transaction that is not over yet."""
PAUSE_SECONDS = 3600.0
AT_ONCE = 200


async def sweep() -> int:
    """Remove what lies in the store for more than a day without a row; returns how many files that were.

    Raises:
        StoreFault: the store does not answer.
    """
    before, removed = clock.now() - LEFT_ALONE, 0
    waiting: list[Kept] = []
    async for kept in store().every():
        if kept.at < before:
            waiting.append(kept)
        if len(waiting) == AT_ONCE:
            removed += await _remove_unknown(waiting)
            waiting = []
    return removed + await _remove_unknown(waiting)


async def _remove_unknown(old: list[Kept]) -> int:
    keys = {kept.key for kept in old}
    async with db.reading() as session:
        known = await session.exec(select(StoredFile.store_key).where(col(StoredFile.store_key).in_(keys)))
        orphans = keys - set(known)
    for key in orphans:
        await store().delete(key)
    return len(orphans)


async def work() -> None:
    """Sweep once an hour, for ever."""
    await forever(_sweep_and_say, pause=PAUSE_SECONDS, failed="files cannot be swept")


async def _sweep_and_say() -> None:
    if removed := await sweep():
        log.info("files swept", files=removed)
