"""From a typed name to the company: the one that the school knows already, or a new one."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock
from mentorhub.core.actor import Actor
from mentorhub.core.limits import limits
from mentorhub.internships.rules.companies import LONGEST_NAME, LONGEST_PLACE, plain, plain_place
from mentorhub.internships.tables import Company
from mentorhub.people.roster.cells import clean
from mentorhub.programmes.tables import School

NEW_PER_HOUR = 40
"""How many companies one student makes within an hour, at most: all of the school find them."""


class CompanyRefused(Exception):
    """What was typed cannot be a company; ``reason`` is the end of a key in ``companies.refused``."""

    def __init__(self, reason: str) -> None:
        """Take the reason: ``name_empty``, ``name_long``, ``place_long``, ``too_often`` or another word."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A company as other pages name it."""

    company_id: uuid.UUID
    name: str
    place: str
    sector: str


def cleaned_name(name: str, place: str) -> tuple[str, str]:
    """Return name and place as they are stored.

    Raises:
        CompanyRefused: no letter or digit in the name, or one of the two is too long.
    """
    name, place = clean(name), clean(place)
    if not plain(name):
        raise CompanyRefused("name_empty")
    if len(name) > LONGEST_NAME:
        raise CompanyRefused("name_long")
    if len(place) > LONGEST_PLACE:
        raise CompanyRefused("place_long")
    return name, place


async def take_company(session: AsyncSession, actor: Actor, name: str, place: str) -> uuid.UUID:
    """Return the id of the company of the actor's school with that name, made when there is none.

    Names are compared in their plain form, places only when ``place`` is not empty; of several the one
    without a place is taken, then the oldest. A company that was merged leads to the one it became. The
    row stays as it is until the transaction ends, so that a merge at the same time takes along what hangs
    on it.

    Raises:
        CompanyRefused: an empty or too long name or place, or a student made ``NEW_PER_HOUR`` companies.
    """
    name, place = cleaned_name(name, place)
    known = await find_company(session, actor.school, name, place)
    if known is None:
        # One maker at a time per school: of two at once the second finds what the first made.
        await lock_companies(session, actor.school)
        known = await find_company(session, actor.school, name, place)
    return known or await _make(session, actor, name, place)


async def find_company(
    session: AsyncSession, school_id: uuid.UUID, name: str, place: str
) -> uuid.UUID | None:
    """Return the company that ``take_company`` would take, None when it would make one."""
    found = await session.exec(
        select(Company)
        .where(Company.school_id == school_id, Company.plain_name == plain(name))
        .order_by(col(Company.created_at), col(Company.id))
        .with_for_update(read=True, key_share=True)
    )
    wanted = plain_place(place)
    fitting = [each for each in found if not wanted or plain_place(each.place) == wanted]
    if not fitting:
        return None
    best = min(fitting, key=lambda each: (each.merged_into_id is not None, bool(each.place) and not wanted))
    return best.id if best.merged_into_id is None else await current_id(session, best.id)


async def lock_companies(session: AsyncSession, school_id: uuid.UUID) -> None:
    """Wait for the turn to make or merge companies of a school, until this transaction ends."""
    await session.exec(select(School.id).where(School.id == school_id).with_for_update(key_share=True))


async def _make(session: AsyncSession, actor: Actor, name: str, place: str) -> uuid.UUID:
    if not actor.is_staff and not await limits().hit("new companies", str(actor.person_id), NEW_PER_HOUR, 60):
        raise CompanyRefused("too_often")
    company = Company(
        school_id=actor.school,
        name=name,
        plain_name=plain(name),
        place=place,
        by_person_id=actor.person_id,
        created_at=clock.now(),
    )
    session.add(company)
    audit.record(session, actor, "company.made", company.id)
    return company.id


async def current_id(session: AsyncSession, company_id: uuid.UUID) -> uuid.UUID:
    """Return what a company became by merges, itself when it was not merged; the row is held as above."""
    while True:
        found = await session.exec(
            select(Company.merged_into_id)
            .where(Company.id == company_id)
            .with_for_update(read=True, key_share=True)
        )
        into = found.first()
        if into is None:
            return company_id
        company_id = into


async def company_names(session: AsyncSession, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, CompanyName]:
    """Return by asked id the company that it is now, merges followed; ids that do not exist are left out."""
    known: dict[uuid.UUID, Company] = {}
    asked = set(ids)
    wanted = set(asked)
    while wanted:
        found = await session.exec(select(Company).where(col(Company.id).in_(wanted)))
        rows = list(found)
        known |= {row.id: row for row in rows}
        wanted = {row.merged_into_id for row in rows if row.merged_into_id} - known.keys()
    return {company_id: _name(_current(known, company_id)) for company_id in asked if company_id in known}


def _current(known: dict[uuid.UUID, Company], company_id: uuid.UUID) -> Company:
    company = known[company_id]
    while company.merged_into_id is not None:
        company = known[company.merged_into_id]
    return company


def _name(company: Company) -> CompanyName:
    return CompanyName(company.id, company.name, company.place, company.sector)
