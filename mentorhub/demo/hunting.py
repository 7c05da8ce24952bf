"""The search of a mentee of the demo as rows: a lead, an application step by step, a placement."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor
from mentorhub.demo.companies import COMPANIES, ROLES
from mentorhub.demo.days import Calendar
from mentorhub.internships.tables import (
    Application,
    ApplicationStep,
    Company,
    Introduction,
    Lead,
    Placement,
)
from mentorhub.matching.tables import Pair

WEEKS = 20
KNOWN = "Daar liep ik vorig jaar stage."
REASONS = {"rejected": "other_candidate", "withdrawn": "too_far"}


# What a row points at stands before it.
IN_ORDER = (Lead, Introduction, Application, ApplicationStep, Placement)


@dataclass(frozen=True, slots=True)
class Hunt:
    """How far one mentee came.

    Attributes:
        company: its place in ``COMPANIES``.
        steps: each step, and how many days ago it was.
        through: ``mentor`` and ``lead`` begin with a lead of the own coach; as in the ledger.
        starts_in: days until the internship begins, for who was placed.
    """

    company: int
    steps: tuple[tuple[str, int], ...]
    through: str = "own"
    starts_in: int = 60

    @property
    def has_lead(self) -> bool:
        """Whether a coach shared a lead."""
        return self.through in ("mentor", "lead")


async def write_hunts(
    session: AsyncSession,
    at: Calendar,
    pairs: Sequence[Pair],
    hunts: Mapping[int, Hunt],
    people: Mapping[uuid.UUID | None, Actor] | Mapping[uuid.UUID, Any],
) -> None:
    """Write the search of each pair that has one, by its place in the list.

    Args:
        session: the transaction.
        at: the calendar of the demo.
        pairs: the pairs.
        hunts: by place of a pair.
        people: by enrolment who it is; ``person_id`` is read.
    """
    found = await session.exec(
        select(Company).where(
            Company.school_id == pairs[0].school_id, col(Company.name).in_(one.name for one in COMPANIES)
        )
    )
    companies = {company.name: company.id for company in found}
    rows: list[Any] = []
    for place, hunt in hunts.items():
        pair = pairs[place]
        company_id = companies[COMPANIES[hunt.company].name]
        rows += _rows(pair, hunt, at, company_id, people[pair.mentor_id].person_id)
    for table in IN_ORDER:
        session.add_all(row for row in rows if isinstance(row, table))
        await session.flush()


def _rows(pair: Pair, hunt: Hunt, at: Calendar, company_id: uuid.UUID, coach_id: uuid.UUID) -> Iterator[Any]:
    first = at.moment(hunt.steps[0][1] + 1)
    lead = _lead(pair, hunt, company_id, coach_id, first - timedelta(days=5)) if hunt.has_lead else None
    if lead is not None:
        yield lead
        yield _introduction(lead, pair, coach_id, first - timedelta(days=3))
    application = _application(pair, hunt, at, company_id, lead)
    yield application
    for step, moment in (("lead", first), *((step, at.moment(days)) for step, days in hunt.steps)):
        yield ApplicationStep(
            school_id=pair.school_id,
            application_id=application.id,
            step=step,
            by_enrolment_id=pair.mentee_id,
            at=moment,
        )
    if application.step == "placed":
        yield _placement(application, hunt, at, coach_id)


def _lead(pair: Pair, hunt: Hunt, company_id: uuid.UUID, coach_id: uuid.UUID, shared_at: datetime) -> Lead:
    return Lead(
        id=uuid.uuid4(),
        school_id=pair.school_id,
        programme_id=pair.programme_id,
        company_id=company_id,
        by_person_id=coach_id,
        by_enrolment_id=pair.mentor_id,
        role=ROLES[hunt.company],
        hours=32,
        how_known=KNOWN,
        introduces=True,
        audience="mentee",
        for_enrolment_id=pair.mentee_id,
        expires_on=(shared_at + timedelta(weeks=WEEKS)).date(),
        once_key=uuid.uuid4().hex,
        created_at=shared_at,
    )


def _introduction(lead: Lead, pair: Pair, coach_id: uuid.UUID, asked_at: datetime) -> Introduction:
    return Introduction(
        school_id=pair.school_id,
        lead_id=lead.id,
        mentee_id=pair.mentee_id,
        by_person_id=coach_id,
        asked_at=asked_at,
        done_at=asked_at + timedelta(days=1),
    )


def _application(
    pair: Pair, hunt: Hunt, at: Calendar, company_id: uuid.UUID, lead: Lead | None
) -> Application:
    step, days = hunt.steps[-1]
    return Application(
        id=uuid.uuid4(),
        school_id=pair.school_id,
        programme_id=pair.programme_id,
        mentee_id=pair.mentee_id,
        company_id=company_id,
        lead_id=lead.id if lead else None,
        role=ROLES[hunt.company],
        step=step,
        reason=REASONS.get(step, ""),
        once_key=uuid.uuid4().hex,
        version=len(hunt.steps),
        created_at=at.moment(hunt.steps[0][1] + 1),
        changed_at=at.moment(days),
    )


def _placement(application: Application, hunt: Hunt, at: Calendar, coach_id: uuid.UUID) -> Placement:
    starts_on = at.day(-hunt.starts_in)
    return Placement(
        school_id=application.school_id,
        programme_id=application.programme_id,
        mentee_id=application.mentee_id,
        company_id=application.company_id,
        application_id=application.id,
        lead_id=application.lead_id,
        through=hunt.through,
        through_person_id=coach_id if hunt.has_lead else None,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(weeks=WEEKS),
        created_at=application.changed_at,
    )
