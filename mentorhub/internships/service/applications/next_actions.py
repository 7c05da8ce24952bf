"""What the mentee does next, by which day; a mail reminds her on the morning of that day."""

import uuid
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.texts import say_in
from mentorhub.internships.rules.applications import is_open
from mentorhub.internships.service.applications.scope import mentee_of, to_change
from mentorhub.internships.service.applications.values import ApplicationRefused
from mentorhub.internships.service.companies.taking import company_names
from mentorhub.internships.tables import Application
from mentorhub.people import notices
from mentorhub.programmes.zone import zone_of_school
from mentorhub.settings import settings

REMINDED_AT = time(9)
FURTHEST_DAYS = 730


async def plan_next(
    actor: Actor, application_id: uuid.UUID, text: str, day: date | None, version: int
) -> None:
    """Write what the mentee does next and by when; an empty text takes it away.

    Raises:
        NotFound: not an application of the actor.
        ChangedMeanwhile: it changed since ``version``.
        ApplicationRefused: the application ended, or the day is past or too far away.
    """
    async with db.transaction() as session:
        application = await to_change(session, actor, application_id, version)
        if not is_open(application.step):
            raise ApplicationRefused("ended")
        day = day if text else None
        if day and day != application.next_on:
            _check_day(day, await zone_of_school(session, application.school_id))
        application.next_action, application.next_on = text, day
        audit.record(session, actor, "application.next_planned", application.id)
        await plan_mail(session, application)


def _check_day(day: date, zone: str) -> None:
    today = clock.now().astimezone(ZoneInfo(zone)).date()
    if not 0 <= (day - today).days <= FURTHEST_DAYS:
        raise ApplicationRefused("next_day")


async def plan_mail(session: AsyncSession, application: Application) -> None:
    """Put the reminder in the outbox right: none of an earlier action stays, one for what stands now."""
    await notices.forget(session, _prefix(application.id))
    if application.next_on is None or not is_open(application.step):
        return
    zone = ZoneInfo(await zone_of_school(session, application.school_id))
    due_at = datetime.combine(application.next_on, REMINDED_AT, zone)
    mentee = await mentee_of(session, application)
    if due_at <= clock.now():
        return
    names = await company_names(session, [application.company_id])
    values = {
        "reader": mentee.first_name,
        "action": application.next_action,
        "company": names[application.company_id].name,
        "address": f"{settings().origin}/internships/{application.id}",
    }
    await notices.tell(
        session,
        mentee,
        school_id=application.school_id,
        kind="application_next",
        subject=say_in(mentee.language, "applications.mail.next_subject", **values),
        body=say_in(mentee.language, "applications.mail.next_body", **values),
        path=f"/internships/{application.id}",
        once_key=f"{_prefix(application.id)}{application.version}",
        due_at=due_at,
    )


def _prefix(application_id: uuid.UUID) -> str:
    return f"application-next:{application_id}:"
