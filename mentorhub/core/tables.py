"""Tables that every feature uses: the outbox of mails and the audit trail."""

# pyright: reportAssignmentType=false
# SQLModel types __tablename__ as something else than the text that it takes.

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from mentorhub.core.columns import key, moment, personal, word


class OutboxMail(SQLModel, table=True):
    """A mail written in the same transaction as what it tells; a worker sends it once.

    ``handing_at`` is set just before the last line of the mail goes to the server: who finds it without
    ``sent_at`` cannot know whether the server took the mail. ``dead_at`` is when the hub gave it up and
    ``dead_why`` the reason: ``refused``, ``too_often`` or ``uncertain``. ``stop_address`` is where its reader
    ends mails of this kind, empty when they cannot be ended. ``language`` is that of the text.
    """

    __tablename__ = "outbox_mail"

    id: uuid.UUID = key()
    school_id: uuid.UUID = Field(index=True)
    person_id: uuid.UUID = Field(index=True)
    kind: str
    to_address: str = personal("e-mail address")
    subject: str = personal("message")
    body: str = personal("message")
    attachment: str | None = personal("calendar", default=None)
    once_key: str = Field(unique=True)
    created_at: datetime = moment()
    due_at: datetime = moment(index=True)
    sent_at: datetime | None = moment(nullable=True, index=True)
    attempts: int = 0
    last_error: str | None = None
    handing_at: datetime | None = moment(nullable=True)
    dead_at: datetime | None = moment(nullable=True)
    dead_why: str = word()
    stop_address: str = word()
    language: str = word("nl")


class JobTurn(SQLModel, table=True):
    """A turn of a job that was done, such as the reminders of one school on one day.

    The row is written in the transaction of the turn's work: of several processes one does it, once.
    """

    __tablename__ = "job_turn"

    name: str = Field(primary_key=True)
    turn: str = Field(primary_key=True)
    at: datetime = moment(index=True)


class AuditEntry(SQLModel, table=True):
    """Who did what to which object; never the content of it."""

    __tablename__ = "audit_entry"

    id: uuid.UUID = key()
    school_id: uuid.UUID = Field(index=True)
    actor_id: uuid.UUID | None = Field(default=None, index=True)
    action: str
    object_id: uuid.UUID | None = None
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    at: datetime = moment(index=True)


class StoredFile(SQLModel, table=True):
    """A file that somebody sent or the hub made; its bytes lie in the store under a random name."""

    __tablename__ = "stored_file"

    id: uuid.UUID = key()
    school_id: uuid.UUID = Field(index=True)
    person_id: uuid.UUID = Field(index=True)
    name: str = personal("file name")
    media_type: str
    size: int
    sha256: str
    store_key: str = Field(unique=True)
    created_at: datetime = moment()
