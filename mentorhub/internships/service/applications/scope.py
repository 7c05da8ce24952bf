"""The way to an application: for the mentee whose it is, and for the own mentor who reads along."""

import uuid
from typing import Any

from sqlmodel import and_, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.internships.service.applications.values import ChangedMeanwhile
from mentorhub.internships.tables import Application
from mentorhub.matching.tables import Pair
from mentorhub.pairs.service.scope import own
from mentorhub.people.tables import Enrolment, Person


def read_by(actor: Actor) -> Any:
    """Return the condition that holds for the applications that the actor reads as a student.

    Raises:
        NotFound: the actor is no mentee or mentor.
    """
    if actor.role is Role.MENTEE:
        theirs = Application.mentee_id == actor.enrolment
    elif actor.role is Role.MENTOR:
        theirs = col(Application.mentee_id).in_(select(Pair.mentee_id).where(*own(actor)))
    else:
        raise NotFound
    return and_(Application.school_id == actor.school, theirs)


async def read_application(session: AsyncSession, actor: Actor, application_id: uuid.UUID) -> Application:
    """Return an application that the actor reads.

    Raises:
        NotFound: no such application, or not for this actor.
    """
    found = await session.exec(select(Application).where(Application.id == application_id, read_by(actor)))
    application = found.first()
    if application is None:
        raise NotFound
    return application


async def own_application(session: AsyncSession, actor: Actor, application_id: uuid.UUID) -> Application:
    """Return the mentee's own application, locked against a second change at the same time.

    Raises:
        NotFound: no such application, or the actor is not the mentee whose it is.
    """
    if actor.role is not Role.MENTEE:
        raise NotFound
    found = await session.exec(
        select(Application)
        .where(Application.id == application_id, read_by(actor))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    application = found.first()
    if application is None:
        raise NotFound
    return application


async def to_change(
    session: AsyncSession, actor: Actor, application_id: uuid.UUID, version: int
) -> Application:
    """Return the mentee's application, locked, and counted as changed.

    Raises:
        NotFound: not an application of the actor.
        ChangedMeanwhile: it changed since ``version``.
    """
    application = await own_application(session, actor, application_id)
    if application.version != version:
        raise ChangedMeanwhile
    touch(application)
    return application


def touch(application: Application) -> None:
    """Count a change of an application."""
    application.version += 1
    application.changed_at = clock.now()


async def mentee_of(session: AsyncSession, application: Application) -> Person:
    """Return the person whose application it is."""
    found = await session.exec(
        select(Person)
        .join(Enrolment, col(Enrolment.person_id) == Person.id)
        .where(Enrolment.id == application.mentee_id)
    )
    return found.one()
