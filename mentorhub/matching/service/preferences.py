"""A mentee's list: saved as it is made, handed in, taken back until the deadline; read by nobody else."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.service.access import enrolled
from mentorhub.matching.service.lists import (
    ListRefused,
    Owner,
    advance,
    can_change,
    check_choices,
    chosen_by,
    deadline_of,
    waiting_rooms,
    write_choices,
)
from mentorhub.matching.tables import PreferenceList
from mentorhub.programmes.tables import Programme
from mentorhub.speeddate.service.access import zone_of
from mentorhub.speeddate.service.announcing import announce_people
from mentorhub.speeddate.service.snapshot import count_handed_in_with
from mentorhub.speeddate.tables import PlannedSeat, SpeedDate


@dataclass(frozen=True, slots=True)
class MyList:
    """A mentee's own list.

    Attributes:
        mentors: chosen enrolments, best first.
        length: how many choices the programme asks, at most as many as there are mentors.
        version: of the list, to hand back with a change.
        handed_in_at: when it was handed in; None while it is not.
        on_paper: whether staff handed it in, from what the mentee wrote on paper.
        deadline: until when it can change; None when there is none yet.
        is_open: whether it can change now.
        zone: the school's time zone, for showing moments.
    """

    mentors: tuple[uuid.UUID, ...]
    length: int
    version: int
    handed_in_at: datetime | None
    on_paper: bool
    deadline: datetime | None
    is_open: bool
    zone: str


def _owner(actor: Actor) -> Owner:
    if actor.role != Role.MENTEE or actor.programme_id is None:
        raise NotFound
    return Owner(actor.enrolment, actor.programme_id, actor.school)


async def my_list(actor: Actor) -> MyList:
    """Return the mentee's own list.

    Raises:
        NotFound: the actor is no mentee.
    """
    async with db.reading() as session:
        return await _read(session, actor)


async def _read(session: AsyncSession, actor: Actor) -> MyList:
    owner = _owner(actor)
    programme = await session.get_one(Programme, owner.programme_id)
    row = await session.get(PreferenceList, owner.mentee_id)
    mentors = await enrolled(session, programme.id, Role.MENTOR)
    return MyList(
        mentors=await chosen_by(session, owner.mentee_id),
        length=min(programme.list_length, len(mentors)),
        version=row.version if row else 0,
        handed_in_at=row.handed_in_at if row else None,
        on_paper=bool(row and row.on_paper),
        deadline=await deadline_of(session, programme.id),
        is_open=await can_change(session, programme.id),
        zone=await zone_of(session, actor),
    )


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
        owner, known = _owner(actor), await _read(session, actor)
        if not known.is_open:
            raise ListRefused("closed")
        await check_choices(session, owner.programme_id, mentors, known.length)
        await advance(session, owner, version, handed_in_at=None)
        await write_choices(session, owner, mentors)
        return await _read(session, actor)


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
        owner, known = _owner(actor), await _read(session, actor)
        if not known.is_open:
            raise ListRefused("closed")
        if handed_in_at and len(known.mentors) < known.length:
            raise ListRefused("too_short", known.length - len(known.mentors))
        await advance(session, owner, version, handed_in_at=handed_in_at)
        await session.flush()
        changed, rooms = await _read(session, actor), await waiting_rooms(session, owner.programme_id)
    for speed_date_id in rooms:
        announce_people(speed_date_id)
    return changed


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
