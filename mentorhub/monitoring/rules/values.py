"""What the rules take and give: states, proposals, thresholds, the facts of a pair, and what they come to."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mentorhub.monitoring.rules.days import Span


class Watch(StrEnum):
    """How a pair is doing, the most urgent first."""

    HELP = "help"
    LATE = "late"
    DUE = "due"
    NO_AGREEMENT = "no_agreement"
    QUIET = "quiet"
    SLIPPING = "slipping"
    NO_APPLICATION = "no_application"
    NO_LEADS = "no_leads"
    FRESH = "fresh"
    FINE = "fine"
    PAUSED = "paused"
    ENDED = "ended"


class Proposal(StrEnum):
    """What staff can best do about it."""

    TAKE_UP = "take_up"
    REMIND = "remind"
    TALK = "talk"
    VIEW = "view"


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a state begins in a programme; days that count (see ``days``), unless it says otherwise.

    Attributes:
        warn_from: days after the match from which a missing first contact is mentioned.
        urgent_from: days after the match from which it comes before pairs that went quiet.
        quiet_from: days after the latest contact from which a pair without a rhythm counts as quiet.
        rhythms_missed: how many times its rhythm a pair that agreed on one may be silent.
        leads_after: weeks after the match from which a pair without any lead is mentioned.
        applications_after: weeks after the match from which one without any application is mentioned.
        agreement_before: calendar days before (and after) an internship begins in which its agreement is
            asked for; holidays do not move the day on which it begins.
    """

    warn_from: int = 14
    urgent_from: int = 23
    quiet_from: int = 21
    rhythms_missed: int = 2
    leads_after: int = 4
    applications_after: int = 8
    agreement_before: int = 14


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a pair; days are days of the school's calendar.

    Attributes:
        matched_on: the day on which the match was published.
        first_contact_days: days after it that the programme gives for the first contact.
        last_contact_on: day of the latest contact, None before the first.
        rhythm_days: days between two contacts as the two agreed, None when they did not.
        pauses: every pause of the pair, also those that are over.
        has_plan: whether the two have an appointment to come.
        help_on: day on which help was asked that nobody has taken up yet, None without such a call.
        has_leads: whether the mentee has a lead of her own, one meant for her or one of her mentor.
        has_applied: whether an application was sent.
        is_placed: whether an internship was found.
        starts_on: day on which an internship begins whose agreement is not there yet, None without one.
        ended_on: day on which the pair or its programme ended, None while it goes on.
    """

    matched_on: date
    first_contact_days: int
    last_contact_on: date | None
    rhythm_days: int | None = None
    pauses: tuple[Span, ...] = ()
    has_plan: bool = False
    help_on: date | None = None
    has_leads: bool = True
    has_applied: bool = True
    is_placed: bool = False
    starts_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Attention:
    """What to tell about a pair: to staff, and to the two themselves.

    Attributes:
        state: how the pair is doing.
        days: late: days that count over the deadline; due and fresh: still left; quiet, slipping and fine:
            calendar days since the latest contact; help: since it was asked; no_leads and no_application:
            since the match; no_agreement: until the internship begins, negative once it has; paused: left of
            the pause, 0 on its last day; ended: since the end.
        tone: colour of the pill (late, soon, brand, help, plain or ok).
        urgency: a higher one comes first; 0 or less needs nobody.
        proposal: what staff can best do.
        also: the lesser findings about the same pair, the most urgent first.
        day: the day that the sentence names. late, due and fresh: the deadline; quiet, slipping and fine: the
            latest contact; help: when it was asked; no_leads and no_application: the match; no_agreement:
            the first day of the internship; paused: the last day of the pause; ended: the end.
        rhythm_days: the rhythm that was agreed, None without one.
        left_out: days off that were not counted; 0 where days do not matter.
    """

    state: Watch
    days: int
    tone: str
    urgency: int
    proposal: Proposal
    day: date
    rhythm_days: int | None = None
    left_out: int = 0
    also: tuple[Watch, ...] = ()

    @property
    def is_needed(self) -> bool:
        """Whether somebody is needed."""
        return self.urgency > 0

    @property
    def band(self) -> int:
        """The part of the urgency that the state gives, without the days within it."""
        return band_of(self.urgency)


BAND = 10_000
"""Each band leaves room for the days within it: 10,000 days are 27 years."""


def band_of(urgency: int) -> int:
    """Return the band of an urgency, such as one that was kept."""
    return urgency // BAND
