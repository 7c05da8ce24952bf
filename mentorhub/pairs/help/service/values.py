"""What students and coordinators see of calls for help, as values; each side only what it may know."""

import uuid
from dataclasses import dataclass
from datetime import datetime


class TooOften(Exception):
    """So many calls within the hour that another one would not bring help sooner."""


class TakenBy(Exception):
    """A coordinator has the call, so this one cannot act on it; ``name`` is the full name."""

    def __init__(self, name: str) -> None:
        """Keep the name, for the screen."""
        super().__init__()
        self.name = name


class NotNow(Exception):
    """The call is in another state than the page showed: picked up, closed or opened in the meantime."""


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """One of the school's own contacts for what cannot wait."""

    contact_id: uuid.UUID
    name: str
    about: str
    phone: str


@dataclass(frozen=True, slots=True)
class SharedStep:
    """A step that a student may read; ``by`` is the full name of the coordinator."""

    kind: str
    text: str
    by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class OwnCall:
    """A call as the caller sees it.

    Attributes:
        call_id: the call.
        category: what it is about.
        is_urgent: whether a coordinator should look today.
        created_at: when it was sent.
        taken_by: full name of the coordinator who has it, empty when nobody has.
        taken_at: since when.
        closed_at: when it was closed, None while it is open.
        outcome: what came of it, empty while it is open.
        steps: what the coordinator wrote for the caller, oldest first.
        can_withdraw: whether the caller can take it back: nobody has picked it up yet.
        can_reopen: whether the caller can open it again.
    """

    call_id: uuid.UUID
    category: str
    is_urgent: bool
    created_at: datetime
    taken_by: str
    taken_at: datetime | None
    closed_at: datetime | None
    outcome: str
    steps: tuple[SharedStep, ...]
    can_withdraw: bool
    can_reopen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """The question two weeks later; ``other`` is the first name of the other of the pair, or empty.

    ``is_mine`` says whether the reader asked for help.
    """

    call_id: uuid.UUID
    other: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class HelpRoom:
    """The help page of a mentee or mentor.

    Attributes:
        pair_id: the running pair that the page is about, None without one.
        other: first name of the other of that pair, empty without one.
        emergency: the school's own contacts, in its order.
        coordinators: full names of whom to ask at school.
        calls: own calls, the newest first.
        told: what a coordinator wrote to both about a call of the other, oldest first.
        questions: what is asked two weeks after a call was closed.
        zone: the school's time zone.
    """

    pair_id: uuid.UUID | None
    other: str
    emergency: tuple[EmergencyLine, ...]
    coordinators: tuple[str, ...]
    calls: tuple[OwnCall, ...]
    told: tuple[SharedStep, ...]
    questions: tuple[Question, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A call in the coordinator's list; names are full names, ``other`` is empty without a pair.

    ``answer`` is the worst that somebody said two weeks later, empty when nobody said anything.
    """

    call_id: uuid.UUID
    caller: str
    caller_role: str
    other: str
    programme: str
    category: str
    is_urgent: bool
    created_at: datetime
    taken_by: str
    is_mine: bool
    closed_at: datetime | None
    outcome: str
    answer: str


@dataclass(frozen=True, slots=True)
class HelpDesk:
    """A page of the coordinator's list; ``page`` counts from 1 to ``pages``."""

    lines: tuple[DeskLine, ...]
    open_calls: int
    closed_calls: int
    has_contacts: bool
    page: int
    pages: int
    zone: str


@dataclass(frozen=True, slots=True)
class DeskStep:
    """A step as the coordinators see it; ``can_undo`` says whether this one can take it back now."""

    step_id: uuid.UUID
    kind: str
    text: str
    audience: str
    by: str
    created_at: datetime
    can_undo: bool


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What one of the two said two weeks later."""

    name: str
    better: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class CallFile:
    """A call with all that the coordinators may know.

    Attributes:
        line: its line in the list.
        text: what the caller wrote.
        version: what a click to take it up must name.
        taken_at: since when somebody has it.
        programme_id: for the board of the match.
        pair_id: the pair, None for a call without one.
        is_running: whether that pair still runs.
        other_knows: whether the other knows of the call.
        steps: oldest first.
        answers: what the two said two weeks later.
        suggested: the outcome that the match by now shows: ``new_match``, ``substitute`` or empty.
        suggested_name: the new mentor or the substitute.
        is_kept_apart: whether the match has the rule that these two do not go together.
        can_undo_close: whether this coordinator can take the closing back.
        zone: the school's time zone.
    """

    line: DeskLine
    text: str
    version: int
    taken_at: datetime | None
    programme_id: uuid.UUID
    pair_id: uuid.UUID | None
    is_running: bool
    other_knows: bool
    steps: tuple[DeskStep, ...]
    answers: tuple[AnswerLine, ...]
    suggested: str
    suggested_name: str
    is_kept_apart: bool
    can_undo_close: bool
    zone: str
