"""How far the internships were last year on this day, and since when help waits: beside the figures."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.core.dates import local_day
from mentorhub.internships.tables import Placement
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.service.scope import seen_by
from mentorhub.monitoring.service.values import View
from mentorhub.pairs.tables import HelpCall
from mentorhub.people.tables import Enrolment, GroupTeacher
from mentorhub.programmes.tables import Programme
from mentorhub.speeddate.service.access import zone_of

FEWEST = 5
"""Below so many juniors a figure says who they are; only their own teacher sees it."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Beside the figures: placed last year on this day, None without such a year; the day help was asked."""

    placed_before: int | None
    help_since: date | None


async def compared(actor: Actor, view: View, programme_ids: list[uuid.UUID]) -> Compared:
    """Return what stands beside the figures of a view.

    Args:
        actor: one of the staff; a teacher's year before is that of the groups taught then.
        view: the group and programme that is looked at; a group has no year before.
        programme_ids: the running programmes in view; there is a year before for one of them.

    Raises:
        NotFound: the actor is no staff.
    """
    async with db.reading() as session:
        zone = await zone_of(session, actor)
        asked = await _asked_at(session, actor, view)
        chosen = [view.programme_id] if view.programme_id else programme_ids
        placed = None
        if len(chosen) == 1 and view.group_id is None:
            placed = await _placed_before(session, actor, chosen[0])
    return Compared(placed, local_day(asked, zone) if asked else None)


async def _asked_at(session: AsyncSession, actor: Actor, view: View) -> datetime | None:
    """Return when the oldest call was made that nobody has taken up."""
    query = (
        select(func.min(HelpCall.created_at))
        .join(Pair, col(Pair.id) == HelpCall.pair_id)
        .where(seen_by(actor, view.group_id, view.programme_id))
        .where(col(HelpCall.closed_at).is_(None), col(HelpCall.taken_by).is_(None))
    )
    return (await session.exec(query)).one()


async def _placed_before(session: AsyncSession, actor: Actor, programme_id: uuid.UUID) -> int | None:
    now = await session.get_one(Programme, programme_id)
    before = await _year_before(session, now)
    if before is None:
        return None
    juniors: list[Any] = [Enrolment.programme_id == before.id, Enrolment.role == Role.MENTEE.value]
    if actor.role is Role.TEACHER:
        taught = select(GroupTeacher.group_id).where(GroupTeacher.person_id == actor.person_id)
        juniors.append(col(Enrolment.group_id).in_(taught))
    whole = (await session.exec(select(func.count()).select_from(Enrolment).where(*juniors))).one()
    if whole == 0 or (whole < FEWEST and actor.role is not Role.TEACHER):
        return None
    until = clock.now() - (now.starts_on - before.starts_on)
    placed = (
        select(func.count(func.distinct(Placement.mentee_id)))
        .join(Enrolment, col(Enrolment.id) == Placement.mentee_id)
        .where(*juniors, Placement.created_at <= until)
    )
    return (await session.exec(placed)).one()


async def _year_before(session: AsyncSession, now: Programme) -> Programme | None:
    """Return the same kind of programme of the school that began about a year earlier."""
    query = (
        select(Programme)
        .where(Programme.school_id == now.school_id, Programme.kind == now.kind)
        .where(Programme.starts_on < now.starts_on, Programme.id != now.id)
        .order_by(col(Programme.starts_on).desc())
    )
    for one in await session.exec(query.limit(10)):
        if 300 <= (now.starts_on - one.starts_on).days <= 430:
            return one
    return None
