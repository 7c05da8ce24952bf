"""Applications: a mentee's way from lead to placement, step by step; and the placements."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import date, datetime

from sqlmodel import Field, SQLModel

from mentorhub.core.columns import key, link, moment, personal, word


class Application(SQLModel, table=True):
    """One application.

    ``step`` is lead, prepared, sent, interview, offer, agreement, placed, rejected or withdrawn; ``reason``
    says why it was rejected or withdrawn. ``may_talk`` answers whether someone of the school may speak about
    being treated differently: ``yes``, ``no`` or empty when not asked; ``talked`` once somebody did.
    ``version`` guards changes at once.
    """

    __tablename__ = "application"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    mentee_id: uuid.UUID = link("enrolment.id")
    company_id: uuid.UUID = link("company.id")
    lead_id: uuid.UUID | None = link("lead.id", nullable=True, outlives=True)
    role: str = ""
    step: str = Field(default="lead", index=True)
    reason: str = personal("reason of a refusal", default="")
    may_talk: str = word()
    next_action: str = personal("next action", default="")
    next_on: date | None = None
    once_key: str = Field(unique=True)
    version: int = 0
    created_at: datetime = moment()
    changed_at: datetime = moment()


class ApplicationStep(SQLModel, table=True):
    """An application came into a step at a moment: what the time in each step follows from."""

    __tablename__ = "application_step"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    application_id: uuid.UUID = link("application.id")
    step: str
    by_enrolment_id: uuid.UUID = link("enrolment.id")
    at: datetime = moment()


class ApplicationDocument(SQLModel, table=True):
    """A document that goes with an application, such as the CV as it was sent.

    One that was removed stays for a day, so that it can be put back.
    """

    __tablename__ = "application_document"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    application_id: uuid.UUID = link("application.id")
    file_id: uuid.UUID = link("stored_file.id")
    title: str = personal("document title")
    created_at: datetime = moment()
    removed_at: datetime | None = moment(nullable=True)


class Placement(SQLModel, table=True):
    """An internship that was found.

    ``through`` says whose network opened the door: ``mentor`` (the own coach), ``lead`` (somebody else's
    lead), ``staff``, ``own`` or ``other``; ``through_person_id`` is who, when it was somebody of the school.
    """

    __tablename__ = "placement"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    mentee_id: uuid.UUID = link("enrolment.id")
    company_id: uuid.UUID = link("company.id")
    application_id: uuid.UUID = Field(unique=True, foreign_key="application.id", ondelete="CASCADE")
    lead_id: uuid.UUID | None = link("lead.id", nullable=True, outlives=True)
    through: str
    through_person_id: uuid.UUID | None = link("person.id", nullable=True, outlives=True)
    starts_on: date
    ends_on: date
    created_at: datetime = moment()
