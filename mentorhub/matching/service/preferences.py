"""A mentee's list: saved as it is made, handed in, taken back until the deadline; read by nobody else."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.service.access import enrolled
from mentorhub.matching.tables import MatchRun, Preference, PreferenceList
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Programme
from mentorhub.speeddate.service.access import zone_of
from mentorhub.speeddate.service.announcing import announce_people
from mentorhub.speeddate.service.snapshot import count_handed_in_with
from mentorhub.speeddate.tables import PlannedSeat, SpeedDate

ListRefusal = Literal["stale", "closed", "unknown", "twice", "too_long", "too_short"]


class ListRefused(Exception):
    """A list that is not saved or handed in; ``reason`` is a key for the screen."""

    def __init__(self, reason: ListRefusal, missing: int = 0) -> None:
        """Keep the reason, and how many choices are missing when the list is too short."""
        super().__init__(reason)
        self.reason: ListRefusal = reason
        self.missing = missing


@dataclass(frozen=True, slots=True)
class MyList:
    """A mentee's own list.

    Attributes:
        mentors: chosen enrolments, best first.
        length: how many choices the programme asks, at most as many as there are mentors.
        version: of the list, to hand back with a change.
        handed_in_at: when it was handed in; None while it is not.
        deadline: until when it can change; None when there is none yet.
        is_open: whether it can change now.
        zone: the school's time zone, for showing moments.
    """

    mentors: tuple[uuid.UUID, ...]
    length: int
    version: int
    handed_in_at: datetime | None
    deadline: datetime | None
    is_open: bool
    zone: str


def _mentee(actor: Actor) -> uuid.UUID:
    if actor.role != Role.MENTEE:
        raise NotFound
    return actor.enrolment


async def deadline_of(session: AsyncSession, programme_id: uuid.UUID) -> datetime | None:
    """Return until when lists of a programme can change: that of its latest speed date."""
    query = select(SpeedDate.ranking_until).where(
        SpeedDate.programme_id == programme_id, col(SpeedDate.ranking_until).is_not(None)
    )
    return (await session.exec(query.order_by(col(SpeedDate.ranking_until).desc()))).first()


async def is_published(session: AsyncSession, programme_id: uuid.UUID) -> bool:
    """Whether the match of a programme has been published."""
    query = select(MatchRun.id).where(MatchRun.published_once == programme_id)
    return (await session.exec(query)).first() is not None


async def my_list(actor: Actor) -> MyList:
    """Return the mentee's own list.

    Raises:
        NotFound: the actor is no mentee.
    """
    async with db.reading() as session:
        return await _read(session, actor)


async def _read(session: AsyncSession, actor: Actor) -> MyList:
    mentee_id = _mentee(actor)
    programme = await session.get_one(Programme, actor.programme_id)
    row = await session.get(PreferenceList, mentee_id)
    mentors = await enrolled(session, programme.id, Role.MENTOR)
    chosen = await chosen_by(session, mentee_id)
    deadline = await deadline_of(session, programme.id)
    is_before = deadline is None or clock.now() < deadline
    return MyList(
        mentors=chosen,
        length=min(programme.list_length, len(mentors)),
        version=row.version if row else 0,
        handed_in_at=row.handed_in_at if row else None,
        deadline=deadline,
        is_open=is_before and not await is_published(session, programme.id),
        zone=await zone_of(session, actor),
    )


async def chosen_by(session: AsyncSession, mentee_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """Return a mentee's choices, best first."""
    query = select(Preference.mentor_id).where(Preference.mentee_id == mentee_id)
    return tuple(await session.exec(query.order_by(col(Preference.rank))))


async def save_list(actor: Actor, mentors: Sequence[uuid.UUID], version: int) -> MyList:
    """Save the mentee's list as it stands now; a list that was handed in counts as not handed in again.

    Args:
        actor: the mentee.
        mentors: enrolments of mentors, best first.
        version: of the list that the page showed.

    Raises:
        ListRefused: stale, closed, or not a list of different mentors of the programme.
        NotFound: the actor is no mentee.
    """
    async with db.transaction() as session:
        await _check(session, actor, mentors)
        await _advance(session, actor, version, handed_in_at=None)
        await session.exec(delete(Preference).where(col(Preference.mentee_id) == actor.enrolment))
        await session.flush()
        session.add_all(
            Preference(school_id=actor.school, mentee_id=actor.enrolment, mentor_id=mentor, rank=rank)
            for rank, mentor in enumerate(mentors, start=1)
        )
        await session.flush()
        return await _read(session, actor)


