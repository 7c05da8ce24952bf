"""The facts of many pairs in one query, and what one page of the list adds to them, one query per section."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.rules import WEEKS, Attention, Facts, attention
from mentorhub.monitoring.service.values import HelpSeen, Pause
from mentorhub.monitoring.tables import StaffAct
from mentorhub.pairs.rules import DAYS_OF
from mentorhub.pairs.tables import Appointment, Contact, PairPause, PairRhythm
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Programme


@dataclass(frozen=True, slots=True)
class Watched:
    """One pair with its state.

    Attributes:
        pair_id: the pair.
        attention: how it is doing.
        has_contact: whether there was a first contact.
        appointment_at: the next appointment, None without one.
        pause: the pause that runs, None without one.
        help: whether help was asked, see ``help_calls``; empty until that was looked up.
    """

    pair_id: uuid.UUID
    attention: Attention
    has_contact: bool
    appointment_at: datetime | None
    pause: Pause | None
    help: HelpSeen = ""


def _query(seen: Any, today: date) -> Any:
    last = select(func.max(Contact.happened_on)).where(Contact.pair_id == Pair.id).scalar_subquery()
    ahead = (
        select(func.min(Appointment.starts_at))
        .where(
            Appointment.pair_id == Pair.id,
            col(Appointment.cancelled_at).is_(None),
            Appointment.starts_at > clock.now(),
        )
        .scalar_subquery()
    )
    of_pair = PairPause.pair_id == Pair.id
    paused_until = select(func.max(PairPause.until_on)).where(of_pair).scalar_subquery()
    reason = (
        select(PairPause.reason)
        .where(of_pair, PairPause.from_on <= today, PairPause.until_on >= today)
        .order_by(col(PairPause.until_on).desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(  # type: ignore[call-overload]  # sqlmodel types four columns
            Pair.id,
            Pair.started_at,
            Programme.first_contact_days,
            last,
            ahead,
            PairRhythm.rhythm,
            paused_until,
            reason,
        )
        .join(Programme, col(Programme.id) == Pair.programme_id)
        .outerjoin(PairRhythm, col(PairRhythm.pair_id) == Pair.id)
        .where(seen)
    )


def _watched(row: Any, zone: str, today: date) -> Watched:
    pair_id, matched_at, days, last, ahead, rhythm, paused_until, reason = row
    facts = Facts(local_day(matched_at, zone), days, last, DAYS_OF.get(rhythm), paused_until)
    pause = Pause(paused_until, "other" if reason == "personal" else reason) if reason else None
    return Watched(pair_id, attention(facts, today), last is not None, ahead, pause)


async def watched(session: AsyncSession, seen: Any, zone: str) -> list[Watched]:
    """Return all pairs for which ``seen`` holds, the most urgent first."""
    today = local_day(clock.now(), zone)
    found = [_watched(row, zone, today) for row in await session.exec(_query(seen, today))]
    return sorted(found, key=lambda pair: (-pair.attention.urgency, pair.attention.days, str(pair.pair_id)))


async def names_of(
    session: AsyncSession, pair_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, tuple[str, str]]:
    """Return for each pair the full names of mentee and mentor."""
    mentee_part, mentor_part = aliased(Enrolment), aliased(Enrolment)
    mentee, mentor = aliased(Person), aliased(Person)
    found = await session.exec(
        select(Pair.id, mentee, mentor)
        .join(mentee_part, col(mentee_part.id) == Pair.mentee_id)
        .join(mentee, col(mentee.id) == mentee_part.person_id)
        .join(mentor_part, col(mentor_part.id) == Pair.mentor_id)
        .join(mentor, col(mentor.id) == mentor_part.person_id)
        .where(col(Pair.id).in_(pair_ids))
    )
    return {pair_id: (junior.full_name, coach.full_name) for pair_id, junior, coach in found}


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
    """Return for each pair that was reminded the moment of the latest reminder."""
    found = await session.exec(
        select(StaffAct.pair_id, func.max(StaffAct.at))
        .where(col(StaffAct.pair_id).in_(pair_ids), StaffAct.kind == "reminded")
        .group_by(col(StaffAct.pair_id))
    )
    return dict(found.all())
