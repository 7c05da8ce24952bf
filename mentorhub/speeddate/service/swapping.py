"""Two people change places by a teacher's hand, in the round that is shown or in the next one."""

import uuid

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.speeddate.rules.swapping import CannotSwap
from mentorhub.speeddate.service.access import speed_date_for
from mentorhub.speeddate.service.announcing import announce
from mentorhub.speeddate.service.arranging import attendees_of
from mentorhub.speeddate.service.reseating import swap_seats, who_can_swap_with
from mentorhub.speeddate.service.snapshot import shown_round
from mentorhub.speeddate.tables import Attendee, SpeedDate


async def swap(
    actor: Actor, speed_date_id: uuid.UUID, first: uuid.UUID, second: uuid.UUID, round: int
) -> None:
    """Let two juniors, or two coaches, change places in one round; later rounds are planned again.

    Coaches keep their tables, so it is the juniors who walk. A change in a round to come holds also when the
    rest is planned again later, as long as it is possible.

    Args:
        actor: a teacher of one of its groups, or a coordinator of the school.
        speed_date_id: the event.
        first: an enrolment.
        second: another enrolment of the same side.
        round: the round that the screens show, or the one after it.

    Raises:
        NotFound: no such event for this actor, or somebody who is not expected there.
        CannotSwap: with the reason.
    """
    async with db.transaction() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id, lock=True)
        await _check(session, speed_date, first, second, round)
        await swap_seats(session, speed_date, round, str(first), str(second))
        if round > speed_date.round:
            wanted = {"round": round, "first": str(first), "second": str(second)}
            speed_date.swaps = [*speed_date.swaps, wanted]
        audit.record(session, actor, "room.swapped", speed_date_id, round=round)
    await announce(speed_date_id)


async def partners(
    actor: Actor, speed_date_id: uuid.UUID, first: uuid.UUID, round: int
) -> frozenset[uuid.UUID]:
    """Return the enrolments with whom somebody can change places in a round; none when the round is over.

    Raises:
        NotFound: no such event for this actor.
    """
    async with db.reading() as session:
        speed_date = await speed_date_for(session, actor, speed_date_id)
        if not _is_open(speed_date, round):
            return frozenset()
        everyone = await attendees_of(session, speed_date_id)
        present = {one.enrolment_id: one for one in everyone if _is_there(one, round)}
        if first not in present:
            return frozenset()
        side = [str(key) for key, one in present.items() if one.role == present[first].role and key != first]
        can = await who_can_swap_with(session, speed_date, everyone, round, first=str(first), others=side)
    return frozenset(map(uuid.UUID, can))


async def _check(
    session: AsyncSession, speed_date: SpeedDate, first: uuid.UUID, second: uuid.UUID, number: int
) -> None:
    if first == second:
        raise CannotSwap("same")
    query = select(Attendee).where(
        Attendee.speed_date_id == speed_date.id, col(Attendee.enrolment_id).in_((first, second))
    )
    two = list(await session.exec(query))
    if len(two) < 2:
        raise NotFound
    if len({one.role for one in two}) > 1:
        raise CannotSwap("roles")
    if not _is_open(speed_date, number):
        raise CannotSwap("round")
    if not all(_is_there(one, number) for one in two):
        raise CannotSwap("seats")


def _is_open(speed_date: SpeedDate, number: int) -> bool:
    """Return whether places can change in a round: the one that the screens show, or the next."""
    shown = shown_round(speed_date)
    is_held = speed_date.phase in ("round", "changeover")
    return is_held and number in (shown, shown + 1) and number <= speed_date.rounds


def _is_there(one: Attendee, number: int) -> bool:
    return one.state == "present" and one.from_round <= number <= (one.last_round or number)


__all__ = ["CannotSwap", "partners", "swap"]
