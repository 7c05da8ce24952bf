"""Who helps while a mentor is away, for the two who have to find each other; and who got no pair."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, Role
from mentorhub.matching.service.lists import is_published
from mentorhub.matching.service.substitutes import SubstituteLine, substitute_of, substituting_for
from mentorhub.matching.tables import MatchRun, Pair, Proposal
from mentorhub.people.tables import Enrolment, Person
from mentorhub.speeddate.service.access import zone_of


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who stands in, as one of the two sees it.

    Attributes:
        other: the substitute for a mentee, the mentee for a substitute.
        away: first name of the mentee's own mentor.
        zone: the school's time zone.
    """

    other: SubstituteLine
    away: str
    zone: str


async def stand_ins(actor: Actor) -> list[StandIn]:
    """Return a mentee's substitute, or the mentees for whom a mentor stands in; by first name.

    Only beside a running pair with somebody else: who became the own mentor is no substitute any more.
    """
    async with db.reading() as session:
        others = await _others(session, actor)
        is_mentee = actor.role is Role.MENTEE
        mentees = [actor.enrolment] if is_mentee else [one.enrolment_id for one in others]
        away = await _own_mentors(session, mentees, besides=actor.enrolment)
        zone = await zone_of(session, actor)
    named = [(one, away.get(actor.enrolment if is_mentee else one.enrolment_id)) for one in others]
    return [StandIn(one, name, zone) for one, name in named if name]


async def _others(session: AsyncSession, actor: Actor) -> list[SubstituteLine]:
    if actor.role is not Role.MENTEE:
        return await substituting_for(session, actor.enrolment)
    mine = await substitute_of(session, actor.enrolment)
    return [mine] if mine else []


async def _own_mentors(
    session: AsyncSession, mentees: Collection[uuid.UUID], *, besides: uuid.UUID
) -> dict[uuid.UUID, str]:
    """Return the first name of each mentee's own mentor, unless that is ``besides``."""
    query = (
        select(Pair.mentee_id, Person.first_name)
        .join(Enrolment, col(Enrolment.id) == Pair.mentor_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(col(Pair.mentee_id).in_(mentees), Pair.mentor_id != besides, col(Pair.ended_at).is_(None))
    )
    return dict((await session.exec(query)).all())


async def unmatched_reason(actor: Actor) -> dict[str, Any] | None:
    """Return why who has no pair has none: None before the match is out, empty when nothing is known."""
    if actor.programme_id is None:
        return None
    async with db.reading() as session:
        if not await is_published(session, actor.programme_id):
            return None
        return await _left_over(session, actor) if actor.role is Role.MENTEE else {}


async def _left_over(session: AsyncSession, actor: Actor) -> dict[str, Any]:
    found = await session.exec(
        select(Proposal)
        .join(MatchRun, col(MatchRun.id) == Proposal.run_id)
        .where(MatchRun.published_once == actor.programme_id, Proposal.mentee_id == actor.enrolment)
    )
    line = found.first()
    return line.own_reason if line and line.mentor_id is None else {}
