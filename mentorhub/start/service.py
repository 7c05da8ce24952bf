"""What the start page has to know of a student; every part comes from the feature that holds it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists
from sqlmodel import and_, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.core.dates import local_day
from mentorhub.internships.rules.applications import ENDED
from mentorhub.internships.tables import Application, Lead
from mentorhub.matching.service.lists import is_published
from mentorhub.matching.service.wishes import wish_count
from mentorhub.matching.tables import Pair, PreferenceList
from mentorhub.pairs.service import PairLine, StandIn, my_pairs, stand_ins
from mentorhub.people.parts import parts_of
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import School
from mentorhub.speeddate.tables import (
    Attendee,
    Impression,
    PlannedSeat,
    QualityChoice,
    SpeedDate,
    SpeedDateGroup,
)
from mentorhub.start.rules import Event, Facts, Search, event_that_counts

CLICK = 3


@dataclass(frozen=True, slots=True)
class Start:
    """All that the start page tells.

    Attributes:
        facts: what decides the next step.
        pairs: the running pairs.
        stand_ins: who stands in for the mentor, or for whom the mentor stands in.
        conversations: how many the student had at the speed date that counts.
        clicks: of how many the student noted that it clicked.
        handed_in_at: when the top 4 was handed in, None when not.
        now: the present moment.
        zone: the school's time zone.
    """

    facts: Facts
    pairs: tuple[PairLine, ...]
    stand_ins: tuple[StandIn, ...]
    conversations: int
    clicks: int
    handed_in_at: datetime | None
    now: datetime
    zone: str


async def has_several_parts(actor: Actor) -> bool:
    """Whether the person can choose where to be."""
    async with db.reading() as session:
        return len(await parts_of(session, actor.person_id)) > 1


async def start_of(actor: Actor) -> Start:
    """Return what the start page tells a mentee or mentor.

    Raises:
        NotFound: the actor is not enrolled.
    """
    pairs, helping = tuple(await my_pairs(actor)), tuple(await stand_ins(actor))
    async with db.reading() as session:
        zone = (await session.exec(select(School.zone).where(School.id == actor.school))).one()
        events = await _events(session, actor)
        event = event_that_counts(events)
        conversations, clicks = await _met(session, actor, events[event]) if event else (0, 0)
        handed_in_at = await _handed_in_at(session, actor)
        wishes = await wish_count(session, actor)
        facts = Facts(
            is_mentee=actor.role is Role.MENTEE,
            qualities=await _qualities(session, actor),
            event=event,
            handed_in=handed_in_at is not None,
            pairs=len(pairs),
            waiting=sum(pair.first_contact is not None for pair in pairs),
            asked=wishes.met if wishes else 0,
            answered=wishes.answered if wishes else 0,
            can_answer=wishes is not None and wishes.is_open,
            stand_ins=len(helping) if actor.role is Role.MENTOR else 0,
            is_published=actor.programme_id is not None and await is_published(session, actor.programme_id),
            search=await _search(session, actor, local_day(clock.now(), zone)) if pairs else None,
        )
    return Start(facts, pairs, helping, conversations, clicks, handed_in_at, clock.now(), zone)


async def _qualities(session: AsyncSession, actor: Actor) -> int:
    found = await session.exec(
        select(func.count()).where(
            QualityChoice.enrolment_id == actor.enrolment, QualityChoice.side == "seeks"
        )
    )
    return found.one()


async def _events(session: AsyncSession, actor: Actor) -> dict[Event, uuid.UUID]:
    """Return the speed dates that expect the student, or the student's group, with their ids."""
    expected = exists().where(
        col(Attendee.speed_date_id) == SpeedDate.id, col(Attendee.enrolment_id) == actor.enrolment
    )
    invited = exists().where(
        and_(
            col(SpeedDateGroup.speed_date_id) == SpeedDate.id,
            col(SpeedDateGroup.group_id) == Enrolment.group_id,
            col(Enrolment.id) == actor.enrolment,
        )
    )
    found = await session.exec(
        select(SpeedDate).where(
            SpeedDate.school_id == actor.school,
            SpeedDate.programme_id == actor.programme_id,
            col(SpeedDate.rehearsal_of).is_(None),
            or_(expected, invited),
        )
    )
    return {Event(row.starts_at, row.phase, row.ranking_until): row.id for row in found}


async def _met(session: AsyncSession, actor: Actor, speed_date_id: uuid.UUID) -> tuple[int, int]:
    """Return how many conversations the student had there, and how many clicked."""
    seats = await session.exec(
        select(func.count())
        .select_from(PlannedSeat)
        .join(SpeedDate, col(SpeedDate.id) == PlannedSeat.speed_date_id)
        .where(
            PlannedSeat.speed_date_id == speed_date_id,
            or_(PlannedSeat.mentee_id == actor.enrolment, PlannedSeat.mentor_id == actor.enrolment),
            PlannedSeat.round <= SpeedDate.round,
        )
    )
    clicks = await session.exec(
        select(func.count()).where(
            Impression.speed_date_id == speed_date_id,
            Impression.author_id == actor.enrolment,
            Impression.feeling == CLICK,
        )
    )
    return seats.one(), clicks.one()


async def _search(session: AsyncSession, actor: Actor, today: date) -> Search:
    """Return how far the search of a mentee is, or that of the juniors of a mentor."""
    mentees = {actor.enrolment}
    if actor.role is Role.MENTOR:
        own = select(Pair.mentee_id).where(Pair.mentor_id == actor.enrolment, col(Pair.ended_at).is_(None))
        mentees = set(await session.exec(own))
    found = await session.exec(
        select(Application.mentee_id, Application.step, col(Application.next_on)).where(
            col(Application.mentee_id).in_(mentees), col(Application.step).not_in(ENDED)
        )
    )
    rows = found.all()
    running = [(mentee_id, day) for mentee_id, step, day in rows if step != "placed"]
    days = [(day - today).days for _, day in running if day is not None]
    tips = await session.exec(select(func.count()).where(Lead.by_enrolment_id == actor.enrolment))
    return Search(
        running=len(running),
        is_placed={mentee_id for mentee_id, step, _ in rows if step == "placed"} == mentees,
        due=min(days, default=None),
        tips=tips.one(),
    )


async def _handed_in_at(session: AsyncSession, actor: Actor) -> datetime | None:
    found = await session.exec(select(PreferenceList).where(PreferenceList.mentee_id == actor.enrolment))
    row = found.first()
    return row.handed_in_at if row else None
