"""What a teacher decides about a match: pins, bans and places, each followed by a new proposal."""

import uuid
from collections.abc import Sequence

from mentorhub.core import audit, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.rules import MatchingError, Objective
from mentorhub.matching.service.access import enrolled, programme_for
from mentorhub.matching.service.computing import (
    AlreadyComputing,
    Cancelled,
    ComputingFailed,
    OnProgress,
    cancel,
)
from mentorhub.matching.service.preferences import is_published
from mentorhub.matching.service.repairing import propose_repair
from mentorhub.matching.service.runs import RuleKind, latest_run, propose, set_rule
from mentorhub.people.tables import Enrolment


async def rule_and_solve(
    actor: Actor,
    programme_id: uuid.UUID,
    mentee_id: uuid.UUID,
    mentor_id: uuid.UUID,
    kind: RuleKind | None,
    *,
    on_progress: OnProgress | None = None,
) -> RuleKind | None:
    """Pin or forbid a pair, or lift the rule with None, and compute anew as ``solve_again`` does.

    A rule that contradicts the others, or whose run was cancelled, is taken back at once.

    Returns:
        What stood there before, for undo.

    Raises:
        NotFound: programme, mentee or mentor do not belong together, or not to this actor.
        AlreadyComputing: another run of the programme is under way.
        Cancelled: somebody cancelled it.
        MatchingError: with this rule there is no match; ``code`` names why.
    """
    before = await set_rule(actor, programme_id, mentee_id, mentor_id, kind)
    try:
        await solve_again(actor, programme_id, on_progress=on_progress)
    except (MatchingError, AlreadyComputing, Cancelled, ComputingFailed):
        await set_rule(actor, programme_id, mentee_id, mentor_id, before)
        raise
    return before


async def make_room(actor: Actor, programme_id: uuid.UUID, *, on_progress: OnProgress | None = None) -> int:
    """Raise places until all mentees fit and compute anew; return the least a mentor now has.

    Raises:
        NotFound: no such programme for this actor.
        AlreadyComputing, Cancelled, MatchingError: as ``solve_again``.
    """
    least = await balance_capacities(actor, programme_id)
    await solve_again(actor, programme_id, on_progress=on_progress)
    return least


async def solve_again(
    actor: Actor, programme_id: uuid.UUID, *, on_progress: OnProgress | None = None
) -> uuid.UUID:
    """Compute the proposal anew with the aim that it had (generous when there is none); return its run.

    Once a match is out this is a repair of it.

    Raises:
        NotFound, AlreadyComputing, Cancelled, MatchingError: as ``propose``.
    """
    async with db.reading() as session:
        await programme_for(session, actor, programme_id)
        last, is_out = await latest_run(session, programme_id), await is_published(session, programme_id)
    if is_out:
        return await propose_repair(actor, programme_id, on_progress=on_progress)
    aim = Objective(last.objective) if last else Objective.GENEROUS
    return await propose(actor, programme_id, aim, on_progress=on_progress)


async def stop(actor: Actor, programme_id: uuid.UUID) -> bool:
    """Stop the run of a programme that is being computed; False when there is none.

    Raises:
        NotFound: no such programme for this actor.
    """
    async with db.reading() as session:
        await programme_for(session, actor, programme_id)
    return cancel(programme_id)


async def set_capacity(actor: Actor, programme_id: uuid.UUID, mentor_id: uuid.UUID, places: int) -> None:
    """Say how many mentees a mentor takes, 0 to 9.

    Raises:
        NotFound: no such mentor in the programme, or not for this actor.
        ValueError: not between 0 and 9.
    """
    if not 0 <= places <= 9:
        raise ValueError("places")
    async with db.transaction() as session:
        programme = await programme_for(session, actor, programme_id)
        mentor = await session.get(Enrolment, mentor_id)
        if mentor is None or mentor.programme_id != programme.id or mentor.role != Role.MENTOR:
            raise NotFound
        mentor.capacity = places
        audit.record(session, actor, "match.capacity", mentor_id, places=places)


async def balance_capacities(actor: Actor, programme_id: uuid.UUID) -> int:
    """Raise places until all mentees fit, spread evenly; return the least that a mentor now has.

    Nobody's places are lowered, and who takes nobody (0 places) is only asked when all would stay empty.

    Raises:
        NotFound: no such programme for this actor.
    """
    async with db.transaction() as session:
        programme = await programme_for(session, actor, programme_id)
        mentees = await enrolled(session, programme.id, Role.MENTEE)
        everyone = await enrolled(session, programme.id, Role.MENTOR)
        mentors = [one for one in everyone if one.capacity] or everyone
        least = least_places([one.capacity for one in mentors], len(mentees))
        for mentor in mentors:
            mentor.capacity = max(mentor.capacity, least)
        audit.record(session, actor, "match.capacity", programme.id, places=least)
        return least


def least_places(places: Sequence[int], mentees: int) -> int:
    """Return the smallest number of places, given to everyone with fewer, with which all mentees fit."""
    least = 1
    while places and least < mentees and sum(max(one, least) for one in places) < mentees:
        least += 1
    return least
