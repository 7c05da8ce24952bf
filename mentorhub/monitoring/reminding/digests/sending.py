"""Sending the digests of a school: each in a transaction of its own, the school done when none failed."""

import uuid
from collections.abc import Awaitable, Callable
from functools import partial

import structlog
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db, jobs
from mentorhub.monitoring.reminding.digests.coaches import coaches_of, digest_for_coach
from mentorhub.monitoring.reminding.digests.coordinators import digest_for_coordinator, programmes_of
from mentorhub.monitoring.reminding.digests.teachers import digest_for_teacher, teachers_of
from mentorhub.monitoring.reminding.digests.values import Digest
from mentorhub.monitoring.reminding.schools import SchoolDay, is_free_for_all, schools_at_work
from mentorhub.monitoring.rules.reminding import begins_week
from mentorhub.monitoring.service.gathering import terms_of
from mentorhub.pairs.help.service.scope import coordinators_of
from mentorhub.people.notices import tell
from mentorhub.people.tables import Enrolment, Person

log = structlog.get_logger()
Make = Callable[[], Awaitable[Digest | None]]
JOB = "digests"


async def send_digests() -> None:
    """Send the digests of every school that was not done today."""
    for day in await schools_at_work(JOB):
        if await _send_all(day):
            async with db.transaction() as session:
                await jobs.take_turn(session, JOB, day.turn)


async def _send_all(day: SchoolDay) -> bool:
    """Send what is due at a school; False when one failed and is tried again."""
    failed = 0
    for make in await _due(day):
        try:
            digest = await make()
            if digest is not None:
                await _send(day, digest)
        except Exception as fault:
            failed += 1
            log.error("digest not sent", school=str(day.school_id), why=type(fault).__name__)
    return not failed


async def _send(day: SchoolDay, digest: Digest) -> None:
    turn = f"{day.today.isoformat()}:{digest.part_id}:{digest.reader.id}"
    async with db.transaction() as session:
        if await jobs.take_turn(session, JOB, turn):
            await tell(
                session,
                digest.reader,
                school_id=day.school_id,
                kind="digest",
                subject=digest.subject,
                body=digest.body,
                path=digest.path,
                once_key=f"digest:{turn}",
            )


async def _due(day: SchoolDay) -> list[Make]:
    """Return what makes the digests of who begins the week today; programmes can have own holidays."""
    beginning, is_whole = await _beginning(day)
    async with db.reading() as session:
        teachers = await teachers_of(session, day)
        juniors = await coaches_of(session, day) if beginning else {}
        coaches = await _people(session, set(juniors))
        programmes = await programmes_of(session, day)
        coordinators = await coordinators_of(session, day.school_id) if is_whole else []
    due: list[Make] = [
        partial(digest_for_teacher, *one) for one in teachers if one[0].programme_id in beginning
    ]
    due += [
        partial(digest_for_coach, part, person, juniors[part.id], day.zone)
        for part, person in coaches
        if part.programme_id in beginning
    ]
    return due + [partial(digest_for_coordinator, person, day, programmes) for person in coordinators]


async def _beginning(day: SchoolDay) -> tuple[set[uuid.UUID], bool]:
    """Return the programmes that begin their week today, and whether the school as a whole does."""
    async with db.reading() as session:
        programmes = [one.id for one in await programmes_of(session, day)]
        terms = await terms_of(session, programmes)
        is_whole = begins_week(day.today, await is_free_for_all(session, day.school_id))
    return {one for one in programmes if begins_week(day.today, terms[one].days_off)}, is_whole


async def _people(session: AsyncSession, enrolment_ids: set[uuid.UUID]) -> list[tuple[Enrolment, Person]]:
    query = (
        select(Enrolment, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(col(Enrolment.id).in_(enrolment_ids))
        .order_by(col(Enrolment.id))
    )
    return list(await session.exec(query))
