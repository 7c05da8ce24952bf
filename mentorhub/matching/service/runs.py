"""Runs: a proposal is computed beside the other aims; which one is out, which is open; pins and bans."""

import secrets
import uuid
from typing import Literal

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.access import programme_for
from mentorhub.matching.service.computing import OnProgress, compute
from mentorhub.matching.service.instance import FORBID, PIN, gather
from mentorhub.matching.service.lists import is_published
from mentorhub.matching.service.storing import store
from mentorhub.matching.tables import MatchRule, MatchRun
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Programme

RuleKind = Literal["pin", "forbid"]
SEEDS = 2**62


class AlreadyPublished(Exception):
    """A match of this programme is out; from then on it changes by a repair only."""


async def propose(
    actor: Actor, programme_id: uuid.UUID, objective: Objective, *, on_progress: OnProgress | None = None
) -> uuid.UUID:
    """Compute a new proposal for a programme and return its run; earlier ones stay as history.

    The seed of the lottery stays that of the last proposal, so that a rule changes what it must and no more.

    Raises:
        NotFound: no such programme for this teacher or coordinator.
        AlreadyPublished: the match is out.
        AlreadyComputing: another run of the programme is under way.
        Cancelled: somebody cancelled it; nothing is stored.
        MatchingError: the teacher's rules contradict each other, or the optimiser for ``fewest_blocking`` is
            not installed; ``code`` names which.
    """
    async with db.reading() as session:
        programme = await programme_for(session, actor, programme_id)
        if await is_published(session, programme_id):
            raise AlreadyPublished
        gathered = await gather(session, programme)
        seed = await seed_of(session, programme_id)
    solved = await compute(gathered, seed, objective, on_progress=on_progress)
    async with db.transaction() as session:
        if await is_published(session, programme_id):
            raise AlreadyPublished
        return await store(session, actor, programme, gathered=gathered, solved=solved, seed=seed)


async def seed_of(session: AsyncSession, programme_id: uuid.UUID) -> int:
    """Return the seed of the run that is out or else of the last proposal; a new one before the first."""
    last = await latest_run(session, programme_id)
    return last.seed if last else secrets.randbelow(SEEDS)


async def published_run(session: AsyncSession, programme_id: uuid.UUID) -> MatchRun | None:
    """Return the run of a programme that is out now, None when none is."""
    return (await session.exec(select(MatchRun).where(MatchRun.published_once == programme_id))).first()


async def open_run(session: AsyncSession, programme_id: uuid.UUID) -> MatchRun | None:
    """Return the proposal that waits for a decision: the newest match, or once one is out, its newest repair.

    A run that was withdrawn counts as new from that moment.
    """
    return await open_beside(session, programme_id, await published_run(session, programme_id))


async def open_beside(
    session: AsyncSession, programme_id: uuid.UUID, out: MatchRun | None
) -> MatchRun | None:
    """Return the same when the run that is out, or None, is known already."""
    query = select(MatchRun).where(
        MatchRun.programme_id == programme_id,
        MatchRun.kind == ("repair" if out else "match"),
        col(MatchRun.published_once).is_(None),
        col(MatchRun.replaced_at).is_(None),
    )
    if out:
        query = query.where(MatchRun.base_id == out.id)
    newest = func.coalesce(MatchRun.withdrawn_at, MatchRun.created_at).desc()
    return (await session.exec(query.order_by(newest).limit(1))).first()


async def latest_run(session: AsyncSession, programme_id: uuid.UUID) -> MatchRun | None:
    """Return the run of a programme that is out, else the open proposal, None when there is none."""
    out = await published_run(session, programme_id)
    return out or await open_beside(session, programme_id, None)


async def run_for(
    session: AsyncSession, actor: Actor, run_id: uuid.UUID, *, lock: bool = False
) -> tuple[MatchRun, Programme]:
    """Return a run and its programme, for who runs the match of that programme.

    With ``lock`` nobody publishes or takes back a run of it until the transaction ends (``programme_for``).

    Raises:
        NotFound: no such run, or not for this actor.
    """
    known = select(MatchRun.programme_id).where(MatchRun.id == run_id)
    programme_id = (await session.exec(known)).first()
    if programme_id is None:
        raise NotFound
    programme = await programme_for(session, actor, programme_id, lock=lock)
    # Read only now: what it was before its turn came may be over.
    run = await session.get(MatchRun, run_id)
    if run is None:
        raise NotFound
    return run, programme


async def is_stale(session: AsyncSession, run: MatchRun, programme: Programme) -> bool:
    """Whether lists, places, rules, wishes, meetings or qualities changed since a run was computed.

    A repair or a plan of substitutes is also stale when what it is based on is no longer out.
    """
    if run.base_id is not None:
        out = await published_run(session, programme.id)
        if out is None or out.id != run.base_id:
            return True
    return run.inputs_digest != (await gather(session, programme)).digest


async def set_rule(
    actor: Actor, programme_id: uuid.UUID, mentee_id: uuid.UUID, mentor_id: uuid.UUID, kind: RuleKind | None
) -> RuleKind | None:
    """Pin or forbid a pair, or lift the rule with None; returns what stood there before, for undo.

    Once a match is out, a rule changes nothing of it; it counts for the next repair.

    Raises:
        NotFound: programme, mentee or mentor do not belong together, or not to this actor.
    """
    async with db.transaction() as session:
        programme = await programme_for(session, actor, programme_id, lock=True)
        await _both_take_part(session, programme, mentee_id, mentor_id)
        pair = (MatchRule.mentee_id == mentee_id, MatchRule.mentor_id == mentor_id)
        known = (await session.exec(select(MatchRule).where(*pair))).first()
        before = _kind(known)
        await _write_rule(session, programme, known, (mentee_id, mentor_id), kind)
        audit.record(session, actor, "match.rule", mentee_id, mentor=str(mentor_id), kind=kind or "none")
        return before


def _kind(rule: MatchRule | None) -> RuleKind | None:
    if rule is None:
        return None
    return PIN if rule.kind == PIN else FORBID


async def _write_rule(
    session: AsyncSession,
    programme: Programme,
    known: MatchRule | None,
    pair: tuple[uuid.UUID, uuid.UUID],
    kind: RuleKind | None,
) -> None:
    if known is not None and kind is None:
        await session.delete(known)
    elif known is not None and kind is not None:
        known.kind = kind
    elif kind is not None:
        session.add(
            MatchRule(
                school_id=programme.school_id,
                programme_id=programme.id,
                mentee_id=pair[0],
                mentor_id=pair[1],
                kind=kind,
            )
        )


async def _both_take_part(
    session: AsyncSession, programme: Programme, mentee_id: uuid.UUID, mentor_id: uuid.UUID
) -> None:
    query = select(Enrolment.id, Enrolment.role).where(
        Enrolment.programme_id == programme.id,
        col(Enrolment.id).in_((mentee_id, mentor_id)),
        col(Enrolment.ended_at).is_(None),
    )
    if {(i, r) for i, r in await session.exec(query)} != {(mentee_id, Role.MENTEE), (mentor_id, Role.MENTOR)}:
        raise NotFound
