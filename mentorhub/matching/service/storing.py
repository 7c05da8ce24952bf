"""Writing a computed run down, with its lines; older proposals stay as history, the newest so many."""

import uuid
from collections.abc import Mapping
from typing import Any, Literal

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock
from mentorhub.core.actor import Actor
from mentorhub.matching.service.instance import Gathered
from mentorhub.matching.service.solving import Line, Solved
from mentorhub.matching.tables import MatchRun, Proposal
from mentorhub.programmes.tables import Programme

RunKind = Literal["match", "repair", "substitute"]
KEPT = 20
"""How many proposals that were never published a programme keeps."""


async def store(
    session: AsyncSession,
    actor: Actor,
    programme: Programme,
    *,
    gathered: Gathered,
    solved: Solved,
    seed: int,
    kind: RunKind = "match",
    base_id: uuid.UUID | None = None,
    more: Mapping[str, Any] | None = None,
) -> uuid.UUID:
    """Write a run and its lines, let go of the oldest proposals, and return the id of the run.

    ``more`` joins the run's ``outlook``.
    """
    run = MatchRun(
        school_id=programme.school_id,
        programme_id=programme.id,
        kind=kind,
        base_id=base_id,
        objective=solved.objective,
        seed=seed,
        profile=dict(solved.profiles),
        certificate=dict(solved.certificate),
        alternatives=dict(solved.alternatives),
        outlook=_outlook(gathered, solved) | dict(more or {}),
        terms=gathered.terms,
        inputs_digest=gathered.digest,
        created_by=actor.person_id,
        created_at=clock.now(),
    )
    session.add(run)
    await session.flush()
    session.add_all(_proposal(run, line, gathered) for line in solved.lines)
    await _let_go(session, programme.id)
    audit.record(session, actor, "match.proposed", run.id, objective=run.objective, kind=kind)
    return run.id


def _outlook(gathered: Gathered, solved: Solved) -> dict[str, Any]:
    names = {str(group): name for group, name in gathered.group_names.items()}
    return {
        "spread": [{**group, "name": names.get(group["group"], "")} for group in solved.groups],
        "blocking": [list(pair) for pair in solved.blocking],
        "blocking_count": solved.blocking_count,
    }


def _proposal(run: MatchRun, line: Line, gathered: Gathered) -> Proposal:
    mentee = uuid.UUID(line.mentee)
    # Who left places on the list open reads that, not that her choices were taken.
    is_short = len(gathered.lists[mentee]) < gathered.list_length
    filled = {"filled": is_short and line.rank is None and line.source == "met"}
    return Proposal(
        school_id=run.school_id,
        run_id=run.id,
        mentee_id=mentee,
        mentor_id=uuid.UUID(line.mentor) if line.mentor else None,
        rank=line.rank,
        source=line.source,
        reason={**line.reason, **filled},
        own_reason={**line.own_reason, **filled},
    )


async def _let_go(session: AsyncSession, programme_id: uuid.UUID) -> None:
    """Remove the oldest runs that were never out; one that was out stays for ever."""
    never_out = (col(MatchRun.programme_id) == programme_id, col(MatchRun.published_at).is_(None))
    newest = select(MatchRun.id).where(*never_out).order_by(col(MatchRun.created_at).desc()).limit(KEPT)
    kept = list(await session.exec(newest))
    await session.exec(delete(MatchRun).where(*never_out, col(MatchRun.id).not_in(kept)))
