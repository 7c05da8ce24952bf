"""One person added by hand, judged by the same rules as a row of a class list."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.people.roster import ChangedRow, Fault, FaultKind, FaultyRow, Field, RosterRow, parse_person
from mentorhub.people.service.class_lists.applying import apply
from mentorhub.people.service.class_lists.judging import Judged, judge
from mentorhub.people.tables import Enrolment, Person, SchoolMember
from mentorhub.programmes.tables import Programme, School

_OF_THE_PART = frozenset({Field.CLASS_NAME, Field.COURSE, Field.YEAR, Field.ROLE})


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding somebody: the new part, or the faults because of which nothing was written."""

    name: str
    enrolment_id: uuid.UUID | None = None
    group_id: uuid.UUID | None = None
    faults: tuple[Fault, ...] = ()


async def add_person(actor: Actor, programme_id: uuid.UUID, said: Mapping[Field, str]) -> Added:
    """Give somebody a part in a programme.

    Who the school knows already keeps name, number and address, and only gets the part.

    Args:
        actor: a coordinator.
        programme_id: a programme of the school that runs.
        said: the fields as typed; the class is made when it does not exist; the role is ``mentee``,
            ``mentor`` or ``teacher``. A student may be without e-mail address, not without number.

    Raises:
        NotFound: the actor is no coordinator of the programme's school, or the programme has ended.
    """
    if actor.role is not Role.COORDINATOR:
        raise NotFound
    row = parse_person(said)
    if isinstance(row, FaultyRow):
        return Added(row.name, faults=row.faults)
    try:
        return await _add(actor, programme_id, row)
    except IntegrityError:
        # Meanwhile somebody got the same number or address: judged anew, that is a fault.
        return await _add(actor, programme_id, row)


async def _add(actor: Actor, programme_id: uuid.UUID, row: RosterRow) -> Added:
    async with db.transaction() as session:
        await session.exec(select(School.id).where(School.id == actor.school).with_for_update())
        programme = await _programme(session, actor, programme_id)
        judged = await _judge(session, programme, row)
        fault = _fault(judged)
        if fault is not None:
            return Added(row.name, faults=(fault,))
        await apply(session, programme, judged)
        enrolment = await _enrolment(session, programme, row, judged)
        audit.record(session, actor, "person.added", enrolment.id)
    return Added(row.name, enrolment.id, enrolment.group_id)


async def _programme(session: AsyncSession, actor: Actor, programme_id: uuid.UUID) -> Programme:
    programme = await session.get(Programme, programme_id)
    if programme is None or programme.school_id != actor.school or programme.ended_at is not None:
        raise NotFound
    return programme


async def _judge(session: AsyncSession, programme: Programme, row: RosterRow) -> Judged:
    """Judge the row; no address typed means that a known person keeps the one there is."""
    judged = await judge(session, programme.school_id, programme.id, [row])
    known = [each.person for each in judged.result.changed]
    if row.email or not known:
        return judged
    kept = replace(row, email=known[0].email.lower())
    return await judge(session, programme.school_id, programme.id, [kept])


def _fault(judged: Judged) -> Fault | None:
    result = judged.result
    if result.faulty:
        return result.faulty[0].faults[0]
    for each in (*result.unchanged, *result.changed):
        name = " ".join(x for x in (each.person.first_name, each.person.infix, each.person.last_name) if x)
        if each.person.role:
            return Fault(FaultKind.ALREADY_HERE, other=name)
        if isinstance(each, ChangedRow) and not _changes_only_the_part(each):
            return Fault(FaultKind.SAME_PERSON, other=name)
    return None


def _changes_only_the_part(each: ChangedRow) -> bool:
    """Whether nothing of the person changes, or only something is added that was not known."""
    return all(change.field in _OF_THE_PART or not change.before for change in each.changes)


async def _enrolment(
    session: AsyncSession, programme: Programme, row: RosterRow, judged: Judged
) -> Enrolment:
    known = [each.person.person_id for each in judged.result.changed]
    if known:
        which = col(Enrolment.person_id) == known[0]
    elif row.student_number:
        which = col(SchoolMember.student_number) == row.student_number
    else:
        which = col(Person.email) == row.email
    found = await session.exec(
        select(Enrolment)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .join(SchoolMember, col(SchoolMember.person_id) == Person.id)
        .where(Enrolment.programme_id == programme.id, SchoolMember.school_id == programme.school_id, which)
    )
    return found.one()
