"""Asking one of a pair whether the two spoke: a row that remembers it, and three links for the mail."""

import uuid
from dataclasses import dataclass
from datetime import date

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.matching.tables import Pair
from mentorhub.pairs.checkins.links import ADDRESS, ANSWERS, Answer, token_for
from mentorhub.pairs.tables import CheckIn
from mentorhub.settings import settings


@dataclass(frozen=True, slots=True)
class Links:
    """The whole addresses of the three answers."""

    spoke: str
    not_yet: str
    help: str


async def ask(session: AsyncSession, pair: Pair, enrolment_id: uuid.UUID, on: date) -> Links:
    """Ask one of a pair on a day, in the transaction of the mail; the same day twice is one question."""
    this = (CheckIn.pair_id == pair.id, CheckIn.enrolment_id == enrolment_id, CheckIn.asked_on == on)
    row = (await session.exec(select(CheckIn).where(*this))).first()
    if row is None:
        row = CheckIn(
            school_id=pair.school_id,
            pair_id=pair.id,
            enrolment_id=enrolment_id,
            asked_on=on,
            created_at=clock.now(),
        )
        session.add(row)
        await session.flush()
    return Links(**{name: _address(row.id, name) for name in ANSWERS})


def _address(check_in_id: uuid.UUID, answer: Answer) -> str:
    return f"{settings().origin}{ADDRESS}/{token_for(check_in_id, answer)}"
