"""Evenings to test with: a plan to fill in, people for it, its seats, and changes during the event."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import col, select

from mentorhub.core import db
from mentorhub.core.actor import Actor, Role
from mentorhub.speeddate.service.planning import NewSpeedDate, replan, seats_in, speed_date_for
from mentorhub.speeddate.tables import Attendee
from tests.cast import Cast, make_person

START = datetime(2026, 10, 14, 15, 0, tzinfo=UTC)


def evening(cast: Cast, *groups: str, **more: object) -> NewSpeedDate:
    plan = NewSpeedDate(
        name="Speeddate",
        group_ids=tuple(cast.groups[name].id for name in groups),
        starts_at=START,
        rounds=3,
        round_seconds=300,
        changeover_seconds=60,
        break_minutes=0,
        tables=10,
    )
    return replace(plan, **more)


async def fill(cast: Cast, group: str, juniors: int, coaches: int) -> None:
    async with db.transaction() as session:
        for number in range(juniors + coaches):
            role = Role.MENTEE if number < juniors else Role.MENTOR
            await make_person(
                session,
                f"P{number}",
                role,
                cast.schools["north"],
                cast.programmes["north"],
                cast.groups[group],
                last_name=f"L{number:03}",
            )


async def plan_of(actor: Actor, chosen: uuid.UUID) -> set[tuple[int, int, uuid.UUID, uuid.UUID]]:
    async with db.reading() as session:
        await speed_date_for(session, actor, chosen)
        return {(s.round, s.table_number, s.mentee_id, s.mentor_id) for s in await seats_in(session, chosen)}


async def replan_with(actor: Actor, chosen: uuid.UUID, first: int, who: Actor, **values: object) -> None:
    """Set values of one attendee and plan again from round ``first`` on, in one transaction."""
    async with db.transaction() as session:
        speed_date = await speed_date_for(session, actor, chosen, lock=True)
        rows = await session.exec(
            select(Attendee).where(
                Attendee.speed_date_id == chosen, col(Attendee.enrolment_id) == who.enrolment
            )
        )
        rows.one().sqlmodel_update(values)
        await replan(session, speed_date, from_round=first)
