"""Days without school, per school year and region, entered by a coordinator."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.dates import local_day
from mentorhub.programmes.school_year import school_year
from mentorhub.programmes.tables import Holiday, School

REGIONS = ("", "north", "middle", "south", "flanders")
"""The whole school; the three regions that the Dutch ministry gives its own dates; Flanders."""

_DUTCH = ("autumn", "christmas", "spring", "may", "summer")
PRESETS: dict[str, tuple[str, ...]] = {
    "": (),
    "north": _DUTCH,
    "middle": _DUTCH,
    "south": _DUTCH,
    "flanders": ("autumn", "christmas", "carnival", "easter", "summer"),
}
"""Holidays that every school of a region has; their days differ by year, so they are typed in."""

LONGEST_NAME = 60
LONGEST = timedelta(days=70)
MOST_A_YEAR = 40


class HolidayFault(StrEnum):
    """What can be wrong with a holiday."""

    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    NO_DATES = "no_dates"
    ENDS_FIRST = "ends_first"
    TOO_LONG = "too_long"
    OTHER_YEAR = "other_year"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class NewHoliday:
    """A holiday as a form gives it; ``name`` is one of the presets or what the school calls it."""

    year: str
    region: str
    name: str
    from_on: date | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """A holiday, up to and including its last day."""

    holiday_id: uuid.UUID
    year: str
    region: str
    name: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """The holidays of a year and region by day, the presets that lack, and the years to choose from."""

    year: str
    years: tuple[str, ...]
    region: str
    lines: tuple[HolidayLine, ...]
    missing: tuple[str, ...]


def year_name(day: date) -> str:
    """Return the school year of a day, such as ``2026-2027``."""
    first, last = school_year(day)
    return f"{first.year}-{last.year}"


def _years(today: date) -> tuple[str, ...]:
    return tuple(year_name(date(today.year + more, today.month, 1)) for more in (-1, 0, 1))


async def holiday_year(actor: Actor, region: str = "", year: str = "") -> HolidayYear:
    """Return the holidays of one school year, this one unless said otherwise, for a region or everyone.

    Raises:
        NotFound: the actor is no coordinator, or there is no such region or year.
    """
    _may(actor)
    async with db.reading() as session:
        years = _years(await _today(session, actor))
        year = year or years[1]
        if year not in years or region not in REGIONS:
            raise NotFound
        rows = await _rows(session, actor, year, region)
    names = {row.name for row in rows}
    missing = tuple(name for name in PRESETS[region] if name not in names)
    return HolidayYear(year, years, region, tuple(map(_line, rows)), missing)


async def add_holiday(actor: Actor, new: NewHoliday) -> uuid.UUID | HolidayFault:
    """Add a holiday and return its id, or what is wrong with it; the same one twice is one.

    Raises:
        NotFound: as ``holiday_year``.
    """
    _may(actor)
    async with db.transaction() as session:
        await _lock(session, actor)
        if new.year not in _years(await _today(session, actor)) or new.region not in REGIONS:
            raise NotFound
        rows = await _rows(session, actor, new.year, new.region)
        for row in rows:
            if (row.name, row.from_on, row.until_on) == (new.name, new.from_on, new.until_on):
                return row.id
        wrong = fault(new) or (HolidayFault.TOO_MANY if len(rows) >= MOST_A_YEAR else None)
        if wrong or new.from_on is None or new.until_on is None:
            return wrong or HolidayFault.NO_DATES
        row = Holiday(
            school_id=actor.school,
            year=new.year,
            region=new.region,
            name=new.name,
            from_on=new.from_on,
            until_on=new.until_on,
            created_at=clock.now(),
        )
        session.add(row)
        audit.record(session, actor, "holiday.added", row.id)
    return row.id


async def change_holiday(
    actor: Actor, holiday_id: uuid.UUID, from_on: date | None, until_on: date | None
) -> HolidayLine | HolidayFault:
    """Change the days of a holiday; return what it was before, or what is wrong.

    Raises:
        NotFound: no such holiday, another school's, or the actor is no coordinator.
    """
    async with db.transaction() as session:
        row = await _one(session, actor, holiday_id)
        before = _line(row)
        wrong = fault(NewHoliday(row.year, row.region, row.name, from_on, until_on))
        if wrong or from_on is None or until_on is None:
            return wrong or HolidayFault.NO_DATES
        row.from_on, row.until_on = from_on, until_on
        audit.record(session, actor, "holiday.changed", holiday_id)
    return before


async def remove_holiday(actor: Actor, holiday_id: uuid.UUID) -> HolidayLine:
    """Remove a holiday and return what it was; raises as ``change_holiday``."""
    async with db.transaction() as session:
        row = await _one(session, actor, holiday_id)
        await session.delete(row)
        audit.record(session, actor, "holiday.removed", holiday_id)
        return _line(row)


async def put_back(actor: Actor, before: HolidayLine) -> None:
    """Make a holiday again what it was before it was changed or removed; a second time changes nothing.

    Raises:
        NotFound: the actor is no coordinator.
    """
    _may(actor)
    async with db.transaction() as session:
        await _lock(session, actor)
        row = await session.get(Holiday, before.holiday_id)
        if row is not None and row.school_id != actor.school:
            raise NotFound
        row = row or Holiday(
            id=before.holiday_id,
            school_id=actor.school,
            year=before.year,
            region=before.region,
            name=before.name,
            from_on=before.from_on,
            until_on=before.until_on,
            created_at=clock.now(),
        )
        row.from_on, row.until_on = before.from_on, before.until_on
        session.add(row)
        audit.record(session, actor, "holiday.put_back", before.holiday_id)


def fault(new: NewHoliday) -> HolidayFault | None:
    """Return what is wrong with a holiday, None when nothing is."""
    if not new.name:
        return HolidayFault.NO_NAME
    if len(new.name) > LONGEST_NAME:
        return HolidayFault.LONG_NAME
    if new.from_on is None or new.until_on is None:
        return HolidayFault.NO_DATES
    if new.until_on < new.from_on:
        return HolidayFault.ENDS_FIRST
    if new.until_on - new.from_on >= LONGEST:
        return HolidayFault.TOO_LONG
    # A summer begins in one school year and ends in the next: the day it begins on says which.
    return None if year_name(new.from_on) == new.year else HolidayFault.OTHER_YEAR


def _may(actor: Actor) -> None:
    if actor.role is not Role.COORDINATOR:
        raise NotFound


async def _today(session: AsyncSession, actor: Actor) -> date:
    school = await session.get_one(School, actor.school)
    return local_day(clock.now(), school.zone)


async def _lock(session: AsyncSession, actor: Actor) -> None:
    """Who changes the holidays of one school does so in turn."""
    await session.exec(select(School.id).where(School.id == actor.school).with_for_update())


async def _rows(session: AsyncSession, actor: Actor, year: str, region: str) -> list[Holiday]:
    found = await session.exec(
        select(Holiday)
        .where(Holiday.school_id == actor.school, Holiday.year == year, Holiday.region == region)
        .order_by(col(Holiday.from_on), col(Holiday.until_on), col(Holiday.id))
    )
    return list(found)


async def _one(session: AsyncSession, actor: Actor, holiday_id: uuid.UUID) -> Holiday:
    _may(actor)
    found = await session.exec(
        select(Holiday).where(Holiday.id == holiday_id, Holiday.school_id == actor.school).with_for_update()
    )
    row = found.first()
    if row is None:
        raise NotFound
    return row


def _line(row: Holiday) -> HolidayLine:
    return HolidayLine(row.id, row.year, row.region, row.name, row.from_on, row.until_on)
