"""Companies and what hangs on them, in one line each."""

import uuid
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlmodel import select

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor
from mentorhub.internships.rules.companies import plain
from mentorhub.internships.tables import (
    Application,
    Company,
    CompanyContact,
    CompanyMerge,
    Lead,
    PastInternship,
    Placement,
)

TABLES = (Company, CompanyContact, PastInternship, Lead, Application, Placement)
EXAMPLES = Path(__file__).parent.parent / "data" / "companies"


async def make_company(by: Actor, name: str, place: str = "", **fields: Any) -> uuid.UUID:
    async with db.transaction() as session:
        row = Company(
            school_id=by.school,
            name=name,
            plain_name=plain(name),
            place=place,
            created_at=clock.now(),
            **fields,
        )
        session.add(row)
    return row.id


async def make_contact(by: Actor, company_id: uuid.UUID, name: str, **fields: Any) -> uuid.UUID:
    async with db.transaction() as session:
        row = CompanyContact(
            school_id=by.school,
            company_id=company_id,
            name=name,
            by_person_id=by.person_id,
            created_at=clock.now(),
            **fields,
        )
        session.add(row)
    return row.id


async def make_past(who: Actor, company_id: uuid.UUID, **fields: Any) -> uuid.UUID:
    async with db.transaction() as session:
        row = PastInternship(
            school_id=who.school,
            company_id=company_id,
            enrolment_id=who.enrolment,
            created_at=clock.now(),
            **fields,
        )
        session.add(row)
    return row.id


async def make_way(mentee: Actor, company_id: uuid.UUID) -> None:
    """A lead at the company, an application from it, and the placement that came of it."""
    common: dict[str, Any] = {
        "school_id": mentee.school,
        "programme_id": mentee.programme_id,
        "company_id": company_id,
    }
    today, now = date(2026, 11, 22), clock.now()
    async with db.transaction() as session:
        lead = Lead(
            **common,
            by_person_id=mentee.person_id,
            role="Bakker",
            audience="programme",
            expires_on=today + timedelta(days=60),
            once_key=uuid.uuid4().hex,
            created_at=now,
        )
        session.add(lead)
        await session.flush()
        application = Application(
            **common,
            mentee_id=mentee.enrolment,
            lead_id=lead.id,
            once_key=uuid.uuid4().hex,
            created_at=now,
            changed_at=now,
        )
        session.add(application)
        await session.flush()
        session.add(
            Placement(
                **common,
                mentee_id=mentee.enrolment,
                application_id=application.id,
                through="own",
                starts_on=today,
                ends_on=today + timedelta(days=100),
                created_at=now,
            )
        )


async def everything() -> dict[str, list[dict]]:
    """All rows about companies, to compare before and after."""
    found = {}
    async with db.reading() as session:
        for table in TABLES:
            rows = [row.model_dump() for row in await session.exec(select(table))]
            found[table.__tablename__] = sorted(rows, key=lambda row: str(row["id"]))
    return found


async def merges() -> list[CompanyMerge]:
    async with db.reading() as session:
        return list(await session.exec(select(CompanyMerge)))
