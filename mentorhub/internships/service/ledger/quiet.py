"""Searches that stand still: juniors without a new lead or application for weeks."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import and_, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.internships.rules.applications import QUIET_WEEKS
from mentorhub.internships.service.ledger.values import QuietSearch
from mentorhub.internships.tables import Application, Introduction, Lead, LeadLike, Placement
from mentorhub.matching.tables import Pair
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Group


async def quiet_searches(
    session: AsyncSession, seen: Any, *, weeks: int = QUIET_WEEKS
) -> tuple[QuietSearch, ...]:
    """Return the mentees for whom nothing new came in for at least ``weeks`` weeks, the longest first.

    New is a lead for or by the mentee, one that she kept in mind, an introduction that she asked for, or an
    application that was begun or changed. It counts from the match on; who has no coach, left or was placed
    is not meant.

    Args:
        session: to read with.
        seen: the condition on ``Enrolment`` that says which mentees are in view.
        weeks: how long nothing new came in.
    """
    now = clock.now()
    waiting = await _without_placement(session, seen)
    latest = await _latest(session, waiting.keys())
    found = [
        QuietSearch(mentee_id, name, group, since, (now - since) // timedelta(weeks=1))
        for mentee_id, (name, group, matched_at) in waiting.items()
        if now - (since := max(matched_at, latest.get(mentee_id, matched_at))) >= timedelta(weeks=weeks)
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.mentee, str(one.mentee_id))))


async def _without_placement(session: AsyncSession, seen: Any) -> dict[uuid.UUID, tuple[str, str, datetime]]:
    placed = select(Placement.mentee_id)
    found = await session.exec(
        select(Enrolment.id, Person, Group.name, func.min(Pair.started_at))
        .join(Person, col(Person.id) == Enrolment.person_id)
        .join(Pair, and_(col(Pair.mentee_id) == Enrolment.id, col(Pair.ended_at).is_(None)))
        .outerjoin(Group, col(Group.id) == Enrolment.group_id)
        .where(seen, col(Enrolment.ended_at).is_(None), col(Enrolment.id).not_in(placed))
        .group_by(col(Enrolment.id), col(Person.id), col(Group.name))
    )
    return {mentee: (person.full_name, group or "", since) for mentee, person, group, since in found}


async def _latest(session: AsyncSession, mentee_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """Return by mentee the moment of what came in last; who has nothing is left out."""
    latest: dict[uuid.UUID, datetime] = {}
    for query in (
        _newest(Application.mentee_id, Application.changed_at),
        _newest(Lead.for_enrolment_id, Lead.created_at),
        _newest(Lead.by_enrolment_id, Lead.created_at),
        _newest(LeadLike.enrolment_id, LeadLike.created_at),
        _newest(Introduction.mentee_id, Introduction.asked_at),
    ):
        for mentee_id, moment in await session.exec(query(mentee_ids)):
            known = latest.get(mentee_id)
            latest[mentee_id] = moment if known is None else max(moment, known)
    return latest


def _newest(mentee: Any, moment: Any) -> Any:
    def query(mentee_ids: Collection[uuid.UUID]) -> Any:
        return select(mentee, func.max(moment)).where(col(mentee).in_(mentee_ids)).group_by(mentee)

    return query
