"""Applications, leads and placements in one line each, for tests."""

import uuid
from datetime import date, timedelta

from sqlmodel import col, select

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.tables import OutboxMail
from mentorhub.internships.service import applications
from mentorhub.internships.service.companies.taking import take_company
from mentorhub.internships.tables import Application, Introduction, Lead, Placement

PERIOD = applications.Placed(date(2027, 2, 1), date(2027, 6, 25), "own")


async def make_application(
    mentee: Actor, company: str = "DSV", *, role: str = "planning", lead_id: uuid.UUID | None = None
) -> uuid.UUID:
    """Begin an application through the service."""
    return await applications.begin(
        mentee,
        company_name=company,
        company_place="Eindhoven",
        role=role,
        lead_id=lead_id,
        once_key=uuid.uuid4().hex,
    )


async def make_lead(
    by: Actor, company: str = "Vos", *, mentee: Actor | None = None, days_ago: int = 0
) -> uuid.UUID:
    """Write a lead for one mentee, or for the whole programme."""
    at = clock.now() - timedelta(days=days_ago)
    async with db.transaction() as session:
        lead = Lead(
            school_id=by.school,
            programme_id=(mentee or by).programme_id or uuid.uuid4(),
            company_id=await take_company(session, by, company, ""),
            by_person_id=by.person_id,
            by_enrolment_id=by.enrolment_id,
            role="magazijn",
            introduces=True,
            audience="mentee" if mentee else "programme",
            for_enrolment_id=mentee.enrolment if mentee else None,
            expires_on=date(2030, 1, 1),
            once_key=uuid.uuid4().hex,
            created_at=at,
        )
        session.add(lead)
    return lead.id


async def introduce(lead_id: uuid.UUID, mentee: Actor, by: Actor) -> None:
    """Write that a mentee was introduced."""
    async with db.transaction() as session:
        session.add(
            Introduction(
                school_id=mentee.school,
                lead_id=lead_id,
                mentee_id=mentee.enrolment,
                by_person_id=by.person_id,
                asked_at=clock.now(),
                done_at=clock.now(),
            )
        )


async def application(application_id: uuid.UUID) -> Application:
    """Return the row as it stands."""
    async with db.reading() as session:
        return await session.get_one(Application, application_id)


async def version_of(application_id: uuid.UUID) -> int:
    """Return its version as it stands."""
    return (await application(application_id)).version


async def move(mentee: Actor, application_id: uuid.UUID, *steps: str) -> None:
    """Put an application through steps, each with the version as it stands."""
    for step in steps:
        await applications.move(mentee, application_id, step, await version_of(application_id))


async def end(
    mentee: Actor, application_id: uuid.UUID, reason: str, may_talk: str = "", step: str = "rejected"
) -> None:
    """End an application with the version as it stands."""
    ending = applications.Ending(step, reason, may_talk)
    await applications.end(mentee, application_id, ending, await version_of(application_id))


async def place(mentee: Actor, application_id: uuid.UUID, placed: applications.Placed = PERIOD) -> None:
    """Record a placement with the version as it stands."""
    await applications.place(mentee, application_id, placed, await version_of(application_id))


async def mails(kind: str) -> list[OutboxMail]:
    """Return the mails of a kind in the outbox, by address."""
    async with db.reading() as session:
        found = await session.exec(
            select(OutboxMail).where(OutboxMail.kind == kind).order_by(col(OutboxMail.to_address))
        )
        return list(found)


async def placements() -> list[Placement]:
    """Return all placements."""
    async with db.reading() as session:
        return list(await session.exec(select(Placement)))


async def as_if_sent():
    """Let the mail server have taken every mail that waits."""
    async with db.transaction() as session:
        for mail in await session.exec(select(OutboxMail)):
            mail.sent_at = mail.sent_at or clock.now()
