"""Leads: a possible internship that somebody shares, and the introductions that follow."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from mentorhub.core.columns import key, link, moment, personal, word, yes_or_no


class Lead(SQLModel, table=True):
    """A possible internship.

    ``audience`` is ``mentee`` (then ``for_enrolment_id`` is who), ``group`` (then ``group_id``) or
    ``programme``. ``hours`` are per week. It expires after ``expires_on``; ``dead_at`` is set when somebody
    found it gone, or by who shared it (then ``dead_by`` is ``by_person_id``) when it was withdrawn: it stays,
    for what was begun with it. ``web_refused`` is why the link's title was not fetched, empty before that.
    """

    __tablename__ = "lead"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    company_id: uuid.UUID = link("company.id")
    by_person_id: uuid.UUID = link("person.id")
    by_enrolment_id: uuid.UUID | None = link("enrolment.id", nullable=True)
    role: str
    starts_on: date | None = None
    hours: int | None = None
    contact_name: str = personal("name", default="")
    how_known: str = personal("how somebody is known", default="")
    introduces: bool = yes_or_no(False)
    audience: str
    for_enrolment_id: uuid.UUID | None = link("enrolment.id", nullable=True)
    group_id: uuid.UUID | None = link("programme_group.id", nullable=True)
    web_address: str = ""
    web_title: str = ""
    web_refused: str = word()
    expires_on: date
    dead_at: datetime | None = moment(nullable=True)
    dead_by: uuid.UUID | None = link("person.id", nullable=True, outlives=True)
    once_key: str = Field(unique=True)
    created_at: datetime = moment()


class LeadLike(SQLModel, table=True):
    """A mentee keeps a lead in mind."""

    __tablename__ = "lead_like"

    lead_id: uuid.UUID = link("lead.id", primary_key=True)
    enrolment_id: uuid.UUID = link("enrolment.id", primary_key=True)
    school_id: uuid.UUID = link("school.id")
    created_at: datetime = moment()


class Introduction(SQLModel, table=True):
    """A mentee asks who shared a lead (``by_person_id``) to introduce her; it is done, or declined."""

    __tablename__ = "introduction"
    __table_args__ = (UniqueConstraint("lead_id", "mentee_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    lead_id: uuid.UUID = link("lead.id")
    mentee_id: uuid.UUID = link("enrolment.id")
    by_person_id: uuid.UUID = link("person.id")
    asked_at: datetime = moment()
    done_at: datetime | None = moment(nullable=True)
    declined_at: datetime | None = moment(nullable=True)
