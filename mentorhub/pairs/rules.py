"""Decisions about a pair, pure: when the first contact is due, which days count, how a number is dialled."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

CHANNELS = ("seen", "called", "video", "whatsapp", "email", "other")
SPOKE = "spoke"
MINUTES = (15, 30, 45, 60)
UNDO_FOR = timedelta(hours=1)
FURTHEST = timedelta(days=366)
_COUNTRY_OF_ZONE = {"Europe/Amsterdam": "31", "Europe/Brussels": "32"}


@dataclass(frozen=True, slots=True)
class FirstContact:
    """Until when a pair has for its first contact.

    Attributes:
        due_on: the last day, in the school's calendar.
        days_left: whole calendar days until that day; 0 on the day itself, negative when it has passed.
    """

    due_on: date
    days_left: int


def first_contact(matched_on: date, days: int, today: date) -> FirstContact:
    """Return the deadline of a first contact, ``days`` calendar days after the match.

    The rule is the programme's: the teacher makes sure that the coach makes contact within one month.
    """
    due_on = matched_on + timedelta(days=days)
    return FirstContact(due_on, (due_on - today).days)


def counts(day: date, matched_on: date, today: date) -> bool:
    """Whether a contact on ``day`` can be one of this pair: not before the match, not in the future."""
    return matched_on <= day <= today


def can_undo(logged_at: datetime, now: datetime) -> bool:
    """Whether a contact moment that was just logged can still be taken back."""
    return now - logged_at <= UNDO_FOR


def can_plan(starts_at: datetime, now: datetime) -> bool:
    """Whether an appointment can start then: in the future, at most a year ahead."""
    return now < starts_at <= now + FURTHEST


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
