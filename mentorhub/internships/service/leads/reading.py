"""Reading leads: a page of them that fits what one looks for, one whole, and what to know about one's own."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.dates import local_day
from mentorhub.internships.rules.leads import fits_study, found_by
from mentorhub.internships.service.companies.taking import CompanyName, company_names
from mentorhub.internships.service.leads.acting import may_reopen
from mentorhub.internships.service.leads.introducing import requests_of
from mentorhub.internships.service.leads.lines import NO_COMPANY, full_names, lines_of
from mentorhub.internships.service.leads.scope import (
    is_open,
    seen_by,
    seen_lead,
    shared_by,
    zone_and_today,
)
from mentorhub.internships.service.leads.values import Filters, Gone, LeadFile, LeadLine, LeadPage
from mentorhub.internships.tables import Application, Lead, LeadLike
from mentorhub.people.roster.cells import plain
from mentorhub.people.tables import Enrolment

PER_PAGE = 30
MOST_SEARCHED = 1000
"""Search and filters look at so many of the newest leads."""
GONE_SHOWN = timedelta(days=30)
MOST_GONE = 10


async def lead_page(actor: Actor, filters: Filters, page: int = 1) -> LeadPage:
    """Return one page of the leads that the actor sees, the newest first; a page too far is the last one.

    Only open ones, but with ``filters.mine`` also those of the actor that are gone or over.

    Raises:
        NotFound: the actor has no part.
    """
    async with db.reading() as session:
        zone, today = await zone_and_today(session, actor)
        course = await course_of(session, actor)
        known = await _known(session, actor, filters, today)
        companies = await company_names(session, {lead.company_id for lead in known})
        named = [(lead, companies.get(lead.company_id, NO_COMPANY)) for lead in known]
        liked = await _liked(session, actor) if filters.liked else None
        fitting = [
            lead
            for lead, company in named
            if _fits(filters, lead, company, course) and (liked is None or lead.id in liked)
        ]
        pages = max(1, -(-len(fitting) // PER_PAGE))
        number = min(max(page, 1), pages)
        shown = fitting[(number - 1) * PER_PAGE : number * PER_PAGE]
        return LeadPage(
            lines=tuple(await lines_of(session, actor, shown, today)),
            total=len(fitting),
            page=number,
            pages=pages,
            anything=bool(known) or await _anything(session, actor, today),
            sectors=tuple(sorted({company.sector for _, company in named if company.sector})),
            places=_places([company for _, company in named]),
            course=course,
            zone=zone,
        )


async def _known(session: AsyncSession, actor: Actor, filters: Filters, today: date) -> Sequence[Lead]:
    which = shared_by(actor) if filters.mine else (seen_by(actor) & is_open(today))
    query = select(Lead).where(which).order_by(col(Lead.created_at).desc(), col(Lead.id))
    return (await session.exec(query.limit(MOST_SEARCHED))).all()


async def _anything(session: AsyncSession, actor: Actor, today: date) -> bool:
    found = await session.exec(select(Lead.id).where(seen_by(actor), is_open(today)).limit(1))
    return found.first() is not None


def _fits(filters: Filters, lead: Lead, company: CompanyName, course: str) -> bool:
    return (
        found_by(filters.words, lead.role, company.name, company.place)
        and (not filters.sector or company.sector == filters.sector)
        and (not filters.place or plain(company.place) == plain(filters.place))
        and (not filters.fits or fits_study(course, lead.role, company.sector))
    )


def _places(companies: list[CompanyName]) -> tuple[str, ...]:
    by_plain = {plain(company.place): company.place for company in companies if company.place}
    return tuple(by_plain[name] for name in sorted(by_plain))


async def _liked(session: AsyncSession, actor: Actor) -> set[uuid.UUID]:
    found = await session.exec(select(LeadLike.lead_id).where(LeadLike.enrolment_id == actor.enrolment_id))
    return set(found.all())


async def course_of(session: AsyncSession, actor: Actor) -> str:
    """Return the study of the actor's part, empty when there is none."""
    found = await session.exec(select(Enrolment.course).where(Enrolment.id == actor.enrolment_id))
    return found.first() or ""


async def lead_file(actor: Actor, lead_id: uuid.UUID) -> LeadFile:
    """Return one lead whole, also when it is gone or over.

    Raises:
        NotFound: no such lead for this actor.
    """
    async with db.reading() as session:
        lead = await seen_lead(session, actor, lead_id)
        zone, today = await zone_and_today(session, actor)
        line = (await lines_of(session, actor, [lead], today))[0]
        names = await full_names(session, {lead.dead_by} if lead.dead_by else set())
        counts = await _counts(session, lead) if line.is_mine else (0, 0)
        return LeadFile(
            line=line,
            contact_name=lead.contact_name,
            how_known=lead.how_known,
            web_address=lead.web_address,
            web_title=lead.web_title,
            web_refused=lead.web_refused,
            likes=counts[0],
            begun=counts[1],
            gone_by=names.get(lead.dead_by, "") if lead.dead_by and line.closed == "gone" else "",
            may_reopen=may_reopen(actor, lead),
            may_close=line.closed in ("", "expired") and not line.is_mine,
            requests=tuple(await requests_of(session, actor, zone, lead_id=lead.id)),
            zone=zone,
        )


async def _counts(session: AsyncSession, lead: Lead) -> tuple[int, int]:
    likes = await session.exec(select(func.count()).where(LeadLike.lead_id == lead.id))
    begun = await session.exec(select(func.count()).where(Application.lead_id == lead.id))
    return likes.one(), begun.one()


async def gone_of_mine(actor: Actor) -> list[Gone]:
    """Return the leads that I shared and that others said are gone, of the last month, the newest first."""
    async with db.reading() as session:
        zone, _ = await zone_and_today(session, actor)
        query = (
            select(Lead)
            .where(
                shared_by(actor),
                col(Lead.dead_at) > clock.now() - GONE_SHOWN,
                col(Lead.dead_by) != Lead.by_person_id,
            )
            .order_by(col(Lead.dead_at).desc())
        )
        leads = (await session.exec(query.limit(MOST_GONE))).all()
        companies = await company_names(session, {lead.company_id for lead in leads})
        names = await full_names(session, {lead.dead_by for lead in leads if lead.dead_by})
        return [
            Gone(
                lead.id,
                companies.get(lead.company_id, NO_COMPANY).name,
                lead.role,
                names.get(lead.dead_by, ""),
                local_day(lead.dead_at, zone),
            )
            for lead in leads
            if lead.dead_at and lead.dead_by
        ]


async def newest_between(
    session: AsyncSession, actor: Actor, mentee_id: uuid.UUID, mentor_person_id: uuid.UUID, most: int
) -> list[LeadLine]:
    """Return the newest open leads for a mentee by name, or by her mentor, of those that the actor sees."""
    _, today = await zone_and_today(session, actor)
    between = or_(Lead.for_enrolment_id == mentee_id, Lead.by_person_id == mentor_person_id)
    found = await session.exec(
        select(Lead)
        .where(seen_by(actor), is_open(today), between)
        .order_by(col(Lead.created_at).desc(), col(Lead.id))
        .limit(most)
    )
    return await lines_of(session, actor, found.all(), today)
