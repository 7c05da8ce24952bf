"""What a list would do to a school: its rows against who is known there, and other schools left in peace.

An account belongs to one person, also over schools, and the e-mail address is how that person signs in.
So a list never changes name or address of somebody who is at another school too, and it takes somebody of
another school as a member only when the whole name is the same. What it says about such a person to the
reader is nothing more than that the address cannot be used.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.people.roster import (
    AnyRow,
    ChangedRow,
    Fault,
    FaultKind,
    FaultyRow,
    Field,
    RosterRow,
    Trial,
    trial,
)
from mentorhub.people.service.class_lists.known import known_people
from mentorhub.people.service.class_lists.reading import ReadList
from mentorhub.people.tables import Person, SchoolMember

_OWN = frozenset({Field.FIRST_NAME, Field.INFIX, Field.LAST_NAME, Field.EMAIL})


@dataclass(frozen=True, slots=True)
class ListTrial:
    """A trial run: the file as it was read, and what an import would do."""

    read: ReadList
    result: Trial


@dataclass(frozen=True, slots=True)
class Judged:
    """A trial with, by e-mail address, the accounts of other schools that new rows turn out to be."""

    result: Trial
    accounts: dict[str, Person]


async def judge(
    session: AsyncSession, school_id: uuid.UUID, programme_id: uuid.UUID, rows: Sequence[AnyRow]
) -> Judged:
    """Return what importing the rows would do; reads only."""
    known = await known_people(session, school_id, programme_id, rows)
    result = trial(rows, known)
    accounts = await _accounts_elsewhere(session, school_id, _new_addresses(result))
    shared = await _also_elsewhere(session, school_id, [row.person.person_id for row in result.changed])
    return Judged(_in_peace(result, accounts, shared), accounts)


def _new_addresses(result: Trial) -> set[str]:
    moved = (each.row.email for each in result.changed if _changes(each, {Field.EMAIL}))
    return {row.email for row in result.new if row.email} | {email for email in moved if email}


async def _accounts_elsewhere(
    session: AsyncSession, school_id: uuid.UUID, addresses: Collection[str]
) -> dict[str, Person]:
    """The accounts with one of the addresses that are not of this school, by address."""
    if not addresses:
        return {}
    here = select(SchoolMember.person_id).where(SchoolMember.school_id == school_id)
    found = await session.exec(
        select(Person).where(
            func.lower(Person.email).in_(addresses),
            col(Person.id).not_in(here),
        )
    )
    return {(person.email or "").lower(): person for person in found}


async def _also_elsewhere(
    session: AsyncSession, school_id: uuid.UUID, person_ids: Collection[uuid.UUID]
) -> set[uuid.UUID]:
    """Who of these people belongs to another school too."""
    if not person_ids:
        return set()
    found = await session.exec(
        select(SchoolMember.person_id).where(
            col(SchoolMember.person_id).in_(person_ids), SchoolMember.school_id != school_id
        )
    )
    return set(found)


def _in_peace(result: Trial, accounts: dict[str, Person], shared: set[uuid.UUID]) -> Trial:
    refused: list[FaultyRow] = []
    new: list[RosterRow] = []
    changed: list[ChangedRow] = []
    for row in result.new:
        account = accounts.get(row.email)
        if account is None or _is_same_name(row, account):
            new.append(row)
        else:
            refused.append(_faulty(row, FaultKind.EMAIL_TAKEN))
    for each in result.changed:
        kind = _objection(each, accounts, shared)
        if kind is None:
            changed.append(each)
        else:
            refused.append(_faulty(each.row, kind))
    faulty = sorted((*result.faulty, *refused), key=lambda row: row.line)
    return replace(result, new=tuple(new), changed=tuple(changed), faulty=tuple(faulty))


def _objection(each: ChangedRow, accounts: dict[str, Person], shared: set[uuid.UUID]) -> FaultKind | None:
    if each.person.person_id in shared and _changes(each, _OWN):
        return FaultKind.OWN_ACCOUNT
    takes = each.row.email in accounts and _changes(each, {Field.EMAIL})
    return FaultKind.EMAIL_TAKEN if takes else None


def _changes(each: ChangedRow, fields: Iterable[Field]) -> bool:
    return any(change.field in fields for change in each.changes)


def _is_same_name(row: RosterRow, person: Person) -> bool:
    said = (row.first_name, person.infix if row.infix is None else row.infix, row.last_name)
    return said == (person.first_name, person.infix, person.last_name)


def _faulty(row: RosterRow, kind: FaultKind) -> FaultyRow:
    return FaultyRow(row.line, (Fault(kind, Field.EMAIL, row.email),), row.student_number or "", row.name)
