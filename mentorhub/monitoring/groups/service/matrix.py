"""The matrix of one group: its students and what each of them did, in a fixed number of queries."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, Role
from mentorhub.core.dates import local_day
from mentorhub.internships.rules.applications import STEPS as APPLICATION_STEPS
from mentorhub.internships.service.companies.taking import company_names
from mentorhub.internships.tables import Placement
from mentorhub.matching.tables import MatchSetting, Pair
from mentorhub.monitoring.groups.rules import NEEDED, NOT_ASKED, NOT_YET, Line, Mark, state_of
from mentorhub.monitoring.groups.service.overview import taking_part
from mentorhub.monitoring.groups.service.steps import QUERIES, SIDES, is_shown
from mentorhub.monitoring.groups.service.values import STEPS_OF, GroupMatrix, Partner, Student, Table
from mentorhub.people.roster import sort_key
from mentorhub.people.service.groups.reach import reach_group
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Group, Programme
from mentorhub.programmes.zone import zone_of_school

Marks = dict[str, dict[uuid.UUID, Mark]]
Partners = dict[uuid.UUID, list[Partner]]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What was read of a group; ``placed`` is by junior where the internship is, and from when."""

    marks: Marks
    partners: Partners
    placed: dict[uuid.UUID, tuple[str, date]]
    asks_wishes: bool


async def group_matrix(actor: Actor, group_id: uuid.UUID) -> GroupMatrix:
    """Return the matrix of a group, also of a programme that has ended.

    Raises:
        NotFound: the actor is no staff, or the group is no own group of a teacher or of another school.
    """
    async with db.reading() as session:
        return await read_matrix(session, actor, group_id)


async def exported_matrix(actor: Actor, group_id: uuid.UUID) -> GroupMatrix:
    """Return the matrix to be taken out as a file, and keep in the audit that it was.

    Raises:
        NotFound: as ``group_matrix``.
    """
    async with db.transaction() as session:
        found = await read_matrix(session, actor, group_id)
        students = len(found.juniors.students) + len(found.coaches.students)
        audit.record(session, actor, "group.exported", group_id, students=students)
    return found


async def read_matrix(session: AsyncSession, actor: Actor, group_id: uuid.UUID) -> GroupMatrix:
    """Return the matrix, read in the caller's session."""
    group = await reach_group(session, actor, group_id)
    programme = await session.get_one(Programme, group.programme_id)
    zone = await zone_of_school(session, actor.school)
    facts = await _facts(session, group, zone)
    found = await session.exec(
        select(Enrolment, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(col(Enrolment.id).in_(taking_part([group.id])))
    )
    rows = found.all()
    juniors, coaches = (
        Table(role, tuple(_student(*row, facts) for row in rows if row[0].role == role.value))
        for role in (Role.MENTEE, Role.MENTOR)
    )
    today = local_day(clock.now(), zone)
    return GroupMatrix(
        group.id, group.name, programme.name, programme.list_length, juniors, coaches, zone, today
    )


async def _facts(session: AsyncSession, group: Group, zone: str) -> _Facts:
    members = taking_part([group.id])
    setting = await session.get(MatchSetting, group.programme_id)
    return _Facts(
        marks={step: await _marks(session, step, members, zone) for step in QUERIES},
        partners=await _partners(session, members),
        placed=await _placed(session, members),
        asks_wishes=setting is None or setting.asks_wishes,
    )


async def _marks(session: AsyncSession, step: str, members: Any, zone: str) -> dict[uuid.UUID, Mark]:
    found = await session.exec(QUERIES[step](members))
    return {row[0]: _mark(step, zone, *row[1:]) for row in found}


def _mark(step: str, zone: str, at: datetime | date | None, number: int, furthest: int | None = None) -> Mark:
    on = local_day(at, zone) if isinstance(at, datetime) else at
    word = "" if furthest is None else APPLICATION_STEPS[furthest]
    return Mark(state_of(step, number), on, number, NEEDED.get(step, 0), word)


async def _partners(session: AsyncSession, members: Any) -> Partners:
    """Return by student the others of the pairs, in the order of their names."""
    partners: defaultdict[uuid.UUID, list[Partner]] = defaultdict(list)
    for side, other_side in (SIDES, SIDES[::-1]):
        other = aliased(Enrolment)
        found = await session.exec(
            select(col(side), Pair, Person)
            .join(other, col(other.id) == other_side)
            .join(Person, col(Person.id) == other.person_id)
            .where(col(side).in_(members), is_shown(side))
            .order_by(Person.first_name, Person.last_name, col(Pair.id))
        )
        for who, pair, person in found:
            partners[who].append(Partner(person.full_name, None if pair.ended_at else pair.id))
    return partners


async def _placed(session: AsyncSession, members: Any) -> dict[uuid.UUID, tuple[str, date]]:
    """Return by junior the company and the first day of the internship that was recorded last."""
    found = await session.exec(
        select(Placement)
        .where(col(Placement.mentee_id).in_(members))
        .order_by(col(Placement.created_at), col(Placement.id))
    )
    rows = found.all()
    names = await company_names(session, {row.company_id for row in rows})
    return {row.mentee_id: (names[row.company_id].name, row.starts_on) for row in rows}


def _student(enrolment: Enrolment, person: Person, facts: _Facts) -> Student:
    marks = {step: facts.marks[step].get(enrolment.id, NOT_YET) for step in STEPS_OF[Role(enrolment.role)]}
    if enrolment.role == Role.MENTOR.value:
        matched = marks["matched"]
        marks["matched"] = Mark(matched.state, matched.on, matched.number, enrolment.capacity)
        if not facts.asks_wishes:
            marks["wishes"] = NOT_ASKED
    if enrolment.id in facts.placed:
        company, starts_on = facts.placed[enrolment.id]
        marks["placed"] = Mark("done", starts_on, word=company)
    place = (*sort_key(person.last_name, person.infix, person.first_name), str(enrolment.id))
    return Student(
        enrolment.id, person.full_name, Line(place, marks), tuple(facts.partners.get(enrolment.id, ()))
    )
