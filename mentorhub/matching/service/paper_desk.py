"""Everything that is needed to type in forms on paper: who still must, and which coach sits where."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.rules.on_paper import TableList, TakenSeat, table_list
from mentorhub.matching.service.lists import can_change, deadline_of, is_published
from mentorhub.matching.tables import PreferenceList
from mentorhub.people.tables import Enrolment
from mentorhub.programmes.tables import Programme
from mentorhub.speeddate.service.access import speed_date_for, zone_of
from mentorhub.speeddate.service.people import Card, people_of
from mentorhub.speeddate.tables import PlannedSeat, SpeedDate

Handed = Literal["open", "phone", "paper"]


@dataclass(frozen=True, slots=True)
class Form:
    """A junior's form: who, and whether a list is in (``open``, or handed in by ``phone`` or on ``paper``).

    ``version`` is that of the list, to hand back when the form is typed in. Nothing says what is on a list.
    """

    junior: Card
    handed: Handed
    version: int


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is needed to type in the forms of a speed date.

    Attributes:
        speed_date: the event.
        zone: the school's time zone.
        forms: of every junior, by name.
        coaches: who can be chosen, by enrolment.
        tables: which coach a table number stands for.
        length: how many choices a form has, at most as many as there are coaches to choose.
        deadline: until when lists can change; None when there is none yet.
        is_open: whether lists can change now.
        is_published: whether the match is out.
    """

    speed_date: SpeedDate
    zone: str
    forms: tuple[Form, ...]
    coaches: dict[uuid.UUID, Card]
    tables: TableList
    length: int
    deadline: datetime | None
    is_open: bool
    is_published: bool


async def desk_of(actor: Actor, speed_date_id: uuid.UUID) -> Desk:
    """Return the forms of a speed date, who handed in, and which coach sits where; never a choice.

    Raises:
        NotFound: the speed date is not the actor's, or only a rehearsal.
    """
    async with db.reading() as session:
        return await read_desk(session, actor, await evening_for(session, actor, speed_date_id))


async def evening_for(session: AsyncSession, actor: Actor, speed_date_id: uuid.UUID) -> SpeedDate:
    """Return a speed date of the actor that really is one.

    Raises:
        NotFound: it is not the actor's, or only a rehearsal.
    """
    found = await speed_date_for(session, actor, speed_date_id)
    if found.rehearsal_of is not None:
        raise NotFound
    return found


async def read_desk(session: AsyncSession, actor: Actor, speed_date: SpeedDate) -> Desk:
    """Return the desk of a speed date."""
    programme = await session.get_one(Programme, speed_date.programme_id)
    people = await _still_enrolled(session, await people_of(session, speed_date))
    coaches = {c.enrolment_id: c for c in people if c.role == Role.MENTOR and c.state != "absent"}
    tables = await _tables(session, speed_date, coaches)
    return Desk(
        speed_date=speed_date,
        zone=await zone_of(session, actor),
        forms=await _forms(session, [card for card in people if card.role == Role.MENTEE]),
        coaches=coaches,
        tables=tables,
        length=min(programme.list_length, len(set(tables.usual.values()))),
        deadline=await deadline_of(session, programme.id),
        is_open=await can_change(session, programme.id),
        is_published=await is_published(session, programme.id),
    )


async def _still_enrolled(session: AsyncSession, people: Sequence[Card]) -> list[Card]:
    query = select(Enrolment.id).where(
        col(Enrolment.id).in_([card.enrolment_id for card in people]), col(Enrolment.ended_at).is_(None)
    )
    here = set(await session.exec(query))
    return [card for card in people if card.enrolment_id in here]


async def _tables(session: AsyncSession, speed_date: SpeedDate, coaches: dict[uuid.UUID, Card]) -> TableList:
    # Columns and not rows of the table: a large hall has thousands, read at each form that is saved.
    rows = await session.exec(
        select(
            PlannedSeat.round, PlannedSeat.table_number, PlannedSeat.mentee_id, PlannedSeat.mentor_id
        ).where(PlannedSeat.speed_date_id == speed_date.id)
    )
    seats = [TakenSeat(number, table, str(mentee), str(mentor)) for number, table, mentee, mentor in rows]
    return table_list({str(one): card.table_number for one, card in coaches.items()}, seats)


async def _forms(session: AsyncSession, juniors: Sequence[Card]) -> tuple[Form, ...]:
    ids = [card.enrolment_id for card in juniors]
    found = await session.exec(select(PreferenceList).where(col(PreferenceList.mentee_id).in_(ids)))
    lists = {one.mentee_id: one for one in found}
    return tuple(_as_form(card, lists.get(card.enrolment_id)) for card in juniors)


def _as_form(card: Card, row: PreferenceList | None) -> Form:
    if row is None:
        return Form(card, "open", 0)
    handed: Handed = "open" if row.handed_in_at is None else "paper" if row.on_paper else "phone"
    return Form(card, handed, row.version)


def form_of(desk: Desk, mentee_id: uuid.UUID) -> Form:
    """Return a junior's form.

    Raises:
        NotFound: no such junior takes part.
    """
    for form in desk.forms:
        if form.junior.enrolment_id == mentee_id:
            return form
    raise NotFound
