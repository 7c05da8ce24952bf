"""Values of a plan of rounds: who takes part, who sits where in which round, who has a break."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Pair = tuple[str, str]
"""A mentee's id and a mentor's id, in that order."""

IssueCode = Literal[
    "round_not_full",
    "pin_not_placed",
    "limit_not_met",
    "few_suitable_tables",
    "too_few_tables",
    "table_shared",
    "no_mentees",
    "no_mentors",
    "no_rounds",
    "more_rounds_than_partners",
    "mentees_have_breaks",
    "mentors_have_breaks",
    "too_long",
]


class PlanInputError(ValueError):
    """The input contradicts itself, so that there is nothing to plan; `reason` is a short key."""

    def __init__(self, reason: str, people: tuple[str, ...] = ()) -> None:
        """Keep the key, and the ids it is about."""
        super().__init__(f"{reason}: {', '.join(people)}" if people else reason)
        self.reason = reason
        self.people = people


@dataclass(frozen=True, slots=True)
class Participant:
    """Someone who takes part, on either side.

    `arrives` is the first round (from 1) and `leaves` the last round in which the person is present
    (None: until the end); `away` are rounds in between without them. `table` is the table that a mentor
    already has and keeps; mentees have none. `limits` are tags that a table must have for this person
    to sit there, such as a wheelchair table or a quiet one.
    """

    id: str
    arrives: int = 1
    leaves: int | None = None
    table: int | None = None
    limits: frozenset[str] = frozenset()
    away: frozenset[int] = frozenset()

    def present(self, number: int) -> bool:
        """Say whether the person is in the room in round `number` (from 1)."""
        return (
            self.arrives <= number
            and (self.leaves is None or number <= self.leaves)
            and number not in self.away
        )

    def overlaps(self, other: "Participant") -> bool:
        """Say whether the two could be in the room at the same time."""
        here_after = other.leaves is None or self.arrives <= other.leaves
        there_after = self.leaves is None or other.arrives <= self.leaves
        return here_after and there_after


@dataclass(frozen=True, slots=True, order=True)
class Seat:
    """One mentee at the table of one mentor in one round; rounds and tables count from 1."""

    round: int
    table: int
    mentee: str
    mentor: str


@dataclass(frozen=True, slots=True, order=True)
class Break:
    """One person who is present but has nobody to sit with in this round."""

    round: int
    person: str


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that does not fit, as data: the screens put it into words by `code`.

    `blocks` says that the event cannot run like this; otherwise it is good to know. `have` and `need`
    are counts in the unit of the code: seats, tables, rounds, minutes, or people per round.
    """

    code: IssueCode
    round: int | None = None
    people: tuple[str, ...] = ()
    have: int = 0
    need: int = 0
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole event: past rounds exactly as given, then the planned ones from round `planned_from`.

    `tables` holds each mentor's table; hand it back as `Participant.table` when planning again, so that
    a mentor who has not sat yet keeps it too. `begins_all` says that planning fewer rounds gives exactly
    the beginning of this plan; otherwise it gives about that.
    """

    seats: tuple[Seat, ...]
    breaks: tuple[Break, ...]
    rounds: int
    planned_from: int = 1
    tables: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    issues: tuple[Issue, ...] = ()
    begins_all: bool = False

    def in_round(self, number: int) -> tuple[Seat, ...]:
        """Return the seats of one round (from 1)."""
        return tuple(seat for seat in self.seats if seat.round == number)
