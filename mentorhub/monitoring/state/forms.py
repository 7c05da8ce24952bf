"""What the forms of staff send, and the text of a reminder as a row."""

from datetime import date, time
from typing import TypedDict

from pydantic import Field

from mentorhub.core.guard import Form
from mentorhub.core.texts import Bilingual
from mentorhub.monitoring.service.acts import BreakReason, EndReason, Whom


class TalkForm(Form):
    """A talk."""

    whom: Whom = "both"
    day: date
    at: time
    minutes: int = Field(ge=5, le=240)
    place: str = Field(default="", max_length=200)


class BreakForm(Form):
    """A pause: why, and up to and including which day."""

    reason: BreakReason
    until: date


class EndForm(Form):
    """Why a pair ends."""

    reason: EndReason


class LaterForm(Form):
    """Until which day a pair is left."""

    until: date


class TextRow(TypedDict):
    """A text to choose."""

    key: str
    label: Bilingual


class LetterRow(TypedDict):
    """A reminder as its reader gets it."""

    name: str
    subject: str
    body: str
