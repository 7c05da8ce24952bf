"""Schools, their programmes and the groups in them."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from mentorhub.core.columns import key, link, moment, word


class School(SQLModel, table=True):
    """A school; whatever belongs to it carries its id."""

    __tablename__ = "school"

    id: uuid.UUID = key()
    name: str
    zone: str
    created_at: datetime = moment()


class Programme(SQLModel, table=True):
    """One school year's run of a kind of programme, such as peer coaching.

    ``region`` says which holidays of the school hold for it; empty is only those of the whole school.
    """

    __tablename__ = "programme"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    kind: str = "peer_coaching"
    name: str
    starts_on: date
    ends_on: date
    list_length: int = 4
    first_contact_days: int = 30
    region: str = word()
    created_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)


class Group(SQLModel, table=True):
    """A class or cohort in a programme."""

    __tablename__ = "programme_group"
    __table_args__ = (UniqueConstraint("programme_id", "name"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    name: str


class Holiday(SQLModel, table=True):
    """Days without school, up to and including the last; ``region`` is empty when they hold for everyone.

    ``year`` is the school year that it is listed under, such as ``2026-2027``.
    """

    __tablename__ = "holiday"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    year: str
    region: str = word()
    name: str
    from_on: date
    until_on: date
    created_at: datetime = moment()
