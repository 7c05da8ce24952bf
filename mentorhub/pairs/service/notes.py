"""The private notebook of one of the two in the room of a pair; nobody else reads it, nor staff."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.matching.tables import Pair
from mentorhub.pairs.service.scope import own, own_pair, own_zone
from mentorhub.pairs.service.values import TooMany
from mentorhub.pairs.tables import PairNote

MOST_NOTES = 50
LENGTH = 2000
"""How many characters a note holds."""


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One own note."""

    note_id: uuid.UUID
    text: str
    created_at: datetime
    changed_at: datetime


def _mine(actor: Actor) -> Any:
    """Return the query of the actor's own notes in own running pairs."""
    return (
        select(PairNote)
        .join(Pair, col(Pair.id) == PairNote.pair_id)
        .where(PairNote.enrolment_id == actor.enrolment, *own(actor))
    )


@dataclass(frozen=True, slots=True)
class Notebook:
    """The own notes about one pair, the newest first, and the school's zone."""

    notes: tuple[NoteLine, ...]
    zone: str


async def my_notes(actor: Actor, pair_id: uuid.UUID) -> Notebook:
    """Return the actor's own notes about one of the own pairs.

    Raises:
        NotFound: not the actor's pair.
    """
    newest = _mine(actor).where(PairNote.pair_id == pair_id)
    async with db.reading() as session:
        zone = await own_zone(session, actor, pair_id)
        rows = await session.exec(newest.order_by(col(PairNote.created_at).desc(), col(PairNote.id)))
        return Notebook(tuple(map(_line, rows)), zone)


def _line(row: PairNote) -> NoteLine:
    return NoteLine(row.id, row.text, row.created_at, row.changed_at)


async def add_note(actor: Actor, pair_id: uuid.UUID) -> uuid.UUID:
    """Add an empty note and return its id; while one is empty, that one.

    Raises:
        NotFound: not the actor's pair.
        TooMany: there are ``MOST_NOTES`` already.
    """
    async with db.transaction() as session:
        pair, _ = await own_pair(session, actor, pair_id)
        known = list(await session.exec(_mine(actor).where(PairNote.pair_id == pair_id)))
        for note in known:
            if not note.text.strip():
                return note.id
        if len(known) >= MOST_NOTES:
            raise TooMany
        now = clock.now()
        note = _note(actor, pair, NoteLine(uuid.uuid4(), "", now, now))
        session.add(note)
        return note.id


def _note(actor: Actor, pair: Pair, line: NoteLine) -> PairNote:
    return PairNote(
        id=line.note_id,
        school_id=pair.school_id,
        pair_id=pair.id,
        enrolment_id=actor.enrolment,
        text=line.text,
        created_at=line.created_at,
        changed_at=line.changed_at,
    )


async def save_note(actor: Actor, note_id: uuid.UUID, text: str) -> str:
    """Save what stands in an own note; return what was kept: at most ``LENGTH`` characters.

    Raises:
        NotFound: not the actor's own note.
    """
    async with db.transaction() as session:
        note = await _own_note(session, actor, note_id)
        note.text, note.changed_at = text[:LENGTH], clock.now()
        return note.text


async def remove_note(actor: Actor, note_id: uuid.UUID) -> NoteLine:
    """Remove an own note and return what it was, so that it can be restored.

    Raises:
        NotFound: not the actor's own note.
    """
    async with db.transaction() as session:
        note = await _own_note(session, actor, note_id)
        await session.delete(note)
        return _line(note)


async def restore_note(actor: Actor, pair_id: uuid.UUID, removed: NoteLine) -> None:
    """Put a note back that the actor removed; a second time changes nothing.

    Raises:
        NotFound: not the actor's pair.
    """
    async with db.transaction() as session:
        pair, _ = await own_pair(session, actor, pair_id)
        if await session.get(PairNote, removed.note_id) is None:
            session.add(_note(actor, pair, removed))


async def _own_note(session: AsyncSession, actor: Actor, note_id: uuid.UUID) -> PairNote:
    note = (await session.exec(_mine(actor).where(PairNote.id == note_id))).first()
    if note is None:
        raise NotFound
    return note
