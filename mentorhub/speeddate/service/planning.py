"""Planning a speed date: making one, changing it while it is a draft, and its keys."""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import Any, Literal

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor
from mentorhub.core.columns import new_id
from mentorhub.core.guard import digest
from mentorhub.settings import settings
from mentorhub.speeddate.rules import room_code
from mentorhub.speeddate.rules.room import CHANGEOVER_LENGTHS, ROUND_LENGTHS
from mentorhub.speeddate.service.access import group_ids_of, groups_for, speed_date_for, visible_speed_dates
from mentorhub.speeddate.service.arranging import drop_what_no_longer_fits
from mentorhub.speeddate.service.people import Card, invite, people_of
from mentorhub.speeddate.service.planner import seats_in
from mentorhub.speeddate.service.seating import replan
from mentorhub.speeddate.tables import SpeedDate

Refusal = Literal[
    "name", "groups", "programme", "rounds", "minutes", "changeover", "break", "tables", "begun"
]
NAME_LENGTH = 80
SEEDS = 2**31
LIMITS: dict[str, tuple[int, int]] = {
    "rounds": (1, 30),
    "minutes": ROUND_LENGTHS,
    "changeover": CHANGEOVER_LENGTHS,
    "break": (0, 120),
    "tables": (1, 400),
}
"""Least and most: rounds, seconds per round, seconds per changeover, minutes of break, tables."""


class PlanRefused(Exception):
    """A plan that cannot be saved; ``reason`` is a key for the screen."""

    def __init__(self, reason: Refusal) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason: Refusal = reason


@dataclass(frozen=True, slots=True)
class NewSpeedDate:
    """What a teacher fills in; ``starts_at`` is aware, ``break_minutes`` is one long break for everybody."""

    name: str
    group_ids: tuple[uuid.UUID, ...]
    starts_at: datetime
    rounds: int
    round_seconds: int
    changeover_seconds: int
    break_minutes: int
    tables: int

    def check(self) -> None:
        """Refuse what makes no evening.

        Raises:
            PlanRefused: with the first thing that is wrong.
        """
        if not 0 < len(self.name.strip()) <= NAME_LENGTH:
            raise PlanRefused("name")
        if not self.group_ids:
            raise PlanRefused("groups")
        numbers: dict[Refusal, int] = {
            "rounds": self.rounds,
            "minutes": self.round_seconds,
            "changeover": self.changeover_seconds,
            "break": self.break_minutes,
            "tables": self.tables,
        }
        for reason, number in numbers.items():
            least, most = LIMITS[reason]
            if not least <= number <= most:
                raise PlanRefused(reason)

    def values(self) -> dict[str, Any]:
        """Return what goes into the row as it is."""
        return {
            "name": self.name.strip(),
            "starts_at": self.starts_at,
            "rounds": self.rounds,
            "round_seconds": self.round_seconds,
            "changeover_seconds": self.changeover_seconds,
            "break_minutes": self.break_minutes,
            "tables": self.tables,
        }


def beam_key(speed_date: SpeedDate) -> str:
    """Return the key in the projector's address: 32 characters made from the id and the server's key."""
    whole = hmac.new(settings().signing_key().encode(), b"beam:" + speed_date.id.bytes, hashlib.sha256)
    return base64.urlsafe_b64encode(whole.digest()[:24]).decode()


async def create(actor: Actor, new: NewSpeedDate) -> uuid.UUID:
    """Make a speed date with everybody of its groups, and plan its rounds.

    Raises:
        NotFound: a group is not the actor's.
        PlanRefused: something in it makes no evening.
    """
    new.check()
    async with db.transaction() as session:
        groups = await groups_for(session, actor, set(new.group_ids))
        programmes = {group.programme_id for group in groups}
        if len(programmes) > 1:
            raise PlanRefused("programme")
        speed_date = await _draft(session, actor, new, programmes.pop())
        session.add(speed_date)
        await session.flush()
        await _settle(session, speed_date, new.group_ids)
        audit.record(session, actor, "speed_date.planned", speed_date.id, rounds=new.rounds)
    return speed_date.id


async def _draft(
    session: AsyncSession, actor: Actor, new: NewSpeedDate, programme_id: uuid.UUID
) -> SpeedDate:
    speed_date = SpeedDate(
        id=new_id(),
        school_id=actor.school,
        programme_id=programme_id,
        **new.values(),
        seed=SystemRandom().randrange(SEEDS),
        room_code=await free_code(session),
        beam_digest="",
        created_by=actor.person_id,
        created_at=clock.now(),
    )
    speed_date.beam_digest = digest(beam_key(speed_date))
    return speed_date


async def free_code(session: AsyncSession) -> str:
    """Return a room code that no event has."""
    while True:
        code = room_code(SystemRandom())
        if (await session.exec(select(SpeedDate.id).where(SpeedDate.room_code == code))).first() is None:
            return code


async def _settle(session: AsyncSession, speed_date: SpeedDate, group_ids: Collection[uuid.UUID]) -> None:
    await invite(session, speed_date, group_ids)
    await drop_what_no_longer_fits(session, speed_date)
    await replan(session, speed_date, from_round=1)


async def change(actor: Actor, speed_date_id: uuid.UUID, new: NewSpeedDate) -> None:
    """Change a speed date that is still a draft, and plan it again with everybody of its groups now.

    Raises:
        NotFound: the speed date, or a group that is added, is not the actor's.
        PlanRefused: something in it makes no evening, or the doors are open already.
    """
    new.check()
    async with db.transaction() as session:
        speed_date = await own_draft(session, actor, speed_date_id)
        added = set(new.group_ids) - await group_ids_of(session, speed_date.id)
        groups = await groups_for(session, actor, added)
        if {group.programme_id for group in groups} - {speed_date.programme_id}:
            raise PlanRefused("programme")
        speed_date.sqlmodel_update(new.values())
        speed_date.version += 1
        await _settle(session, speed_date, new.group_ids)
        audit.record(session, actor, "speed_date.changed", speed_date.id, rounds=new.rounds)


async def plan_again(actor: Actor, speed_date_id: uuid.UUID) -> None:
    """Plan a draft again: with who is in the groups now, and what they look for now.

    Raises:
        NotFound: it is not the actor's.
        PlanRefused: the doors are open already; the room itself then plans the rounds to come.
    """
    async with db.transaction() as session:
        speed_date = await own_draft(session, actor, speed_date_id)
        await _settle(session, speed_date, await group_ids_of(session, speed_date.id))
        audit.record(session, actor, "speed_date.planned_again", speed_date.id)


async def own_draft(session: AsyncSession, actor: Actor, speed_date_id: uuid.UUID) -> SpeedDate:
    """Return a draft of the actor's, its row held until the transaction ends.

    Raises:
        NotFound: it is not the actor's.
        PlanRefused: the doors are open already.
    """
    speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
    if speed_date.phase != "draft":
        raise PlanRefused("begun")
    return speed_date


__all__ = [
    "LIMITS",
    "Card",
    "NewSpeedDate",
    "PlanRefused",
    "beam_key",
    "change",
    "create",
    "group_ids_of",
    "groups_for",
    "own_draft",
    "people_of",
    "plan_again",
    "replan",
    "seats_in",
    "speed_date_for",
    "visible_speed_dates",
]
