"""Keeping a file: its bytes in the store first, its row in the caller's transaction."""

import hashlib
from collections.abc import Collection
from datetime import timedelta

import structlog
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Actor
from mentorhub.core.files.examining import Examined, examine
from mentorhub.core.files.kinds import DOCX, PDF, FileRefused, Kind
from mentorhub.core.files.store import StoreFault, new_key, store
from mentorhub.core.tables import StoredFile

log = structlog.get_logger()
BYTES_A_DAY = 100 * 1024 * 1024
"""How much of one person is kept within 24 hours, so that nobody fills the disk of all."""


async def keep(
    session: AsyncSession,
    actor: Actor,
    name: str,
    content: bytes,
    *,
    kinds: Collection[Kind] = (PDF, DOCX),
) -> StoredFile:
    """Look into a file and keep it; what ``examine`` and ``keep_examined`` do, in one.

    Raises:
        FileRefused: it is not taken, with the reason.
    """
    return await keep_examined(session, actor, await examine(name, content, kinds=kinds))


async def keep_examined(session: AsyncSession, actor: Actor, file: Examined) -> StoredFile:
    """Keep a file that may be kept; returns its row, which has an id already.

    When the transaction fails afterwards, the bytes lie there without a row until ``sweep`` finds them.

    Raises:
        FileRefused: the store does not answer, or it is over ``BYTES_A_DAY``.
    """
    await _check_day(session, actor, len(file.content))
    key = new_key()
    try:
        await store().put(key, file.content)
    except StoreFault as fault:
        log.error("file not kept", why=str(fault))
        raise FileRefused("store_down") from fault
    row = StoredFile(
        school_id=actor.school,
        person_id=actor.person_id,
        name=file.name,
        media_type=file.kind.media_type,
        size=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        store_key=key,
        created_at=clock.now(),
    )
    session.add(row)
    await session.flush()
    return row


async def _check_day(session: AsyncSession, actor: Actor, size: int) -> None:
    kept = select(func.coalesce(func.sum(StoredFile.size), 0)).where(
        StoredFile.person_id == actor.person_id,
        col(StoredFile.created_at) > clock.now() - timedelta(days=1),
    )
    if (await session.exec(kept)).one() + size > BYTES_A_DAY:
        raise FileRefused("day_full")


async def content_of(file: StoredFile) -> bytes:
    """Return the bytes of a file.

    Raises:
        NotFound: they are gone.
        StoreFault: the store does not answer, or the bytes are not the ones that were put there.
    """
    content = await store().get(file.store_key)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        log.error("file differs from what was kept", file=str(file.id))
        raise StoreFault("sha256")
    return content


async def forget(session: AsyncSession, file: StoredFile) -> None:
    """Forget a file: nobody finds it from now on, and ``sweep`` removes its bytes.

    They cannot go at once: the transaction might still fail, and then the file must be there.
    """
    await session.delete(file)
