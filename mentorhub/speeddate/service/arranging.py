"""What the planner needs to know: who takes part, the tables with their tags, and who should meet."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Role
from mentorhub.people.tables import Enrolment, Person
from mentorhub.speeddate.rules import Pair, Participant, give_up_tables
from mentorhub.speeddate.rules.places import Tables
from mentorhub.speeddate.tables import Attendee, SeatRule, SpeedDate

TAGS = ("quiet", "wide")
"""What can be particular about a table: quiet, or easy to reach with room around it."""

Sides = tuple[list[Participant], list[Participant]]


@dataclass(frozen=True, slots=True)
class Wished:
    """The teacher's wishes for the rounds, as pairs of ids: who should meet, and who should not."""

    pins: frozenset[Pair]
    forbidden: frozenset[Pair]


async def attendees_of(session: AsyncSession, speed_date_id: uuid.UUID) -> list[Attendee]:
    """Return the attendees by last name, so that tables follow the alphabet."""
    found = await session.exec(
        select(Attendee)
        .join(Enrolment, col(Enrolment.id) == Attendee.enrolment_id)
        .join(Person, col(Person.id) == Enrolment.person_id)
        .where(Attendee.speed_date_id == speed_date_id)
        .order_by(Person.last_name, Person.first_name, col(Person.id))
    )
    return list(found)


async def rules_of(session: AsyncSession, speed_date_id: uuid.UUID) -> list[SeatRule]:
    """Return the wishes for the rounds of a speed date."""
    return list(await session.exec(select(SeatRule).where(SeatRule.speed_date_id == speed_date_id)))


def wished(rules: Iterable[SeatRule]) -> Wished:
    """Return wishes as the planner takes them."""
    pairs = {
        kind: frozenset((str(x.mentee_id), str(x.mentor_id)) for x in rules if x.kind == kind)
        for kind in ("pin", "forbid")
    }
    return Wished(pairs["pin"], pairs["forbid"])


def tables_of(speed_date: SpeedDate) -> Tables:
    """Return the tables that there are, each with its tags."""
    tags = speed_date.table_tags
    return {number: frozenset(tags.get(str(number), ())) for number in range(1, speed_date.tables + 1)}


def participants(attendees: Iterable[Attendee], tables: Tables, from_round: int) -> Sides:
    """Return mentees and mentors who take part, the mentors with the table that they keep or were given.

    Who left is gone from ``from_round`` on at the latest.
    """
    here = [one for one in attendees if one.state != "absent"]
    mentees = [_participant(one, from_round, None) for one in here if one.role == Role.MENTEE]
    rows = [one for one in here if one.role == Role.MENTOR]
    kept = _tables_before(rows) if from_round == 1 else _tables_during(rows)
    mentors = [_participant(one, from_round, kept[one.id]) for one in rows]
    if from_round > 1:
        return mentees, mentors
    fixed = {str(one.enrolment_id) for one in rows if one.fixed_table}
    return mentees, give_up_tables(mentors, fixed, tables, {tag for one in mentees for tag in one.limits})


def _participant(attendee: Attendee, from_round: int, table: int | None) -> Participant:
    leaves = attendee.last_round
    if attendee.state == "left" and leaves is None:
        leaves = from_round - 1
    return Participant(
        str(attendee.enrolment_id),
        arrives=attendee.from_round,
        leaves=leaves,
        table=table,
        limits=frozenset(attendee.needs),
    )


def _tables_before(mentors: Iterable[Attendee]) -> dict[uuid.UUID, int | None]:
    """Before anything has begun a table that the teacher fixed counts first."""
    return {one.id: one.fixed_table or one.table_number for one in mentors}


def _tables_during(mentors: Sequence[Attendee]) -> dict[uuid.UUID, int | None]:
    """Everybody keeps their table; who comes now gets the fixed one, unless somebody else sits there."""
    taken = {one.table_number for one in mentors if one.table_number != one.fixed_table}

    def table(one: Attendee) -> int | None:
        if one.table_number is not None:
            return one.table_number
        return None if one.fixed_table in taken else one.fixed_table

    return {one.id: table(one) for one in mentors}


def reserved(attendees: Iterable[Attendee]) -> set[int]:
    """Return the tables that were fixed for someone who is absent and may still come."""
    return {one.fixed_table for one in attendees if one.state == "absent" and one.fixed_table}


async def drop_what_no_longer_fits(session: AsyncSession, speed_date: SpeedDate) -> None:
    """Forget wishes about people who no longer take part, and about tables that are no longer there."""
    speed_date.table_tags = {
        number: tags for number, tags in speed_date.table_tags.items() if int(number) <= speed_date.tables
    }
    sides: dict[str, set[uuid.UUID]] = {Role.MENTEE: set(), Role.MENTOR: set()}
    for attendee in await attendees_of(session, speed_date.id):
        sides[attendee.role].add(attendee.enrolment_id)
        if attendee.fixed_table and attendee.fixed_table > speed_date.tables:
            attendee.fixed_table = None
    for rule in await rules_of(session, speed_date.id):
        if rule.mentee_id not in sides[Role.MENTEE] or rule.mentor_id not in sides[Role.MENTOR]:
            await session.delete(rule)
    await session.flush()
