"""What staff do about a pair; each act is a line in its history, and nothing happens twice."""

from mentorhub.monitoring.service.acts.bulk import remind_many, snooze_many, unsnooze_many
from mentorhub.monitoring.service.acts.ending import end_pair, reopen_pair
from mentorhub.monitoring.service.acts.helping import seek_substitute, take_up_help
from mentorhub.monitoring.service.acts.pausing import pause_pair, resume_pair
from mentorhub.monitoring.service.acts.reminding import remind
from mentorhub.monitoring.service.acts.snoozing import days_for, snooze, unsnooze
from mentorhub.monitoring.service.acts.talks import cancel_talk, plan_talk
from mentorhub.monitoring.service.acts.values import (
    BREAK_REASONS,
    END_REASONS,
    MOST_AT_ONCE,
    TALK_MINUTES,
    WHOM,
    BreakReason,
    Bulk,
    Choice,
    DayRefused,
    Did,
    EndReason,
    NewTalk,
    NoReturn,
    Reminded,
    Stale,
    TalkLine,
    TooOften,
    Whom,
)

__all__ = [
    "BREAK_REASONS",
    "END_REASONS",
    "MOST_AT_ONCE",
    "TALK_MINUTES",
    "WHOM",
    "BreakReason",
    "Bulk",
    "Choice",
    "DayRefused",
    "Did",
    "EndReason",
    "NewTalk",
    "NoReturn",
    "Reminded",
    "Stale",
    "TalkLine",
    "TooOften",
    "Whom",
    "cancel_talk",
    "days_for",
    "end_pair",
    "pause_pair",
    "plan_talk",
    "remind",
    "remind_many",
    "reopen_pair",
    "resume_pair",
    "seek_substitute",
    "snooze",
    "snooze_many",
    "take_up_help",
    "unsnooze",
    "unsnooze_many",
]
