"""The opener's side of sharing: whoever has a link says who it is, and then sees the CV.

A link that is unknown, ended or over looks the same to whoever tries it.
"""

import uuid
from datetime import timedelta

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import NotFound
from mentorhub.core.guard import digest
from mentorhub.core.tables import StoredFile
from mentorhub.cvs.rules.content import from_json
from mentorhub.cvs.sharing.values import SharedCv
from mentorhub.cvs.tables import Cv, CvShare, CvShareOpening, CvVersion
from mentorhub.people.tables import Enrolment, Person

LONGEST_WHO = 80
MOST_OPENINGS = 200
"""So often a link can be opened; who passes it on to a whole town needs a website."""
SEEN_FOR = timedelta(hours=12)
"""How long an opening lets its opener see and download the CV without being asked again."""


async def owner_of(secret: str) -> str:
    """Return the first name of whose CV a link shows, for the question before it.

    Raises:
        NotFound: the link does not work.
    """
    async with db.reading() as session:
        share = await _working(session, secret)
        found = (
            select(Person.first_name)
            .join(Enrolment, col(Enrolment.person_id) == Person.id)
            .join(Cv, col(Cv.enrolment_id) == Enrolment.id)
            .where(Cv.id == share.cv_id)
        )
        return (await session.exec(found)).one()


async def open_link(secret: str, who: str) -> uuid.UUID:
    """Note who opens a link; returns the id with which that visitor sees the CV for twelve hours.

    Raises:
        NotFound: the link does not work, or nobody said who it is.
    """
    named = "".join(sign for sign in " ".join(who.split()) if sign.isprintable())[:LONGEST_WHO]
    if not named:
        raise NotFound
    async with db.transaction() as session:
        share = await _working(session, secret)
        counted = select(func.count()).where(CvShareOpening.share_id == share.id)
        if (await session.exec(counted)).one() >= MOST_OPENINGS:
            raise NotFound
        opening = CvShareOpening(school_id=share.school_id, share_id=share.id, who=named, at=clock.now())
        session.add(opening)
    return opening.id


async def shared_cv(secret: str, opening_id: uuid.UUID) -> SharedCv:
    """Return the CV that a link shows to somebody who opened it.

    Raises:
        NotFound: the link does not work, or this is not an opening of it that is still young.
    """
    async with db.reading() as session:
        share = await _working(session, secret)
        opening = await session.get(CvShareOpening, opening_id)
        if opening is None or opening.share_id != share.id or opening.at < clock.now() - SEEN_FOR:
            raise NotFound
        found = select(Cv, CvVersion).join(CvVersion, col(CvVersion.cv_id) == Cv.id)
        row = await session.exec(found.where(Cv.id == share.cv_id, CvVersion.number == share.version_number))
        cv, version = row.one()
        file = await session.get(StoredFile, version.file_id) if version.file_id else None
        return SharedCv(from_json(version.content), cv.template, file, version.text)


async def _working(session: AsyncSession, secret: str) -> CvShare:
    found = (
        select(CvShare)
        .join(Cv, col(Cv.id) == CvShare.cv_id)
        .join(Enrolment, col(Enrolment.id) == Cv.enrolment_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(
            CvShare.digest == digest(secret),
            col(CvShare.ended_at).is_(None),
            CvShare.expires_at > clock.now(),
            # Who left the programme or lost the account shares nothing any more.
            col(Enrolment.ended_at).is_(None),
            col(Person.disabled_at).is_(None),
        )
    )
    share = (await session.exec(found)).first()
    if share is None:
        raise NotFound
    return share
