"""What the form of a speed date offers: groups with their numbers, and the draft that is changed."""

import uuid
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Group, Programme
from mentorhub.speeddate.service.access import group_ids_of, groups_for, speed_date_for, zone_of
from mentorhub.speeddate.service.people import STUDENTS
from mentorhub.speeddate.tables import SpeedDate


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group to plan for, with how many mentees and mentors it has now."""

    id: uuid.UUID
    name: str
    programme_id: uuid.UUID
    programme: str
    mentees: int
    mentors: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form needs: the groups to choose from, the school's zone, and the draft that is changed."""

    zone: str
    groups: tuple[GroupChoice, ...]
    draft: SpeedDate | None = None
    chosen: frozenset[uuid.UUID] = frozenset()


async def choices_of(actor: Actor, speed_date_id: uuid.UUID | None = None) -> Choices:
    """Return what the form needs, for a new speed date or for changing one.

    A group that takes part already stays a choice, also when it is another teacher's.

    Raises:
        NotFound: the actor is no teacher or coordinator, or the speed date is not theirs.
    """
    async with db.reading() as session:
        groups = {group.id: group for group in await groups_for(session, actor)}
        draft, chosen = None, frozenset[uuid.UUID]()
        if speed_date_id is not None:
            draft = await speed_date_for(session, actor, speed_date_id)
            chosen = frozenset(await group_ids_of(session, draft.id))
            more = await session.exec(select(Group).where(col(Group.id).in_(chosen)))
            groups |= {group.id: group for group in more}
        rows = sorted(groups.values(), key=lambda group: group.name)
        return Choices(await zone_of(session, actor), await _with_counts(session, rows), draft, chosen)


async def _with_counts(session: AsyncSession, groups: list[Group]) -> tuple[GroupChoice, ...]:
    running = select(Programme).where(
        col(Programme.id).in_({group.programme_id for group in groups}), col(Programme.ended_at).is_(None)
    )
    names = {programme.id: programme.name for programme in await session.exec(running)}
    found = await session.exec(
        select(Enrolment.group_id, Enrolment.role, func.count())
        .where(col(Enrolment.group_id).in_([group.id for group in groups]), col(Enrolment.ended_at).is_(None))
        .group_by(col(Enrolment.group_id), col(Enrolment.role))
    )
    counts = {(group_id, role): count for group_id, role, count in found}
    return tuple(
        GroupChoice(
            group.id,
            group.name,
            group.programme_id,
            names[group.programme_id],
            *(counts.get((group.id, role), 0) for role in STUDENTS),
        )
        for group in groups
        if group.programme_id in names
    )
