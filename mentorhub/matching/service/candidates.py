"""Whom a mentee can choose: mentors met first, with her own impression of them, then the others."""

import uuid
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.service.instance import met_in
from mentorhub.people.tables import Enrolment, Person
from mentorhub.speeddate.service.qualities import fit_of
from mentorhub.speeddate.tables import Impression, SpeedDate


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mentor as the mentee who chooses sees them.

    ``round_met`` is None when the two did not meet; ``feeling`` (1 doubt, 2 good, 3 a click) and ``note``
    are the mentee's own; ``shared`` counts qualities that fit.
    """

    enrolment_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    initials: str
    course: str
    round_met: int | None
    feeling: int
    note: str
    shared: int


async def candidates(actor: Actor) -> list[Candidate]:
    """Return the mentors of the mentee's programme: met first by feeling and fit, then the others by name.

    Raises:
        NotFound: the actor is no mentee.
    """
    if actor.role != Role.MENTEE or actor.programme_id is None:
        raise NotFound
    async with db.reading() as session:
        mentors = await _mentors(session, actor.programme_id)
        ids = [enrolment.id for enrolment, _ in mentors]
        met = await met_in(session, actor.programme_id, set(ids))
        fit = await fit_of(session, [actor.enrolment], ids)
        own = await own_impressions(session, actor)
    made = [_candidate(actor, e, p, met, fit, own.get(e.id)) for e, p in mentors]
    return sorted(made, key=_order)


def _order(one: Candidate) -> tuple[bool, int, int, str]:
    is_stranger = one.round_met is None
    return is_stranger, -one.feeling, -one.shared if not is_stranger else 0, one.name


def _candidate(  # noqa: PLR0917  (one line of a table, made in one place)
    actor: Actor,
    enrolment: Enrolment,
    person: Person,
    met: dict[tuple[uuid.UUID, uuid.UUID], int],
    fit: dict[tuple[uuid.UUID, uuid.UUID], int],
    impression: Impression | None,
) -> Candidate:
    pair = (actor.enrolment, enrolment.id)
    return Candidate(
        enrolment_id=enrolment.id,
        person_id=person.id,
        name=person.full_name,
        initials=person.initials,
        course=enrolment.course,
        round_met=met.get(pair),
        feeling=(impression.feeling or 0) if impression else 0,
        note=impression.note if impression else "",
        shared=fit.get(pair, 0),
    )


async def _mentors(session: AsyncSession, programme_id: uuid.UUID) -> list[tuple[Enrolment, Person]]:
    query = (
        select(Enrolment, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(
            Enrolment.programme_id == programme_id,
            Enrolment.role == Role.MENTOR.value,
            col(Enrolment.ended_at).is_(None),
        )
    )
    return [(enrolment, person) for enrolment, person in await session.exec(query)]


async def own_impressions(session: AsyncSession, actor: Actor) -> dict[uuid.UUID, Impression]:
    """Return the actor's own impressions over all speed dates of the programme, the newest of each."""
    query = (
        select(Impression)
        .join(SpeedDate, col(SpeedDate.id) == Impression.speed_date_id)
        .where(Impression.author_id == actor.enrolment, SpeedDate.programme_id == actor.programme_id)
        .order_by(col(Impression.updated_at))
    )
    return {one.about_id: one for one in await session.exec(query)}
