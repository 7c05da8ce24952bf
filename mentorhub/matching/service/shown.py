"""One run as the board shows it: its lines with names and reasons, and what can be done with it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.matching.service.instance import Gathered
from mentorhub.matching.service.withdrawing import can_withdraw_until
from mentorhub.matching.tables import MatchRun, Proposal
from mentorhub.people.tables import Enrolment, Person


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
    """A proposal, or what was published; moments are in UTC.

    Attributes:
        run_id: the run.
        kind: ``match``, ``repair`` or ``substitute``.
        base_id: the published run that a repair or a plan of substitutes is based on.
        objective: the aim.
        profiles: the counts per objective (``ranks``, ``beyond_list``, ``unmatched``, ``proof``).
        alternatives: by objective and mentee id [mentor id or None, rank or None].
        outlook: ``spread`` per group (``group``, ``name``, ``mentees``, ``mean`` as [numerator, denominator],
            best off first), ``blocking`` as [mentee id, mentor id], at most 200, and ``blocking_count``;
            for a repair also ``changes`` (read them with ``repairing.changes``).
        terms: ``list_length``, ``rather_not_forbids``, and how many ``pins``, ``forbids`` and ``wishes``.
        is_optimal: proven.
        is_stale: something it depends on has changed since, so it cannot be published.
        is_old: neither what is out nor what waits for a decision, so it can only be looked at.
        created_at, created_by: when and by whom it was computed.
        published_at, published_by: None and empty for a proposal, also for one that was withdrawn.
        withdrawn_at, withdrawn_by: when and by whom it was taken back; None and empty otherwise.
        replaced_at: since when a repair, or a newer plan, stands in its place.
        mails_due_at: when the mails go or went, None for a proposal.
        can_withdraw_until: until when it can be taken back; None when it cannot.
        lines: one per mentee, by last name.
    """

    run_id: uuid.UUID
    kind: str
    base_id: uuid.UUID | None
    objective: str
    profiles: Mapping[str, Mapping[str, Any]]
    alternatives: Mapping[str, Mapping[str, Any]]
    outlook: Mapping[str, Any]
    terms: Mapping[str, Any]
    is_optimal: bool
    is_stale: bool
    is_old: bool
    created_at: datetime
    created_by: str
    published_at: datetime | None
    published_by: str
    withdrawn_at: datetime | None
    withdrawn_by: str
    replaced_at: datetime | None
    mails_due_at: datetime | None
    can_withdraw_until: datetime | None
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's part in the programme, and the person."""

    enrolment: Enrolment
    person: Person

    @property
    def order(self) -> tuple[str, str]:
        """People are listed by last name without its infix, as on a class list."""
        return self.person.last_name.casefold(), self.person.first_name.casefold()


async def shown_run(
    session: AsyncSession,
    run: MatchRun,
    gathered: Gathered | None,
    members: dict[uuid.UUID, Member],
    out: MatchRun | None,
    *,
    is_old: bool,
) -> ShownRun:
    """Return a run as it is shown; ``gathered`` is what holds now, None for what is or was published.

    ``out`` is the run that is out now; ``members`` are all who take or took part.
    """
    found = await session.exec(select(Proposal).where(Proposal.run_id == run.id))
    lines = sorted(found, key=lambda line: members[line.mentee_id].order)
    names = await _people(session, run)
    is_withdrawn = run.withdrawn_at is not None
    return ShownRun(
        run_id=run.id,
        kind=run.kind,
        base_id=run.base_id,
        objective=run.objective,
        profiles=run.profile,
        alternatives=run.alternatives,
        outlook=run.outlook,
        terms=run.terms,
        is_optimal=bool(run.certificate.get("optimal")),
        is_stale=gathered is not None and _is_stale(run, gathered, out),
        is_old=is_old,
        created_at=run.created_at,
        created_by=names.get(run.created_by, ""),
        published_at=None if is_withdrawn else run.published_at,
        published_by="" if is_withdrawn else names.get(run.published_by, ""),
        withdrawn_at=run.withdrawn_at,
        withdrawn_by=names.get(run.withdrawn_by, ""),
        replaced_at=run.replaced_at,
        mails_due_at=run.mails_due_at,
        can_withdraw_until=await can_withdraw_until(session, run),
        lines=tuple(_line(line, members) for line in lines),
    )


def _is_stale(run: MatchRun, gathered: Gathered, out: MatchRun | None) -> bool:
    is_of_another = run.base_id is not None and (out is None or out.id != run.base_id)
    return is_of_another or gathered.digest != run.inputs_digest


async def _people(session: AsyncSession, run: MatchRun) -> dict[uuid.UUID | None, str]:
    ids = [one for one in (run.created_by, run.published_by, run.withdrawn_by) if one]
    found = await session.exec(select(Person).where(col(Person.id).in_(ids)))
    return {person.id: person.full_name for person in found}


def _line(line: Proposal, members: dict[uuid.UUID, Member]) -> BoardLine:
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
