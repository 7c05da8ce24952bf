"""The trial run and the import: the same judgement, once without and once with writing."""

import uuid
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.tables import AuditEntry
from mentorhub.people.roster import Trial
from mentorhub.people.service.class_lists.applying import apply
from mentorhub.people.service.class_lists.judging import ListTrial, judge
from mentorhub.people.service.class_lists.reading import AS_RECOGNISED, Columns, ReadList, read_list
from mentorhub.programmes.tables import Programme, School


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows an import made new, changed, found unchanged, refused as faulty, and found empty."""

    new: int
    changed: int
    unchanged: int
    faulty: int
    empty: int = 0


async def trial(
    actor: Actor, programme_id: uuid.UUID, data: bytes, filename: str, mapping: Columns = AS_RECOGNISED
) -> ListTrial:
    """Return what ``confirm`` would do with a file, writing nothing.

    Args:
        actor: a coordinator.
        programme_id: the programme that the people take part in.
        data: the file, at most 5 MB.
        filename: its name; only the extension counts.
        mapping: columns chosen by hand over the recognised ones.

    Raises:
        NotFound: the actor is no coordinator of the programme's school, or the programme has ended.
        RosterRefused: the file cannot be a class list.
    """
    return await try_list(_school_of(actor), programme_id, data, filename, mapping)


async def confirm(
    actor: Actor, programme_id: uuid.UUID, data: bytes, filename: str, mapping: Columns = AS_RECOGNISED
) -> Outcome:
    """Judge the file anew and write it, all in one transaction; a second time it changes nothing.

    Raises:
        NotFound: as for ``trial``.
        RosterRefused: the file cannot be a class list.
    """
    school_id = _school_of(actor)
    return await import_list(school_id, programme_id, data, filename, mapping, by=actor.person_id)


async def try_list(
    school_id: uuid.UUID,
    programme_id: uuid.UUID,
    data: bytes,
    filename: str,
    mapping: Columns = AS_RECOGNISED,
) -> ListTrial:
    """Do ``trial`` for a school, without somebody who is signed in."""
    async with db.reading() as session:
        await _programme(session, school_id, programme_id)
    read = await read_list(data, filename, mapping)
    async with db.reading() as session:
        judged = await judge(session, school_id, programme_id, read.rows)
    return ListTrial(read, judged.result)


async def import_list(
    school_id: uuid.UUID,
    programme_id: uuid.UUID,
    data: bytes,
    filename: str,
    mapping: Columns = AS_RECOGNISED,
    *,
    by: uuid.UUID | None = None,
) -> Outcome:
    """Do ``confirm`` for a school; ``by`` is who did it, None for the command line."""
    async with db.reading() as session:
        await _programme(session, school_id, programme_id)
    read = await read_list(data, filename, mapping)
    try:
        return await _import(school_id, programme_id, read, by)
    except IntegrityError:
        # Meanwhile somebody elsewhere got one of the addresses: judged anew, that row is faulty.
        return await _import(school_id, programme_id, read, by)


async def _import(
    school_id: uuid.UUID, programme_id: uuid.UUID, read: ReadList, by: uuid.UUID | None
) -> Outcome:
    async with db.transaction() as session:
        # One import at a time in a school, so that two lists cannot make the same person.
        await session.exec(select(School.id).where(School.id == school_id).with_for_update())
        programme = await _programme(session, school_id, programme_id)
        judged = await judge(session, school_id, programme_id, read.rows)
        await apply(session, programme, judged)
        outcome = _counted(judged.result)
        session.add(_entry(school_id, programme_id, by, outcome))
    return outcome


def _counted(result: Trial) -> Outcome:
    parts = (result.new, result.changed, result.unchanged, result.faulty)
    return Outcome(*map(len, parts), empty=result.empty)


def _entry(
    school_id: uuid.UUID, programme_id: uuid.UUID, by: uuid.UUID | None, outcome: Outcome
) -> AuditEntry:
    return AuditEntry(
        school_id=school_id,
        actor_id=by,
        action="class_list.imported",
        object_id=programme_id,
        detail={"new": outcome.new, "changed": outcome.changed, "faulty": outcome.faulty},
        at=clock.now(),
    )


def _school_of(actor: Actor) -> uuid.UUID:
    if actor.role is not Role.COORDINATOR:
        raise NotFound
    return actor.school


async def _programme(session: AsyncSession, school_id: uuid.UUID, programme_id: uuid.UUID) -> Programme:
    found = await session.exec(
        select(Programme).where(
            Programme.id == programme_id,
            Programme.school_id == school_id,
            col(Programme.ended_at).is_(None),
        )
    )
    programme = found.first()
    if programme is None:
        raise NotFound
    return programme
