"""What a teacher decides about a match: pins, bans and places, each followed by a new proposal."""

import uuid
from collections.abc import Mapping, Sequence

from mentorhub.core import audit, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.access import enrolled, programme_for
from mentorhub.matching.service.computing import OnProgress, cancel
from mentorhub.matching.service.lists import is_published
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

    A rule of which nothing came, refused or cancelled, is taken back at once.

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
    except Exception:
        await set_rule(actor, programme_id, mentee_id, mentor_id, before)
        raise
    return before


async def make_room(actor: Actor, programme_id: uuid.UUID, *, on_progress: OnProgress | None = None) -> int:
    """Raise places until all mentees fit and compute anew; return the least a mentor now has.

    When nothing comes of it, cancelled or refused, mentors have the places again that they had.

    Raises:
        NotFound: no such programme for this actor.
        AlreadyComputing, Cancelled, MatchingError: as ``solve_again``.
    """
    least, before = await _raise_places(actor, programme_id)
    try:
        await solve_again(actor, programme_id, on_progress=on_progress)
    except Exception:
        await _put_back(actor, programme_id, before, least)
        raise
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
    return (await _raise_places(actor, programme_id))[0]


async def _raise_places(actor: Actor, programme_id: uuid.UUID) -> tuple[int, dict[uuid.UUID, int]]:
    """Do what ``balance_capacities`` says; return the least, and the places before of who got more."""
    async with db.transaction() as session:
        programme = await programme_for(session, actor, programme_id)
        mentees = await enrolled(session, programme.id, Role.MENTEE)
        everyone = await enrolled(session, programme.id, Role.MENTOR)
        mentors = [one for one in everyone if one.capacity] or everyone
        least = least_places([one.capacity for one in mentors], len(mentees))
        before = {one.id: one.capacity for one in mentors if one.capacity < least}
        for mentor in mentors:
            mentor.capacity = max(mentor.capacity, least)
        audit.record(session, actor, "match.capacity", programme.id, places=least)
        return least, before


async def _put_back(
    actor: Actor, programme_id: uuid.UUID, before: Mapping[uuid.UUID, int], least: int
) -> None:
    """Give mentors the places back that they had, unless somebody changed them meanwhile."""
    async with db.transaction() as session:
        programme = await programme_for(session, actor, programme_id)
        for mentor in await enrolled(session, programme.id, Role.MENTOR):
            if mentor.id in before and mentor.capacity == least:
                mentor.capacity = before[mentor.id]
        audit.record(session, actor, "match.capacity_put_back", programme.id, mentors=len(before))


def least_places(places: Sequence[int], mentees: int) -> int:
    """Return the smallest number of places, given to everyone with fewer, with which all mentees fit."""
    least = 1
    while places and least < mentees and sum(max(one, least) for one in places) < mentees:
        least += 1
    return least
