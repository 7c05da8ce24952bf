"""The lists themselves, whoever fills them: until when they change, and how one is saved under a version."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Role
from mentorhub.matching.tables import MatchRun, Preference, PreferenceList
from mentorhub.people.tables import Enrolment
from mentorhub.speeddate.tables import SpeedDate

ListRefusal = Literal["stale", "closed", "unknown", "twice", "too_long", "too_short"]


class ListRefused(Exception):
    """A list that is not saved or handed in; ``reason`` is a key for the screen."""

    def __init__(self, reason: ListRefusal, missing: int = 0) -> None:
        """Keep the reason, and how many choices are missing when the list is too short."""
        super().__init__(reason)
        self.reason: ListRefusal = reason
        self.missing = missing


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose list it is: the mentee's enrolment, in which programme of which school."""

    mentee_id: uuid.UUID
    programme_id: uuid.UUID
    school_id: uuid.UUID


async def deadline_of(session: AsyncSession, programme_id: uuid.UUID) -> datetime | None:
    """Return until when lists of a programme can change: that of its latest speed date, practice left out."""
    query = select(SpeedDate.ranking_until).where(
        SpeedDate.programme_id == programme_id,
        col(SpeedDate.ranking_until).is_not(None),
        col(SpeedDate.rehearsal_of).is_(None),
    )
    return (await session.exec(query.order_by(col(SpeedDate.ranking_until).desc()))).first()


async def is_published(session: AsyncSession, programme_id: uuid.UUID) -> bool:
    """Whether the match of a programme has been published."""
    query = select(MatchRun.id).where(MatchRun.published_once == programme_id)
    return (await session.exec(query)).first() is not None


async def can_change(session: AsyncSession, programme_id: uuid.UUID) -> bool:
    """Whether lists of a programme can change now: before the deadline, and no match is out."""
    deadline = await deadline_of(session, programme_id)
    is_before = deadline is None or clock.now() < deadline
    return is_before and not await is_published(session, programme_id)


async def chosen_by(session: AsyncSession, mentee_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """Return a mentee's choices, best first."""
    query = select(Preference.mentor_id).where(Preference.mentee_id == mentee_id)
    return tuple(await session.exec(query.order_by(col(Preference.rank))))


async def check_choices(
    session: AsyncSession, programme_id: uuid.UUID, mentors: Sequence[uuid.UUID], most: int
) -> None:
    """See that these are at most so many different mentors of the programme.

    Raises:
        ListRefused: twice, too_long or unknown.
    """
    if len(set(mentors)) < len(mentors):
        raise ListRefused("twice")
    if len(mentors) > most:
        raise ListRefused("too_long")
    query = select(Enrolment.id).where(
        Enrolment.programme_id == programme_id,
        Enrolment.role == Role.MENTOR.value,
        col(Enrolment.ended_at).is_(None),
        col(Enrolment.id).in_(mentors),
    )
    if set(await session.exec(query)) != set(mentors):
        raise ListRefused("unknown")


async def write_choices(session: AsyncSession, owner: Owner, mentors: Sequence[uuid.UUID]) -> None:
    """Put these choices, best first, in the place of the ones before."""
    await session.exec(delete(Preference).where(col(Preference.mentee_id) == owner.mentee_id))
    await session.flush()
    session.add_all(
        Preference(school_id=owner.school_id, mentee_id=owner.mentee_id, mentor_id=mentor, rank=rank)
        for rank, mentor in enumerate(mentors, start=1)
    )
    await session.flush()


async def advance(
    session: AsyncSession,
    owner: Owner,
    version: int,
    *,
    handed_in_at: datetime | None,
    on_paper: bool = False,
) -> None:
    """Take the next version of a list, or refuse when someone else was first.

    Raises:
        ListRefused: stale.
    """
    values = {"handed_in_at": handed_in_at, "on_paper": on_paper, "updated_at": clock.now()}
    if version == 0 and await session.get(PreferenceList, owner.mentee_id) is None:
        await _begin(session, owner, values)
        return
    done = await session.exec(
        update(PreferenceList)
        .where(col(PreferenceList.mentee_id) == owner.mentee_id, col(PreferenceList.version) == version)
        .values(version=version + 1, **values)
        .execution_options(synchronize_session="fetch")
    )
    if done.rowcount != 1:
        raise ListRefused("stale")


async def _begin(session: AsyncSession, owner: Owner, values: dict[str, Any]) -> None:
    first = PreferenceList(
        mentee_id=owner.mentee_id,
        school_id=owner.school_id,
        programme_id=owner.programme_id,
        version=1,
        **values,
    )
    try:
        async with session.begin_nested():
            session.add(first)
    except IntegrityError as error:
        raise ListRefused("stale") from error


async def waiting_rooms(session: AsyncSession, programme_id: uuid.UUID) -> list[uuid.UUID]:
    """Return the speed dates of a programme that wait for lists now."""
    query = select(SpeedDate.id).where(SpeedDate.programme_id == programme_id, SpeedDate.phase == "ranking")
    return list(await session.exec(query))
