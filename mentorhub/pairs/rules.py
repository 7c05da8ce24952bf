"""Decisions about a pair, pure: which days count, when mails go, how long a pause is, how to dial."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from mentorhub.programmes.days import NO_DAYS_OFF, DaysOff

Channel = Literal["seen", "called", "video", "whatsapp", "email", "other"]
Rhythm = Literal["week", "two_weeks", "month"]
PauseReason = Literal["holiday", "exams", "personal"]
Doer = Literal["mentee", "mentor", "both"]

CHANNELS: tuple[Channel, ...] = ("seen", "called", "video", "whatsapp", "email", "other")
SPOKE = "spoke"
MINUTES = (15, 30, 45, 60)
RHYTHMS: tuple[Rhythm, ...] = ("week", "two_weeks", "month")
DAYS_OF: dict[str, int] = {"week": 7, "two_weeks": 14, "month": 30}
"""How many days go by between two contacts of a rhythm."""
REASONS: tuple[PauseReason, ...] = ("holiday", "exams", "personal")
DOERS: tuple[Doer, ...] = ("both", "mentee", "mentor")
UNDO_FOR = timedelta(hours=1)
LONGEST_PAUSE = timedelta(weeks=8)
REMIND_AT = time(16)
"""When the two are reminded, the day before they meet."""
ASK_AT = time(10)
"""When the two are asked whether they met, the day after."""
ASK_FOR = timedelta(days=14)
"""How long that question can be answered after it is asked, in the mail and in the room."""
FURTHEST = timedelta(days=366)
_COUNTRY_OF_ZONE = {"Europe/Amsterdam": "31", "Europe/Brussels": "32"}


@dataclass(frozen=True, slots=True)
class FirstContact:
    """Until when a pair has for its first contact.

    Attributes:
        due_on: the last day, in the school's calendar.
        days_left: days that count until that day; 0 on the day itself, negative when it has passed.
    """

    due_on: date
    days_left: int


def first_contact(matched_on: date, days: int, today: date, off: DaysOff = NO_DAYS_OFF) -> FirstContact:
    """Return the deadline of a first contact, ``days`` days after the match; holidays and pauses move it.

    The rule is the programme's: the teacher makes sure that the coach makes contact within one month.
    """
    due_on = off.deadline(matched_on, days)
    if today > due_on:
        # As staff see it: the first day off after a deadline counts no day, and is over it nevertheless.
        return FirstContact(due_on, -max(off.counted(due_on, today), 1))
    return FirstContact(due_on, off.counted(today, due_on))


def counts(day: date, matched_on: date, today: date) -> bool:
    """Whether a contact on ``day`` can be one of this pair: not before the match, not in the future."""
    return matched_on <= day <= today


def can_undo(logged_at: datetime, now: datetime) -> bool:
    """Whether a contact moment that was just logged can still be taken back."""
    return now - logged_at <= UNDO_FOR


def can_plan(starts_at: datetime, now: datetime) -> bool:
    """Whether an appointment can start then: in the future, at most a year ahead."""
    return now < starts_at <= now + FURTHEST


def _local(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone))


def remind_at(starts_at: datetime, zone: str) -> datetime:
    """Return when the two are reminded of an appointment: ``REMIND_AT`` the day before, at the school."""
    return _local(starts_at.astimezone(ZoneInfo(zone)).date() - timedelta(days=1), REMIND_AT, zone)


def ask_at(starts_at: datetime, zone: str) -> datetime:
    """Return when the two are asked whether they met: ``ASK_AT`` the day after, at the school."""
    return _local(starts_at.astimezone(ZoneInfo(zone)).date() + timedelta(days=1), ASK_AT, zone)


def can_answer(starts_at: datetime, minutes: int, zone: str, now: datetime) -> bool:
    """Whether the two can say that an appointment happened: it is over, and not for longer than that."""
    return starts_at + timedelta(minutes=minutes) <= now <= ask_at(starts_at, zone) + ASK_FOR


def can_pause(until: date, today: date) -> bool:
    """Whether a pause that begins today can last until ``until``: at most eight weeks ahead."""
    return today <= until <= today + LONGEST_PAUSE


def days_late(due_on: date | None, today: date) -> int:
    """Return by how many days a thing to do is late; 0 when it is not, or has no day."""
    return max((today - due_on).days, 0) if due_on else 0


def international(phone: str, zone: str) -> str:
    """Return a telephone number as digits with the country first, as ``wa.me`` links want it.

    A number that starts with one 0 is read as one of the school's own country. Empty when the country is
    unknown or the number is too short or too long for E.164.
    """
    written = phone.strip()
    # "+31 (0)6" writes a zero that is not dialled.
    digits = "".join(sign for sign in written.replace("(0)", "") if sign.isdecimal() and sign.isascii())
    if written.startswith("+"):
        full = digits
    elif digits.startswith("00"):
        full = digits[2:]
    elif digits.startswith("0") and zone in _COUNTRY_OF_ZONE:
        full = _COUNTRY_OF_ZONE[zone] + digits[1:]
    else:
        full = ""
    return full if 8 <= len(full) <= 15 else ""
