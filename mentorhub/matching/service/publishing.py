"""Publishing a run, once: pairs are made and everyone concerned hears it."""

import uuid
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.core.dates import day_text
from mentorhub.core.outbox import enqueue, new_mail
from mentorhub.core.texts import Bilingual, say_in
from mentorhub.matching.service.access import programme_for
from mentorhub.matching.service.runs import AlreadyPublished, is_stale
from mentorhub.matching.tables import MatchRun, Pair, Proposal
from mentorhub.matching.wording import own_reason_text
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import Programme, School
from mentorhub.settings import settings


class Outdated(Exception):
    """Something the run depends on changed; it must be computed anew before it can be published."""


async def publish(actor: Actor, run_id: uuid.UUID) -> int:
    """Publish a run: make its pairs, write the mails; of two at once, one succeeds.

    Returns:
        The number of pairs.

    Raises:
        NotFound: no such run for this teacher or coordinator.
        AlreadyPublished: a run of the programme is out already.
        Outdated: lists, places or rules changed since the run.
    """
    async with db.transaction() as session:
        run = await session.get(MatchRun, run_id)
        if run is None:
            raise NotFound
        programme = await programme_for(session, actor, run.programme_id)
        await _claim(session, actor, run, programme)
        pairs = await _make_pairs(session, run)
        await _tell_everyone(session, programme, run, pairs)
        audit.record(session, actor, "match.published", run.id, pairs=len(pairs))
        return len(pairs)


async def _claim(session: AsyncSession, actor: Actor, run: MatchRun, programme: Programme) -> None:
    """Mark the run as the one that is out; the unique column lets only one through."""
    if run.published_at is None and await is_stale(session, run, programme):
        raise Outdated
    claim = (
        update(MatchRun)
        .where(col(MatchRun.id) == run.id, col(MatchRun.published_at).is_(None))
        .values(published_at=clock.now(), published_by=actor.person_id, published_once=programme.id)
    )
    try:
        async with session.begin_nested():
            done = await session.exec(claim)
    except IntegrityError as error:
        raise AlreadyPublished from error
    if done.rowcount != 1:
        raise AlreadyPublished


async def _make_pairs(session: AsyncSession, run: MatchRun) -> list[tuple[Pair, Proposal]]:
    lines = await session.exec(
        select(Proposal).where(Proposal.run_id == run.id, col(Proposal.mentor_id).is_not(None))
    )
    moment = clock.now()
    made = [(_pair(run, line, line.mentor_id), line) for line in lines if line.mentor_id is not None]
    for pair, _line in made:
        pair.started_at = moment
        session.add(pair)
    await session.flush()
    return made


def _pair(run: MatchRun, line: Proposal, mentor_id: uuid.UUID) -> Pair:
    return Pair(
        school_id=run.school_id,
        programme_id=run.programme_id,
        run_id=run.id,
        mentee_id=line.mentee_id,
        mentor_id=mentor_id,
        started_at=clock.now(),
    )


async def _tell_everyone(
    session: AsyncSession, programme: Programme, run: MatchRun, pairs: list[tuple[Pair, Proposal]]
) -> None:
    ids = {one for pair, _ in pairs for one in (pair.mentee_id, pair.mentor_id)}
    people = await _people(session, ids)
    zone = (await session.get_one(School, programme.school_id)).zone
    until = day_text(clock.now() + timedelta(days=programme.first_contact_days), zone)
    for pair, line in pairs:
        mentee, mentor = people[pair.mentee_id], people[pair.mentor_id]
        why = own_reason_text(line.own_reason)[mentee.language]
        await _mail(session, pair, to=mentee, other=mentor, role="mentee", why=why, until=until)
        await _mail(session, pair, to=mentor, other=mentee, role="mentor", why="", until=until)


async def _people(session: AsyncSession, enrolment_ids: set[uuid.UUID]) -> dict[uuid.UUID, Person]:
    query = (
        select(Enrolment.id, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(col(Enrolment.id).in_(enrolment_ids))
    )
    return dict((await session.exec(query)).all())


def contact_lines(person: Person, language: str) -> str:
    """Return the contact details that a person chose to show, one per line, or a word that there are none."""
    lines = []
    if person.email and person.shows_email:
        lines.append(person.email)
    if person.phone and person.shows_phone:
        lines.append(person.phone)
    return "\n".join(lines) or say_in(language, "matching.mail.no_details")


async def _mail(
    session: AsyncSession, pair: Pair, *, to: Person, other: Person, role: str, why: str, until: Bilingual
) -> None:
    if not to.email:
        return
    words = {
        "name": to.first_name,
        "other": other.full_name,
        "other_first": other.first_name,
        "details": contact_lines(other, to.language),
        "why": why,
        "until": until,
        "link": f"{settings().origin}/coach",
    }
    await enqueue(
        session,
        new_mail(
            school_id=pair.school_id,
            person_id=to.id,
            to_address=to.email,
            kind="match",
            subject=say_in(to.language, f"matching.mail.{role}_subject", **words),
            body=say_in(to.language, f"matching.mail.{role}_body", **words),
            once_key=f"match:{pair.id}:{role}",
        ),
    )
