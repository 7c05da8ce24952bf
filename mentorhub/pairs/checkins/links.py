"""The three signed links in a check-in, with which one of a pair answers without signing in."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from itsdangerous import BadData, URLSafeSerializer

from mentorhub.settings import settings

Answer = Literal["spoke", "not_yet", "help"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)
ADDRESS = "/check-in"
WORKS_FOR = timedelta(days=14)
"""How long the links work, from the day on which they were sent."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a link says: which check-in it answers, and what."""

    check_in_id: uuid.UUID
    answer: Answer


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().signing_key(), salt="pairs.check-in")


def token_for(check_in_id: uuid.UUID, answer: Answer) -> str:
    """Return the signed end of a link; the check-in itself says who answers, and until when."""
    return str(_signer().dumps([check_in_id.hex, answer]))


def read_token(token: str) -> Claim | None:
    """Return what a link of ours says; None for anything else."""
    try:
        check_in, answer = _signer().loads(token)
    except BadData:
        return None
    return Claim(uuid.UUID(check_in), answer)


def works_on(asked_on: date, today: date) -> bool:
    """Whether links that were sent on a day still work today, both days of the school's calendar."""
    return today <= asked_on + WORKS_FOR