async def _check(session: AsyncSession, actor: Actor, mentors: Sequence[uuid.UUID]) -> None:
    known = await _read(session, actor)
    if not known.is_open:
        raise ListRefused("closed")
    if len(set(mentors)) < len(mentors):
        raise ListRefused("twice")
    if len(mentors) > known.length:
        raise ListRefused("too_long")
    query = select(Enrolment.id).where(
        Enrolment.programme_id == actor.programme_id,
        Enrolment.role == Role.MENTOR.value,
        col(Enrolment.ended_at).is_(None),
        col(Enrolment.id).in_(mentors),
    )
    if set(await session.exec(query)) != set(mentors):
        raise ListRefused("unknown")


async def _advance(
    session: AsyncSession, actor: Actor, version: int, *, handed_in_at: datetime | None
) -> None:
    """Take the next version of the list, or refuse when another tab was first."""
    moment, programme_id = clock.now(), actor.programme_id
    if programme_id is None:
        raise NotFound
    if await session.get(PreferenceList, actor.enrolment) is None and version == 0:
        first = PreferenceList(
            mentee_id=actor.enrolment,
            school_id=actor.school,
            programme_id=programme_id,
            handed_in_at=handed_in_at,
            version=1,
            updated_at=moment,
        )
        try:
            async with session.begin_nested():
                session.add(first)
        except IntegrityError as error:
            raise ListRefused("stale") from error
        return
    done = await session.exec(
        update(PreferenceList)
        .where(col(PreferenceList.mentee_id) == actor.enrolment, col(PreferenceList.version) == version)
        .values(version=version + 1, handed_in_at=handed_in_at, updated_at=moment)
        .execution_options(synchronize_session="fetch")
    )
    if done.rowcount != 1:
        raise ListRefused("stale")


async def hand_in(actor: Actor, version: int) -> MyList:
    """Hand the list in as it stands; the screens of a room that waits for lists count it at once.

    Raises:
        ListRefused: stale, closed, or shorter than the programme asks while there are enough mentors.
        NotFound: the actor is no mentee.
    """
    return await _mark(actor, version, handed_in_at=clock.now())


async def take_back(actor: Actor, version: int) -> MyList:
    """Take a list that was handed in back, to change it.

    Raises:
        ListRefused: stale or closed.
        NotFound: the actor is no mentee.
    """
    return await _mark(actor, version, handed_in_at=None)


async def _mark(actor: Actor, version: int, *, handed_in_at: datetime | None) -> MyList:
    async with db.transaction() as session:
        known = await _read(session, actor)
        if not known.is_open:
            raise ListRefused("closed")
        if handed_in_at and len(known.mentors) < known.length:
            raise ListRefused("too_short", known.length - len(known.mentors))
        await _advance(session, actor, version, handed_in_at=handed_in_at)
        await session.flush()
        changed, rooms = await _read(session, actor), await _rooms(session, actor)
    for speed_date_id in rooms:
        announce_people(speed_date_id)
    return changed


async def _rooms(session: AsyncSession, actor: Actor) -> list[uuid.UUID]:
    """Return the speed dates of the programme that wait for lists now."""
    query = select(SpeedDate.id).where(
        SpeedDate.programme_id == actor.programme_id, SpeedDate.phase == "ranking"
    )
    return list(await session.exec(query))


async def handed_in_count(session: AsyncSession, speed_date: SpeedDate) -> tuple[int, int]:
    """Return how many of those who met somebody at a speed date handed their list in, and of how many."""
    seated = select(PlannedSeat.mentee_id).where(
        PlannedSeat.speed_date_id == speed_date.id, PlannedSeat.round <= speed_date.round
    )
    handed_in = select(func.count()).where(
        col(PreferenceList.mentee_id).in_(seated), col(PreferenceList.handed_in_at).is_not(None)
    )
    whole = select(func.count()).select_from(seated.distinct().subquery())
    return (await session.exec(handed_in)).one(), (await session.exec(whole)).one()


count_handed_in_with(handed_in_count)
