"""The way to a CV: for its owner and for the coach of a running pair; everybody else finds nothing."""

import uuid
from dataclasses import dataclass

from sqlalchemy import Exists
from sqlmodel import col, exists, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.cvs.rules.content import Content, from_json
from mentorhub.cvs.tables import Cv, CvVersion
from mentorhub.matching.tables import Pair
from mentorhub.pairs.service.scope import own
from mentorhub.people.tables import Enrolment, Person
from mentorhub.programmes.tables import School


@dataclass(frozen=True, slots=True)
class Reach:
    """A mentee whose CV the actor reaches, and whether it is the actor's own."""

    enrolment: Enrolment
    person: Person
    zone: str
    is_own: bool


async def reach(
    session: AsyncSession, actor: Actor, of: uuid.UUID | None = None, *, lock: bool = False
) -> Reach:
    """Return the mentee ``of`` (by default the actor), locked so that two changes at once queue up.

    Raises:
        NotFound: no mentee, not in this school, or neither the actor nor a junior of a running pair.
    """
    wanted = of or actor.enrolment
    is_own = wanted == actor.enrolment
    found = (
        select(Enrolment, Person, School.zone)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .join(School, col(School.id) == Enrolment.school_id)
        .where(
            Enrolment.id == wanted,
            Enrolment.school_id == actor.school,
            Enrolment.role == Role.MENTEE,
            col(Enrolment.ended_at).is_(None),
            Enrolment.person_id == actor.person_id if is_own else _coaches(actor, wanted),
        )
    )
    row = (await session.exec(found.with_for_update(of=Enrolment) if lock else found)).first()
    if row is None:
        raise NotFound
    return Reach(row[0], row[1], row[2], is_own)


def _coaches(actor: Actor, mentee_id: uuid.UUID) -> Exists:
    """The condition that the actor is the mentor of a running pair with this mentee."""
    return exists().where(
        col(Pair.mentee_id) == mentee_id, col(Pair.mentor_id) == actor.enrolment, *own(actor)
    )


async def own_reach(session: AsyncSession, actor: Actor) -> Reach:
    """Return the actor's own part as a mentee, locked, to change the own CV.

    Raises:
        NotFound: the actor is no mentee.
    """
    return await reach(session, actor, lock=True)


async def cv_of(session: AsyncSession, enrolment_id: uuid.UUID) -> Cv | None:
    """Return the CV of an enrolment, None when nothing was saved yet."""
    return (await session.exec(select(Cv).where(Cv.enrolment_id == enrolment_id))).first()


async def the_cv(session: AsyncSession, enrolment_id: uuid.UUID) -> Cv:
    """Return the CV of an enrolment.

    Raises:
        NotFound: nothing was saved yet.
    """
    cv = await cv_of(session, enrolment_id)
    if cv is None:
        raise NotFound
    return cv


def starting(person: Person) -> Content:
    """Return what the hub knows for a CV that nobody wrote in yet."""
    return from_json({"name": person.full_name, "email": person.email or "", "phone": person.phone or ""})


async def newest(session: AsyncSession, cv_id: uuid.UUID, *, in_the_hub: bool = False) -> CvVersion | None:
    """Return the newest version of a CV, or the newest that was written in the hub and not uploaded."""
    found = select(CvVersion).where(CvVersion.cv_id == cv_id).order_by(col(CvVersion.number).desc()).limit(1)
    if in_the_hub:
        found = found.where(CvVersion.kind != "uploaded")
    return (await session.exec(found)).first()
