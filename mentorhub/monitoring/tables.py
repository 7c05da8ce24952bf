"""What teachers did about a pair."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import datetime

from sqlmodel import SQLModel

from mentorhub.core.columns import key, link, moment


class Reminder(SQLModel, table=True):
    """A reminder that a teacher sent to both of a pair."""

    __tablename__ = "reminder"

    id: uuid.UUID = key()
    school_id: uuid.UUID = link("school.id")
    pair_id: uuid.UUID = link("pair.id")
    sent_by: uuid.UUID = link("person.id")
    sent_at: datetime = moment()
