"""Companies, whom one knows there, who did an internship there; and merges of two that are one."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from mentorhub.core.columns import document, key, link, moment, personal, word


class Company(SQLModel, table=True):
    """A company where students do internships; ``plain_name`` is what near-duplicates are looked up by.

    ``recognised`` (for training) is ``yes``, ``no`` or empty when nobody knows. One that was merged into
    another stays, so that the merge can be undone.
    """

    __tablename__ = "company"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    name: str
    plain_name: str = Field(index=True)
    place: str = ""
    sector: str = ""
    website: str = ""
    size: str = ""
    recognised: str = word()
    merged_into_id: uuid.UUID | None = link("company.id", nullable=True, outlives=True)
    by_person_id: uuid.UUID | None = link("person.id", nullable=True, outlives=True)
    created_at: datetime = moment()


class CompanyContact(SQLModel, table=True):
    """Somebody who works at a company."""

    __tablename__ = "company_contact"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    company_id: uuid.UUID = link("company.id")
    name: str = personal("name")
    role: str = ""
    email: str = personal("e-mail address", default="")
    phone: str = personal("telephone number", default="")
    by_person_id: uuid.UUID | None = link("person.id", nullable=True, outlives=True)
    created_at: datetime = moment()


class CompanyMerge(SQLModel, table=True):
    """Two entries of one company made one; ``moved`` lists per table the ids that moved, for the undo."""

    __tablename__ = "company_merge"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    kept_id: uuid.UUID = link("company.id")
    gone_id: uuid.UUID = link("company.id")
    moved: dict[str, Any] = document()
    by_person_id: uuid.UUID = link("person.id")
    at: datetime = moment()
    undone_at: datetime | None = moment(nullable=True)


class PastInternship(SQLModel, table=True):
    """Where a student did an internship before; ``again`` is ``yes``, ``no`` or empty when not asked."""

    __tablename__ = "past_internship"
    __table_args__ = (UniqueConstraint("company_id", "enrolment_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    company_id: uuid.UUID = link("company.id")
    enrolment_id: uuid.UUID = link("enrolment.id")
    role: str = ""
    year: str = ""
    again: str = word()
    created_at: datetime = moment()
