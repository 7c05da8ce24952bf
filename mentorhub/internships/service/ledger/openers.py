"""Who shared leads, and how many introductions, applications, interviews and placements came of them."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, Role
from mentorhub.internships.service.ledger.values import Opener
from mentorhub.internships.tables import Application, ApplicationStep, Introduction, Lead, Placement
from mentorhub.people.tables import Enrolment, Person

REACHED = ("interview", "offer", "agreement", "placed")


async def openers_of(
    session: AsyncSession, actor: Actor, mentees: Any, groups: Collection[uuid.UUID] | None
) -> tuple[Opener, ...]:
    """Return who opened doors for the mentees in view, in no order.

    Counted are the leads for those mentees or taken up by them, and the leads that students of ``groups``
    shared; None for ``groups`` is the whole school. ``mentees`` is a query of enrolment ids.
    """
    leads = await _leads(session, actor, mentees, groups)
    applications = await _applications(session, mentees)
    placements = Counter(await _placements(session, mentees))
    of_lead = dict(leads)
    shared = Counter(of_lead.values())
    introduced = Counter(of_lead[one] for one in await _introduced(session, mentees) if one in of_lead)
    applied = Counter(of_lead[lead] for _, lead in applications if lead in of_lead)
    interviews = await _interviewed(session, [one for one, _ in applications])
    reached = Counter(of_lead[lead] for one, lead in applications if lead in of_lead and one in interviews)
    people = await _people(session, shared.keys() | placements.keys(), actor)
    return tuple(
        Opener(
            person,
            name,
            role,
            shared[person],
            introduced[person],
            applied[person],
            reached[person],
            placements[person],
        )
        for person, (name, role) in people.items()
    )


async def _leads(
    session: AsyncSession, actor: Actor, mentees: Any, groups: Collection[uuid.UUID] | None
) -> Iterable[tuple[uuid.UUID, uuid.UUID]]:
    query = select(Lead.id, col(Lead.by_person_id)).where(Lead.school_id == actor.school)
    if groups is not None:
        sharers = select(Enrolment.id).where(col(Enrolment.group_id).in_(groups))
        taken_up = select(Application.lead_id).where(
            col(Application.mentee_id).in_(mentees), col(Application.lead_id).is_not(None)
        )
        asked = select(Introduction.lead_id).where(col(Introduction.mentee_id).in_(mentees))
        query = query.where(
            or_(
                col(Lead.by_enrolment_id).in_(sharers),
                col(Lead.for_enrolment_id).in_(mentees),
                col(Lead.group_id).in_(groups),
                col(Lead.id).in_(taken_up),
                col(Lead.id).in_(asked),
            )
        )
    return (await session.exec(query)).all()


async def _introduced(session: AsyncSession, mentees: Any) -> Iterable[uuid.UUID]:
    query = select(Introduction.lead_id).where(
        col(Introduction.mentee_id).in_(mentees), col(Introduction.done_at).is_not(None)
    )
    return (await session.exec(query)).all()


async def _applications(session: AsyncSession, mentees: Any) -> list[tuple[uuid.UUID, uuid.UUID]]:
    found = await session.exec(
        select(Application.id, col(Application.lead_id)).where(
            col(Application.mentee_id).in_(mentees), col(Application.lead_id).is_not(None)
        )
    )
    return [(one, lead) for one, lead in found if lead is not None]


async def _interviewed(session: AsyncSession, applications: Collection[uuid.UUID]) -> set[uuid.UUID]:
    found = await session.exec(
        select(ApplicationStep.application_id).where(
            col(ApplicationStep.application_id).in_(applications), col(ApplicationStep.step).in_(REACHED)
        )
    )
    return set(found)


async def _placements(session: AsyncSession, mentees: Any) -> Iterable[uuid.UUID]:
    found = await session.exec(
        select(Placement.through_person_id).where(
            col(Placement.mentee_id).in_(mentees), col(Placement.through_person_id).is_not(None)
        )
    )
    return [person for person in found if person is not None]


async def _people(
    session: AsyncSession, person_ids: Collection[uuid.UUID], actor: Actor
) -> dict[uuid.UUID, tuple[str, str]]:
    """Return name and part of persons; who has no enrolment in the school is a coordinator."""
    people = await session.exec(select(Person).where(col(Person.id).in_(person_ids)))
    parts = await session.exec(
        select(Enrolment.person_id, col(Enrolment.role))
        .where(col(Enrolment.person_id).in_(person_ids), Enrolment.school_id == actor.school)
        .order_by(col(Enrolment.created_at))
    )
    roles = dict(parts.all())
    return {one.id: (one.full_name, roles.get(one.id, Role.COORDINATOR.value)) for one in people}
