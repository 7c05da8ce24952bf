"""The digest of a teacher: the pairs that need somebody first, each with its why, and the counts per state.

It says what the teacher's own list says, of the same pairs: what was put away there stays away.
"""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, Role
from mentorhub.core.texts import say_in
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.reminding.digests.values import Digest
from mentorhub.monitoring.reminding.schools import SchoolDay, goes_on, takes_part
from mentorhub.monitoring.rules import Watch
from mentorhub.monitoring.sentences import pill_text, state_text, why_sentence
from mentorhub.monitoring.service.attention_list import attention_list
from mentorhub.monitoring.service.values import AttentionLine, AttentionList
from mentorhub.people.tables import Enrolment, Person
from mentorhub.settings import settings

FIRST = 5
ADDRESS = "/attention"
Teacher = tuple[Enrolment, Person]


async def teachers_of(session: AsyncSession, day: SchoolDay) -> list[Teacher]:
    """Return who teaches at a school in a programme that goes on."""
    query = (
        select(Enrolment, Person)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(
            Enrolment.school_id == day.school_id,
            Enrolment.role == Role.TEACHER.value,
            goes_on(day, Enrolment.programme_id),
            takes_part(Enrolment.id),
        )
        .order_by(col(Enrolment.id))
    )
    return list(await session.exec(query))


async def digest_for_teacher(part: Enrolment, person: Person) -> Digest | None:
    """Return the digest of a teacher, None when no pair needs one."""
    found = await attention_list(reader_of(person, part.school_id, part))
    urgent = [line for line in found.lines if line.attention.is_needed][:FIRST]
    if not urgent:
        return None
    many = "one" if found.figures.needed == 1 else "many"
    async with db.reading() as session:
        names = await first_names(session, [line.pair_id for line in urgent])
    body = [
        say_in(person.language, f"reminding.teacher.{many}_text", reader=person.first_name),
        *(_line(person.language, line, *names[line.pair_id]) for line in urgent),
        _counts(person.language, found),
        say_in(person.language, "reminding.teacher.go", address=settings().origin + ADDRESS),
    ]
    subject = say_in(person.language, f"reminding.teacher.{many}_subject", n=found.figures.needed)
    return Digest(person, part.id, subject, "\n\n".join(body), ADDRESS)


def reader_of(person: Person, school_id: uuid.UUID, part: Enrolment | None) -> Actor:
    """Return the reader as who opens the list, a teacher with a part or a coordinator without.

    Nobody is signed in: the person stands for the session.
    """
    return Actor(
        person_id=person.id,
        session_id=person.id,
        school_id=school_id,
        role=Role.TEACHER if part else Role.COORDINATOR,
        programme_id=part.programme_id if part else None,
        enrolment_id=part.id if part else None,
        first_name=person.first_name,
        full_name=person.full_name,
        language=person.language,
    )


def _line(language: str, line: AttentionLine, mentee: str, mentor: str) -> str:
    return say_in(
        language,
        "reminding.teacher.line",
        mentee=mentee,
        mentor=mentor,
        pill=pill_text(line.attention),
        why=why_sentence(line.attention, line.pause),
        address=f"{settings().origin}/pairs/{line.pair_id}",
    )


def _counts(language: str, found: AttentionList) -> str:
    states: Sequence[Watch] = [state for state in Watch if found.figures.states.get(state)]
    counts = "\n".join(
        say_in(language, "reminding.teacher.count", state=state_text(state), n=found.figures.states[state])
        for state in states
    )
    return say_in(language, "reminding.teacher.counts", n=found.figures.pairs, counts=counts)


async def first_names(
    session: AsyncSession, pair_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, tuple[str, str]]:
    """Return by pair the first names of mentee and mentor."""
    junior, coach, mentee, mentor = aliased(Enrolment), aliased(Enrolment), aliased(Person), aliased(Person)
    found = await session.exec(
        select(Pair.id, mentee.first_name, mentor.first_name)
        .join(junior, col(junior.id) == Pair.mentee_id)
        .join(mentee, col(mentee.id) == junior.person_id)
        .join(coach, col(coach.id) == Pair.mentor_id)
        .join(mentor, col(mentor.id) == coach.person_id)
        .where(col(Pair.id).in_(pair_ids))
    )
    return {pair_id: (one, other) for pair_id, one, other in found}
