"""The steps that applications came into, as rows: written, read, and the last one taken back."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Actor
from mentorhub.internships.rules.applications import Came
from mentorhub.internships.tables import Application, ApplicationStep


def came_into(session: AsyncSession, application: Application, actor: Actor) -> None:
    """Write that an application came into the step that it has now."""
    session.add(
        ApplicationStep(
            school_id=application.school_id,
            application_id=application.id,
            step=application.step,
            by_enrolment_id=actor.enrolment,
            at=clock.now(),
        )
    )


async def history_rows(session: AsyncSession, application_id: uuid.UUID) -> list[ApplicationStep]:
    """Return the steps of one application, the oldest first."""
    found = await session.exec(
        select(ApplicationStep)
        .where(ApplicationStep.application_id == application_id)
        .order_by(col(ApplicationStep.at), col(ApplicationStep.id))
    )
    return list(found)


async def histories(
    session: AsyncSession, application_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[Came]]:
    """Return the steps of many applications, each the oldest first, in one query."""
    found = await session.exec(
        select(ApplicationStep)
        .where(col(ApplicationStep.application_id).in_(application_ids))
        .order_by(col(ApplicationStep.at), col(ApplicationStep.id))
    )
    made: dict[uuid.UUID, list[Came]] = defaultdict(list)
    for row in found:
        made[row.application_id].append(Came(row.step, row.at))
    return made
