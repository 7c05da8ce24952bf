"""The board of a match as staff see it: who handed in, the proposal by line, and whether it still holds."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.service.access import visible_programmes
from mentorhub.matching.service.instance import FORBID, IdPair, gather, rules_of
from mentorhub.matching.service.lists import deadline_of
from mentorhub.matching.service.runs import open_beside, published_run
from mentorhub.matching.service.shown import BoardLine, Member, ShownRun, shown_run
from mentorhub.matching.service.substitutes import substitute_run
from mentorhub.matching.tables import MatchRun, PreferenceList
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Programme, School

__all__ = ["Board", "BoardLine", "ShownRun", "board"]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the page of one programme's match shows; names are full names.

    Attributes:
        programme_id: whose match it is.
        programmes: all that this actor may choose from, as id and name, newest first.
        zone: of the school.
        list_length: how many choices a list asks, at most as many as there are mentors.
        mentees, mentors, places: how many take part, and for how many mentees there is room.
        waiting: names of mentees who have not handed their list in, by last name.
        open_until: until when lists may still change; None when that is over or was never said.
        forbidden: pairs that the teacher ruled out, as (mentee, mentor) ids.
        names: full names by enrolment id.
        open_id: the proposal that waits for a decision: a match, or once one is out, a repair of it.
        run: the run that was asked for, or else the published match or the proposal; None before the first.
    """

    programme_id: uuid.UUID
    programmes: tuple[tuple[uuid.UUID, str], ...]
    zone: str
    list_length: int
    mentees: int
    mentors: int
    places: int
    waiting: tuple[str, ...]
    open_until: datetime | None
    forbidden: tuple[IdPair, ...]
    names: Mapping[str, str]
    open_id: uuid.UUID | None
    run: ShownRun | None


async def board(
    actor: Actor, programme_id: uuid.UUID | None = None, run_id: uuid.UUID | None = None
) -> Board | None:
    """Return the board of a programme, the newest one when none is named; None when there is no programme.

    ``run_id`` shows another run of it than the published match or the newest proposal.

    Raises:
        NotFound: no such programme for this teacher or coordinator, or no such run in it.
    """
    async with db.reading() as session:
        programmes = list(await session.exec(visible_programmes(actor)))
        programme = _chosen(programmes, programme_id)
        if programme is None:
            return None
        return await _board(session, programmes, programme, run_id)


def _chosen(programmes: list[Programme], programme_id: uuid.UUID | None) -> Programme | None:
    if programme_id is None:
        return programmes[0] if programmes else None
    for programme in programmes:
        if programme.id == programme_id:
            return programme
    raise NotFound


async def _board(
    session: AsyncSession, programmes: list[Programme], programme: Programme, run_id: uuid.UUID | None
) -> Board:
    members = await _members(session, programme.id)
    here = [one for one in members.values() if one.enrolment.ended_at is None]
    mentors = [one for one in here if one.enrolment.role == Role.MENTOR]
    mentees = sorted((one for one in here if one.enrolment.role == Role.MENTEE), key=lambda one: one.order)
    handed_in = await _handed_in(session, programme.id)
    out = await published_run(session, programme.id)
    waiting = await open_beside(session, programme.id, out)
    run = await _named(session, programme, run_id) if run_id else out or waiting
    # What is or was published no longer follows the lists, so there is nothing to compare it with.
    follows = run is not None and (run.published_at is None or run.withdrawn_at is not None)
    gathered = await gather(session, programme) if follows else None
    deadline = await deadline_of(session, programme.id)
    return Board(
        programme_id=programme.id,
        programmes=tuple((one.id, one.name) for one in programmes),
        zone=(await session.get_one(School, programme.school_id)).zone,
        list_length=min(programme.list_length, len(mentors)),
        mentees=len(mentees),
        mentors=len(mentors),
        places=sum(one.enrolment.capacity for one in mentors),
        waiting=tuple(one.person.full_name for one in mentees if one.enrolment.id not in handed_in),
        open_until=deadline if deadline and clock.now() < deadline else None,
        forbidden=_by_name(await _bans(session, programme.id, here), members),
        names={str(key): one.person.full_name for key, one in members.items()},
        open_id=waiting.id if waiting else None,
        run=await shown_run(
            session, run, gathered, members, out, is_old=await _is_old(session, run, (out, waiting))
        )
        if run
        else None,
    )


async def _is_old(session: AsyncSession, run: MatchRun, current: tuple[MatchRun | None, ...]) -> bool:
    if run.kind == "substitute":
        current = (*current, await substitute_run(session, run.programme_id))
    return all(one is None or one.id != run.id for one in current)


async def _named(session: AsyncSession, programme: Programme, run_id: uuid.UUID) -> MatchRun:
    run = await session.get(MatchRun, run_id)
    if run is None or run.programme_id != programme.id:
        raise NotFound
    return run


async def _bans(session: AsyncSession, programme_id: uuid.UUID, here: list[Member]) -> frozenset[IdPair]:
    known = {one.enrolment.id for one in here}
    return frozenset(
        pair for pair in (await rules_of(session, programme_id))[FORBID] if known.issuperset(pair)
    )


async def _members(session: AsyncSession, programme_id: uuid.UUID) -> dict[uuid.UUID, Member]:
    """Return mentees and mentors by enrolment, also those who left: a published match still names them."""
    query = (
        select(Enrolment, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(
            Enrolment.programme_id == programme_id,
            col(Enrolment.role).in_((Role.MENTEE.value, Role.MENTOR.value)),
        )
    )
    return {enrolment.id: Member(enrolment, person) for enrolment, person in await session.exec(query)}


async def _handed_in(session: AsyncSession, programme_id: uuid.UUID) -> set[uuid.UUID]:
    query = select(PreferenceList.mentee_id).where(
        PreferenceList.programme_id == programme_id, col(PreferenceList.handed_in_at).is_not(None)
    )
    return set(await session.exec(query))


def _by_name(pairs: frozenset[IdPair], members: dict[uuid.UUID, Member]) -> tuple[IdPair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (members[pair[0]].order, members[pair[1]].order)))
