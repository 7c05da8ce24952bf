"""What one page of the list adds to its pairs: names, weeks, acts of staff; one query per section."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import aliased
from sqlmodel import and_, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.rules import WEEKS
from mentorhub.monitoring.service.values import LastAct
from mentorhub.monitoring.tables import Snooze, StaffAct
from mentorhub.pairs.tables import Contact
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Group


@dataclass(frozen=True, slots=True)
class Names:
    """Full names of the two of a pair and the names of their groups, empty without one."""

    mentee: str
    mentor: str
    mentee_group: str
    mentor_group: str


async def names_of(session: AsyncSession, pair_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Names]:
    """Return by pair who the two are."""
    junior, coach, mentee, mentor = aliased(Enrolment), aliased(Enrolment), aliased(Person), aliased(Person)
    of_mentee, of_mentor = aliased(Group), aliased(Group)
    found = await session.exec(
        select(Pair.id, mentee, mentor, of_mentee.name, of_mentor.name)  # type: ignore[call-overload]  # sqlmodel types four columns
        .join(junior, col(junior.id) == Pair.mentee_id)
        .join(mentee, col(mentee.id) == junior.person_id)
        .join(coach, col(coach.id) == Pair.mentor_id)
        .join(mentor, col(mentor.id) == coach.person_id)
        .outerjoin(of_mentee, col(of_mentee.id) == junior.group_id)
        .outerjoin(of_mentor, col(of_mentor.id) == coach.group_id)
        .where(col(Pair.id).in_(pair_ids))
    )
    return {
        pair_id: Names(one.full_name, other.full_name, group or "", its_group or "")
        for pair_id, one, other, group, its_group in found
    }


async def contact_days(
    session: AsyncSession, pair_ids: Collection[uuid.UUID], today: date
) -> dict[uuid.UUID, list[date]]:
    """Return for each pair the days of its contacts in the last weeks."""
    found = await session.exec(
        select(Contact.pair_id, col(Contact.happened_on)).where(
            col(Contact.pair_id).in_(pair_ids), Contact.happened_on > today - timedelta(weeks=WEEKS)
        )
    )
    days: dict[uuid.UUID, list[date]] = defaultdict(list)
    for pair_id, day in found:
        days[pair_id].append(day)
    return days


async def reminded_at(session: AsyncSession, pair_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """Return for each pair that staff reminded the moment of the latest reminder."""
    of_staff = (StaffAct.kind == "reminded", col(StaffAct.by_person_id).is_not(None))
    found = await session.exec(
        select(StaffAct.pair_id, func.max(StaffAct.at))
        .where(col(StaffAct.pair_id).in_(pair_ids), *of_staff)
        .group_by(col(StaffAct.pair_id))
    )
    return dict(found.all())


async def last_acts(
    session: AsyncSession, pair_ids: Collection[uuid.UUID], zone: str
) -> dict[uuid.UUID, LastAct]:
    """Return for each pair the latest thing that staff or the hub did."""
    latest = (
        select(StaffAct.pair_id, func.max(StaffAct.at).label("at"))
        .where(col(StaffAct.pair_id).in_(pair_ids))
        .group_by(col(StaffAct.pair_id))
        .subquery()
    )
    found = await session.exec(
        select(StaffAct, Person)
        .join(latest, and_(latest.c.pair_id == StaffAct.pair_id, latest.c.at == StaffAct.at))
        .outerjoin(Person, col(Person.id) == StaffAct.by_person_id)
        .order_by(col(StaffAct.id))
    )
    return {
        act.pair_id: LastAct(act.kind, local_day(act.at, zone), by.full_name if by else "")
        for act, by in found
    }


async def snoozes_of(session: AsyncSession, person_id: uuid.UUID, today: date) -> dict[uuid.UUID, Snooze]:
    """Return by pair what a person put away until a day after today."""
    found = await session.exec(select(Snooze).where(Snooze.person_id == person_id, Snooze.until_on > today))
    return {snooze.pair_id: snooze for snooze in found}
