"""The cases of many pairs: how each is doing, what it planned and what was said before; four queries more."""

import uuid
from collections import defaultdict
from datetime import timedelta
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.dates import local_day
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.reminding.schools import SchoolDay
from mentorhub.monitoring.rules.reminding import Case, Said
from mentorhub.monitoring.service.facts import Watched, watched
from mentorhub.monitoring.tables import StaffAct
from mentorhub.pairs.tables import Appointment

SAID = ("reminded", "checked_in", "talk")
"""Acts after which the two are left alone for three days: also when staff plans to see them."""
BEFORE, AFTER = timedelta(days=3), timedelta(days=2)
"""Around an appointment its own mails go: the day before, and the day after until it is answered."""


async def cases_of(session: AsyncSession, condition: Any, day: SchoolDay) -> list[tuple[Watched, Case]]:
    """Return the pairs for which ``condition`` on ``Pair`` holds with their cases, the most urgent first."""
    pairs = await watched(session, condition, day.zone)
    said = await _said(session, condition, day)
    near = await _near_plan(session, condition)
    return [(pair, _case(pair, said[pair.pair_id], pair.pair_id in near)) for pair in pairs]


def _case(pair: Watched, said: list[Said], is_near_plan: bool) -> Case:
    return Case(
        attention=pair.attention,
        last_contact_on=pair.last_contact_on,
        said=said,
        is_paused=pair.pause is not None,
        has_call=pair.help != "",
        has_plan=pair.appointment_at is not None,
        is_near_plan=is_near_plan,
    )


async def _said(session: AsyncSession, condition: Any, day: SchoolDay) -> dict[uuid.UUID, list[Said]]:
    found = await session.exec(
        select(StaffAct)
        .join(Pair, col(Pair.id) == StaffAct.pair_id)
        .where(condition, col(StaffAct.kind).in_(SAID))
    )
    said: dict[uuid.UUID, list[Said]] = defaultdict(list)
    for act in found:
        # Whys are the hub's own: what staff sent is not of a kind.
        why = act.detail.get("why", "") if act.by_person_id is None else ""
        said[act.pair_id].append(Said(local_day(act.at, day.zone), act.detail.get("whom", "both"), why))
    return said


async def _near_plan(session: AsyncSession, condition: Any) -> set[uuid.UUID]:
    now = clock.now()
    found = await session.exec(
        select(Appointment.pair_id)
        .join(Pair, col(Pair.id) == Appointment.pair_id)
        .where(
            condition,
            col(Appointment.cancelled_at).is_(None),
            Appointment.happened == "",
            col(Appointment.starts_at).between(now - BEFORE, now + AFTER),
        )
    )
    return set(found)
