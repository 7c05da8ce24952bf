"""What someone noted of the other: a private note and a feeling, read by nobody but the author."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, or_, select, tuple_
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.together import Together
from mentorhub.speeddate.tables import Impression, PlannedSeat, SpeedDate

NOTE_LENGTH = 2000
FEELINGS = (1, 2, 3)
"""1 doubt, 2 good, 3 a click."""


async def save_note(actor: Actor, speed_date_id: uuid.UUID, about_id: uuid.UUID, note: str) -> str:
    """Keep a private note about someone met, at most 2,000 characters; returns what was kept.

    Who wrote about somebody before may go on, also when a teacher let them change places meanwhile.

    Raises:
        NotFound: the actor takes no part, or has not sat with this person.
    """
    # Half of an emoji, as a phone sends when its limit falls in the middle of one, no database takes, and
    # PostgreSQL takes every character but one.
    kept = note.replace("\0", "")[:NOTE_LENGTH].encode(errors="ignore").decode()
    await _save(actor, speed_date_id, about_id, note=kept)
    return kept


async def save_feeling(actor: Actor, speed_date_id: uuid.UUID, about_id: uuid.UUID, feeling: int) -> None:
    """Keep the feeling after a conversation: 1 doubt, 2 good, 3 a click.

    Raises:
        NotFound: no such feeling, the actor takes no part, or has not sat with this person.
    """
    if feeling not in FEELINGS:
        raise NotFound
    await _save(actor, speed_date_id, about_id, feeling=feeling)


async def impressions_of(
    session: AsyncSession, speed_date_id: uuid.UUID, authors: Collection[uuid.UUID]
) -> dict[uuid.UUID, dict[uuid.UUID, Impression]]:
    """Return what each of some people noted at an event, by author and by whom it is about.

    Every author is a key. Each one's own must be shown to nobody else.
    """
    found = await session.exec(
        select(Impression).where(
            Impression.speed_date_id == speed_date_id, col(Impression.author_id).in_(authors)
        )
    )
    noted: dict[uuid.UUID, dict[uuid.UUID, Impression]] = {one: {} for one in authors}
    for one in found:
        noted[one.author_id][one.about_id] = one
    return noted


@dataclass(frozen=True, slots=True)
class _Save:
    """What somebody notes, with the school that they act in; ``values`` are the columns to set."""

    school_id: uuid.UUID
    speed_date_id: uuid.UUID
    author_id: uuid.UUID
    about_id: uuid.UUID
    values: dict[str, Any]

    @property
    def key(self) -> tuple[uuid.UUID, ...]:
        """What makes it one row."""
        return self.speed_date_id, self.author_id, self.about_id

    @property
    def row(self) -> dict[str, Any]:
        """The row, if there is none yet."""
        ids = {"id": uuid.uuid4(), "school_id": self.school_id, "author_id": self.author_id}
        event = {"speed_date_id": self.speed_date_id, "about_id": self.about_id}
        return {"note": "", "feeling": None} | self.values | ids | event


async def _save(actor: Actor, speed_date_id: uuid.UUID, about_id: uuid.UUID, **values: Any) -> None:
    values["updated_at"] = clock.now()
    save = _Save(actor.school, speed_date_id, actor.enrolment, about_id, values)
    if not await _saves.do(save):
        raise NotFound


async def _write(session: AsyncSession, saves: Sequence[_Save]) -> list[bool]:
    """Write what may be written; return for each whether it was."""
    allowed = await _met(session, saves)
    if strange := [save for save in saves if (save.school_id, *save.key) not in allowed]:
        allowed |= await _noted(session, strange)
    may = [(save.school_id, *save.key) in allowed for save in saves]
    latest = {
        (*save.key, *save.values): save for save, is_allowed in zip(saves, may, strict=True) if is_allowed
    }
    by_columns: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for save in latest.values():
        by_columns[tuple(save.values)].append(save.row)
    connection = await session.connection()
    for columns, rows in by_columns.items():
        await connection.execute(_insert_or_change(connection.dialect.name, columns), rows)
    return may


@lru_cache(maxsize=8)
def _insert_or_change(dialect: str, columns: tuple[str, ...]) -> Any:
    """Return the statement that sets these columns of a row, which it makes if there is none."""
    insert = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}[dialect](Impression)
    return insert.on_conflict_do_update(
        index_elements=["speed_date_id", "author_id", "about_id"],
        set_={name: insert.excluded[name] for name in columns},
    )


async def _met(session: AsyncSession, saves: Sequence[_Save]) -> set[tuple[uuid.UUID, ...]]:
    """Return school, event, author and the other for whoever sits, or sat, at one table in a begun round."""
    pairs = [(save.author_id, save.about_id) for save in saves]
    values = {"events": [save.speed_date_id for save in saves], "pairs": pairs}
    values["turned"] = [(about, author) for author, about in pairs]
    found = await session.exec(_sat_together(), params=values)
    sat: set[tuple[uuid.UUID, ...]] = set()
    for school_id, event_id, mentee_id, mentor_id in found:
        sat.add((school_id, event_id, mentee_id, mentor_id))
        sat.add((school_id, event_id, mentor_id, mentee_id))
    return sat


async def _noted(session: AsyncSession, saves: Sequence[_Save]) -> set[tuple[uuid.UUID, ...]]:
    """Return the same for whoever noted something of the other before."""
    row = Impression
    query = select(row.school_id, row.speed_date_id, row.author_id, row.about_id).where(
        col(row.speed_date_id).in_({save.speed_date_id for save in saves}),
        tuple_(col(row.author_id), col(row.about_id)).in_([save.key[1:] for save in saves]),
    )
    return {tuple(found) for found in await session.exec(query)}


@lru_cache(maxsize=1)
def _sat_together() -> Any:
    """Return the query for who of some pairs sat together, with the school; it is made once."""
    two = tuple_(col(PlannedSeat.mentee_id), col(PlannedSeat.mentor_id))
    return (
        select(SpeedDate.school_id, SpeedDate.id, PlannedSeat.mentee_id, PlannedSeat.mentor_id)
        .join(SpeedDate, col(SpeedDate.id) == PlannedSeat.speed_date_id)
        .where(
            col(PlannedSeat.speed_date_id).in_(bindparam("events", expanding=True)),
            PlannedSeat.round <= SpeedDate.round,
            or_(
                two.in_(bindparam("pairs", expanding=True)),
                two.in_(bindparam("turned", expanding=True)),
            ),
        )
    )


_saves: Together[_Save, bool] = Together(_write)
