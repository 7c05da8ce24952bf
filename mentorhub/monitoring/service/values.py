"""What staff see of pairs, as values: that there was contact, never where, nor what was said."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mentorhub.monitoring.rules import Attention

HelpSeen = Literal["", "asked", "taken"]


@dataclass(frozen=True, slots=True)
class Figures:
    """How many of the pairs in view have what; ``needed`` need somebody."""

    pairs: int
    first_contact: int
    quiet: int
    planned: int
    needed: int


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group to filter by."""

    group_id: uuid.UUID
    name: str


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


@dataclass(frozen=True, slots=True)
class AttentionList:
    """One page of the list; ``page`` counts from 1 to ``pages``, ``zone`` is the school's."""

    figures: Figures
    groups: tuple[GroupChoice, ...]
    lines: tuple[AttentionLine, ...]
    page: int
    pages: int
    zone: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a pair's timeline; ``channel`` and ``minutes`` are set for a contact."""

    day: date
    kind: Literal["match", "contact", "appointment", "cancelled", "reminder"]
    channel: str = ""
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class PairFile:
    """What staff see of one pair: its line in the list, course and group of each, timeline newest first."""

    line: AttentionLine
    mentee_about: str
    mentor_about: str
    timeline: tuple[Moment, ...]
    today: date
    zone: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of a reminder.

    Attributes:
        outcome: ``sent``; ``already`` reminded within three days; ``no_address`` when neither has e-mail.
        mails: how many were sent now.
        on: the day of the reminder that counts, None with ``no_address``.
    """

    outcome: Literal["sent", "already", "no_address"]
    mails: int
    on: date | None
