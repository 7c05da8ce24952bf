"""The same act on many pairs, and an honest count of what came of it."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import col, func, select

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.service.acts.reminding import remind
from mentorhub.monitoring.service.acts.snoozing import snooze, unsnooze
from mentorhub.monitoring.service.acts.values import MOST_AT_ONCE, Bulk, Reminded, Stale
from mentorhub.monitoring.service.scope import seen_by


async def remind_many(actor: Actor, pair_ids: Sequence[uuid.UUID]) -> Bulk:
    """Remind both of each pair with the first text that fits it.

    Raises:
        NotFound: one of the pairs is not for this actor, or there are over ``MOST_AT_ONCE``; nothing is done.
    """
    found = Bulk()
    for pair_id in await _all_seen(actor, pair_ids):
        try:
            found = _counted(found, await remind(actor, pair_id))
        except Stale:
            found = replace(found, ended=found.ended + 1)
    return found


def _counted(found: Bulk, one: Reminded) -> Bulk:
    if one.outcome == "sent":
        return replace(found, done=found.done + 1, no_address=found.no_address + one.no_address)
    if one.outcome == "already":
        return replace(found, already=found.already + 1)
    return replace(found, ended=found.ended + 1)


async def snooze_many(actor: Actor, pair_ids: Sequence[uuid.UUID], until: date) -> Bulk:
    """Leave each pair until a day.

    Raises:
        NotFound: as ``remind_many``.
        DayRefused: as ``snooze``.
    """
    found = Bulk()
    for pair_id in await _all_seen(actor, pair_ids):
        try:
            await snooze(actor, pair_id, until)
            found = replace(found, done=found.done + 1)
        except Stale:
            found = replace(found, ended=found.ended + 1)
    return found


async def unsnooze_many(actor: Actor, pair_ids: Sequence[uuid.UUID]) -> None:
    """Take that back.

    Raises:
        NotFound: as ``remind_many``.
    """
    for pair_id in await _all_seen(actor, pair_ids):
        await unsnooze(actor, pair_id)


async def _all_seen(actor: Actor, pair_ids: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Return the pairs, each once, when all of them are in view."""
    wanted = list(dict.fromkeys(pair_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise NotFound
    async with db.reading() as session:
        seen = (
            select(func.count()).select_from(Pair).where(col(Pair.id).in_(wanted), seen_by(actor, over=None))
        )
        if (await session.exec(seen)).one() != len(wanted):
            raise NotFound
    return wanted
