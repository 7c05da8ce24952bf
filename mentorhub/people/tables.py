"""Persons, their parts in programmes, sessions, sign-in links and login cards."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from mentorhub.core.columns import key, link, moment, personal, word


def joined_name(first_name: str, infix: str, last_name: str) -> str:
    """Return first name, infix and last name as people write them."""
    return " ".join(part for part in (first_name, infix, last_name) if part)


class Person(SQLModel, table=True):
    """Anyone with an account; belongs to one or more schools."""

    __tablename__ = "person"

    id: uuid.UUID = key()
    first_name: str = personal("name")
    infix: str = personal("name", default="")
    last_name: str = personal("name")
    email: str | None = personal("e-mail address", default=None, unique=True)
    phone: str | None = personal("telephone number", default=None)
    shows_email: bool = True
    shows_phone: bool = False
    language: str = "nl"
    created_at: datetime = moment()
    disabled_at: datetime | None = moment(nullable=True)

    @property
    def full_name(self) -> str:
        """First name, infix and last name."""
        return joined_name(self.first_name, self.infix, self.last_name)

    @property
    def initials(self) -> str:
        """Two letters for the avatar, such as ``BO``."""
        return (self.first_name[:1] + self.last_name[:1]).upper()


class SchoolMember(SQLModel, table=True):
    """A person's place in a school; who leaves is ended, not deleted."""

    __tablename__ = "school_member"
    __table_args__ = (
        UniqueConstraint("school_id", "person_id"),
        UniqueConstraint("school_id", "student_number"),
    )

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    person_id: uuid.UUID = link("person.id")
    student_number: str | None = personal("student number", default=None)
    is_coordinator: bool = False
    ended_at: datetime | None = moment(nullable=True)


class SignInSession(SQLModel, table=True):
    """A signed-in browser; the cookie holds a secret, this row its digest."""

    __tablename__ = "sign_in_session"

    id: uuid.UUID = key()
    digest: str = Field(unique=True)
    person_id: uuid.UUID = link("person.id")
    school_id: uuid.UUID | None = link("school.id", nullable=True)
    enrolment_id: uuid.UUID | None = link("enrolment.id", nullable=True)
    created_at: datetime = moment()
    seen_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)


class SignInLink(SQLModel, table=True):
    """An e-mailed link; works once, for a few minutes."""

    __tablename__ = "sign_in_link"

    id: uuid.UUID = key()
    digest: str = Field(unique=True)
    person_id: uuid.UUID = link("person.id")
    expires_at: datetime = moment()
    used_at: datetime | None = moment(nullable=True)


class LoginCard(SQLModel, table=True):
    """A printed card with a code; the code follows from the id and the server's key, here is its digest."""

    __tablename__ = "login_card"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    person_id: uuid.UUID = link("person.id")
    digest: str = Field(unique=True)
    created_at: datetime = moment()
    valid_until: datetime = moment()
    revoked_at: datetime | None = moment(nullable=True)


class Enrolment(SQLModel, table=True):
    """A person's part in one programme, with a role (mentee, mentor or teacher)."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("programme_id", "person_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    person_id: uuid.UUID = link("person.id")
    group_id: uuid.UUID | None = link("programme_group.id", nullable=True)
    role: str = Field(index=True)
    course: str = ""
    year: str = ""
    capacity: int = 1
    created_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)


class GroupTeacher(SQLModel, table=True):
    """A teacher who monitors the pairs of a group."""

    __tablename__ = "group_teacher"

    group_id: uuid.UUID = link("programme_group.id", primary_key=True)
    person_id: uuid.UUID = link("person.id", primary_key=True)


class NoticeChoice(SQLModel, table=True):
    """How a person hears of one kind of notice: ``mail``, ``app`` (only in the hub) or ``off``.

    Without a row the default of the kind holds.
    """

    __tablename__ = "notice_choice"

    person_id: uuid.UUID = link("person.id", primary_key=True)
    kind: str = Field(primary_key=True)
    channel: str
    changed_at: datetime = moment()


class Notice(SQLModel, table=True):
    """Something that the hub tells a person, to be read in the hub; ``path`` is where it leads."""

    __tablename__ = "notice"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    person_id: uuid.UUID = link("person.id")
    kind: str
    subject: str = personal("message")
    body: str = personal("message", default="")
    path: str = word()
    once_key: str = Field(unique=True)
    created_at: datetime = moment(index=True)
    read_at: datetime | None = moment(nullable=True)
