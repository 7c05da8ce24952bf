"""A mentee thinks that she was treated differently and wants to talk: who hears that, and nobody else."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, db, outbox
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.limits import limits
from mentorhub.core.texts import say_in
from mentorhub.internships.rules.applications import TREATED_DIFFERENTLY
from mentorhub.internships.service.companies.taking import company_names
from mentorhub.internships.tables import Application
from mentorhub.people.tables import Enrolment, Person, SchoolMember
from mentorhub.settings import settings

MOST = 50
WAITS, TALKED = "yes", "talked"
TOLD_A_DAY = 4
"""How often coordinators are mailed about one mentee in a day, at most; the ledger lists who waits."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A mentee who wants somebody of the school to speak with her; ``is_done`` after that."""

    application_id: uuid.UUID
    mentee: str
    email: str
    company: str
    since: datetime
    is_done: bool


async def tell_coordinators(session: AsyncSession, application: Application) -> None:
    """Mail every coordinator of the school that somebody wants to talk; not who, where, nor why."""
    if not await limits().hit("talk mails", str(application.mentee_id), TOLD_A_DAY, 24 * 60):
        return
    found = await session.exec(
        select(Person)
        .join(SchoolMember, col(SchoolMember.person_id) == Person.id)
        .where(
            SchoolMember.school_id == application.school_id,
            col(SchoolMember.is_coordinator),
            col(SchoolMember.ended_at).is_(None),
            col(Person.disabled_at).is_(None),
            col(Person.email).is_not(None),
        )
    )
    for reader in found:
        await outbox.enqueue(session, _mail(application, reader))


def _mail(application: Application, reader: Person) -> outbox.OutboxMail:
    values = {"reader": reader.first_name, "address": f"{settings().origin}/ledger"}
    return outbox.new_mail(
        school_id=application.school_id,
        person_id=reader.id,
        to_address=reader.email or "",
        kind="talk",
        language=reader.language,
        subject=say_in(reader.language, "applications.mail.talk_subject"),
        body=say_in(reader.language, "applications.mail.talk_body", **values),
        once_key=f"{_prefix(application.id)}{application.version}:{reader.id}",
    )


def _prefix(application_id: uuid.UUID) -> str:
    return f"application-talk:{application_id}:"


async def forget_talk(session: AsyncSession, application: Application) -> None:
    """Take back what was not sent yet, when the mentee takes her answer back."""
    await outbox.forget_unsent(session, _prefix(application.id))


async def asked_talks(actor: Actor) -> list[Talk]:
    """Return for a coordinator who wants to talk, the longest waiting first; at most ``MOST``.

    Raises:
        NotFound: the actor is no coordinator.
    """
    if actor.role is not Role.COORDINATOR:
        raise NotFound
    async with db.reading() as session:
        found = await session.exec(
            select(Application, Person)
            .join(Enrolment, col(Enrolment.id) == Application.mentee_id)
            .join(Person, col(Person.id) == Enrolment.person_id)
            .where(*_asked(actor), Application.may_talk == WAITS)
            .order_by(col(Application.changed_at), col(Application.id))
            .limit(MOST)
        )
        rows = list(found)
        names = await company_names(session, [application.company_id for application, _ in rows])
    return [_talk(application, person, names[application.company_id].name) for application, person in rows]


def _talk(application: Application, person: Person, company: str) -> Talk:
    return Talk(
        application.id,
        person.full_name,
        person.email or "",
        company,
        application.changed_at,
        application.may_talk == TALKED,
    )


async def mark_talk(actor: Actor, application_id: uuid.UUID, *, is_done: bool) -> None:
    """Say that somebody spoke with the mentee, or take that back; the second time changes nothing.

    Raises:
        NotFound: the actor is no coordinator, or this mentee did not ask for it.
    """
    if actor.role is not Role.COORDINATOR:
        raise NotFound
    async with db.transaction() as session:
        found = await session.exec(
            select(Application)
            .where(
                Application.id == application_id,
                *_asked(actor),
                col(Application.may_talk).in_((WAITS, TALKED)),
            )
            .with_for_update()
        )
        application = found.first()
        if application is None:
            raise NotFound
        application.may_talk = TALKED if is_done else WAITS
        audit.record(
            session, actor, "application.talked" if is_done else "application.talk_undone", application_id
        )
        application.version += 1


def _asked(actor: Actor) -> tuple[bool, ...]:
    return Application.school_id == actor.school, Application.reason == TREATED_DIFFERENTLY
