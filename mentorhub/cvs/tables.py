"""CV drafts with their versions, comments and shared links."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from mentorhub.core.columns import key, link, moment, personal, personal_document, word


class Cv(SQLModel, table=True):
    """A student's CV: its content now, and the template for the PDF. ``version`` guards two saves at once."""

    __tablename__ = "cv"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    enrolment_id: uuid.UUID = Field(unique=True, foreign_key="enrolment.id", ondelete="CASCADE")
    content: dict[str, Any] = personal_document("CV")
    template: str = "calm"
    version: int = 0
    created_at: datetime = moment()
    changed_at: datetime = moment()


class CvVersion(SQLModel, table=True):
    """What a CV was after a save; ``kind`` is ``written``, ``uploaded``, ``taken_over`` or ``restored``.

    One that was uploaded has its file and the text that was found in it.
    """

    __tablename__ = "cv_version"
    __table_args__ = (UniqueConstraint("cv_id", "number"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    cv_id: uuid.UUID = link("cv.id")
    number: int
    kind: str = "written"
    content: dict[str, Any] = personal_document("CV")
    file_id: uuid.UUID | None = link("stored_file.id", nullable=True)
    text: str = personal("CV", default="")
    by_enrolment_id: uuid.UUID = link("enrolment.id")
    created_at: datetime = moment()
    saved_at: datetime = moment()


class CvComment(SQLModel, table=True):
    """A comment on a section (``section``, one of its entries ``entry``) or on a passage of it.

    ``suggestion`` replaces the passage with one click. ``state`` is ``open``, ``taken`` or ``resolved``.
    """

    __tablename__ = "cv_comment"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    cv_id: uuid.UUID = link("cv.id")
    version_number: int
    section: str
    entry: str = ""
    field: str = ""
    passage: str = personal("CV", default="")
    text: str = personal("comment", default="")
    suggestion: str | None = personal("comment", default=None)
    by_enrolment_id: uuid.UUID = link("enrolment.id")
    state: str = word("open")
    created_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)


class CvShare(SQLModel, table=True):
    """A link that shows a CV to whoever has it, until its owner ends it."""

    __tablename__ = "cv_share"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    cv_id: uuid.UUID = link("cv.id")
    version_number: int
    digest: str = Field(unique=True)
    label: str = personal("for whom a link is", default="")
    created_at: datetime = moment()
    expires_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)


class CvShareOpening(SQLModel, table=True):
    """Somebody opened a shared CV and said who it is."""

    __tablename__ = "cv_share_opening"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    share_id: uuid.UUID = link("cv_share.id")
    who: str = personal("name")
    at: datetime = moment()
