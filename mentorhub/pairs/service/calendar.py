"""Calendar files of appointments and talks (RFC 5545): one UID for ever, a sequence that grows, a status."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Literal

from icalendar import Calendar, Event, vCalAddress

from mentorhub.core import clock
from mentorhub.core.texts import say_in
from mentorhub.pairs.tables import Appointment
from mentorhub.people.tables import Person
from mentorhub.settings import settings

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a calendar; ``sequence`` counts its changes, ``summary`` is in the reader's language."""

    entry_id: uuid.UUID
    sequence: int
    starts_at: datetime
    minutes: int
    place: str
    summary: str
    is_cancelled: bool


def calendar_text(appointment: Appointment, reader: Person, other: Person, method: Method) -> str:
    """Return the calendar file of an appointment for one of the two."""
    entry = Entry(
        appointment.id,
        appointment.sequence,
        appointment.starts_at,
        appointment.minutes,
        appointment.place,
        say_in(reader.language, "pairs.calendar.summary", name=other.full_name),
        is_cancelled=appointment.cancelled_at is not None,
    )
    return calendar_of(entry, reader, method)


def calendar_of(entry: Entry, reader: Person, method: Method) -> str:
    """Return the calendar file of an entry for one reader.

    The hub is the organiser and the reader the only attendee: the address of the other is hers to show.
    Moments are in UTC, so that no calendar has to know the school's zone.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//MentorHub//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(entry, reader, method))
    return calendar.to_ical().decode()


def _event(entry: Entry, reader: Person, method: Method) -> Event:
    event = Event()
    event.add("uid", f"{entry.entry_id}@mentorhub")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.starts_at + timedelta(minutes=entry.minutes))
    event.add("summary", entry.summary)
    if entry.place:
        event.add("location", entry.place)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if method != "PUBLISH":
        _address(event, reader)
    return event


def _address(event: Event, reader: Person) -> None:
    organiser = vCalAddress(f"mailto:{parseaddr(settings().mail_from)[1]}")
    organiser.params["cn"] = "MentorHub"
    event["organizer"] = organiser
    attendee = vCalAddress(f"mailto:{reader.email}")
    attendee.params["partstat"], attendee.params["rsvp"] = "ACCEPTED", "FALSE"
    event.add("attendee", attendee)
