"""What the two do beside meeting: own notes, a shared list of things to do, steps of the first meetings."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import date, datetime

from sqlmodel import Field, SQLModel

from mentorhub.core.columns import key, link, moment, personal


class PairNote(SQLModel, table=True):
    """A note that only its writer ever reads."""

    __tablename__ = "pair_note"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    pair_id: uuid.UUID = link("pair.id")
    enrolment_id: uuid.UUID = link("enrolment.id")
    text: str = personal("private note")
    created_at: datetime = moment()
    changed_at: datetime = moment()


class PairTask(SQLModel, table=True):
    """One thing to do, shared by the two; ``who`` is ``mentee``, ``mentor`` or ``both``."""

    __tablename__ = "pair_task"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    pair_id: uuid.UUID = link("pair.id")
    text: str = personal("thing to do")
    who: str
    due_on: date | None = None
    by_enrolment_id: uuid.UUID = link("enrolment.id")
    created_at: datetime = moment()
    done_at: datetime | None = moment(nullable=True)
    done_by: uuid.UUID | None = link("enrolment.id", nullable=True, outlives=True)


class MeetingTick(SQLModel, table=True):
    """A step of the first meetings that the two have done; ``step`` is its key in the programme's agenda."""

    __tablename__ = "meeting_tick"

    pair_id: uuid.UUID = link("pair.id", primary_key=True)
    step: str = Field(primary_key=True)
    school_id: uuid.UUID = link("school.id")
    done_at: datetime = moment()
    done_by: uuid.UUID = link("enrolment.id")
