"""The lines that acts of staff leave in a pair's history, and the pair itself, locked while they act."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Actor
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.service.acts.values import Did, Stale
from mentorhub.monitoring.service.scope import seen_pair
from mentorhub.monitoring.tables import StaffAct
from mentorhub.people.tables import Person
from mentorhub.programmes.tables import Programme
from mentorhub.speeddate.service.access import zone_of

ASIDE = ("checked_in", "snoozed")
"""Kinds that change nothing for a colleague: a question by the hub, and what one leaves for later."""


async def acting_on(session: AsyncSession, actor: Actor, pair_id: uuid.UUID, seen: int | None = None) -> Pair:
    """Return a running pair in view, locked; ``seen`` is how many acts the page knew when it was shown.

    Raises:
        NotFound: no such pair, or not for this actor.
        Stale: the pair or its programme ended, or somebody acted since.
    """
    pair = await seen_pair(session, actor, pair_id, over=None)
    programme = await session.get_one(Programme, pair.programme_id)
    if pair.ended_at is not None or programme.ended_at is not None:
        raise await stale(session, actor, pair_id)
    await still_as_seen(session, actor, pair_id, seen)
    return pair


async def still_as_seen(session: AsyncSession, actor: Actor, pair_id: uuid.UUID, seen: int | None) -> None:
    """Check that nobody acted on a pair that is locked since a page showed it; None does not ask.

    Raises:
        Stale: somebody did.
    """
    if seen is not None and seen != await acts_of(session, pair_id):
        raise await stale(session, actor, pair_id)


async def stale(session: AsyncSession, actor: Actor, pair_id: uuid.UUID) -> Stale:
    """Return what says which act came last."""
    found = await history(session, actor, pair_id, await zone_of(session, actor), most=1, aside=ASIDE)
    return Stale(found[0] if found else None)


async def acts_of(session: AsyncSession, pair_id: uuid.UUID) -> int:
    """Return how many acts of staff the history of a pair has: the version that a form names."""
    mine = (StaffAct.pair_id == pair_id, col(StaffAct.kind).not_in(ASIDE))
    return (await session.exec(select(func.count()).select_from(StaffAct).where(*mine))).one()


def write(session: AsyncSession, actor: Actor, pair: Pair, kind: str, **detail: Any) -> StaffAct:
    """Add a line to a pair's history; ``detail`` holds words of ours and days, no personal text."""
    act = StaffAct(
        id=uuid.uuid4(),
        school_id=pair.school_id,
        pair_id=pair.id,
        kind=kind,
        by_person_id=actor.person_id,
        at=clock.now(),
        detail=detail,
    )
    session.add(act)
    return act


async def history(
    session: AsyncSession,
    actor: Actor,
    pair_id: uuid.UUID,
    zone: str,
    *,
    most: int,
    aside: Sequence[str] = (),
) -> list[Did]:
    """Return the acts on a pair, the newest first; what a colleague left for later is not among them."""
    query = (
        select(StaffAct, Person)
        .outerjoin(Person, col(Person.id) == StaffAct.by_person_id)
        .where(StaffAct.pair_id == pair_id, col(StaffAct.kind).not_in(aside))
        .where((StaffAct.kind != "snoozed") | (StaffAct.by_person_id == actor.person_id))
        .order_by(col(StaffAct.at).desc())
        .limit(most)
    )
    return [_did(act, person, actor, zone) for act, person in await session.exec(query)]


def _did(act: StaffAct, person: Person | None, actor: Actor, zone: str) -> Did:
    until = act.detail.get("until")
    return Did(
        kind=act.kind,
        day=local_day(act.at, zone),
        by=person.full_name if person else "",
        is_mine=act.by_person_id == actor.person_id,
        whom=act.detail.get("whom", ""),
        until=date.fromisoformat(until) if until else None,
        reason=act.detail.get("reason", ""),
    )
