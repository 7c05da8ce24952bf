"""Runs: compute a proposal with its proof and reasons, beside the other objectives; pins and bans."""

import asyncio
import secrets
import uuid
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.rules import Objective, PairReason, Result, pair_reasons, private_reasons, solve
from mentorhub.matching.service.access import programme_for
from mentorhub.matching.service.instance import FORBID, PIN, Gathered, gather
from mentorhub.matching.service.preferences import is_published
from mentorhub.matching.tables import MatchRule, MatchRun, Proposal
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Programme

RuleKind = Literal["pin", "forbid"]
SEEDS = 2**62
COMPARED = (Objective.GENEROUS, Objective.GREEDY, Objective.STABLE)


class AlreadyPublished(Exception):
    """The match of this programme has been published; nothing about it changes here any more."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The three outcomes beside each other, and the lines of the chosen one."""

    chosen: Result
    profiles: dict[str, dict[str, Any]]
    reasons: dict[str, PairReason]
    own_reasons: dict[str, dict[str, Any]]


def _solved(gathered: Gathered, seed: int, objective: Objective) -> Solved:
    instance = gathered.instance(seed)
    results = {one: solve(instance, one) for one in COMPARED}
    chosen = results[objective]
    return Solved(
        chosen=chosen,
        profiles={one.value: _profile(result) for one, result in results.items()},
        reasons={reason.mentee: reason for reason in pair_reasons(instance, chosen).values()},
        own_reasons={mentee: asdict(own) for mentee, own in private_reasons(instance, chosen).items()},
    )


def _profile(result: Result) -> dict[str, Any]:
    profile = result.profile
    return {
        "ranks": list(profile.ranks),
        "beyond_list": profile.beyond_list,
        "unmatched": profile.unmatched,
        "optimal": result.certificate.optimal,
        "proof": result.certificate.proof.value,
    }


async def propose(actor: Actor, programme_id: uuid.UUID, objective: Objective) -> uuid.UUID:
    """Compute a new proposal for a programme and return its run; it takes the place of the last proposal.

    The seed of the lottery stays that of the last proposal, so that a rule changes what it must and no more.

    Raises:
        NotFound: no such programme for this teacher or coordinator.
        AlreadyPublished: the match is out.
        MatchingError: the teacher's rules contradict each other; ``code`` names how.
    """
    async with db.reading() as session:
        programme = await programme_for(session, actor, programme_id)
        gathered = await gather(session, programme)
        seed = await _seed(session, programme_id)
    solved = await asyncio.to_thread(_solved, gathered, seed, objective)
    async with db.transaction() as session:
        if await is_published(session, programme_id):
            raise AlreadyPublished
        return await _store(session, actor, programme, gathered=gathered, solved=solved, seed=seed)


async def _seed(session: AsyncSession, programme_id: uuid.UUID) -> int:
    last = await latest_run(session, programme_id)
    return last.seed if last else secrets.randbelow(SEEDS)


async def latest_run(session: AsyncSession, programme_id: uuid.UUID) -> MatchRun | None:
    """Return the published run of a programme, else its latest proposal, None when there is none."""
    query = select(MatchRun).where(MatchRun.programme_id == programme_id)
    order = (col(MatchRun.published_at).is_(None), col(MatchRun.created_at).desc())
    return (await session.exec(query.order_by(*order))).first()


async def _store(
    session: AsyncSession,
    actor: Actor,
    programme: Programme,
    *,
    gathered: Gathered,
    solved: Solved,
    seed: int,
) -> uuid.UUID:
    old = delete(MatchRun).where(
        col(MatchRun.programme_id) == programme.id, col(MatchRun.published_at).is_(None)
    )
    await session.exec(old)
    run = MatchRun(
        school_id=programme.school_id,
        programme_id=programme.id,
        objective=solved.chosen.objective.value,
        seed=seed,
        profile=solved.profiles,
        certificate={
            "optimal": solved.chosen.certificate.optimal,
            "proof": solved.chosen.certificate.proof.value,
        },
        inputs_digest=gathered.digest,
        created_by=actor.person_id,
        created_at=clock.now(),
    )
    session.add(run)
    await session.flush()
    session.add_all(_lines(run, gathered, solved))
    audit.record(session, actor, "match.proposed", run.id, objective=run.objective)
    return run.id


def _lines(run: MatchRun, gathered: Gathered, solved: Solved) -> list[Proposal]:
    pairs = {pair.mentee: pair for pair in solved.chosen.pairs}
    lines = []
    for mentee in gathered.lists:
        pair = pairs.get(str(mentee))
        # A choice that was filled in for a short list is never told as the mentee's own.
        filled = {"filled": bool(pair and pair.rank and pair.rank > len(gathered.lists[mentee]))}
        lines.append(
            Proposal(
                school_id=run.school_id,
                run_id=run.id,
                mentee_id=mentee,
                mentor_id=uuid.UUID(pair.mentor) if pair else None,
                rank=pair.rank if pair else None,
                source=pair.source.value if pair else "none",
                reason=asdict(solved.reasons[str(mentee)]) | filled,
                own_reason=solved.own_reasons[str(mentee)] | filled,
            )
        )
    return lines


async def is_stale(session: AsyncSession, run: MatchRun, programme: Programme) -> bool:
    """Whether lists, places, rules, meetings or qualities changed since a run was computed."""
    return run.inputs_digest != (await gather(session, programme)).digest


async def set_rule(
    actor: Actor, programme_id: uuid.UUID, mentee_id: uuid.UUID, mentor_id: uuid.UUID, kind: RuleKind | None
) -> RuleKind | None:
    """Pin or forbid a pair, or lift the rule with None; returns what stood there before, for undo.

    Raises:
        NotFound: programme, mentee or mentor do not belong together, or not to this actor.
        AlreadyPublished: the match is out.
    """
    async with db.transaction() as session:
        programme = await programme_for(session, actor, programme_id)
        await _both_take_part(session, programme, mentee_id, mentor_id)
        if await is_published(session, programme_id):
            raise AlreadyPublished
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
