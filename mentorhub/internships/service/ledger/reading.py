"""The ledger as a whole, for a teacher of own groups or a coordinator."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.internships.service.ledger.chains import chains_of
from mentorhub.internships.service.ledger.openers import REACHED, openers_of
from mentorhub.internships.service.ledger.quiet import quiet_searches
from mentorhub.internships.service.ledger.values import SORTS, GroupName, Ledger, Opener, Totals
from mentorhub.internships.service.staff_scope import groups_seen, seen_mentees
from mentorhub.internships.tables import Application, ApplicationStep, Placement
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Programme
from mentorhub.programmes.zone import zone_of_school

MOST_WEEKS = 60


async def ledger_of(actor: Actor, group_id: uuid.UUID | None = None, sort: str = SORTS[0]) -> Ledger:
    """Return the ledger of the mentees that the actor sees; an unknown ``sort`` is the first of ``SORTS``.

    A fixed number of queries, whatever the number of mentees.

    Raises:
        NotFound: the actor is no staff, or the group is not one to filter by.
    """
    seen = seen_mentees(actor, group_id)
    async with db.reading() as session:
        groups = await groups_seen(session, actor)
        names = {group.id: group.name for group in groups}
        if group_id is not None and group_id not in names:
            raise NotFound
        zone = await zone_of_school(session, actor.school)
        mentees = select(Enrolment.id).where(seen)
        whole_school = actor.role is Role.COORDINATOR and group_id is None
        in_groups = None if whole_school else [group_id] if group_id else list(names)
        openers = await openers_of(session, actor, mentees, in_groups)
        return Ledger(
            totals=await _totals(session, seen, mentees),
            openers=in_order(openers, sort),
            chains=await chains_of(session, mentees, zone),
            by_week=await _by_week(session, mentees, zone),
            quiet=await quiet_searches(session, seen),
            groups=tuple(GroupName(one, name) for one, name in names.items()),
            zone=zone,
            today=local_day(clock.now(), zone),
        )


def in_order(openers: Sequence[Opener], sort: str) -> tuple[Opener, ...]:
    """Return who opened doors by name, or by a number with the largest first; names decide a tie."""
    wanted = sort if sort in SORTS else SORTS[0]
    numbers = [one for one in (wanted, *SORTS) if one != "name"]
    by_name = sorted(openers, key=lambda one: (one.name.casefold(), str(one.person_id)))
    if wanted == "name":
        return tuple(by_name)
    return tuple(sorted(by_name, key=lambda one: [-getattr(one, number) for number in numbers]))


async def _totals(session: AsyncSession, seen: Any, mentees: Any) -> Totals:
    """Count the mentees who still take part, and those who left with an internship found."""
    found = select(Placement.mentee_id).where(col(Placement.mentee_id).in_(mentees))
    counted = select(Enrolment.id).where(
        seen, col(Enrolment.ended_at).is_(None) | col(Enrolment.id).in_(found)
    )
    applied = select(func.count(func.distinct(Application.mentee_id))).where(
        col(Application.mentee_id).in_(counted)
    )
    interviewed = applied.join(ApplicationStep, col(ApplicationStep.application_id) == Application.id).where(
        col(ApplicationStep.step).in_(REACHED)
    )
    placed = select(func.count(func.distinct(Placement.mentee_id))).where(
        col(Placement.mentee_id).in_(counted)
    )
    whole = select(func.count()).select_from(counted.subquery())
    queries = (whole, applied, interviewed, placed)
    return Totals(*[(await session.exec(query)).one() for query in queries])


async def _by_week(session: AsyncSession, mentees: Any, zone: str) -> tuple[int, ...]:
    """Return how many mentees were placed by the end of each week of their programme, week 1 first."""
    programmes = await session.exec(
        select(func.min(Programme.starts_on), func.max(Programme.ends_on)).where(
            col(Programme.id).in_(select(Enrolment.programme_id).where(col(Enrolment.id).in_(mentees)))
        )
    )
    found = await session.exec(
        select(func.min(Placement.created_at), col(Programme.starts_on))
        .join(Programme, col(Programme.id) == Placement.programme_id)
        .where(col(Placement.mentee_id).in_(mentees))
        .group_by(col(Placement.mentee_id), col(Programme.starts_on))
    )
    weeks = [_week(local_day(at, zone), begins) for at, begins in found]
    begins, ends = programmes.one()
    if begins is None:
        return ()
    until = min(_week(min(local_day(clock.now(), zone), ends), begins), MOST_WEEKS)
    last = max([until, *[min(week, MOST_WEEKS) for week in weeks]])
    return tuple(sum(week <= number for week in weeks) for number in range(1, last + 1))


def _week(day: date, begins: date) -> int:
    """Return in which week of a programme a day is, from 1."""
    return max((day - begins).days // 7 + 1, 1)


async def exported(actor: Actor, group_id: uuid.UUID | None) -> None:
    """Keep in the audit that the ledger was taken out as a file."""
    async with db.transaction() as session:
        audit.record(session, actor, "ledger.exported", group_id)
