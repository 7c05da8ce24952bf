"""What happens in a pair: contact moments (never their content) and appointments."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from mentorhub.core.columns import key, link, moment, personal


class Contact(SQLModel, table=True):
    """One contact moment: when, how and how long; never what was said."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("pair_id", "once_key"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    pair_id: uuid.UUID = link("pair.id")
    by_enrolment_id: uuid.UUID = link("enrolment.id")
    happened_on: date = Field(index=True)
    channel: str
    minutes: int
    once_key: str
    created_at: datetime = moment()


class Appointment(SQLModel, table=True):
    """The next time the two meet, with a calendar file; ``sequence`` counts its changes (RFC 5545)."""

    __tablename__ = "appointment"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    pair_id: uuid.UUID = link("pair.id")
    starts_at: datetime = moment()
    minutes: int
    place: str = personal("place", default="")
    sequence: int = 0
    created_by: uuid.UUID = link("enrolment.id")
    created_at: datetime = moment()
    cancelled_at: datetime | None = moment(nullable=True)
