"""From a run that goes out to pairs: those that stay are left alone, others end, new ones begin."""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.matching.tables import MatchRun, Pair, Proposal, Substitute

OnPairs = Callable[[AsyncSession, MatchRun, Sequence[Pair]], Awaitable[None]]
_on_end: list[OnPairs] = []
_on_resume: list[OnPairs] = []


def when_pairs_end(ended: OnPairs, resumed: OnPairs) -> None:
    """Register what happens when a run ends pairs, and when they run on as the run is taken back.

    Features above this one cannot be imported here; both act within the transaction of the run.
    """
    _on_end[:], _on_resume[:] = [ended], [resumed]


@dataclass(frozen=True, slots=True)
class Paired:
    """What publishing did: new pairs, each with its line in the run, and pairs that ended."""

    made: tuple[tuple[Pair, Proposal], ...]
    ended: tuple[Pair, ...]


async def active_pairs(
    session: AsyncSession, programme_id: uuid.UUID, *, lock: bool = False
) -> dict[uuid.UUID, Pair]:
    """Return the running pairs of a programme by mentee; locked, nothing can be written to them meanwhile."""
    query = select(Pair).where(Pair.programme_id == programme_id, col(Pair.ended_at).is_(None))
    found = await session.exec(query.with_for_update() if lock else query)
    return {pair.mentee_id: pair for pair in found}


async def carry_out(session: AsyncSession, run: MatchRun, moment: datetime) -> Paired:
    """Make the running pairs of the programme those of the run; pairs that are the same keep their row."""
    active = await active_pairs(session, run.programme_id, lock=True)
    found = await session.exec(select(Proposal).where(Proposal.run_id == run.id))
    lines = {line.mentee_id: line for line in found}
    ended = [pair for mentee, pair in active.items() if not _stays(pair, lines.get(mentee))]
    for pair in ended:
        pair.ended_at = moment
    made = [
        (_pair(run, line, line.mentor_id, moment), line)
        for mentee, line in lines.items()
        if line.mentor_id is not None and not (mentee in active and _stays(active[mentee], line))
    ]
    session.add_all(pair for pair, _ in made)
    await session.flush()
    for act in _on_end if ended else ():
        await act(session, run, ended)
    return Paired(tuple(made), tuple(ended))


def _stays(pair: Pair, line: Proposal | None) -> bool:
    return line is not None and line.mentor_id == pair.mentor_id


def _pair(run: MatchRun, line: Proposal, mentor_id: uuid.UUID, moment: datetime) -> Pair:
    return Pair(
        school_id=run.school_id,
        programme_id=run.programme_id,
        run_id=run.id,
        mentee_id=line.mentee_id,
        mentor_id=mentor_id,
        started_at=moment,
    )


async def undo(session: AsyncSession, run: MatchRun) -> None:
    """Remove the pairs that a run made, and let those run on that it ended."""
    await session.exec(delete(Pair).where(col(Pair.run_id) == run.id))
    by_this_run = (Pair.ended_at == run.published_at, Pair.end_reason == "")
    ended = select(Pair).where(Pair.programme_id == run.programme_id, *by_this_run)
    resumed = list(await session.exec(ended))
    for pair in resumed:
        pair.ended_at = None
    await session.flush()
    for act in _on_resume if resumed else ():
        await act(session, run, resumed)


async def end_substitutes_of(session: AsyncSession, programme_id: uuid.UUID) -> int:
    """End the substitutes of a programme, and the plan that they came from; return how many there were."""
    running = (col(Substitute.programme_id) == programme_id, col(Substitute.ended_at).is_(None))
    done = await session.exec(update(Substitute).where(*running).values(ended_at=clock.now()))
    plans = (
        col(MatchRun.programme_id) == programme_id,
        col(MatchRun.kind) == "substitute",
        col(MatchRun.published_at).is_not(None),
        col(MatchRun.replaced_at).is_(None),
    )
    await session.exec(update(MatchRun).where(*plans).values(replaced_at=clock.now()))
    return done.rowcount
