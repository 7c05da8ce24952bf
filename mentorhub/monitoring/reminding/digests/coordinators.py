"""The digest of a coordinator: how each programme that goes on stands, in numbers and without a name."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.texts import say_in
from mentorhub.monitoring.reminding.digests.teachers import reader_of
from mentorhub.monitoring.reminding.digests.values import Digest
from mentorhub.monitoring.reminding.schools import SchoolDay, goes_on
from mentorhub.monitoring.service.attention_list import attention_list
from mentorhub.monitoring.service.values import Figures, View
from mentorhub.people.tables import Person
from mentorhub.programmes.tables import Programme
from mentorhub.settings import settings

ADDRESS = "/attention"


async def programmes_of(session: AsyncSession, day: SchoolDay) -> list[Programme]:
    """Return the programmes of a school that go on, by name."""
    query = select(Programme).where(Programme.school_id == day.school_id, goes_on(day, Programme.id))
    return list(await session.exec(query.order_by(Programme.name, col(Programme.id))))


async def digest_for_coordinator(
    person: Person, day: SchoolDay, programmes: Sequence[Programme]
) -> Digest | None:
    """Return the digest of a coordinator, None when no pair of the school needs somebody."""
    reader = reader_of(person, day.school_id, None)
    stands = [(one, (await attention_list(reader, View(programme_id=one.id))).figures) for one in programmes]
    if not any(figures.needed for _, figures in stands):
        return None
    body = [
        say_in(person.language, "reminding.coordinator.text", reader=person.first_name),
        *(_line(person.language, one, figures) for one, figures in stands if figures.pairs),
        say_in(person.language, "reminding.coordinator.go", address=settings().origin + ADDRESS),
    ]
    subject = say_in(person.language, "reminding.coordinator.subject")
    return Digest(person, day.school_id, subject, "\n\n".join(body), ADDRESS)


def _line(language: str, programme: Programme, figures: Figures) -> str:
    return say_in(
        language,
        "reminding.coordinator.line",
        programme=programme.name,
        pairs=figures.pairs,
        first=figures.first_contact,
        needed=figures.needed,
        help=figures.help_open,
        placed=figures.placed,
    )
