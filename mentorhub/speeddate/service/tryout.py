"""Another number of rounds for a draft: what each number would give, and taking one over."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from mentorhub.core import audit, db
from mentorhub.core.actor import Actor
from mentorhub.speeddate.rules import duration_minutes
from mentorhub.speeddate.service.access import speed_date_for, zone_of
from mentorhub.speeddate.service.planning import LIMITS, PlanRefused, own_draft
from mentorhub.speeddate.service.seating import Trial, replan, trial
from mentorhub.speeddate.tables import SpeedDate


@dataclass(frozen=True, slots=True)
class Tried:
    """What 1, 2, ... rounds would give a speed date; no outcomes when it is no draft or a side is empty."""

    speed_date: SpeedDate
    zone: str
    trial: Trial

    def ends(self, rounds: int) -> datetime:
        """Return when the evening is over with this many rounds."""
        row = self.speed_date
        seconds = duration_minutes(
            rounds, row.round_seconds, row.changeover_seconds, interval=60 * row.break_minutes
        )
        return row.starts_at + timedelta(seconds=seconds)


async def try_rounds(actor: Actor, speed_date_id: uuid.UUID) -> Tried:
    """Return what each number of rounds would give.

    Raises:
        NotFound: it is not the actor's.
    """
    async with db.reading() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id)
        zone = await zone_of(session, actor)
        if speed_date.phase != "draft":
            return Tried(speed_date, zone, Trial((), exact=True))
        return Tried(speed_date, zone, await trial(session, speed_date, LIMITS["rounds"][1]))


async def set_rounds(actor: Actor, speed_date_id: uuid.UUID, rounds: int) -> None:
    """Give a draft another number of rounds, and plan it again.

    Raises:
        NotFound: it is not the actor's.
        PlanRefused: no such number of rounds, or the doors are open already.
    """
    least, most = LIMITS["rounds"]
    if not least <= rounds <= most:
        raise PlanRefused("rounds")
    async with db.transaction() as session:
        speed_date = await own_draft(session, actor, speed_date_id)
        speed_date.rounds = rounds
        speed_date.version += 1
        await replan(session, speed_date, from_round=1)
        audit.record(session, actor, "speed_date.changed", speed_date.id, rounds=rounds)
