"""Calls for help by one of a pair: who picks them up, what was done, whether it is better."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from mentorhub.core.columns import key, link, moment, personal, word, yes_or_no


class HelpCall(SQLModel, table=True):
    """A call for help; its text is for the coordinator only. ``version`` guards who takes it up.

    Who has no pair (yet, or any more) calls as well: then ``pair_id`` is empty.
    """

    __tablename__ = "help_call"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    pair_id: uuid.UUID | None = link("pair.id", nullable=True)
    by_enrolment_id: uuid.UUID = link("enrolment.id")
    category: str
    text: str = personal("call for help", default="")
    is_urgent: bool = yes_or_no(False)
    once_key: str = Field(unique=True)
    created_at: datetime = moment(index=True)
    taken_by: uuid.UUID | None = link("person.id", nullable=True, outlives=True)
    taken_at: datetime | None = moment(nullable=True)
    closed_at: datetime | None = moment(nullable=True)
    outcome: str = word()
    ask_at: datetime | None = moment(nullable=True)
    version: int = 0


class HelpStep(SQLModel, table=True):
    """Something the coordinator did; ``audience`` is ``staff``, ``caller`` or ``both`` of the pair."""

    __tablename__ = "help_step"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    help_call_id: uuid.UUID = link("help_call.id")
    kind: str
    text: str = personal("call for help", default="")
    audience: str = word("staff")
    by_person_id: uuid.UUID = link("person.id")
    created_at: datetime = moment()


class HelpAnswer(SQLModel, table=True):
    """What one of the two says two weeks later: ``yes`` it is better, ``some`` or ``no``."""

    __tablename__ = "help_answer"
    __table_args__ = (UniqueConstraint("help_call_id", "enrolment_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    help_call_id: uuid.UUID = link("help_call.id")
    enrolment_id: uuid.UUID = link("enrolment.id")
    better: str
    created_at: datetime = moment()


class EmergencyContact(SQLModel, table=True):
    """Whom a student of the school calls when it cannot wait, in the school's own order."""

    __tablename__ = "emergency_contact"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    name: str = personal("name")
    about: str = ""
    phone: str = personal("telephone number")
    position: int = 0
