"""Who had whom in the run before one: for seeing what changed since."""

import uuid

from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.matching.service.runs import run_for
from mentorhub.matching.tables import MatchRun, Proposal


async def mentors_before(actor: Actor, run_id: uuid.UUID) -> dict[str, str]:
    """Return the mentor by mentee, as texts of their ids, in the run of this kind before the given one.

    Who had none has an empty text; without an earlier run there is nobody.

    Raises:
        NotFound: no such run for this teacher or coordinator.
    """
    async with db.reading() as session:
        run, _ = await run_for(session, actor, run_id)
        query = select(MatchRun.id).where(
            MatchRun.programme_id == run.programme_id,
            MatchRun.kind == run.kind,
            MatchRun.created_at < run.created_at,
        )
        last = (await session.exec(query.order_by(col(MatchRun.created_at).desc()).limit(1))).first()
        if last is None:
            return {}
        lines = await session.exec(
            select(Proposal.mentee_id, Proposal.mentor_id).where(Proposal.run_id == last)
        )
        return {str(mentee): str(mentor or "") for mentee, mentor in lines}
