"""The figures as they may be shown: page, table, XLSX, CSV and PDF are all made of these and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mentorhub.monitoring.figures.rules.cells import Cell
from mentorhub.monitoring.figures.rules.shown_curve import Curve
from mentorhub.monitoring.figures.rules.stretches import Kinds
from mentorhub.monitoring.figures.service.choosing import Choice, Choices


@dataclass(frozen=True, slots=True)
class Part:
    """How many of a whole, as far as each may be shown."""

    count: Cell
    whole: Cell


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of a programme, or a programme of a school year.

    Attributes:
        name: its name; empty for students without a group.
        is_own: the reader teaches it and sees it as it is.
        parts: by column.
    """

    name: str
    is_own: bool
    parts: Mapping[str, Part]


@dataclass(frozen=True, slots=True)
class Contact:
    """Contacts per pair per week, on average over some weeks of the programme, both weeks included."""

    first_week: int
    last_week: int
    per_pair: float


@dataclass(frozen=True, slots=True)
class LeadFigures:
    """How many leads were shared, when five people or more shared them."""

    leads: int | None


@dataclass(frozen=True, slots=True)
class HelpFigures:
    """Calls for help; None for what is about fewer than five callers.

    Attributes:
        calls: how many.
        fast: how many of them were taken up by the end of the next working day.
        median_hours: until a call was taken up, of those that were.
        kinds: by category.
    """

    calls: int | None
    fast: int | None
    median_hours: int | None
    kinds: Kinds | None


@dataclass(frozen=True, slots=True)
class OneYear:
    """A programme, or all of a school year, up to a day.

    Attributes:
        name: of the programme or the year.
        until: the day that everything is counted up to.
        totals: by column.
        rows: groups, or programmes.
        curves: by programme until when how many have a placement; None where it cannot be shown.
        contact: by programme, in the order of the weeks.
        through: by programme through whom placements came.
        leads: by programme.
        help: by programme.
    """

    name: str
    until: date
    totals: Mapping[str, Part]
    rows: tuple[GroupRow, ...]
    curves: Mapping[str, Curve | None]
    contact: Mapping[str, tuple[Contact, ...]]
    through: Mapping[str, Kinds | None]
    leads: Mapping[str, LeadFigures]
    help: Mapping[str, HelpFigures]


@dataclass(frozen=True, slots=True)
class Figures:
    """What the page is about, and what it is held against.

    Attributes:
        choices: what can be chosen.
        chosen: what is; None when there is no programme yet.
        now: its figures.
        before: those of the year before on the same day of the programme; None without one.
        zone: the school's time zone.
    """

    choices: Choices
    chosen: Choice | None
    now: OneYear | None
    before: OneYear | None
    zone: str
