"""An application goes on, back, or ends; the last step can be taken back."""

import uuid

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor
from mentorhub.internships.rules.applications import (
    ENDED,
    REASONS,
    TREATED_DIFFERENTLY,
    Came,
    may_end,
    may_move,
    may_undo,
)
from mentorhub.internships.service.applications.history import came_into, history_rows
from mentorhub.internships.service.applications.next_actions import plan_mail
from mentorhub.internships.service.applications.scope import to_change
from mentorhub.internships.service.applications.talks import forget_talk, tell_coordinators
from mentorhub.internships.service.applications.values import ApplicationRefused, Ending
from mentorhub.internships.tables import Application, ApplicationStep


async def move(actor: Actor, application_id: uuid.UUID, step: str, version: int) -> None:
    """Put the mentee's application into another step that goes on.

    Raises:
        NotFound: not an application of the actor.
        ChangedMeanwhile: it changed since ``version``.
        ApplicationRefused: no such move.
    """
    async with db.transaction() as session:
        application = await to_change(session, actor, application_id, version)
        if not may_move(application.step, step):
            raise ApplicationRefused("move")
        await forget_talk(session, application)
        await put_into(session, application, actor, step)


async def end(actor: Actor, application_id: uuid.UUID, ending: Ending, version: int) -> None:
    """End the mentee's application.

    Raises:
        NotFound: not an application of the actor.
        ChangedMeanwhile: it changed since ``version``.
        ApplicationRefused: it ended already, the reason is missing, or the question was not answered.
    """
    if ending.step not in ENDED or ending.reason not in REASONS:
        raise ApplicationRefused("reason")
    is_serious = ending.reason == TREATED_DIFFERENTLY
    if is_serious and ending.may_talk not in ("yes", "no"):
        raise ApplicationRefused("may_talk")
    async with db.transaction() as session:
        application = await to_change(session, actor, application_id, version)
        if not may_end(application.step):
            raise ApplicationRefused("ended")
        application.reason = ending.reason
        application.may_talk = ending.may_talk if is_serious else ""
        await put_into(session, application, actor, ending.step)
        if application.may_talk == "yes":
            await tell_coordinators(session, application)


async def undo_step(actor: Actor, application_id: uuid.UUID, version: int) -> None:
    """Take back the last step of the mentee's application, within a day; not a placement.

    Raises:
        NotFound: not an application of the actor.
        ChangedMeanwhile: it changed since ``version``.
        ApplicationRefused: there is nothing to take back, or it is too long ago.
    """
    async with db.transaction() as session:
        application = await to_change(session, actor, application_id, version)
        rows = await history_rows(session, application.id)
        if application.step == "placed" or not may_undo([Came(x.step, x.at) for x in rows], clock.now()):
            raise ApplicationRefused("undo")
        await forget_talk(session, application)
        await back_to(session, application, rows)
        audit.record(session, actor, "application.step_undone", application.id)


async def put_into(session: AsyncSession, application: Application, actor: Actor, step: str) -> None:
    """Put an application into a step, with its line in the history and its reminder put right."""
    application.step = step
    if step not in ENDED:
        application.reason = application.may_talk = ""
    came_into(session, application, actor)
    # The action of the audit stays the same for all steps: a reason or its absence shows nowhere.
    audit.record(session, actor, "application.moved", application.id, step=step)
    await plan_mail(session, application)


async def back_to(session: AsyncSession, application: Application, rows: list[ApplicationStep]) -> None:
    """Drop the last line of the history and put the application into the step before it."""
    await session.delete(rows[-1])
    application.step = rows[-2].step
    application.reason = application.may_talk = ""
    await plan_mail(session, application)
