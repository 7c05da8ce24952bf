"""Writing what a trial said: people, their membership, groups and parts in a programme.

New people are written as plain rows, not as objects: thousands of objects would hold up everybody else on
this server for seconds.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert
from sqlmodel import SQLModel, and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Role
from mentorhub.core.columns import new_id
from mentorhub.people.roster import ChangedRow, RosterRole, RosterRow
from mentorhub.people.service.class_lists.judging import Judged
from mentorhub.people.tables import Enrolment, GroupTeacher, Person, SchoolMember
from mentorhub.programmes.tables import Group, Programme


@dataclass(slots=True)
class _Target:
    """The programme that a list goes into, with its groups by name and who teaches them."""

    session: AsyncSession
    programme: Programme
    groups: dict[str, Group] = field(default_factory=dict)
    taught: dict[tuple[uuid.UUID, uuid.UUID], GroupTeacher] = field(default_factory=dict)


async def apply(session: AsyncSession, programme: Programme, judged: Judged) -> None:
    """Write every new and changed row; faulty rows and who is not in the list stay as they are.

    The order is that of the foreign keys: groups and people first, then what refers to them.
    """
    target = _Target(session, programme)
    await _find_groups(target)
    changed = judged.result.changed
    await _make_groups(target, [*judged.result.new, *(each.row for each in changed)])
    people = await _make_people(target, judged)
    known = await _standing(target, [each.person.person_id for each in changed])
    for each in changed:
        _change_person(each, *known[each.person.person_id][:2])
    await session.flush()
    await _join(target, people)
    for each in changed:
        await _change_part(target, each, known[each.person.person_id][2])
    await session.flush()


async def _find_groups(target: _Target) -> None:
    programme_id = target.programme.id
    groups = await target.session.exec(select(Group).where(Group.programme_id == programme_id))
    target.groups = {group.name: group for group in groups}
    links = await target.session.exec(
        select(GroupTeacher)
        .join(Group, col(Group.id) == GroupTeacher.group_id)
        .where(Group.programme_id == programme_id)
    )
    target.taught = {(link.group_id, link.person_id): link for link in links}


async def _make_groups(target: _Target, rows: Iterable[RosterRow]) -> None:
    names = {row.class_name for row in rows if row.class_name} - target.groups.keys()
    for name in sorted(names):
        group = Group(school_id=target.programme.school_id, programme_id=target.programme.id, name=name)
        target.groups[name] = group
        target.session.add(group)
    await target.session.flush()


async def _make_people(target: _Target, judged: Judged) -> list[tuple[RosterRow, uuid.UUID]]:
    """Write the persons who have no account yet; returns every new row with its person's id."""
    people: list[tuple[RosterRow, uuid.UUID]] = []
    made: list[dict[str, Any]] = []
    for row in judged.result.new:
        account = judged.accounts.get(row.email)
        people.append((row, account.id if account else new_id()))
        if account is None:
            made.append(_new_person(row, people[-1][1]))
    await _write(target.session, Person, made)
    return people


def _new_person(row: RosterRow, person_id: uuid.UUID) -> dict[str, Any]:
    return {
        "id": person_id,
        "first_name": row.first_name,
        "infix": row.infix or "",
        "last_name": row.last_name,
        "email": row.email or None,
        "created_at": clock.now(),
    }


async def _write(session: AsyncSession, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows in one go; columns that they leave out get the table's defaults."""
    fields = table.model_fields.items()
    defaults = {
        name: spec.default for name, spec in fields if not (spec.is_required() or spec.default_factory)
    }
    if rows:
        connection = await session.connection()
        await connection.execute(insert(table), [defaults | row for row in rows])


async def _standing(
    target: _Target, person_ids: list[uuid.UUID]
) -> dict[uuid.UUID, tuple[Person, SchoolMember, Enrolment | None]]:
    """The rows of known people: the person, the membership, and the part when there is one."""
    found = await target.session.exec(
        select(Person, SchoolMember, Enrolment)
        .join(SchoolMember, col(SchoolMember.person_id) == Person.id)
        .outerjoin(
            Enrolment,
            and_(col(Enrolment.person_id) == Person.id, col(Enrolment.programme_id) == target.programme.id),
        )
        .where(SchoolMember.school_id == target.programme.school_id, col(Person.id).in_(person_ids))
    )
    return {person.id: (person, member, enrolment) for person, member, enrolment in found}


def _change_person(each: ChangedRow, person: Person, member: SchoolMember) -> None:
    fields = {change.field.value: change.after for change in each.changes}
    for name in ("first_name", "infix", "last_name", "email"):
        if name in fields:
            setattr(person, name, fields[name])
    member.student_number = fields.get("student_number", member.student_number)
    member.ended_at = None


async def _join(target: _Target, people: Sequence[tuple[RosterRow, uuid.UUID]]) -> None:
    """Make new people members of the school with a part in the programme."""
    school_id = target.programme.school_id
    members = [
        {"id": new_id(), "school_id": school_id, "person_id": person, "student_number": row.student_number}
        for row, person in people
    ]
    await _write(target.session, SchoolMember, members)
    await _write(target.session, Enrolment, [_part(target, row, person) for row, person in people])
    for row, person in people:
        _teach(target, row, person)


def _part(target: _Target, row: RosterRow, person_id: uuid.UUID) -> dict[str, Any]:
    return {
        "id": new_id(),
        "school_id": target.programme.school_id,
        "programme_id": target.programme.id,
        "person_id": person_id,
        "group_id": _group_id(target, row),
        "role": Role(row.role).value,
        "course": row.course or "",
        "year": row.year or "",
        "created_at": clock.now(),
    }


def _group_id(target: _Target, row: RosterRow) -> uuid.UUID | None:
    """The group of a student; a teacher stands beside groups, not in one."""
    if row.role is RosterRole.TEACHER or row.class_name is None:
        return None
    return target.groups[row.class_name].id


def _teach(target: _Target, row: RosterRow, person_id: uuid.UUID) -> None:
    if row.role is not RosterRole.TEACHER or row.class_name is None:
        return
    group_id = target.groups[row.class_name].id
    if (group_id, person_id) not in target.taught:
        target.session.add(GroupTeacher(group_id=group_id, person_id=person_id))


async def _change_part(target: _Target, each: ChangedRow, enrolment: Enrolment | None) -> None:
    row, person_id = each.row, each.person.person_id
    if enrolment is None:
        await _write(target.session, Enrolment, [_part(target, row, person_id)])
    else:
        enrolment.role, enrolment.group_id = Role(row.role).value, _group_id(target, row)
        enrolment.course = enrolment.course if row.course is None else row.course
        enrolment.year = enrolment.year if row.year is None else row.year
        enrolment.ended_at = None
    if row.role is RosterRole.TEACHER:
        _teach(target, row, person_id)
    else:
        await _stop_teaching(target, person_id)


async def _stop_teaching(target: _Target, person_id: uuid.UUID) -> None:
    """Who is a student in this programme now, monitors no group of it."""
    for (_, teacher_id), link in target.taught.items():
        if teacher_id == person_id:
            await target.session.delete(link)
