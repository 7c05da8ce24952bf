"""Substitutes: who helps a mentee while the own mentor is absent; never the own mentor."""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.matching.rules import Objective
from mentorhub.matching.service.access import programme_for
from mentorhub.matching.service.computing import OnProgress, compute
from mentorhub.matching.service.ground import published_ground, store_after
from mentorhub.matching.service.mails import tell_substitutes
from mentorhub.matching.service.pairing import end_substitutes_of
from mentorhub.matching.service.publishing import Outdated
from mentorhub.matching.service.runs import AlreadyPublished, is_stale, run_for
from mentorhub.matching.tables import MatchRun, Pair, Proposal, Substitute
from mentorhub.people.tables import Enrolment, Person


@dataclass(frozen=True, slots=True)
class SubstituteLine:
    """The other of a mentee and a substitute; address and number are empty when not shown."""

    enrolment_id: uuid.UUID
    person_id: uuid.UUID
    first_name: str
    full_name: str
    initials: str
    course: str
    email: str
    phone: str


async def propose_substitutes(
    actor: Actor, programme_id: uuid.UUID, *, on_progress: OnProgress | None = None
) -> uuid.UUID:
    """Compute a substitute for every mentee, with places dealt afresh and evenly; return the run.

    Raises:
        NotFound: no such programme for this teacher or coordinator.
        NothingPublished: no match is out.
        AlreadyComputing, Cancelled, MatchingError: as ``runs.propose``.
    """
    ground = await published_ground(actor, programme_id)
    base, first = ground.base, ground.current
    aim = Objective(base.objective)
    solved = await compute(ground.gathered, base.seed, aim, replacing=first, on_progress=on_progress)
    return await store_after(actor, ground, solved, "substitute")


async def substitute_run(session: AsyncSession, programme_id: uuid.UUID) -> MatchRun | None:
    """Return the newest plan of substitutes of a programme that was not replaced; None without one."""
    query = select(MatchRun).where(
        MatchRun.programme_id == programme_id,
        MatchRun.kind == "substitute",
        col(MatchRun.replaced_at).is_(None),
    )
    return (await session.exec(query.order_by(col(MatchRun.created_at).desc()).limit(1))).first()


async def publish_substitutes(actor: Actor, run_id: uuid.UUID) -> int:
    """Publish a plan of substitutes in place of the one before, and tell everyone; return how many.

    Raises:
        NotFound: no such plan for this teacher or coordinator.
        AlreadyPublished: this plan was published already.
        Outdated: there is a newer plan, or the match or something that it depends on changed since.
    """
    async with db.transaction() as session:
        # Of two plans published at once the second waits here and then ends the first.
        run, programme = await run_for(session, actor, run_id, lock=True)
        if run.kind != "substitute":
            raise NotFound
        if run.published_at is not None:
            raise AlreadyPublished
        newest = await substitute_run(session, programme.id)
        if newest is None or newest.id != run.id or await is_stale(session, run, programme):
            raise Outdated
        await end_substitutes_of(session, programme.id)
        chosen = await _make(session, run)
        run.published_at, run.published_by, run.mails_due_at = clock.now(), actor.person_id, clock.now()
        await tell_substitutes(session, run, chosen, clock.now())
        audit.record(session, actor, "substitutes.published", run.id, substitutes=len(chosen))
        return len(chosen)


async def _make(session: AsyncSession, run: MatchRun) -> list[Substitute]:
    lines = await session.exec(
        select(Proposal).where(Proposal.run_id == run.id, col(Proposal.mentor_id).is_not(None))
    )
    made = [
        Substitute(
            school_id=run.school_id,
            programme_id=run.programme_id,
            run_id=run.id,
            mentee_id=line.mentee_id,
            mentor_id=line.mentor_id,
            started_at=clock.now(),
        )
        for line in lines
        if line.mentor_id is not None
    ]
    session.add_all(made)
    await session.flush()
    return made


async def end_substitutes(actor: Actor, programme_id: uuid.UUID) -> int:
    """End all substitutes of a programme; return how many there were.

    Raises:
        NotFound: no such programme for this teacher or coordinator.
    """
    async with db.transaction() as session:
        programme = await programme_for(session, actor, programme_id, lock=True)
        ended = await end_substitutes_of(session, programme.id)
        audit.record(session, actor, "substitutes.ended", programme.id, substitutes=ended)
        return ended


async def substitute_of(session: AsyncSession, mentee_enrolment_id: uuid.UUID) -> SubstituteLine | None:
    """Return a mentee's substitute who takes part; None without one, or when it is the own mentor by now."""
    own = select(Pair.mentor_id).where(Pair.mentee_id == mentee_enrolment_id, col(Pair.ended_at).is_(None))
    found = await _others(
        session,
        Substitute.mentor_id,
        Substitute.mentee_id == mentee_enrolment_id,
        col(Substitute.mentor_id).not_in(own),
    )
    return found[0] if found else None


async def substituting_for(session: AsyncSession, mentor_enrolment_id: uuid.UUID) -> list[SubstituteLine]:
    """Return the mentees who take part and whose substitute a mentor is, by first name."""
    return await _others(session, Substitute.mentee_id, Substitute.mentor_id == mentor_enrolment_id)


async def _others(session: AsyncSession, other: Any, *which: Any) -> list[SubstituteLine]:
    query = (
        select(Enrolment, Person)
        .join(Substitute, col(Enrolment.id) == other)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(*which, col(Substitute.ended_at).is_(None), col(Enrolment.ended_at).is_(None))
        .order_by(Person.first_name, Person.last_name)
    )
    return [_line(enrolment, person) for enrolment, person in await session.exec(query)]


def _line(enrolment: Enrolment, person: Person) -> SubstituteLine:
    return SubstituteLine(
        enrolment_id=enrolment.id,
        person_id=person.id,
        first_name=person.first_name,
        full_name=person.full_name,
        initials=person.initials,
        course=enrolment.course,
        email=(person.email or "") if person.shows_email else "",
        phone=(person.phone or "") if person.shows_phone else "",
    )
