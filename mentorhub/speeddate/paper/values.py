"""What is printed of a speed date; names of others are first names, as on the projector."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

StopKind = Literal["talk", "pause", "away"]


@dataclass(frozen=True, slots=True)
class PaperStop:
    """One round of a route: at which table with whom, a pause, or not in the room.

    ``table`` is None where somebody has none; ``other`` and ``group`` are empty without a talk.
    """

    round: int
    kind: StopKind
    table: int | None = None
    other: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class PaperRoute:
    """Somebody's way through the evening; ``own_table`` is the one that a coach keeps."""

    enrolment_id: uuid.UUID
    name: str
    group: str
    is_junior: bool
    own_table: int | None
    stops: tuple[PaperStop, ...]


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table in a round, by the short names of who sits there."""

    table: int
    coach: str
    junior: str


@dataclass(frozen=True, slots=True)
class PaperRound:
    """One round for the wall; ``begins`` only while it is still to come, ``waiting`` who has a break."""

    round: int
    begins: datetime | None
    tables: tuple[PaperTable, ...]
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EveningPaper:
    """Everything on paper: ``rounds`` for the wall (none for a single person), and routes by group and name.

    ``length`` is how many choices a form has, ``made_at`` when the plan was read.
    """

    name: str
    starts_at: datetime
    zone: str
    made_at: datetime
    length: int
    rounds: tuple[PaperRound, ...]
    routes: tuple[PaperRoute, ...]
