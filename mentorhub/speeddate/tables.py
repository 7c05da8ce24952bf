"""Profiles and qualities, the speed date with its plan of rounds, and what people noted of each other."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from mentorhub.core.columns import document, key, link, moment, personal


class Profile(SQLModel, table=True):
    """The short profile of an enrolment; saved as it is typed."""

    __tablename__ = "profile"

    enrolment_id: uuid.UUID = link("enrolment.id", primary_key=True)
    school_id: uuid.UUID = link("school.id")
    about: str = personal("profile", default="")
    study: str = personal("profile", default="")
    internship: str = personal("profile", default="")
    looking_for: str = personal("profile", default="")
    languages: str = personal("profile", default="")
    updated_at: datetime = moment()


class QualityChoice(SQLModel, table=True):
    """One of the at most 5 qualities that someone looks for (``seeks``) or that fit them (``fits``).

    ``quality`` is a key of the catalogue, or the person's own words when ``is_own`` is set.
    """

    __tablename__ = "quality_choice"
    __table_args__ = (UniqueConstraint("enrolment_id", "side", "position"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    enrolment_id: uuid.UUID = link("enrolment.id")
    side: str
    position: int
    quality: str = personal("quality")
    is_own: bool = False


class SpeedDate(SQLModel, table=True):
    """The event: its plan, and where the room is right now. ``version`` guards every change of the room.

    ``table_tags``: what is particular about a table, such as ``{"3": ["quiet"]}``. ``message`` is what stands
    on all screens now, by language. ``undo`` is how to take the last step back, until ``undo_until``.
    ``swaps`` are places that a teacher changed by hand; ``held`` says of each round when it began and ended
    (milliseconds since 1970, no end while it runs). ``rehearsal_of``: a copy to practise with, which no
    student ever sees.
    """

    __tablename__ = "speed_date"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    programme_id: uuid.UUID = link("programme.id")
    name: str
    starts_at: datetime = moment()
    rounds: int
    round_seconds: int
    changeover_seconds: int
    break_minutes: int = 0
    tables: int
    table_tags: dict[str, Any] = document()
    seed: int
    room_code: str = Field(unique=True)
    beam_digest: str = Field(unique=True)
    phase: str = "draft"
    round: int = 0
    deadline: datetime | None = moment(nullable=True, index=True)
    paused_left: float | None = None
    ranking_until: datetime | None = moment(nullable=True)
    version: int = 0
    plan_version: int = 0
    message: dict[str, Any] = document()
    message_at: datetime | None = moment(nullable=True)
    undo: dict[str, Any] = document()
    undo_until: datetime | None = moment(nullable=True, index=True)
    swaps: list[dict[str, Any]] = document(empty="[]")
    held: list[dict[str, int]] = document(empty="[]")
    rehearsal_of: uuid.UUID | None = link("speed_date.id", nullable=True)
    created_by: uuid.UUID = link("person.id")
    created_at: datetime = moment()
    ended_at: datetime | None = moment(nullable=True)


class SpeedDateGroup(SQLModel, table=True):
    """A group that takes part in a speed date."""

    __tablename__ = "speed_date_group"

    speed_date_id: uuid.UUID = link("speed_date.id", primary_key=True)
    group_id: uuid.UUID = link("programme_group.id", primary_key=True)


class Attendee(SQLModel, table=True):
    """Someone expected at a speed date; ``from_round`` and ``last_round`` say for which rounds to plan.

    ``state`` is expected, present, absent or left. A mentor keeps ``table_number`` for the whole event;
    ``fixed_table`` is one that the teacher chose. ``needs`` are tags that a table must have for this person,
    without a reason; they are emptied when the event ends. ``leaves_at``: when someone must go, as announced.
    """

    __tablename__ = "attendee"
    __table_args__ = (UniqueConstraint("speed_date_id", "enrolment_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    speed_date_id: uuid.UUID = link("speed_date.id")
    enrolment_id: uuid.UUID = link("enrolment.id")
    role: str
    state: str = "expected"
    table_number: int | None = None
    fixed_table: int | None = None
    needs: list[str] = document(empty="[]")
    leaves_at: datetime | None = moment(nullable=True)
    from_round: int = 1
    last_round: int | None = None
    joined_at: datetime | None = moment(nullable=True)


class PlannedSeat(SQLModel, table=True):
    """Who sits with whom, at which table, in which round."""

    __tablename__ = "planned_seat"
    __table_args__ = (
        UniqueConstraint("speed_date_id", "round", "mentee_id"),
        UniqueConstraint("speed_date_id", "round", "mentor_id"),
    )

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    speed_date_id: uuid.UUID = link("speed_date.id")
    round: int
    table_number: int
    mentee_id: uuid.UUID = link("enrolment.id")
    mentor_id: uuid.UUID = link("enrolment.id")


class SeatRule(SQLModel, table=True):
    """A teacher's wish for the rounds: these two should meet (``pin``), or should not (``forbid``)."""

    __tablename__ = "seat_rule"
    __table_args__ = (UniqueConstraint("speed_date_id", "mentee_id", "mentor_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    speed_date_id: uuid.UUID = link("speed_date.id")
    mentee_id: uuid.UUID = link("enrolment.id")
    mentor_id: uuid.UUID = link("enrolment.id")
    kind: str


class Impression(SQLModel, table=True):
    """What someone noted of the other: a private note and a feeling (1 doubt, 2 good, 3 a click)."""

    __tablename__ = "impression"
    __table_args__ = (UniqueConstraint("speed_date_id", "author_id", "about_id"),)

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    speed_date_id: uuid.UUID = link("speed_date.id")
    author_id: uuid.UUID = link("enrolment.id")
    about_id: uuid.UUID = link("enrolment.id")
    note: str = personal("private note", default="")
    feeling: int | None = None
    updated_at: datetime = moment()
