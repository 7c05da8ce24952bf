"""Repairing a published match: a proposal that changes the fewest pairs, shown as what changes."""

import uuid
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.computing import OnProgress, compute
from mentorhub.matching.service.drift import Drift, DriftMentor, DriftPair, WithoutMentor, drift
from mentorhub.matching.service.ground import NothingPublished, published_ground, store_after
from mentorhub.matching.service.instance import Gathered
from mentorhub.matching.service.publishing import publish
from mentorhub.matching.service.runs import run_for
from mentorhub.matching.service.solving import TWO_SIDED, Solved
from mentorhub.matching.tables import MatchRun, Proposal
from mentorhub.people.tables import Enrolment, Person

__all__ = [
    "Change",
    "ChangeReason",
    "Drift",
    "DriftMentor",
    "DriftPair",
    "NothingPublished",
    "WithoutMentor",
    "changes",
    "drift",
    "propose_repair",
    "publish_repair",
]

ChangeReason = Literal["mentee_left", "mentor_left", "arrived", "rule", "place", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """One mentee whose mentor a repair changes; names are full names.

    Attributes:
        mentee_id, mentee: who.
        before_id, before: the mentor now; None and empty for a mentee who has none.
        after_id, after: the mentor to come; None and empty for who left, or while there is no place.
        rank: which choice the new one was; None beyond the list.
        reason: the mentee or the mentor left; the mentee ``arrived`` (or had none); a ``rule`` of the teacher
            asks it; the mentor has a ``place`` less; ``moved`` to make way for one of these.
    """

    mentee_id: uuid.UUID
    mentee: str
    before_id: uuid.UUID | None
    before: str
    after_id: uuid.UUID | None
    after: str
    rank: int | None
    reason: ChangeReason


async def propose_repair(
    actor: Actor, programme_id: uuid.UUID, *, on_progress: OnProgress | None = None
) -> uuid.UUID:
    """Compute a repair of the published match for who takes part now, and return its run.

    It leaves as few as possible without a mentor of their choice, and then changes as few pairs as possible.
    A match that was stable for both sides is repaired with the generous aim: only that one can stay close.

    Raises:
        NotFound: no such programme for this teacher or coordinator.
        NothingPublished: no match is out.
        AlreadyComputing, Cancelled, MatchingError: as ``runs.propose``.
    """
    ground = await published_ground(actor, programme_id)
    base, gathered, current = ground.base, ground.gathered, ground.current
    aim = Objective(base.objective)
    aim = Objective.GENEROUS if aim in TWO_SIDED else aim
    solved = await compute(gathered, base.seed, aim, repairing=current, on_progress=on_progress)
    return await store_after(actor, ground, solved, "repair", changes=_changes(gathered, solved, current))


def _changes(
    gathered: Gathered, solved: Solved, current: Mapping[uuid.UUID, uuid.UUID]
) -> list[list[str | None]]:
    """Return [mentee, mentor before, mentor after, reason] for everybody whose mentor changes."""
    after = {uuid.UUID(line.mentee): line.mentor for line in solved.lines}
    overfull = _overfull(gathered, current)
    found: list[list[str | None]] = []
    for mentee in sorted(current.keys() | after.keys()):
        before, then = current.get(mentee), after.get(mentee)
        if (str(before) if before else None) != then:
            row = [str(mentee), str(before) if before else None, then]
            found.append([*row, _reason(gathered, overfull, mentee, before, then)])
    return found


def _overfull(gathered: Gathered, current: Mapping[uuid.UUID, uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return the mentors with more mentees who take part than places."""
    used = Counter(mentor for mentee, mentor in current.items() if mentee in gathered.lists)
    return frozenset(one for one, places in gathered.capacities.items() if used[one] > places)


def _reason(
    gathered: Gathered,
    overfull: Collection[uuid.UUID],
    mentee: uuid.UUID,
    before: uuid.UUID | None,
    after: str | None,
) -> ChangeReason:
    if mentee not in gathered.lists:
        return "mentee_left"
    if before is None:
        return "arrived"
    if before not in gathered.capacities:
        return "mentor_left"
    is_pinned = after is not None and (mentee, uuid.UUID(after)) in gathered.pins
    if is_pinned or (mentee, before) in gathered.forbidden:
        return "rule"
    return "place" if after is None or before in overfull else "moved"


async def changes(actor: Actor, run_id: uuid.UUID) -> list[Change]:
    """Return what a repair changes, by last name of the mentee; for an older one what it changed then.

    Raises:
        NotFound: no such repair for this teacher or coordinator.
    """
    async with db.reading() as session:
        run, _ = await run_for(session, actor, run_id)
        if run.kind != "repair":
            raise NotFound
        return await _named(session, run)


async def _named(session: AsyncSession, run: MatchRun) -> list[Change]:
    rows = {uuid.UUID(row[0]): row for row in run.outlook["changes"]}
    ids = {uuid.UUID(one) for row in rows.values() for one in row[:3] if one}
    query = (
        select(Enrolment.id, Person)
        .where(Person.id == Enrolment.person_id, col(Enrolment.id).in_(ids))
        .order_by(Person.last_name, Person.first_name)
    )
    names = {key: person.full_name for key, person in await session.exec(query)}
    found = await session.exec(
        select(Proposal.mentee_id, Proposal.rank).where(
            Proposal.run_id == run.id, col(Proposal.mentee_id).in_(rows)
        )
    )
    rank_of = dict(found.all())
    return [_change(rows[key], names, rank_of.get(key)) for key in names if key in rows]


def _change(row: list[str], names: Mapping[uuid.UUID, str], rank: int | None) -> Change:
    mentee = uuid.UUID(row[0])
    before, after = (uuid.UUID(one) if one else None for one in row[1:3])
    reason: ChangeReason = row[3]  # type: ignore[assignment]  # written by _reason
    return Change(
        mentee_id=mentee,
        mentee=names[mentee],
        before_id=before,
        before=names[before] if before else "",
        after_id=after,
        after=names[after] if after else "",
        rank=rank,
        reason=reason,
    )


async def publish_repair(actor: Actor, run_id: uuid.UUID, *, now: bool = False) -> int:
    """Publish a repair, the same as ``publishing.publish`` of its run; return how many pairs are new."""
    return await publish(actor, run_id, now=now)
