"""What staff see of a group, as values: that something was done, and when; never what it says."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mentorhub.core.actor import Role
from mentorhub.monitoring.groups.rules import COACH_STEPS, JUNIOR_STEPS, Line, Sorting, counted, sort_value

STEPS_OF = {Role.MENTEE: JUNIOR_STEPS, Role.MENTOR: COACH_STEPS}


@dataclass(frozen=True, slots=True)
class Partner:
    """The other of a pair; ``pair_id`` is None once the pair has ended: then there is no file to open."""

    name: str
    pair_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Student:
    """One row of the matrix."""

    enrolment_id: uuid.UUID
    name: str
    line: Line
    partners: tuple[Partner, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The juniors or the coaches of a group, with how many did each step."""

    role: Role
    students: tuple[Student, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of this role, in their order."""
        return STEPS_OF[self.role]

    def counts(self) -> dict[str, tuple[int, int]]:
        """Return by step how many did it, and of how many it is asked."""
        lines = [student.line for student in self.students]
        return {step: counted(lines, step) for step in self.steps}

    def in_order(self, sorting: Sorting) -> list[Student]:
        """Return the students by a column; names decide a tie, always from A to Z."""
        by_name = sorted(self.students, key=lambda student: student.line.place)
        return sorted(by_name, key=lambda student: sort_value(student.line, sorting), reverse=sorting.is_down)


@dataclass(frozen=True, slots=True)
class GroupMatrix:
    """A group as it stands: its students and their steps.

    Attributes:
        group_id: the group.
        name: of the group.
        programme: name of the programme.
        list_length: how many coaches a junior puts on the list.
        juniors: the juniors.
        coaches: the coaches.
        zone: the school's time zone.
        today: today there.
    """

    group_id: uuid.UUID
    name: str
    programme: str
    list_length: int
    juniors: Table
    coaches: Table
    zone: str
    today: date


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """One group in the overview: how many students of a role it has, and how many did each step."""

    group_id: uuid.UUID
    name: str
    programme: str
    whole: Mapping[Role, int]
    done: Mapping[tuple[Role, str], int]
    asks_wishes: bool


@dataclass(frozen=True, slots=True)
class ProgrammeChoice:
    """A programme to filter by."""

    programme_id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Overview:
    """One page of the groups; ``page`` counts from 1 to ``pages``."""

    groups: Sequence[GroupCounts]
    programmes: Sequence[ProgrammeChoice]
    page: int
    pages: int
