"""Who is who in the demo school; all of them are made up."""

import uuid
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.people.tables import Enrolment, Person, SchoolMember
from mentorhub.programmes.tables import Programme, School

SCHOOL = "Summa Logistiek (demo)"
TONIGHT = "Peer coaching logistiek"
MONTH_ON = "Peer coaching economie"


@dataclass(frozen=True, slots=True)
class Staff:
    """A made-up colleague: the name, the address, and the groups to teach (none for a coordinator)."""

    name: tuple[str, str, str]
    email: str
    groups: tuple[str, ...] = ()


COORDINATOR = Staff(("Corrie", "van", "Dam"), "c.vandam@summa.example")
TEACHERS = {
    TONIGHT: (
        Staff(("Tess", "", "Vermeulen"), "t.vermeulen@summa.example", ("TL4A", "TL4B", "LT3A", "LM2A")),
        Staff(("Timo", "", "Bakker"), "t.bakker@summa.example", ("TL4B", "LM2A")),
    ),
    MONTH_ON: (
        Staff(("Nadia", "", "Verhoeven"), "n.verhoeven@summa.example", ("EA3A", "EA3B", "EA1B", "EA1C")),
    ),
}
LAST_YEARS_TEACHER = Staff(("Ruud", "", "Timmermans"), "r.timmermans@summa.example", ("EA1A", "EA1B"))
# The keys are the addresses of the demo page's buttons, in the order in which they are shown.
BUTTONS = {
    "coordinator": COORDINATOR.email,
    "teacher": TEACHERS[TONIGHT][0].email,
    "coach": "0412320@student.summa.example",
    "junior": "0412354@student.summa.example",
    "later-teacher": TEACHERS[MONTH_ON][0].email,
    "later-coach": "0512301@student.summa.example",
    "later-junior": "0512313@student.summa.example",
}


async def person_behind(session: AsyncSession, button: str) -> Person:
    """Return the person that a button of the demo page stands for.

    Raises:
        NotFound: no such button, or this database holds no demo school.
    """
    found = await session.exec(
        select(Person)
        .join(SchoolMember, col(SchoolMember.person_id) == Person.id)
        .join(School, col(School.id) == SchoolMember.school_id)
        .where(School.name == SCHOOL, Person.email == BUTTONS.get(button, ""))
    )
    person = found.first()
    if person is None:
        raise NotFound
    return person


def as_actor(person: Person, school_id: uuid.UUID, enrolment: Enrolment | None) -> Actor:
    """Return the actor for a use case that somebody of the demo does; without an enrolment a coordinator."""
    return Actor(
        person_id=person.id,
        session_id=uuid.uuid4(),
        school_id=school_id,
        role=Role(enrolment.role) if enrolment else Role.COORDINATOR,
        programme_id=enrolment.programme_id if enrolment else None,
        enrolment_id=enrolment.id if enrolment else None,
        first_name=person.first_name,
        full_name=person.full_name,
        language=person.language,
    )


async def actors_of(session: AsyncSession, programme: str) -> list[Actor]:
    """Return who takes part in a running programme of the school: students by number, then the teachers."""
    found = await session.exec(
        select(Person, Enrolment)
        .join(Enrolment, col(Enrolment.person_id) == Person.id)
        .join(Programme, col(Programme.id) == Enrolment.programme_id)
        .join(School, col(School.id) == Programme.school_id)
        .where(
            School.name == SCHOOL,
            col(Programme.name).startswith(programme),
            col(Programme.ended_at).is_(None),
        )
        .order_by(col(Enrolment.role) == Role.TEACHER, col(Person.email))
    )
    return [as_actor(person, enrolment.school_id, enrolment) for person, enrolment in found]
