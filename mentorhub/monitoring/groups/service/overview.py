"""The groups that staff see, with how many students did each step: one query per step."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlmodel import and_, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.tables import MatchSetting
from mentorhub.monitoring.groups.rules import NEEDED
from mentorhub.monitoring.groups.service.steps import QUERIES
from mentorhub.monitoring.groups.service.values import STEPS_OF, GroupCounts, Overview, ProgrammeChoice
from mentorhub.people.service.groups.reach import in_reach
from mentorhub.people.tables import Enrolment, SchoolMember
from mentorhub.programmes.tables import Group, Programme

PER_PAGE = 50


def taking_part(group_ids: Collection[uuid.UUID]) -> Any:
    """Return the query of the enrolments of students who take part now in one of these groups."""
    member = and_(
        col(SchoolMember.person_id) == Enrolment.person_id,
        col(SchoolMember.school_id) == Enrolment.school_id,
    )
    return (
        select(Enrolment.id)
        .join(SchoolMember, member)
        .where(
            col(Enrolment.group_id).in_(group_ids),
            col(Enrolment.role).in_([role.value for role in STEPS_OF]),
            col(Enrolment.ended_at).is_(None),
            col(SchoolMember.ended_at).is_(None),
        )
    )


async def overview(actor: Actor, programme_id: uuid.UUID | None = None, page: int = 1) -> Overview:
    """Return a page of the groups of programmes that run: a teacher's own, for a coordinator the school's.

    A fixed number of queries, whatever the number of groups and students. A page that is none is the
    nearest one.

    Raises:
        NotFound: the actor is no staff, or the programme is not one to filter by.
    """
    async with db.reading() as session:
        programmes = await _programmes(session, actor)
        if programme_id is not None and programme_id not in {one.programme_id for one in programmes}:
            raise NotFound
        wanted = [programme_id] if programme_id else [one.programme_id for one in programmes]
        seen = and_(in_reach(actor), col(Group.programme_id).in_(wanted))
        total = (await session.exec(select(func.count()).select_from(Group).where(seen))).one()
        pages = max(1, -(-total // PER_PAGE))
        page = min(max(page, 1), pages)
        groups = await _groups(session, seen, page)
        return Overview(await _counted(session, groups), programmes, page, pages)


async def _programmes(session: AsyncSession, actor: Actor) -> list[ProgrammeChoice]:
    """Return the programmes that run and have a group in view, the newest first."""
    with_groups = select(Group.programme_id).where(in_reach(actor))
    found = await session.exec(
        select(Programme)
        .where(col(Programme.ended_at).is_(None), col(Programme.id).in_(with_groups))
        .order_by(col(Programme.created_at).desc(), Programme.name)
    )
    return [ProgrammeChoice(one.id, one.name) for one in found]


async def _groups(session: AsyncSession, seen: Any, page: int) -> Sequence[tuple[Group, Programme]]:
    found = await session.exec(
        select(Group, Programme)
        .join(Programme, col(Programme.id) == Group.programme_id)
        .where(seen)
        .order_by(col(Programme.created_at).desc(), func.lower(Group.name), col(Group.id))
        .offset((page - 1) * PER_PAGE)
        .limit(PER_PAGE)
    )
    return found.all()


async def _counted(
    session: AsyncSession, groups: Sequence[tuple[Group, Programme]]
) -> tuple[GroupCounts, ...]:
    members = taking_part([group.id for group, _ in groups])
    whole: defaultdict[uuid.UUID, dict[Role, int]] = defaultdict(dict)
    done: defaultdict[uuid.UUID, dict[tuple[Role, str], int]] = defaultdict(dict)
    for group_id, role, number in await session.exec(_by_group(members)):
        whole[group_id][Role(role)] = number
    for step in QUERIES:
        for group_id, role, number in await session.exec(_did(step, members)):
            done[group_id][Role(role), step] = number
    silent = await _without_wishes(session, {programme.id for _, programme in groups})
    return tuple(
        GroupCounts(
            group.id, group.name, programme.name, whole[group.id], done[group.id], programme.id not in silent
        )
        for group, programme in groups
    )


def _by_group(members: Any) -> Any:
    return (
        select(Enrolment.group_id, col(Enrolment.role), func.count())
        .where(col(Enrolment.id).in_(members))
        .group_by(col(Enrolment.group_id), col(Enrolment.role))
    )


def _did(step: str, members: Any) -> Any:
    """Return the query that counts by group and role who did a step."""
    who = QUERIES[step](members).subquery()
    return (
        select(Enrolment.group_id, col(Enrolment.role), func.count())
        .join(who, who.c.who == Enrolment.id)
        .where(who.c.number >= NEEDED.get(step, 1))
        .group_by(col(Enrolment.group_id), col(Enrolment.role))
    )


async def _without_wishes(session: AsyncSession, programme_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return the programmes that do not ask coaches with whom they would rather work."""
    found = await session.exec(
        select(MatchSetting.programme_id).where(
            col(MatchSetting.programme_id).in_(programme_ids), col(MatchSetting.asks_wishes).is_(False)
        )
    )
    return set(found)
