"""The help page of a mentee or mentor: whom to call now, what became of own calls, what was told to both."""

import uuid
from collections import defaultdict

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.matching.tables import Pair
from mentorhub.pairs.help.rules import can_reopen
from mentorhub.pairs.help.service.contacts import emergency_lines
from mentorhub.pairs.help.service.questions import own_pairs, questions_for
from mentorhub.pairs.help.service.scope import coordinators_of, names_of, other_in, people_of
from mentorhub.pairs.help.service.values import HelpRoom, OwnCall, SharedStep
from mentorhub.pairs.service.scope import own
from mentorhub.pairs.tables import HelpCall, HelpStep
from mentorhub.programmes.zone import zone_of_school

MOST_CALLS = 20
MOST_TOLD = 10
MOST_NAMES = 3


async def help_room(actor: Actor, pair_id: uuid.UUID | None = None) -> HelpRoom:
    """Return the help page of the actor, about one of the own running pairs or about none.

    Raises:
        NotFound: not the actor's pair, or the actor is no mentee or mentor.
    """
    if actor.role not in (Role.MENTEE, Role.MENTOR):
        raise NotFound
    async with db.reading() as session:
        coordinators = await coordinators_of(session, actor.school)
        return HelpRoom(
            pair_id=pair_id,
            other=await _other(session, actor, pair_id) if pair_id else "",
            emergency=await emergency_lines(session, actor.school),
            coordinators=tuple(person.full_name for person in coordinators[:MOST_NAMES]),
            calls=await _own_calls(session, actor),
            told=await _told(session, actor),
            questions=await questions_for(session, actor),
            zone=await zone_of_school(session, actor.school),
        )


async def _other(session: AsyncSession, actor: Actor, pair_id: uuid.UUID) -> str:
    pair = (await session.exec(select(Pair).where(Pair.id == pair_id, *own(actor)))).first()
    if pair is None:
        raise NotFound
    other = other_in(pair, actor.enrolment)
    return (await people_of(session, (other,)))[other].first_name


async def _own_calls(session: AsyncSession, actor: Actor) -> tuple[OwnCall, ...]:
    found = await session.exec(
        select(HelpCall)
        .where(HelpCall.school_id == actor.school, HelpCall.by_enrolment_id == actor.enrolment)
        .order_by(col(HelpCall.created_at).desc())
        .limit(MOST_CALLS)
    )
    calls = list(found)
    steps = await _steps_for_caller(session, [call.id for call in calls])
    names = await names_of(session, [call.taken_by for call in calls])
    return tuple(_own_call(call, names, tuple(steps[call.id])) for call in calls)


def _own_call(call: HelpCall, names: dict[uuid.UUID, str], steps: tuple[SharedStep, ...]) -> OwnCall:
    return OwnCall(
        call_id=call.id,
        category=call.category,
        is_urgent=call.is_urgent,
        created_at=call.created_at,
        taken_by=names.get(call.taken_by, "") if call.taken_by else "",
        taken_at=call.taken_at,
        closed_at=call.closed_at,
        outcome=call.outcome,
        steps=steps,
        can_withdraw=call.version == 0,
        can_reopen=call.closed_at is not None and can_reopen(call.closed_at, clock.now()),
    )


async def _steps_for_caller(
    session: AsyncSession, call_ids: list[uuid.UUID]
) -> dict[uuid.UUID, list[SharedStep]]:
    found = await session.exec(
        select(HelpStep)
        .where(col(HelpStep.help_call_id).in_(call_ids), col(HelpStep.audience).in_(("caller", "both")))
        .order_by(col(HelpStep.created_at))
    )
    rows = list(found)
    names = await names_of(session, [row.by_person_id for row in rows])
    steps: dict[uuid.UUID, list[SharedStep]] = defaultdict(list)
    for row in rows:
        steps[row.help_call_id].append(_shared(row, names))
    return steps


def _shared(row: HelpStep, names: dict[uuid.UUID, str]) -> SharedStep:
    return SharedStep(row.kind, row.text, names.get(row.by_person_id, ""), row.created_at)


async def _told(session: AsyncSession, actor: Actor) -> tuple[SharedStep, ...]:
    """Return what was written to both about calls of the other; of the calls themselves nothing is read."""
    found = await session.exec(
        select(HelpStep)
        .join(HelpCall, col(HelpCall.id) == HelpStep.help_call_id)
        .where(
            HelpStep.audience == "both",
            HelpCall.by_enrolment_id != actor.enrolment,
            col(HelpCall.pair_id).in_(own_pairs(actor)),
        )
        .order_by(col(HelpStep.created_at).desc())
        .limit(MOST_TOLD)
    )
    rows = list(reversed(list(found)))
    names = await names_of(session, [row.by_person_id for row in rows])
    return tuple(_shared(row, names) for row in rows)
