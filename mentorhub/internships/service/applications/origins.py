"""Where applications come from: who shared the lead, whether there was an introduction, whose door it was."""

import uuid
from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Role
from mentorhub.internships.rules.applications import through
from mentorhub.internships.service.applications.scope import mentee_of
from mentorhub.internships.service.applications.values import Origin
from mentorhub.internships.tables import Application, Introduction, Lead
from mentorhub.matching.tables import Pair
from mentorhub.people.tables import Enrolment, Person


async def origins_of(session: AsyncSession, applications: Sequence[Application]) -> dict[uuid.UUID, Origin]:
    """Return by application where it comes from; those without a lead are left out. Two queries."""
    with_lead = {one.lead_id for one in applications if one.lead_id}
    if not with_lead:
        return {}
    found = await session.exec(
        select(Lead, Person)
        .join(Person, col(Person.id) == Lead.by_person_id)
        .where(col(Lead.id).in_(with_lead))
    )
    leads = {lead.id: (lead, person) for lead, person in found}
    done = await session.exec(
        select(Introduction.lead_id, col(Introduction.mentee_id)).where(
            col(Introduction.lead_id).in_(with_lead), col(Introduction.done_at).is_not(None)
        )
    )
    introduced = set(done.all())
    return {
        one.id: _origin(*leads[one.lead_id], one, (one.lead_id, one.mentee_id) in introduced)
        for one in applications
        if one.lead_id and one.lead_id in leads
    }


def _origin(lead: Lead, person: Person, application: Application, introduced: bool) -> Origin:
    by_self = lead.by_enrolment_id == application.mentee_id
    return Origin(lead.id, person.id, person.first_name, lead.audience, by_self, introduced)


async def proposed_through(session: AsyncSession, application: Application) -> str:
    """Return whose network opened the door, as far as the lead and its introduction tell."""
    lead = await session.get(Lead, application.lead_id) if application.lead_id else None
    if lead is None:
        return through(by_self=False, by_mentor=False, by_staff=False, has_lead=False)
    mentee = await mentee_of(session, application)
    return through(
        by_self=lead.by_person_id == mentee.id,
        by_mentor=lead.by_person_id in await mentor_persons(session, application.mentee_id),
        by_staff=await _is_staff(session, lead),
        has_lead=True,
    )


async def mentor_persons(session: AsyncSession, mentee_id: uuid.UUID) -> set[uuid.UUID]:
    """Return the persons who coach a mentee now."""
    found = await session.exec(
        select(Enrolment.person_id)
        .join(Pair, col(Pair.mentor_id) == Enrolment.id)
        .where(Pair.mentee_id == mentee_id, col(Pair.ended_at).is_(None))
    )
    return set(found)


async def _is_staff(session: AsyncSession, lead: Lead) -> bool:
    """Whether a teacher or coordinator shared it; a coordinator has no enrolment."""
    if lead.by_enrolment_id is None:
        return True
    return (await session.get_one(Enrolment, lead.by_enrolment_id)).role == Role.TEACHER


async def through_person(session: AsyncSession, application: Application, chosen: str) -> uuid.UUID | None:
    """Return who of the school opened the door, for what the mentee chose; None when that is not known.

    Who shared the lead, when the choice is about others; without a lead the own mentor, when there is one.
    """
    if chosen in ("own", "other"):
        return None
    if application.lead_id is not None and await proposed_through(session, application) == chosen:
        return (await session.get_one(Lead, application.lead_id)).by_person_id
    mentors = await mentor_persons(session, application.mentee_id) if chosen == "mentor" else set()
    return mentors.pop() if len(mentors) == 1 else None
