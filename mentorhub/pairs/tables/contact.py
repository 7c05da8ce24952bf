"""What happens in a pair: contact moments (never their content) and appointments."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from mentorhub.core.columns import document, key, link, moment, personal, word, yes_or_no


class Contact(SQLModel, table=True):
    """One contact moment: when, how and how long; never what was said.

    ``answer`` is what the other says of it: nothing yet, ``confirmed`` or ``corrected``; ``before`` holds
    what stood there before the correction. ``planned`` tells an appointment from a chance meeting.
    """

    __tablename__ = "contact"
    # The latest contact of each of thousands of pairs is read from the index alone.
    __table_args__ = (
        UniqueConstraint("pair_id", "once_key"),
        Index("ix_contact_pair_id_happened_on", "pair_id", "happened_on"),
    )

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    pair_id: uuid.UUID = link("pair.id")
    by_enrolment_id: uuid.UUID = link("enrolment.id")
    happened_on: date = Field(index=True)
    channel: str
    minutes: int
    once_key: str
    created_at: datetime = moment()
    planned: bool = yes_or_no(False)
    appointment_id: uuid.UUID | None = link("appointment.id", nullable=True, outlives=True)
    answer: str = word()
    answered_at: datetime | None = moment(nullable=True)
    before: dict[str, Any] = document()


class Appointment(SQLModel, table=True):
    """A time the two meet, with a calendar file; ``sequence`` counts its changes (RFC 5545).

    ``happened`` is what one of the two answered the day after: nothing yet, ``yes`` or ``no``.
    """

    __tablename__ = "appointment"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    pair_id: uuid.UUID = link("pair.id")
    starts_at: datetime = moment(index=True)
    minutes: int
    place: str = personal("place", default="")
    sequence: int = 0
    created_by: uuid.UUID = link("enrolment.id")
    created_at: datetime = moment()
    cancelled_at: datetime | None = moment(nullable=True)
    happened: str = word()
    answered_at: datetime | None = moment(nullable=True)


class PairRhythm(SQLModel, table=True):
    """How often the two agreed to be in contact: ``week``, ``two_weeks`` or ``month``."""

    __tablename__ = "pair_rhythm"

    pair_id: uuid.UUID = link("pair.id", primary_key=True)
    school_id: uuid.UUID = link("school.id")
    rhythm: str
    by_enrolment_id: uuid.UUID = link("enrolment.id")
    set_at: datetime = moment()


class PairPause(SQLModel, table=True):
    """A time without contact, agreed and with an end.

    ``reason`` is ``holiday``, ``exams`` or ``personal``: whether somebody is ill is nobody's data here.
    One of the two paused (``by_enrolment_id``), or staff (``by_person_id``).
    """

    __tablename__ = "pair_pause"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    pair_id: uuid.UUID = link("pair.id")
    reason: str
    from_on: date
    until_on: date
    by_enrolment_id: uuid.UUID | None = link("enrolment.id", nullable=True)
    by_person_id: uuid.UUID | None = link("person.id", nullable=True, outlives=True)
    created_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)


class CheckIn(SQLModel, table=True):
    """One of a pair is asked by mail whether the two spoke each other; the link in it answers once.

    ``answer`` is nothing yet, ``spoke`` (then ``contact_id`` is what came of it), ``not_yet`` or ``help``.
    """

    __tablename__ = "check_in"
    __table_args__ = (UniqueConstraint("pair_id", "enrolment_id", "asked_on"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    pair_id: uuid.UUID = link("pair.id")
    enrolment_id: uuid.UUID = link("enrolment.id")
    asked_on: date
    created_at: datetime = moment()
    answer: str = word()
    answered_at: datetime | None = moment(nullable=True)
    contact_id: uuid.UUID | None = link("contact.id", nullable=True, outlives=True)
