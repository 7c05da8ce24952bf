"""Which pair needs somebody and why, from facts alone: the days that count, the states, the weekly bars."""

from mentorhub.monitoring.rules.bars import WEEKS, contacts_by_week
from mentorhub.monitoring.rules.days import NO_DAYS_OFF, DaysOff, Span
from mentorhub.monitoring.rules.judge import Judge
from mentorhub.monitoring.rules.values import Attention, Facts, Proposal, Thresholds, Watch, band_of
from mentorhub.monitoring.rules.watch import (
    DEFAULTS,
    REMIND_AGAIN,
    attention,
    may_remind,
    quiet_from,
    slipping_from,
)

__all__ = [
    "DEFAULTS",
    "NO_DAYS_OFF",
    "REMIND_AGAIN",
    "WEEKS",
    "Attention",
    "DaysOff",
    "Facts",
    "Judge",
    "Proposal",
    "Span",
    "Thresholds",
    "Watch",
    "attention",
    "band_of",
    "contacts_by_week",
    "may_remind",
    "quiet_from",
    "slipping_from",
]
