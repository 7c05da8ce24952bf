"""What staff see of pairs, as values: that there was contact, never where, nor what was said."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from mentorhub.monitoring.rules import Attention, Watch

HelpSeen = Literal["", "asked", "taken"]


@dataclass(frozen=True, slots=True)
class View:
    """What of the list is asked for; without anything all that runs and is not snoozed, the first page.

    Attributes:
        group_id: only pairs with a student in this group.
        programme_id: only pairs of this programme.
        state: only pairs in this state, or with it as a lesser finding; ``ended`` asks for what is over.
        snoozed: only the pairs that the actor put away, instead of all others.
        page: from 1; one beyond the last is the last.
    """

    group_id: uuid.UUID | None = None
    programme_id: uuid.UUID | None = None
    state: Watch | None = None
    snoozed: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Figures:
    """How many of the pairs in view have what, whatever the state that is asked for.

    ``needed`` need somebody and are not snoozed; ``placed`` found an internship; ``help_open`` asked for help
    and nobody has taken that up; ``states`` counts each state that occurs, also as a lesser finding.
    """

    pairs: int
    first_contact: int
    quiet: int
    planned: int
    needed: int
    placed: int = 0
    help_open: int = 0
    snoozed: int = 0
    states: Mapping[Watch, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group to filter by."""

    group_id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class ProgrammeChoice:
    """A programme to filter by; ``is_over`` once it has ended."""

    programme_id: uuid.UUID
    name: str
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class LastAct:
    """The latest thing that staff or the hub did about a pair.

    ``kind`` is one of ``StaffAct.kind``; ``by_name`` is empty when the hub did it.
    """

    kind: str
    day: date
    by_name: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause that runs, up to and including a day.

    ``reason`` is ``holiday``, ``exams`` or ``other``: what is personal stays with the two.
    """

    until_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class AttentionLine:
    """One pair in the list.

    Attributes:
        pair_id: the pair.
        mentee: full name of the junior.
        mentor: full name of the coach.
        attention: the state with its reason.
        weeks: contacts in each of the last eight weeks, the present one last.
        appointment_on: day of the next appointment, None when nothing is planned.
        reminded_on: day of the latest reminder, None without one.
        may_remind: whether a reminder can be sent now.
        pause: the pause that runs, None without one.
        help: ``asked`` when help was asked and nobody has picked it up, ``taken`` once somebody has, or
            empty.
        programme_id: the programme of the pair.
        mentee_group: name of the junior's group, empty without one.
        mentor_group: name of the coach's group, empty without one.
        is_placed: whether the junior found an internship.
        snoozed_until: the day on which a pair that the actor put away comes back, None when it is not.
        last_act: the latest thing that staff or the hub did, None before that.
        help_call_id: the call that waits, or else the one that is taken up; for a coordinator only.
    """

    pair_id: uuid.UUID
    mentee: str
    mentor: str
    attention: Attention
    weeks: tuple[int, ...]
    appointment_on: date | None
    reminded_on: date | None
    may_remind: bool
    pause: Pause | None
    help: HelpSeen
    programme_id: uuid.UUID
    mentee_group: str = ""
    mentor_group: str = ""
    is_placed: bool = False
    snoozed_until: date | None = None
    last_act: LastAct | None = None
    help_call_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class AttentionList:
    """One page of the list; ``page`` counts from 1 to ``pages``, ``zone`` is the school's.

    ``found`` is how many pairs the view holds on all its pages together.
    """

    figures: Figures
    groups: tuple[GroupChoice, ...]
    lines: tuple[AttentionLine, ...]
    page: int
    pages: int
    zone: str
    programmes: tuple[ProgrammeChoice, ...] = ()
    found: int = 0
