"""Beginning an application: by hand, or because a lead is taken up."""

import uuid

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.limits import limits
from mentorhub.internships.service.applications.history import came_into
from mentorhub.internships.service.applications.values import ApplicationRefused
from mentorhub.internships.service.companies.taking import take_company
from mentorhub.internships.service.leads.scope import seen_lead
from mentorhub.internships.tables import Application

PER_HOUR = 60
"""How many applications one mentee begins within an hour, at most."""


async def begin(
    actor: Actor,
    *,
    company_name: str,
    company_place: str,
    role: str,
    lead_id: uuid.UUID | None,
    once_key: str,
) -> uuid.UUID:
    """Begin an application of the mentee and return its id; the same form, or lead, twice begins one.

    Raises:
        NotFound: the actor is no mentee, or the lead is not one that she may see.
        CompanyRefused: no company has such a name.
        ApplicationRefused: ``PER_HOUR`` were begun within the hour.
    """
    if actor.role is not Role.MENTEE:
        raise NotFound
    async with db.transaction() as session:
        if (earlier := await _begun(session, actor, lead_id, once_key)) is not None:
            return earlier
        if not await limits().hit("applications begun", str(actor.enrolment), PER_HOUR, 60):
            raise ApplicationRefused("many")
        if lead_id is not None:
            await seen_lead(session, actor, lead_id)
        company_id = await take_company(session, actor, company_name, company_place)
        application = _new(actor, company_id, role, lead_id, once_key)
        if await _add(session, application):
            came_into(session, application, actor)
            audit.record(session, actor, "application.begun", application.id)
            return application.id
        return await _of_the_same_form(session, actor, once_key)


async def _begun(
    session: AsyncSession, actor: Actor, lead_id: uuid.UUID | None, once_key: str
) -> uuid.UUID | None:
    """Return the application that this form or this lead began before."""
    same = col(Application.once_key) == once_key
    if lead_id is not None:
        same = same | (col(Application.lead_id) == lead_id)
    found = await session.exec(
        select(Application.id)
        .where(Application.mentee_id == actor.enrolment, same)
        .order_by(col(Application.created_at))
    )
    return found.first()


def _new(
    actor: Actor, company_id: uuid.UUID, role: str, lead_id: uuid.UUID | None, once_key: str
) -> Application:
    if actor.programme_id is None:
        raise NotFound
    now = clock.now()
    return Application(
        school_id=actor.school,
        programme_id=actor.programme_id,
        mentee_id=actor.enrolment,
        company_id=company_id,
        lead_id=lead_id,
        role=role.strip(),
        once_key=once_key,
        created_at=now,
        changed_at=now,
    )


async def _add(session: AsyncSession, application: Application) -> bool:
    """Write it; False when the same form came in at the same moment by another way."""
    try:
        async with session.begin_nested():
            session.add(application)
    except IntegrityError:
        return False
    return True


async def _of_the_same_form(session: AsyncSession, actor: Actor, once_key: str) -> uuid.UUID:
    found = await session.exec(
        select(Application.id).where(
            Application.mentee_id == actor.enrolment, Application.once_key == once_key
        )
    )
    if (known := found.first()) is None:
        raise NotFound
    return known
