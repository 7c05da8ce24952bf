"""Leads, applications and placements as rows, in one line each."""

import uuid
from datetime import date, timedelta

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor
from mentorhub.internships.tables import Application, ApplicationStep, Company, Lead, Placement
from mentorhub.programmes.tables import Programme


async def _company(actor: Actor) -> uuid.UUID:
    row = Company(school_id=actor.school, name="Bouw", plain_name="bouw", created_at=clock.now())
    async with db.transaction() as session:
        session.add(row)
    return row.id


async def add_lead(
    by: Actor, programme: Programme, *, audience: str = "programme", starts_on: date | None = None
) -> uuid.UUID:
    """Write a lead that somebody shared with the whole programme."""
    row = Lead(
        school_id=by.school,
        programme_id=programme.id,
        company_id=await _company(by),
        by_person_id=by.person_id,
        by_enrolment_id=by.enrolment_id,
        role="magazijn",
        audience=audience,
        starts_on=starts_on,
        expires_on=clock.now().date() + timedelta(days=60),
        once_key=uuid.uuid4().hex,
        created_at=clock.now(),
    )
    async with db.transaction() as session:
        session.add(row)
    return row.id


async def add_application(
    mentee: Actor, step: str, *, came: tuple[str, ...] = (), lead_id: uuid.UUID | None = None
) -> Application:
    """Write an application in a step, which came through some steps before."""
    row = Application(
        school_id=mentee.school,
        programme_id=mentee.programme_id,
        mentee_id=mentee.enrolment,
        company_id=await _company(mentee),
        lead_id=lead_id,
        step=step,
        once_key=uuid.uuid4().hex,
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    async with db.transaction() as session:
        session.add(row)
        await session.flush()
        for name in came:
            session.add(
                ApplicationStep(
                    school_id=mentee.school,
                    application_id=row.id,
                    step=name,
                    by_enrolment_id=mentee.enrolment,
                    at=clock.now(),
                )
            )
    return row


async def add_placement(mentee: Actor, starts_on: date, *, came: tuple[str, ...]) -> None:
    """Write an internship that was found, with the steps that led to it."""
    application = await add_application(mentee, "placed", came=came)
    async with db.transaction() as session:
        session.add(
            Placement(
                school_id=mentee.school,
                programme_id=application.programme_id,
                mentee_id=mentee.enrolment,
                company_id=application.company_id,
                application_id=application.id,
                through="mentor",
                starts_on=starts_on,
                ends_on=starts_on + timedelta(days=90),
                created_at=clock.now(),
            )
        )
