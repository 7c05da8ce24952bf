"""A person's own notices: how many are new, the list, and one to read."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, update
from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.people.tables import Notice
from mentorhub.programmes.zone import zone_of_school

PAGE_ROWS = 30


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice in the list; ``path`` is where it leads, ``is_new`` whether it was not seen before."""

    notice_id: uuid.UUID
    kind: str
    subject: str
    path: str
    at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A page of notices, newest first; ``pages`` is at least 1, ``zone`` the school's."""

    rows: tuple[NoticeRow, ...]
    page: int
    pages: int
    zone: str


def _own(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Conditions for the actor's notices of this school that are to be read by now."""
    return (
        col(Notice.person_id) == actor.person_id,
        col(Notice.school_id) == actor.school_id,
        col(Notice.created_at) <= clock.now(),
    )


async def unread_count(actor: Actor) -> int:
    """Return how many notices the actor has not seen yet; 0 for who has no part left."""
    new = select(func.count()).select_from(Notice).where(*_own(actor), col(Notice.read_at).is_(None))
    async with db.reading() as session:
        return (await session.exec(new)).one()


async def open_notices(actor: Actor, page: int = 1) -> NoticePage:
    """Return page ``page`` (from 1) of the own notices and mark all of them as seen.

    Raises:
        NotFound: the actor has no part left.
    """
    own = _own(actor)
    async with db.transaction() as session:
        zone = await zone_of_school(session, actor.school)
        count = (await session.exec(select(func.count()).select_from(Notice).where(*own))).one()
        pages = max(1, -(-count // PAGE_ROWS))
        shown = min(max(1, page), pages)
        newest = select(Notice).where(*own).order_by(col(Notice.created_at).desc(), col(Notice.id))
        found = await session.exec(newest.offset((shown - 1) * PAGE_ROWS).limit(PAGE_ROWS))
        rows = tuple(map(_row, found))
        unseen = update(Notice).where(*own, col(Notice.read_at).is_(None))
        await session.exec(unseen.values(read_at=clock.now()))
    return NoticePage(rows, shown, pages, zone)


def _row(notice: Notice) -> NoticeRow:
    return NoticeRow(
        notice_id=notice.id,
        kind=notice.kind,
        subject=notice.subject,
        path=notice.path,
        at=notice.created_at,
        is_new=notice.read_at is None,
    )


async def read_notice(actor: Actor, notice_id: uuid.UUID) -> str:
    """Return the text of an own notice.

    Raises:
        NotFound: there is none, or it is another's.
    """
    async with db.reading() as session:
        found = await session.exec(select(Notice.body).where(Notice.id == notice_id, *_own(actor)))
        body = found.first()
    if body is None:
        raise NotFound
    return body
