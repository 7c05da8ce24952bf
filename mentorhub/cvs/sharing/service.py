"""The owner's side of sharing: make a link, end it, take that back, see who opened it."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.guard import digest
from mentorhub.core.tables import StoredFile
from mentorhub.cvs.rules.content import SECTIONS, Content, from_json, section_text
from mentorhub.cvs.service.scope import cv_of, own_reach, reach, the_cv
from mentorhub.cvs.sharing.values import (
    LinkIs,
    LinkLine,
    LinkRefused,
    Links,
    NewLink,
    Opening,
    VersionChoice,
)
from mentorhub.cvs.tables import CvShare, CvShareOpening, CvVersion

LASTS = timedelta(days=30)
SECRET_BYTES = 32
MOST_OPEN, MOST_SHOWN, MOST_OPENINGS, MOST_CHOICES = 20, 50, 10, 20
LONGEST_LABEL = 80


async def make_link(actor: Actor, label: str, version_number: int) -> NewLink:
    """Make a link to a version of the actor's own CV that works for 30 days.

    Raises:
        NotFound: the actor is no mentee, or there is no such version.
        LinkRefused: the version is empty, the label is missing or too long, or 20 links are open.
    """
    wanted = " ".join(label.split())
    if not 0 < len(wanted) <= LONGEST_LABEL:
        raise LinkRefused("label")
    async with db.transaction() as session:
        mine = await own_reach(session, actor)
        cv = await the_cv(session, mine.enrolment.id)
        await _is_worth_sharing(session, cv.id, version_number)
        if await _open_links(session, cv.id) >= MOST_OPEN:
            raise LinkRefused("many")
        secret, now = secrets.token_urlsafe(SECRET_BYTES), clock.now()
        share = CvShare(
            school_id=cv.school_id,
            cv_id=cv.id,
            version_number=version_number,
            digest=digest(secret),
            label=wanted,
            created_at=now,
            expires_at=now + LASTS,
        )
        session.add(share)
        audit.record(session, actor, "cv.shared", share.id, version=version_number)
    return NewLink(share.id, secret)


async def _is_worth_sharing(session: AsyncSession, cv_id: uuid.UUID, number: int) -> None:
    found = select(CvVersion).where(CvVersion.cv_id == cv_id, CvVersion.number == number)
    version = (await session.exec(found)).first()
    if version is None:
        raise NotFound
    if version.file_id is None and _tells_nothing(from_json(version.content)):
        raise LinkRefused("empty_cv")


def _tells_nothing(content: Content) -> bool:
    """Whether there is nothing but a name and how to reach it, which the hub fills in by itself."""
    return not (content.profile.strip() or any(section_text(content, section) for section in SECTIONS[1:]))


async def _open_links(session: AsyncSession, cv_id: uuid.UUID) -> int:
    found = select(func.count()).where(
        CvShare.cv_id == cv_id, col(CvShare.ended_at).is_(None), CvShare.expires_at > clock.now()
    )
    return (await session.exec(found)).one()


async def end_link(actor: Actor, share_id: uuid.UUID) -> None:
    """End a link of the actor at once; ending it twice is fine.

    Raises:
        NotFound: not a link of the actor's own CV.
    """
    async with db.transaction() as session:
        share = await _own_share(session, actor, share_id)
        if share.ended_at is None:
            share.ended_at = clock.now()
            audit.record(session, actor, "cv.share_ended", share.id)


async def resume_link(actor: Actor, share_id: uuid.UUID) -> None:
    """Take the ending of a link back; when it is over stays as it was.

    Raises:
        NotFound: not a link of the actor's own CV.
        LinkRefused: 20 others are open by now.
    """
    async with db.transaction() as session:
        share = await _own_share(session, actor, share_id)
        if share.ended_at is not None:
            if await _open_links(session, share.cv_id) >= MOST_OPEN:
                raise LinkRefused("many")
            share.ended_at = None
            audit.record(session, actor, "cv.share_resumed", share.id)


async def _own_share(session: AsyncSession, actor: Actor, share_id: uuid.UUID) -> CvShare:
    mine = await own_reach(session, actor)
    cv = await the_cv(session, mine.enrolment.id)
    found = select(CvShare).where(CvShare.id == share_id, CvShare.cv_id == cv.id)
    share = (await session.exec(found)).first()
    if share is None:
        raise NotFound
    return share


async def links_of(actor: Actor) -> Links:
    """Return the links of the actor's own CV and the versions that can be shared.

    Raises:
        NotFound: the actor is no mentee.
    """
    async with db.reading() as session:
        mine = await reach(session, actor)
        cv = await cv_of(session, mine.enrolment.id)
        if cv is None:
            return Links(mine.zone, (), ())
        newest = select(CvShare).where(CvShare.cv_id == cv.id).order_by(col(CvShare.created_at).desc())
        shares = (await session.exec(newest.limit(MOST_SHOWN))).all()
        openings = await _openings(session, shares)
        lines = tuple(_line(share, openings.get(share.id, [])) for share in shares)
        return Links(mine.zone, lines, await _choices(session, cv.id))


async def _openings(session: AsyncSession, shares: Sequence[CvShare]) -> dict[uuid.UUID, list[Opening]]:
    ids = [share.id for share in shares]
    found = select(CvShareOpening).where(col(CvShareOpening.share_id).in_(ids))
    rows = await session.exec(found.order_by(col(CvShareOpening.at).desc()))
    by_share: dict[uuid.UUID, list[Opening]] = {}
    for row in rows:
        by_share.setdefault(row.share_id, []).append(Opening(row.who, row.at))
    return by_share


def _line(share: CvShare, openings: list[Opening]) -> LinkLine:
    is_over = share.expires_at <= clock.now()
    state = LinkIs.ENDED if share.ended_at else LinkIs.OVER if is_over else LinkIs.OPEN
    return LinkLine(
        share.id,
        share.label,
        share.version_number,
        state,
        share.expires_at,
        len(openings),
        tuple(openings[:MOST_OPENINGS]),
    )


async def _choices(session: AsyncSession, cv_id: uuid.UUID) -> tuple[VersionChoice, ...]:
    found = (
        select(CvVersion, StoredFile.name)
        .outerjoin(StoredFile, col(StoredFile.id) == CvVersion.file_id)
        .where(CvVersion.cv_id == cv_id)
        .order_by(col(CvVersion.number).desc())
    )
    rows = await session.exec(found.limit(MOST_CHOICES))
    return tuple(VersionChoice(version.number, version.saved_at, name or "") for version, name in rows)
