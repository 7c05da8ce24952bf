"""The list of things to do that the two of a pair share."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.pairs.rules import Doer
from mentorhub.pairs.service.scope import own, own_pair, own_zone
from mentorhub.pairs.service.values import TooMany
from mentorhub.pairs.tables import PairTask

MOST_OPEN = 50
MOST_DONE = 20
LENGTH = 200
"""How many characters a thing to do holds."""


@dataclass(frozen=True, slots=True)
class NewTask:
    """A thing to do: what, who, until when (or None); the key is made with the form."""

    text: str
    who: Doer
    due_on: date | None
    once_key: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One thing to do; ``who`` is ``mentee``, ``mentor`` or ``both``, ``done_at`` None while it is open."""

    task_id: uuid.UUID
    text: str
    who: str
    due_on: date | None
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class TaskList:
    """What is open, the nearest day first, then what is done, the latest first; today at the school."""

    tasks: tuple[TaskLine, ...]
    today: date
    zone: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A thing to do as it was before it was removed."""

    values: dict[str, Any]


def _ours(actor: Actor) -> Any:
    return select(PairTask).join(Pair, col(Pair.id) == PairTask.pair_id).where(*own(actor))


async def our_tasks(actor: Actor, pair_id: uuid.UUID) -> TaskList:
    """Return the list of the actor's own pair.

    Raises:
        NotFound: not the actor's pair.
    """
    of_pair = _ours(actor).where(PairTask.pair_id == pair_id)
    is_open, due = col(PairTask.done_at).is_(None), col(PairTask.due_on)
    nearest = of_pair.where(is_open).order_by(due.is_(None), due, PairTask.created_at, PairTask.id)
    latest = of_pair.where(~is_open).order_by(col(PairTask.done_at).desc(), PairTask.id).limit(MOST_DONE)
    async with db.reading() as session:
        zone = await own_zone(session, actor, pair_id)
        rows = [*await session.exec(nearest), *await session.exec(latest)]
    tasks = tuple(TaskLine(row.id, row.text, row.who, row.due_on, row.done_at) for row in rows)
    return TaskList(tasks, local_day(clock.now(), zone), zone)


async def add_task(actor: Actor, pair_id: uuid.UUID, new: NewTask) -> uuid.UUID:
    """Add a thing to do to the list of the actor's own pair; the same form twice adds one.

    Raises:
        NotFound: not the actor's pair.
        TooMany: ``MOST_OPEN`` things are open already.
    """
    task_id = uuid.uuid5(pair_id, new.once_key)
    async with db.transaction() as session:
        pair, _ = await own_pair(session, actor, pair_id)
        if await session.get(PairTask, task_id) is not None:
            return task_id
        count = select(func.count()).where(PairTask.pair_id == pair_id, col(PairTask.done_at).is_(None))
        if (await session.exec(count)).one() >= MOST_OPEN:
            raise TooMany
        task = PairTask(
            id=task_id,
            school_id=pair.school_id,
            pair_id=pair_id,
            text=new.text,
            who=new.who,
            due_on=new.due_on,
            by_enrolment_id=actor.enrolment,
            created_at=clock.now(),
        )
        session.add(task)
        audit.record(session, actor, "task.added", task_id)
        return task_id


async def tick(actor: Actor, task_id: uuid.UUID, *, is_done: bool) -> None:
    """Say that something is done, or take that back; either of the two can.

    Raises:
        NotFound: not on the list of a pair of the actor.
    """
    async with db.transaction() as session:
        task = await _own_task(session, actor, task_id)
        if (task.done_at is not None) != is_done:
            task.done_at, task.done_by = (clock.now(), actor.enrolment) if is_done else (None, None)
            audit.record(session, actor, "task.done" if is_done else "task.reopened", task_id)


async def remove_task(actor: Actor, task_id: uuid.UUID) -> Removed:
    """Remove something from the list and return what it was, so that it can be restored.

    Raises:
        NotFound: not on the list of a pair of the actor.
    """
    async with db.transaction() as session:
        task = await _own_task(session, actor, task_id)
        await session.delete(task)
        audit.record(session, actor, "task.removed", task_id)
        return Removed(task.model_dump())


async def restore_task(actor: Actor, removed: Removed) -> None:
    """Put back what the actor removed; a second time changes nothing.

    Raises:
        NotFound: not the actor's pair.
    """
    async with db.transaction() as session:
        await own_pair(session, actor, removed.values["pair_id"])
        if await session.get(PairTask, removed.values["id"]) is None:
            session.add(PairTask(**removed.values))
            audit.record(session, actor, "task.restored", removed.values["id"])


async def _own_task(session: AsyncSession, actor: Actor, task_id: uuid.UUID) -> PairTask:
    query = _ours(actor).where(PairTask.id == task_id).with_for_update(of=PairTask)
    task = (await session.exec(query)).first()
    if task is None:
        raise NotFound
    return task
