"""Reading a CV with its versions, for its owner and the coach; the card in the pair's room."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.tables import StoredFile
from mentorhub.cvs.export import pages_of
from mentorhub.cvs.rules.checklist import Check, check
from mentorhub.cvs.rules.content import Content, from_json
from mentorhub.cvs.rules.passages import paragraphs
from mentorhub.cvs.rules.periods import month_of
from mentorhub.cvs.service.scope import Reach, cv_of, reach, starting
from mentorhub.cvs.service.values import CvPage, Junior, RoomCv, UploadView, VersionLine
from mentorhub.cvs.tables import Cv, CvComment, CvVersion
from mentorhub.matching.tables import Pair
from mentorhub.pairs.service.scope import own
from mentorhub.people.tables import Enrolment, Person

VERSIONS_PER_PAGE = 50


async def juniors(actor: Actor) -> list[Junior]:
    """Return the juniors of a mentor's running pairs, by first name; none for a mentee."""
    async with db.reading() as session:
        rows = await session.exec(
            select(Enrolment, Person)
            .join(Pair, col(Pair.mentee_id) == Enrolment.id)
            .join(Person, col(Person.id) == Enrolment.person_id)
            .where(Pair.mentor_id == actor.enrolment, *own(actor))
            .order_by(Person.first_name, Person.last_name, col(Enrolment.id))
            .limit(100)
        )
        return [
            Junior(enrolment.id, person.id, person.full_name, person.initials, enrolment.course)
            for enrolment, person in rows
        ]


async def open_cv(actor: Actor, of: uuid.UUID | None = None) -> CvPage:
    """Return the actor's own CV, or that of a junior.

    Raises:
        NotFound: not reached by the actor.
    """
    async with db.reading() as session:
        whose = await reach(session, actor, of)
        cv = await cv_of(session, whose.enrolment.id)
        return CvPage(
            of=whose.enrolment.id,
            full_name=whose.person.full_name,
            first_name=whose.person.first_name,
            is_own=whose.is_own,
            zone=whose.zone,
            content=_content(cv, whose),
            latest=await _newest_line(session, cv),
            upload=await _upload(session, cv),
            coaches=await _coaches(session, whose.enrolment.id),
        )


def _content(cv: Cv | None, whose: Reach) -> Content:
    if cv is not None:
        return from_json(cv.content)
    return starting(whose.person) if whose.is_own else Content()


async def _coaches(session: AsyncSession, mentee_id: uuid.UUID) -> tuple[str, ...]:
    rows = await session.exec(
        select(Person.first_name)
        .join(Enrolment, col(Enrolment.person_id) == Person.id)
        .join(Pair, col(Pair.mentor_id) == Enrolment.id)
        .where(Pair.mentee_id == mentee_id, col(Pair.ended_at).is_(None))
        .order_by(Person.first_name)
    )
    return tuple(rows)


def _lines_of(cv_id: uuid.UUID) -> Any:
    """Return the query of a CV's versions with their writer and file, the newest first."""
    return (
        select(CvVersion, Person, StoredFile.name)
        .join(Enrolment, col(Enrolment.id) == CvVersion.by_enrolment_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .outerjoin(StoredFile, col(StoredFile.id) == CvVersion.file_id)
        .where(CvVersion.cv_id == cv_id)
        .order_by(col(CvVersion.number).desc())
    )


def _line(row: Any) -> VersionLine:
    version, person, file_name = row
    return VersionLine(
        version.id, version.number, version.kind, version.saved_at, person.full_name, file_name or ""
    )


async def _newest_line(session: AsyncSession, cv: Cv | None) -> VersionLine | None:
    row = (await session.exec(_lines_of(cv.id).limit(1))).first() if cv else None
    return _line(row) if row else None


async def _upload(session: AsyncSession, cv: Cv | None) -> UploadView | None:
    if cv is None:
        return None
    row = (await session.exec(_lines_of(cv.id).where(CvVersion.kind == "uploaded").limit(1))).first()
    return UploadView(_line(row), paragraphs(row[0].text)) if row else None


async def versions(
    actor: Actor, of: uuid.UUID | None = None, before: int | None = None
) -> tuple[VersionLine, ...]:
    """Return the newest ``VERSIONS_PER_PAGE`` versions, or those with a number below ``before``.

    Raises:
        NotFound: not reached by the actor.
    """
    async with db.reading() as session:
        whose = await reach(session, actor, of)
        cv = await cv_of(session, whose.enrolment.id)
        if cv is None:
            return ()
        found = _lines_of(cv.id).limit(VERSIONS_PER_PAGE)
        rows = await session.exec(found.where(CvVersion.number < before) if before else found)
        return tuple(_line(row) for row in rows)


def _this_month(moment: datetime, zone: str) -> int:
    local = moment.astimezone(ZoneInfo(zone))
    return month_of(local.year, local.month)


async def checklist(actor: Actor, of: uuid.UUID | None = None) -> tuple[Check, ...]:
    """Return the checklist of a CV; raises as ``open_cv``."""
    page = await open_cv(actor, of)
    async with db.reading() as session:
        cv = await cv_of(session, page.of)
    pages = await pages_of(page.content, cv.template, actor.language) if cv else None
    return check(page.content, _this_month(clock.now(), page.zone), pages)


async def room_cv(actor: Actor, pair_id: uuid.UUID) -> RoomCv:
    """Return what the room of an own pair shows of the CV: its version and the tips of this coach.

    Raises:
        NotFound: not a running pair of the actor.
    """
    async with db.reading() as session:
        pair = (await session.exec(select(Pair).where(Pair.id == pair_id, *own(actor)))).first()
        if pair is None:
            raise NotFound
        coach = select(Person).join(Enrolment, col(Enrolment.person_id) == Person.id)
        person = (await session.exec(coach.where(Enrolment.id == pair.mentor_id))).one()
        cv = await cv_of(session, pair.mentee_id)
        line = await _newest_line(session, cv)
        counts = await _counts(session, cv, pair.mentor_id)
        is_own = pair.mentee_id == actor.enrolment
        return RoomCv(pair.mentee_id, line.number if line else 0, *counts, person.first_name, is_own)


async def _counts(session: AsyncSession, cv: Cv | None, coach_id: uuid.UUID) -> tuple[int, int]:
    """Return how many tips a coach gave, and how many of them are open."""
    if cv is None:
        return 0, 0
    rows = await session.exec(
        select(CvComment.state, func.count())
        .where(CvComment.cv_id == cv.id, CvComment.by_enrolment_id == coach_id)
        .group_by(CvComment.state)
    )
    counted = dict(rows.all())
    return sum(counted.values()), counted.get("open", 0)
