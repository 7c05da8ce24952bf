"""The seats that follow from a step of the room."""

import uuid

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Role
from mentorhub.speeddate.rules import RoomState
from mentorhub.speeddate.service.arranging import attendees_of
from mentorhub.speeddate.service.planner import seats_in
from mentorhub.speeddate.service.reseating import plan_what_is_untold
from mentorhub.speeddate.service.seating import follow_the_clock, replan, untold_round
from mentorhub.speeddate.tables import Attendee, SpeedDate


class NobodyThere(Exception):
    """The rounds cannot begin: not one mentee or not one mentor is present."""


async def plan_on(
    session: AsyncSession, speed_date: SpeedDate, before: RoomState, after: RoomState, coming: int
) -> None:
    """Plan the rounds again that a step changed; ``coming`` is the first one that may change."""
    if not after.timed:
        return
    if after.rounds != before.rounds:
        await replan(session, speed_date, from_round=coming)
    else:
        await follow_the_clock(session, speed_date, coming)


async def seat_again(session: AsyncSession, speed_date: SpeedDate) -> None:
    """After a step back let the rounds to come fit who came and who went since that step."""
    if speed_date.phase not in ("round", "changeover"):
        return
    people = await attendees_of(session, speed_date.id)
    seats = [seat for seat in await seats_in(session, speed_date.id) if seat.round > speed_date.round]
    seated = {one for seat in seats for one in (seat.mentee_id, seat.mentor_id)}
    gone = {one.enrolment_id for one in people if one.state in ("absent", "left")}
    here = {one.enrolment_id for one in people if one.state == "present"}
    if not seated & gone and here <= seated:
        return
    for one in people:
        if one.enrolment_id in gone and one.last_round is not None:
            one.last_round = min(one.last_round, speed_date.round)
    for seat in seats:
        if seat.round < untold_round(speed_date) and {seat.mentee_id, seat.mentor_id} & gone:
            await session.delete(seat)
    await plan_what_is_untold(session, speed_date)


async def plan_for_those_present(session: AsyncSession, speed_date: SpeedDate) -> list[uuid.UUID]:
    """Plan all rounds for who is there; return who had not come, now absent. Who comes later joins later.

    Who comes later by arrangement stays expected, and has seats from that round on.
    """
    present = await session.exec(
        select(Attendee.role)
        .where(Attendee.speed_date_id == speed_date.id, Attendee.state == "present")
        .distinct()
    )
    if not {Role.MENTEE, Role.MENTOR} <= set(present):
        raise NobodyThere
    missing = await session.exec(
        select(Attendee).where(
            Attendee.speed_date_id == speed_date.id, Attendee.state == "expected", Attendee.from_round == 1
        )
    )
    absent = list(missing)
    for one in absent:
        one.state = "absent"
    await replan(session, speed_date, from_round=1, begins=clock.now())
    await session.flush()
    return [one.enrolment_id for one in absent]


async def expect_again(session: AsyncSession, speed_date: SpeedDate, absent: list[str]) -> None:
    """Put the list back as it was before the start, for who has not come meanwhile; phones load anew."""
    await session.exec(
        update(Attendee)
        .where(
            col(Attendee.speed_date_id) == speed_date.id,
            col(Attendee.enrolment_id).in_([uuid.UUID(one) for one in absent]),
            col(Attendee.state) == "absent",
        )
        .values(state="expected")
    )
    speed_date.plan_version += 1
