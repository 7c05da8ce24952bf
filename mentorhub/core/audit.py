"""The audit trail: one line per act that matters, in the transaction of the act itself."""

import uuid
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Actor
from mentorhub.core.tables import AuditEntry


def record(
    db: AsyncSession, actor: Actor, action: str, object_id: uuid.UUID | None = None, **detail: Any
) -> None:
    """Add an entry such as ``record(db, actor, "run.published", run.id, pairs=32)``.

    ``detail`` holds no personal text.
    """
    db.add(
        AuditEntry(
            school_id=actor.school,
            actor_id=actor.person_id,
            action=action,
            object_id=object_id,
            detail=detail,
            at=clock.now(),
        )
    )
