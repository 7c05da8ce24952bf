"""Calendar files of appointments (RFC 5545): one UID for ever, a sequence that grows, a status."""

from datetime import timedelta
from email.utils import parseaddr
from typing import Literal

from icalendar import Calendar, Event, vCalAddress

from mentorhub.core import clock
from mentorhub.core.texts import say_in
from mentorhub.pairs.tables import Appointment
from mentorhub.people.tables import Person
from mentorhub.settings import settings

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


def calendar_text(appointment: Appointment, reader: Person, other: Person, method: Method) -> str:
    """Return the calendar file of an appointment for one of the two.

    The hub is the organiser and the reader the only attendee: the address of the other is hers to show.
    Moments are in UTC, so that no calendar has to know the school's zone.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//MentorHub//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_event(appointment, reader, other, method))
    return calendar.to_ical().decode()


def _event(appointment: Appointment, reader: Person, other: Person, method: Method) -> Event:
    event = Event()
    event.add("uid", f"{appointment.id}@mentorhub")
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", clock.now())
    event.add("dtstart", appointment.starts_at)
    event.add("dtend", appointment.starts_at + timedelta(minutes=appointment.minutes))
    event.add("summary", say_in(reader.language, "pairs.calendar.summary", name=other.full_name))
    if appointment.place:
        event.add("location", appointment.place)
    event.add("status", "CANCELLED" if appointment.cancelled_at else "CONFIRMED")
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
