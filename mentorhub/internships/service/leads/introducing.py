"""Introductions: a mentee asks who shared a lead, who then does it or kindly declines."""

import uuid
from typing import Any, Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db, outbox
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.core.limits import limits
from mentorhub.core.texts import say_in
from mentorhub.internships.service.companies.taking import company_names
from mentorhub.internships.service.leads.lines import NO_COMPANY, answer_of
from mentorhub.internships.service.leads.scope import seen_lead, zone_and_today
from mentorhub.internships.service.leads.values import LeadRefused, Request
from mentorhub.internships.tables import Introduction, Lead
from mentorhub.people.tables import Enrolment, Person
from mentorhub.settings import settings

MOST = 50
MAILS_A_DAY = 2
"""How often the sharer of a lead is mailed that the same mentee asks; the hub shows every request."""


async def ask_introduction(actor: Actor, lead_id: uuid.UUID) -> uuid.UUID:
    """Ask who shared a lead for an introduction and return the request's id; twice asks once.

    Raises:
        NotFound: no such lead for this actor, it is her own, or she is no mentee.
        LeadRefused: ``closed`` when it is no longer open, ``no_introduction`` when none is offered.
    """
    if actor.role is not Role.MENTEE:
        raise NotFound
    async with db.transaction() as session:
        lead = await seen_lead(session, actor, lead_id, lock=True)
        if (known := await _of(session, actor, lead_id)) is not None:
            return known.id
        await _check(session, actor, lead)
        request = Introduction(
            school_id=lead.school_id,
            lead_id=lead.id,
            mentee_id=actor.enrolment,
            by_person_id=lead.by_person_id,
            asked_at=clock.now(),
        )
        session.add(request)
        audit.record(session, actor, "introduction.asked", request.id)
        await _tell_sharer(session, actor, lead, request)
        return request.id


async def _check(session: AsyncSession, actor: Actor, lead: Lead) -> None:
    _, today = await zone_and_today(session, actor)
    if lead.by_person_id == actor.person_id:
        raise NotFound
    if lead.dead_at is not None or lead.expires_on < today:
        raise LeadRefused("closed")
    if not lead.introduces:
        raise LeadRefused("no_introduction")


async def _of(session: AsyncSession, actor: Actor, lead_id: uuid.UUID) -> Introduction | None:
    found = await session.exec(
        select(Introduction).where(Introduction.lead_id == lead_id, Introduction.mentee_id == actor.enrolment)
    )
    return found.first()


async def _tell_sharer(session: AsyncSession, actor: Actor, lead: Lead, request: Introduction) -> None:
    reader = await session.get(Person, lead.by_person_id)
    if reader is None or not reader.email or reader.disabled_at is not None:
        return
    if not await limits().hit("introduction mails", f"{lead.id}:{actor.enrolment}", MAILS_A_DAY, 24 * 60):
        return
    company = (await company_names(session, [lead.company_id])).get(lead.company_id, NO_COMPANY)
    values = {
        "reader": reader.first_name,
        "mentee": actor.full_name,
        "company": company.name,
        "role": lead.role,
        "address": f"{settings().origin}/leads/{lead.id}",
    }
    mail = outbox.new_mail(
        school_id=lead.school_id,
        person_id=reader.id,
        to_address=reader.email,
        kind="introduction",
        language=reader.language,
        subject=say_in(reader.language, "leads.mail.asked_subject", **values),
        body=say_in(reader.language, "leads.mail.asked_body", **values),
        once_key=f"introduction:{request.id}",
    )
    await outbox.enqueue(session, mail)


async def take_back_request(actor: Actor, lead_id: uuid.UUID) -> None:
    """Ask no longer, as long as nobody answered; a mail that still waits is not sent.

    Raises:
        NotFound: no request of the actor, or it was answered.
    """
    async with db.transaction() as session:
        await seen_lead(session, actor, lead_id, lock=True)
        request = await _of(session, actor, lead_id) if actor.role is Role.MENTEE else None
        if request is None or answer_of(request) != "asked":
            raise NotFound
        await outbox.forget_unsent(session, f"introduction:{request.id}")
        await session.delete(request)
        audit.record(session, actor, "introduction.taken_back", request.id)


async def answer_request(
    actor: Actor, introduction_id: uuid.UUID, answer: Literal["done", "declined", "asked"]
) -> None:
    """Say that an introduction is done or declined, or (``asked``) take that answer back.

    Raises:
        NotFound: no request to the actor.
    """
    async with db.transaction() as session:
        asked = select(Introduction).where(
            Introduction.id == introduction_id,
            Introduction.by_person_id == actor.person_id,
            Introduction.school_id == actor.school,
        )
        request = (await session.exec(asked.with_for_update())).first()
        if request is None:
            raise NotFound
        await seen_lead(session, actor, request.lead_id)
        if answer_of(request) == answer:
            return
        now = clock.now()
        request.done_at = now if answer == "done" else None
        request.declined_at = now if answer == "declined" else None
        audit.record(session, actor, f"introduction.{answer}", request.id)


async def open_requests(actor: Actor) -> list[Request]:
    """Return the requests to the actor that wait for an answer, the oldest first."""
    async with db.reading() as session:
        zone, _ = await zone_and_today(session, actor)
        return await requests_of(session, actor, zone, is_open=True)


async def requests_of(
    session: AsyncSession,
    actor: Actor,
    zone: str,
    *,
    lead_id: uuid.UUID | None = None,
    is_open: bool = False,
) -> list[Request]:
    """Return requests to the actor: about one lead, or all that wait for an answer."""
    query = _asked_of(actor)
    if lead_id is not None:
        query = query.where(Introduction.lead_id == lead_id)
    if is_open:
        query = query.where(col(Introduction.done_at).is_(None), col(Introduction.declined_at).is_(None))
    rows = (await session.exec(query.limit(MOST))).all()
    companies = await company_names(session, {row[1].company_id for row in rows})
    return [_request(row, companies.get(row[1].company_id, NO_COMPANY).name, actor, zone) for row in rows]


def _asked_of(actor: Actor) -> Any:
    mine = [
        Introduction.by_person_id == actor.person_id,
        Introduction.school_id == actor.school,
        Lead.by_person_id == actor.person_id,
        col(Enrolment.ended_at).is_(None),
    ]
    if actor.programme_id is not None:
        mine.append(Lead.programme_id == actor.programme_id)
    return (
        select(Introduction, Lead, Enrolment, Person)
        .join(Lead, col(Lead.id) == Introduction.lead_id)
        .join(Enrolment, col(Enrolment.id) == Introduction.mentee_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(*mine)
        .order_by(col(Introduction.asked_at), col(Introduction.id))
    )


def _request(row: Any, company: str, actor: Actor, zone: str) -> Request:
    introduction, lead, enrolment, mentee = row
    ways = (mentee.email if mentee.shows_email else None, mentee.phone if mentee.shows_phone else None)
    return Request(
        introduction_id=introduction.id,
        lead_id=lead.id,
        company=company,
        role=lead.role,
        contact_name=lead.contact_name,
        starts_on=lead.starts_on,
        hours=lead.hours,
        mentee=mentee.full_name,
        mentee_first=mentee.first_name,
        course=enrolment.course,
        reach=tuple(way for way in ways if way),
        sharer=actor.full_name,
        asked_on=local_day(introduction.asked_at, zone),
        answer=answer_of(introduction),
    )
