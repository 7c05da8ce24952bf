"""Which programmes and school years staff may choose, and until which day each is counted."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.tables import Pair
from mentorhub.programmes.school_year import school_year
from mentorhub.programmes.tables import Programme

NONE = "none"


@dataclass(frozen=True, slots=True)
class Choice:
    """A programme, or all of a school year; ``key`` is the programme's id, or the year such as ``2026``."""

    key: str
    name: str
    programmes: tuple[Programme, ...]

    @property
    def is_year(self) -> bool:
        """Whether it is a whole school year."""
        return self.key.isdecimal()

    @property
    def starts_on(self) -> date:
        """The first day."""
        return min(one.starts_on for one in self.programmes)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen, and what it can be held against; the newest first."""

    shown: tuple[Choice, ...]
    against: tuple[Choice, ...]
    chosen: Choice | None
    held_against: Choice | None
    everything: tuple[Programme, ...]


def year_of(programme: Programme) -> int:
    """Return in which calendar year the school year of a programme began."""
    return school_year(programme.starts_on)[0].year


def year_name(year: int) -> str:
    """Return for example ``2026-2027``."""
    return f"{year}-{year + 1}"


async def choices_of(session: AsyncSession, actor: Actor, show: str, against: str) -> Choices:
    """Return what the actor can choose, with what ``show`` and ``against`` name.

    An empty ``show`` is the newest with pairs, else the newest; an empty ``against`` the year before, and
    ``none`` nothing.

    Raises:
        NotFound: no staff, or one of the two is not for this actor.
    """
    if not actor.is_staff:
        raise NotFound
    found = await session.exec(
        select(Programme)
        .where(Programme.school_id == actor.school)
        .order_by(col(Programme.starts_on).desc(), col(Programme.created_at).desc(), Programme.name)
    )
    everything = tuple(found)
    shown = _choices([one for one in everything if may_show(actor, one)], years=_is_coordinator(actor))
    chosen = _named(shown, show) if show else await _first(session, actor, shown)
    if chosen is None:
        return Choices((), (), None, None, everything)
    earlier = _earlier(everything, chosen)
    held = None if against == NONE else _named(earlier, against) if against else _year_before(earlier, chosen)
    return Choices(shown, earlier, chosen, held, everything)


async def _first(session: AsyncSession, actor: Actor, shown: Sequence[Choice]) -> Choice | None:
    """Return the programme to begin with: of the newest school year one that has pairs, else the newest."""
    found = await session.exec(select(Pair.programme_id).where(Pair.school_id == actor.school).distinct())
    begun = {str(one) for one in found}
    newest = [one for one in shown if year_of(one.programmes[0]) == year_of(shown[0].programmes[0])]
    return next((one for one in newest if one.key in begun), next(iter(newest), None))


def _is_coordinator(actor: Actor) -> bool:
    return actor.role is Role.COORDINATOR


def may_show(actor: Actor, programme: Programme) -> bool:
    """Whether the actor sees the figures of a programme of the own school: a teacher only of the own one."""
    return _is_coordinator(actor) or programme.id == actor.programme_id


def _choices(programmes: Sequence[Programme], *, years: bool) -> tuple[Choice, ...]:
    made = [Choice(str(one.id), one.name, (one,)) for one in programmes]
    for year in sorted({year_of(one) for one in programmes}, reverse=True) if years else ():
        of_year = tuple(one for one in programmes if year_of(one) == year)
        if len(of_year) > 1:
            made.append(Choice(str(year), year_name(year), of_year))
    return tuple(made)


def _named(choices: Sequence[Choice], key: str) -> Choice:
    for one in choices:
        if one.key == key:
            return one
    raise NotFound


def _earlier(everything: Sequence[Programme], chosen: Choice) -> tuple[Choice, ...]:
    """Return what came in school years before; only totals of these are shown."""
    year = min(year_of(one) for one in chosen.programmes)
    before = [one for one in everything if year_of(one) < year]
    if not chosen.is_year:
        return _choices(before, years=False)
    years = sorted({year_of(one) for one in before}, reverse=True)
    return tuple(
        Choice(str(one), year_name(one), tuple(each for each in before if year_of(each) == one))
        for one in years
    )


def _year_before(earlier: Sequence[Choice], chosen: Choice) -> Choice | None:
    """Return the year before, or its programme: the one of the same name, years aside, else one of its kind.

    One of another name only when there was a single one: two subjects are not held against each other.
    """
    year = min(year_of(one) for one in chosen.programmes) - 1
    last = [one for one in earlier if year_of(one.programmes[0]) == year]
    alike = [one for one in last if _bare(one.name) == _bare(chosen.name)]
    kin = [one for one in last if one.programmes[0].kind == chosen.programmes[0].kind]
    return next(iter(alike or (kin if len(kin) == 1 else ())), None)


def _bare(name: str) -> str:
    """Return a name without the years in it."""
    return re.sub(r"[\d\s/-]+", " ", name).strip().casefold()


def until_of(chosen: Choice, held: Choice | None, today: date) -> tuple[date, timedelta]:
    """Return until when the chosen is counted, and how far before that what it is held against is.

    That is as many days after its own first day.
    """
    until = min(today, max(one.ends_on for one in chosen.programmes))
    return until, chosen.starts_on - held.starts_on if held else timedelta()


def days_counted(
    everything: Sequence[Programme], chosen: Choice, held: Choice | None, today: date
) -> dict[uuid.UUID, date]:
    """Return until which day each programme of the two school years is counted."""
    until, back = until_of(chosen, held, today)
    years = {year_of(one) for one in chosen.programmes}
    before = {year_of(one) for one in held.programmes} if held else set()
    days = {one.id: min(today, one.ends_on) for one in everything if year_of(one) in years}
    return days | {
        one.id: min(until - back, one.ends_on) for one in everything if year_of(one) in before - years
    }
