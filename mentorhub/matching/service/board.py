"""The board of a match as staff see it: who handed in, the proposal by line, and whether it still holds."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.service.access import visible_programmes
from mentorhub.matching.service.instance import Gathered, IdPair, gather
from mentorhub.matching.service.preferences import deadline_of
from mentorhub.matching.service.runs import latest_run
from mentorhub.matching.tables import MatchRun, PreferenceList, Proposal
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Programme, School


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One mentee's line: the mentor, which choice that was, and the reason as the rules gave it.

    ``mentor_id`` is None without a mentor, ``rank`` None beyond the list; ``is_pinned`` says that the
    teacher put this pair together; ``shared`` counts qualities that fit.
    """

    mentee_id: uuid.UUID
    mentee: str
    mentor_id: uuid.UUID | None
    mentor: str
    rank: int | None
    is_pinned: bool
    shared: int
    reason: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A proposal, or what was published.

    ``profiles`` are the counts per objective (``ranks``, ``beyond_list``, ``unmatched``, ``proof``);
    ``is_stale`` says that something it depends on has changed since; ``published_at`` is None for a proposal.
    """

    run_id: uuid.UUID
    objective: str
    profiles: Mapping[str, Mapping[str, Any]]
    is_optimal: bool
    is_stale: bool
    published_at: datetime | None
    published_by: str
    lines: tuple[BoardLine, ...]


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
        run: the proposal or the published match; None before the first.
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
    run: ShownRun | None


@dataclass(frozen=True, slots=True)
class _Member:
    enrolment: Enrolment
    person: Person

    @property
    def order(self) -> tuple[str, str]:
        """People are listed by last name without its infix, as on a class list."""
        return self.person.last_name.casefold(), self.person.first_name.casefold()


async def board(actor: Actor, programme_id: uuid.UUID | None = None) -> Board | None:
    """Return the board of a programme, the newest one when none is named; None when there is no programme.

    Raises:
        NotFound: no such programme for this teacher or coordinator.
    """
    async with db.reading() as session:
        programmes = list(await session.exec(visible_programmes(actor)))
        programme = _chosen(programmes, programme_id)
        if programme is None:
            return None
        return await _board(session, programmes, programme)


def _chosen(programmes: list[Programme], programme_id: uuid.UUID | None) -> Programme | None:
    if programme_id is None:
        return programmes[0] if programmes else None
    for programme in programmes:
        if programme.id == programme_id:
            return programme
    raise NotFound


async def _board(session: AsyncSession, programmes: list[Programme], programme: Programme) -> Board:
    members = await _members(session, programme.id)
    here = [one for one in members.values() if one.enrolment.ended_at is None]
    mentors = [one for one in here if one.enrolment.role == Role.MENTOR]
    mentees = sorted((one for one in here if one.enrolment.role == Role.MENTEE), key=lambda one: one.order)
    handed_in = await _handed_in(session, programme.id)
    run = await latest_run(session, programme.id)
    # What is published no longer follows the lists, so there is nothing to compare it with.
    gathered = await gather(session, programme) if run and run.published_at is None else None
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
        forbidden=_by_name(gathered.forbidden, members) if gathered else (),
        names={str(key): one.person.full_name for key, one in members.items()},
        run=await _shown(session, run, gathered, members) if run else None,
    )


async def _members(session: AsyncSession, programme_id: uuid.UUID) -> dict[uuid.UUID, _Member]:
    """Return mentees and mentors by enrolment, also those who left: a published match still names them."""
    query = (
        select(Enrolment, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(
            Enrolment.programme_id == programme_id,
            col(Enrolment.role).in_((Role.MENTEE.value, Role.MENTOR.value)),
        )
    )
    return {enrolment.id: _Member(enrolment, person) for enrolment, person in await session.exec(query)}


async def _handed_in(session: AsyncSession, programme_id: uuid.UUID) -> set[uuid.UUID]:
    query = select(PreferenceList.mentee_id).where(
        PreferenceList.programme_id == programme_id, col(PreferenceList.handed_in_at).is_not(None)
    )
    return set(await session.exec(query))


def _by_name(pairs: frozenset[IdPair], members: dict[uuid.UUID, _Member]) -> tuple[IdPair, ...]:
    return tuple(sorted(pairs, key=lambda pair: (members[pair[0]].order, members[pair[1]].order)))


async def _shown(
    session: AsyncSession, run: MatchRun, gathered: Gathered | None, members: dict[uuid.UUID, _Member]
) -> ShownRun:
    found = await session.exec(select(Proposal).where(Proposal.run_id == run.id))
    lines = sorted(found, key=lambda line: members[line.mentee_id].order)
    return ShownRun(
        run_id=run.id,
        objective=run.objective,
        profiles=run.profile,
        is_optimal=bool(run.certificate.get("optimal")),
        is_stale=gathered is not None and gathered.digest != run.inputs_digest,
        published_at=run.published_at,
        published_by=await _publisher(session, run),
        lines=tuple(_line(line, members) for line in lines),
    )


async def _publisher(session: AsyncSession, run: MatchRun) -> str:
    if run.published_by is None:
        return ""
    return (await session.get_one(Person, run.published_by)).full_name


def _line(line: Proposal, members: dict[uuid.UUID, _Member]) -> BoardLine:
    mentor = members[line.mentor_id].person.full_name if line.mentor_id else ""
    return BoardLine(
        mentee_id=line.mentee_id,
        mentee=members[line.mentee_id].person.full_name,
        mentor_id=line.mentor_id,
        mentor=mentor,
        rank=line.rank,
        is_pinned=line.source == "pinned",
        shared=int(line.reason.get("fit") or 0),
        reason=line.reason,
    )
