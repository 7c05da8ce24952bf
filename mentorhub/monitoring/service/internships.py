"""Internships that were found, and those that begin without an agreement: facts of many pairs at once."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.internships.tables import Application, ApplicationStep, Lead, Placement
from mentorhub.monitoring.service.gathering import Raw, raw, rows_of

WIDEST = timedelta(days=60)
"""No programme asks for an agreement sooner before an internship, or longer after its first day."""


@dataclass(frozen=True, slots=True)
class Internships:
    """What was found, by mentee.

    Attributes:
        placed: mentees who found an internship.
        starts: first day of an internship without agreement, of several the one nearest to today.
    """

    placed: frozenset[Raw]
    starts: dict[Raw, date]


async def internships_of(
    session: AsyncSession, programme_ids: Collection[uuid.UUID], today: date
) -> Internships:
    """Return the internships that were found, and those that begin without an agreement; two queries.

    An offer on a lead that says when it begins counts as well, for who found nothing yet.
    """
    placed = await rows_of(session, _placements(programme_ids, today))
    mentees = frozenset(mentee_id for mentee_id, _, _ in placed)
    found = [(mentee_id, starts_on) for mentee_id, starts_on, is_agreed in placed if not is_agreed]
    offers = await rows_of(session, _offers(programme_ids, today))
    found += [(mentee_id, starts_on) for mentee_id, starts_on in offers if mentee_id not in mentees]
    starts: dict[Raw, date] = {}
    for mentee_id, starts_on in found:
        known = starts.get(mentee_id)
        if known is None or abs(starts_on - today) < abs(known - today):
            starts[mentee_id] = starts_on
    return Internships(mentees, starts)


def _placements(programme_ids: Collection[uuid.UUID], today: date) -> Any:
    """Mentee, first day, and whether its agreement is there or it is not near."""
    is_agreed = exists().where(
        col(ApplicationStep.application_id) == Placement.application_id,
        col(ApplicationStep.step) == "agreement",
    )
    is_near = col(Placement.starts_on).between(today - WIDEST, today + WIDEST)
    return select(raw(Placement.mentee_id), col(Placement.starts_on), or_(~is_near, is_agreed)).where(
        col(Placement.programme_id).in_(programme_ids)
    )


def _offers(programme_ids: Collection[uuid.UUID], today: date) -> Any:
    return (
        select(raw(Application.mentee_id), col(Lead.starts_on))
        .join(Lead, col(Lead.id) == Application.lead_id)
        .where(
            col(Application.programme_id).in_(programme_ids),
            Application.step == "offer",
            col(Lead.starts_on).between(today, today + WIDEST),
        )
    )
