"""A placement: recorded once, told to mentor and teachers, corrected or taken back."""

import uuid

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db, outbox
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.limits import limits
from mentorhub.core.texts import say_in
from mentorhub.internships.rules.applications import THROUGH, is_open, is_period, may_correct
from mentorhub.internships.service.applications.history import history_rows
from mentorhub.internships.service.applications.moving import back_to, put_into
from mentorhub.internships.service.applications.origins import mentor_persons, through_person
from mentorhub.internships.service.applications.scope import mentee_of, to_change, touch
from mentorhub.internships.service.applications.values import ApplicationRefused, ChangedMeanwhile, Placed
from mentorhub.internships.service.companies.taking import company_names
from mentorhub.internships.service.staff_scope import seen_mentees
from mentorhub.internships.tables import Application, Placement
from mentorhub.people.tables import Enrolment, GroupTeacher, Person
from mentorhub.settings import settings

TOLD_A_DAY = 4
"""How often mentors and teachers are mailed about one mentee in a day, at most; the ledger shows it all."""


async def place(actor: Actor, application_id: uuid.UUID, placed: Placed, version: int) -> None:
    """Record that the mentee found this internship; mentor and teachers hear it.

    Raises:
        NotFound: not an application of the actor.
        ChangedMeanwhile: it changed since ``version``.
        ApplicationRefused: it ended or was placed already, or the period cannot be.
    """
    _check(placed)
    async with db.transaction() as session:
        application = await to_change(session, actor, application_id, version)
        if not is_open(application.step):
            raise ApplicationRefused("ended")
        session.add(await _placement(session, application, placed))
        await put_into(session, application, actor, "placed")
        audit.record(session, actor, "placement.recorded", application.id, through=placed.through)
        await _tell(session, application)


def _check(placed: Placed) -> None:
    if placed.through not in THROUGH:
        raise ApplicationRefused("through")
    if not is_period(placed.starts_on, placed.ends_on):
        raise ApplicationRefused("period")


async def _placement(session: AsyncSession, application: Application, placed: Placed) -> Placement:
    return Placement(
        school_id=application.school_id,
        programme_id=application.programme_id,
        mentee_id=application.mentee_id,
        company_id=application.company_id,
        application_id=application.id,
        lead_id=application.lead_id,
        through=placed.through,
        through_person_id=await through_person(session, application, placed.through),
        starts_on=placed.starts_on,
        ends_on=placed.ends_on,
        created_at=clock.now(),
    )


async def correct_placement(actor: Actor, application_id: uuid.UUID, placed: Placed, version: int) -> None:
    """Correct the period, or through whom it came: the mentee within a day, staff later too.

    Raises:
        NotFound: no such placement for the actor.
        ChangedMeanwhile: it changed since ``version``.
        ApplicationRefused: the period cannot be, or the mentee's day is over.
    """
    _check(placed)
    async with db.transaction() as session:
        application, placement = await _to_correct(session, actor, application_id, version)
        placement.starts_on, placement.ends_on = placed.starts_on, placed.ends_on
        if placement.through != placed.through:
            placement.through = placed.through
            placement.through_person_id = await through_person(session, application, placed.through)
        audit.record(session, actor, "placement.corrected", application.id, through=placed.through)


async def take_placement_back(actor: Actor, application_id: uuid.UUID, version: int) -> None:
    """Take a placement back; the application stands again where it was. Raises as ``correct_placement``."""
    async with db.transaction() as session:
        application, placement = await _to_correct(session, actor, application_id, version)
        await session.delete(placement)
        await outbox.forget_unsent(session, _prefix(application.id))
        await back_to(session, application, await history_rows(session, application.id))
        audit.record(session, actor, "placement.taken_back", application.id)


async def _to_correct(
    session: AsyncSession, actor: Actor, application_id: uuid.UUID, version: int
) -> tuple[Application, Placement]:
    application = await _reached(session, actor, application_id, version)
    found = await session.exec(select(Placement).where(Placement.application_id == application.id))
    placement = found.first()
    if placement is None:
        raise NotFound
    if not may_correct(placement.created_at, clock.now(), is_staff=actor.is_staff):
        raise ApplicationRefused("day_over")
    return application, placement


async def _reached(
    session: AsyncSession, actor: Actor, application_id: uuid.UUID, version: int
) -> Application:
    """Return the application, locked and counted as changed, for its mentee or for staff who see her."""
    if not actor.is_staff:
        return await to_change(session, actor, application_id, version)
    found = await session.exec(
        select(Application)
        .join(Enrolment, col(Enrolment.id) == Application.mentee_id)
        .where(Application.id == application_id, seen_mentees(actor))
        .with_for_update(of=Application)
    )
    application = found.first()
    if application is None:
        raise NotFound
    if application.version != version:
        raise ChangedMeanwhile
    touch(application)
    return application


async def _tell(session: AsyncSession, application: Application) -> None:
    """Mail the own mentors and the teachers of the mentee's group, each once a recording."""
    if not await limits().hit("placement mails", str(application.mentee_id), TOLD_A_DAY, 24 * 60):
        return
    mentee = await mentee_of(session, application)
    company = (await company_names(session, [application.company_id]))[application.company_id].name
    teachers = await session.exec(
        select(GroupTeacher.person_id)
        .join(Enrolment, col(Enrolment.group_id) == GroupTeacher.group_id)
        .where(Enrolment.id == application.mentee_id)
    )
    mentors = await mentor_persons(session, application.mentee_id)
    pages = dict.fromkeys(teachers, "/ledger") | dict.fromkeys(mentors, "/internships")
    readers = await session.exec(
        select(Person).where(
            col(Person.id).in_(pages), col(Person.email).is_not(None), col(Person.disabled_at).is_(None)
        )
    )
    for reader in readers:
        await outbox.enqueue(session, _mail(application, reader, mentee, company, pages[reader.id]))


def _mail(
    application: Application, reader: Person, mentee: Person, company: str, page: str
) -> outbox.OutboxMail:
    values = {
        "reader": reader.first_name,
        "name": mentee.full_name,
        "company": company,
        "address": f"{settings().origin}{page}",
    }
    return outbox.new_mail(
        school_id=application.school_id,
        person_id=reader.id,
        to_address=reader.email or "",
        kind="placement",
        language=reader.language,
        subject=say_in(reader.language, "applications.mail.placed_subject", **values),
        body=say_in(reader.language, "applications.mail.placed_body", **values),
        once_key=f"{_prefix(application.id)}{application.version}:{reader.id}",
    )


def _prefix(application_id: uuid.UUID) -> str:
    return f"placement:{application_id}:"
