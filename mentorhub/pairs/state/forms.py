"""What the forms of the pair's room send."""

from datetime import date, time
from typing import Literal

from pydantic import Field, field_validator

from mentorhub.core.guard import Form
from mentorhub.pairs.rules import Channel, Doer, PauseReason
from mentorhub.pairs.service.tasks import LENGTH


class ContactForm(Form):
    """A contact moment with its day, and whether it was agreed beforehand."""

    once_key: str = Field(min_length=32, max_length=32)
    channel: Channel
    minutes: int = Field(ge=1, le=600)
    happened_on: date
    planned: Literal["yes", "no"] = "no"


class CorrectionForm(Form):
    """How a contact moment really was."""

    contact_id: str = Field(max_length=36)
    channel: Channel
    minutes: int = Field(ge=1, le=600)
    really_on: date


class AppointmentForm(Form):
    """An appointment."""

    day: date
    at: time
    minutes: int = Field(ge=5, le=480)
    place: str = Field(default="", max_length=200)


class PauseForm(Form):
    """A pause: why, and up to and including which day."""

    reason: PauseReason
    until: date


class TaskForm(Form):
    """A thing to do; the day may be left empty."""

    once_key: str = Field(min_length=32, max_length=32)
    text: str = Field(min_length=1, max_length=LENGTH)
    who: Doer
    due_on: date | None = None

    @field_validator("due_on", mode="before")
    @classmethod
    def _empty_is_none(cls, sent: object) -> object:
        return sent or None
