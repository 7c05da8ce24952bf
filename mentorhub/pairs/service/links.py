"""Signed links in a mail, with which one of a pair answers without signing in."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from itsdangerous import BadData, URLSafeSerializer

from mentorhub.pairs.rules import ASK_FOR, ask_at
from mentorhub.pairs.tables import Appointment
from mentorhub.settings import settings

Answer = Literal["yes", "no"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a link says: who answers what about which appointment, and until when the link works."""

    appointment_id: uuid.UUID
    enrolment_id: uuid.UUID
    answer: Answer
    until: datetime


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().signing_key(), salt="pairs.appointment-happened")


def answer_address(appointment: Appointment, enrolment_id: uuid.UUID, answer: Answer, zone: str) -> str:
    """Return the address with which one of the two answers, for 14 days from the question on."""
    until = int((ask_at(appointment.starts_at, zone) + ASK_FOR).timestamp())
    token = _signer().dumps([appointment.id.hex, enrolment_id.hex, answer, until])
    return f"{settings().origin}/appointments/answer/{token}"


def read_answer(token: str) -> Claim | None:
    """Return what a link of ours says, also when it is too late; None for anything else."""
    try:
        appointment, enrolment, answer, until = _signer().loads(token)
    except BadData:
        return None
    moment = datetime.fromtimestamp(until, UTC)
    return Claim(uuid.UUID(appointment), uuid.UUID(enrolment), answer, moment)
