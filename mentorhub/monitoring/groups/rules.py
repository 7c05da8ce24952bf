"""The steps of a junior and of a coach, marks for each, and their order in a table; pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

JUNIOR_STEPS = ("qualities", "speed_date", "top", "matched", "first_contact", "cv", "applications", "placed")
COACH_STEPS = ("qualities", "speed_date", "wishes", "matched", "first_contact", "leads")
NEEDED = {"qualities": 5}
"""How many of something make a step done, where one is not enough."""
BY_NAME = "name"

State = Literal["done", "begun", "not_yet", "not_asked"]
_PLACE: dict[State, int] = {"not_yet": 0, "begun": 1, "done": 2, "not_asked": 3}


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether somebody did a step.

    Attributes:
        state: ``done``, ``begun``, ``not_yet``, or ``not_asked`` when the programme does not ask it.
        on: the day, None when there is none to tell.
        number: how many, such as 3 qualities or 2 applications.
        whole: of how many, 0 when there is no such number.
        word: the furthest step of the applications, or the name of the company.
    """

    state: State
    on: date | None = None
    number: int = 0
    whole: int = 0
    word: str = ""


NOT_YET = Mark("not_yet")
NOT_ASKED = Mark("not_asked")


@dataclass(frozen=True, slots=True)
class Sorting:
    """A column and its direction."""

    column: str = BY_NAME
    is_down: bool = False

    @property
    def word(self) -> str:
        """The sorting as an address keeps it, such as ``-matched``."""
        return ("-" if self.is_down else "") + self.column

    def after_click(self, column: str) -> "Sorting":
        """Return the sorting after a click on a head: that column, or the same one the other way round."""
        return Sorting(column, column == self.column and not self.is_down)


@dataclass(frozen=True, slots=True)
class Line:
    """What a table sorts by: ``place`` by name, and a mark for each step."""

    place: tuple[str, ...]
    marks: dict[str, Mark] = field(default_factory=dict)


def state_of(step: str, number: int) -> State:
    """Return the state of a step of which somebody did ``number``."""
    if number >= NEEDED.get(step, 1):
        return "done"
    return "begun" if number else "not_yet"


def sorting_in(word: str, steps: Sequence[str]) -> Sorting:
    """Return the sorting that an address asks for; by name for anything that is no column."""
    column = word.removeprefix("-")
    known = column in (BY_NAME, *steps)
    return Sorting(column, word.startswith("-")) if known else Sorting()


def sort_value(line: Line, sorting: Sorting) -> tuple[object, ...]:
    """Return what a line has in the column: what is not done comes first, then the earliest day."""
    if sorting.column == BY_NAME:
        return line.place
    mark = line.marks[sorting.column]
    return _PLACE[mark.state], mark.on or date.min, mark.number, mark.word


def counted(lines: Sequence[Line], step: str) -> tuple[int, int]:
    """Return how many did a step, and of how many it is asked."""
    states = [line.marks[step].state for line in lines]
    return states.count("done"), len(states) - states.count("not_asked")
