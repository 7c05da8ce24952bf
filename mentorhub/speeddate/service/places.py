"""Tables and times: what is particular about a table, and what one person needs of the plan.

Wishes about seats are about tables, never about people's health: see
docs/decisions/0010-seat-wishes-are-about-tables.md.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.programmes.tables import School
from mentorhub.speeddate.service.arranging import TAGS
from mentorhub.speeddate.service.seating import coming_round
from mentorhub.speeddate.service.wishes import WishRefused, attendee_in, changing
from mentorhub.speeddate.tables import Attendee, PlannedSeat, SpeedDate


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What was arranged with one person.

    ``needs`` are tags that a table must have, ``fixed_table`` a mentor's table (from 1), ``leaves`` the
    time of day in the school's zone at which the person must go, ``from_round`` the round (from 1) from
    which someone comes (None: as it is).
    """

    needs: tuple[str, ...] = ()
    fixed_table: int | None = None
    leaves: time | None = None
    from_round: int | None = 1


async def mark_table(
    actor: Actor, speed_date_id: uuid.UUID, number: int, tags: Collection[str]
) -> tuple[str, ...]:
    """Say what is particular about a table, in place of what was said before; return that.

    Raises:
        NotFound: the speed date is not the actor's, or no such tag.
        WishRefused: there is no such table, or the rounds are over.
    """
    kept = _tags(tags)
    async with changing(actor, speed_date_id, "table.marked", table=number) as (_, speed_date):
        if not 1 <= number <= speed_date.tables:
            raise WishRefused("table")
        before = tuple(speed_date.table_tags.get(str(number), ()))
        others = {key: value for key, value in speed_date.table_tags.items() if key != str(number)}
        speed_date.table_tags = others | ({str(number): list(kept)} if kept else {})
    return before


async def arrange(
    actor: Actor, speed_date_id: uuid.UUID, enrolment_id: uuid.UUID, wanted: Arrangement
) -> Arrangement:
    """Write what was arranged with someone; return what was there before. The rounds to come follow it.

    The audit trail says that something was arranged, not with whom: it outlives the event.

    Raises:
        NotFound: the speed date is not the actor's, the person does not take part, or no such tag.
        WishRefused: there is no such table, the mentor sat at another one already, the person would go
            before it begins or come in a round that is not to come, or the rounds are over.
    """
    needs = _tags(wanted.needs)
    async with changing(actor, speed_date_id, "seat.arranged") as (session, speed_date):
        attendee = await attendee_in(session, speed_date, enrolment_id)
        zone = ZoneInfo((await session.get_one(School, speed_date.school_id)).zone)
        before = arranged_with(attendee, zone)
        await _fix_table(session, speed_date, attendee, wanted.fixed_table)
        _come(speed_date, attendee, wanted.from_round)
        _go(speed_date, attendee, wanted.leaves, zone)
        attendee.needs = list(needs)
    return before


def arranged_with(attendee: Attendee, zone: ZoneInfo) -> Arrangement:
    """Return what was arranged with someone."""
    leaves = attendee.leaves_at
    return Arrangement(
        needs=tuple(attendee.needs),
        fixed_table=attendee.fixed_table,
        leaves=leaves.astimezone(zone).time() if leaves else None,
        from_round=attendee.from_round,
    )


def _tags(wanted: Collection[str]) -> tuple[str, ...]:
    if not set(wanted) <= set(TAGS):
        raise NotFound
    return tuple(tag for tag in TAGS if tag in wanted)


async def _fix_table(
    session: AsyncSession, speed_date: SpeedDate, attendee: Attendee, table: int | None
) -> None:
    if table == attendee.fixed_table:
        return
    if table is not None:
        if attendee.role != Role.MENTOR or not 1 <= table <= speed_date.tables:
            raise WishRefused("table")
        if table != attendee.table_number and await _has_sat(session, speed_date, attendee):
            raise WishRefused("table_kept")
        attendee.table_number = table
    attendee.fixed_table = table


async def _has_sat(session: AsyncSession, speed_date: SpeedDate, attendee: Attendee) -> bool:
    seats = select(PlannedSeat.id).where(
        PlannedSeat.speed_date_id == speed_date.id,
        PlannedSeat.mentor_id == attendee.enrolment_id,
        col(PlannedSeat.round) <= speed_date.round,
    )
    return (await session.exec(seats)).first() is not None


def _come(speed_date: SpeedDate, attendee: Attendee, number: int | None) -> None:
    if number is None or number == attendee.from_round:
        return
    is_to_come = coming_round(speed_date) <= number <= speed_date.rounds
    if not is_to_come or attendee.from_round <= speed_date.round:
        raise WishRefused("from_round")
    attendee.from_round = number


def _go(speed_date: SpeedDate, attendee: Attendee, at: time | None, zone: ZoneInfo) -> None:
    """Write a time of day as a moment on the day of the event."""
    day = speed_date.starts_at.astimezone(zone).date()
    leaves = None if at is None else datetime.combine(day, at, zone).astimezone(UTC)
    if leaves == attendee.leaves_at:
        return
    if leaves is not None and leaves <= speed_date.starts_at:
        raise WishRefused("leaves")
    if attendee.state != "left":
        attendee.last_round = None
    attendee.leaves_at = leaves
