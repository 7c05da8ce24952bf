"""Who sees which lead, and who may share one with whom."""

import uuid
from datetime import date
from typing import Any

from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.internships.tables import Lead
from mentorhub.matching.tables import Pair
from mentorhub.pairs.service.scope import own
from mentorhub.people.tables import Enrolment, GroupTeacher
from mentorhub.programmes.tables import Group, School


def seen_by(actor: Actor) -> Any:
    """Return the condition that holds for the leads that the actor may see, open or not.

    A mentee sees those for her, her group and her programme; a mentor those of the own group, the
    programme, and of own juniors; a teacher those of own groups and the programme; a coordinator all of
    the school. Everybody sees what he or she shared in that programme.

    Raises:
        NotFound: the actor has no part.
    """
    if actor.role is Role.COORDINATOR:
        return Lead.school_id == actor.school
    reached = or_(
        Lead.by_person_id == actor.person_id,
        Lead.audience == "programme",
        and_(Lead.audience == "group", col(Lead.group_id).in_(groups_of(actor))),
        and_(Lead.audience == "mentee", col(Lead.for_enrolment_id).in_(mentees_of(actor))),
    )
    return and_(Lead.school_id == actor.school, Lead.programme_id == actor.programme_id, reached)


def shared_by(actor: Actor) -> Any:
    """Return the condition that holds for the leads that the actor shared and may change."""
    return and_(seen_by(actor), Lead.by_person_id == actor.person_id)


def mentees_of(actor: Actor) -> Any:
    """Return the query of the mentees whose own leads the actor sees: herself, own juniors, own groups'.

    Raises:
        NotFound: the actor has no part with mentees.
    """
    if actor.role is Role.MENTEE:
        return select(Enrolment.id).where(Enrolment.id == actor.enrolment)
    if actor.role is Role.MENTOR:
        return select(Pair.mentee_id).where(*own(actor))
    if actor.role is Role.TEACHER:
        return select(Enrolment.id).where(
            col(Enrolment.group_id).in_(groups_of(actor)), Enrolment.role == Role.MENTEE.value
        )
    raise NotFound


def groups_of(actor: Actor) -> Any:
    """Return the query of the groups whose leads the actor sees; a coordinator's are all of the school."""
    if actor.role is Role.COORDINATOR:
        return select(Group.id).where(Group.school_id == actor.school)
    if actor.role is Role.TEACHER:
        return (
            select(Group.id)
            .join(GroupTeacher, col(GroupTeacher.group_id) == Group.id)
            .where(GroupTeacher.person_id == actor.person_id, Group.programme_id == actor.programme_id)
        )
    mine = col(Enrolment.id) == actor.enrolment
    theirs = col(Enrolment.id).in_(mentees_of(actor))
    return select(Enrolment.group_id).where(or_(mine, theirs), col(Enrolment.group_id).is_not(None))


def is_open(today: date) -> Any:
    """Return the condition that a lead is neither gone nor over."""
    return and_(col(Lead.dead_at).is_(None), Lead.expires_on >= today)


async def seen_lead(session: AsyncSession, actor: Actor, lead_id: uuid.UUID, *, lock: bool = False) -> Lead:
    """Return a lead that the actor may see.

    Raises:
        NotFound: no such lead, or not for this actor.
    """
    return await _one(session, select(Lead).where(Lead.id == lead_id, seen_by(actor)), lock=lock)


async def own_lead(session: AsyncSession, actor: Actor, lead_id: uuid.UUID) -> Lead:
    """Return a lead that the actor shared, locked against a second change at the same time.

    Raises:
        NotFound: no such lead, or another's.
    """
    return await _one(session, select(Lead).where(Lead.id == lead_id, shared_by(actor)), lock=True)


async def _one(session: AsyncSession, query: Any, *, lock: bool) -> Lead:
    found = await session.exec(query.with_for_update(of=Lead) if lock else query)
    lead = found.first()
    if lead is None:
        raise NotFound
    return lead


async def zone_and_today(session: AsyncSession, actor: Actor) -> tuple[str, date]:
    """Return the school's time zone and today in its calendar."""
    zone = (await session.exec(select(School.zone).where(School.id == actor.school))).one()
    return zone, local_day(clock.now(), zone)
