"""The history of a match: every run that is kept, who computed, published and withdrew it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import defer
from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.matching.service.access import programme_for
from mentorhub.matching.service.runs import latest_run
from mentorhub.matching.tables import MatchRun
from mentorhub.people.tables import Person

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run in the history; moments are in UTC, names full names, empty when it did not happen.

    ``kind`` is match, repair or substitute; ``profile`` the counts for its own objective (``ranks``,
    ``beyond_list``, ``unmatched``); ``is_out`` says that it holds now,
    ``is_shown`` that the board shows it when none is named.
    """

    run_id: uuid.UUID
    kind: str
    objective: str
    created_by: str
    created_at: datetime
    profile: Mapping[str, Any]
    published_at: datetime | None
    published_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    replaced_at: datetime | None
    is_out: bool
    is_shown: bool


async def runs_of(actor: Actor, programme_id: uuid.UUID) -> list[RunLine]:
    """Return the runs of a programme, newest first, at most 100; four queries however many there are.

    Raises:
        NotFound: no such programme for this teacher or coordinator.
    """
    async with db.reading() as session:
        await programme_for(session, actor, programme_id)
        shown = await latest_run(session, programme_id)
        query = select(MatchRun).where(MatchRun.programme_id == programme_id)
        # What every mentee would get under every aim is large, and not asked for here.
        left_out: tuple[Any, ...] = (MatchRun.alternatives, MatchRun.outlook)
        newest = (
            query.options(*map(defer, left_out)).order_by(col(MatchRun.created_at).desc()).limit(MOST_SHOWN)
        )
        found = list(await session.exec(newest))
        people = {by for run in found for by in (run.created_by, run.published_by, run.withdrawn_by) if by}
        named = await session.exec(select(Person).where(col(Person.id).in_(people)))
        names: dict[uuid.UUID | None, str] = {person.id: person.full_name for person in named}
        return [_line(run, names, is_shown=shown is not None and run.id == shown.id) for run in found]


def _line(run: MatchRun, names: Mapping[uuid.UUID | None, str], *, is_shown: bool) -> RunLine:
    is_plan = run.kind == "substitute" and run.published_at is not None and run.replaced_at is None
    return RunLine(
        run_id=run.id,
        kind=run.kind,
        objective=run.objective,
        created_by=names.get(run.created_by, ""),
        created_at=run.created_at,
        profile=run.profile.get(run.objective, {}),
        published_at=run.published_at,
        published_by=names.get(run.published_by, ""),
        withdrawn_at=run.withdrawn_at,
        withdrawn_by=names.get(run.withdrawn_by, ""),
        replaced_at=run.replaced_at,
        is_out=is_plan or run.published_once is not None,
        is_shown=is_shown,
    )
