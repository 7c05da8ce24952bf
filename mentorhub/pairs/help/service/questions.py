"""Who is asked two weeks after closing: the caller, and the other as far as that one knows of the call."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import clock
from mentorhub.core.actor import Actor, NotFound
from mentorhub.matching.tables import Pair
from mentorhub.pairs.help.rules import ANSWER_WITHIN, asks_other, is_asked, other_knows
from mentorhub.pairs.help.service.scope import other_in, people_of
from mentorhub.pairs.help.service.values import Question
from mentorhub.pairs.tables import HelpAnswer, HelpCall, HelpStep


def own_pairs(actor: Actor) -> Any:
    """Return the query of the ids of all pairs of the actor, also those that ended."""
    return select(Pair.id).where(
        Pair.school_id == actor.school,
        or_(Pair.mentee_id == actor.enrolment, Pair.mentor_id == actor.enrolment),
    )


def _concerns(actor: Actor) -> tuple[Any, ...]:
    mine = or_(HelpCall.by_enrolment_id == actor.enrolment, col(HelpCall.pair_id).in_(own_pairs(actor)))
    return HelpCall.school_id == actor.school, mine


async def concerned_call(session: AsyncSession, actor: Actor, call_id: uuid.UUID) -> HelpCall:
    """Return a call about which the actor is asked, locked until the transaction ends.

    Raises:
        NotFound: no such call, not of a pair of the actor, or the actor does not know of it.
    """
    query = select(HelpCall).where(HelpCall.id == call_id, *_concerns(actor)).with_for_update()
    call = (await session.exec(query)).first()
    if call is None or not (call.by_enrolment_id == actor.enrolment or await _is_known(session, call)):
        raise NotFound
    return call


async def _is_known(session: AsyncSession, call: HelpCall) -> bool:
    return asks_other(call.outcome, knows=call.id in await known_to_other(session, (call.id,)))


async def known_to_other(session: AsyncSession, call_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return which of some calls the other of the pair knows of."""
    found = await session.exec(
        select(HelpStep.help_call_id, HelpStep.kind, HelpStep.audience).where(
            col(HelpStep.help_call_id).in_(call_ids)
        )
    )
    kinds: dict[uuid.UUID, set[str]] = defaultdict(set)
    audiences: dict[uuid.UUID, set[str]] = defaultdict(set)
    for call_id, kind, audience in found:
        kinds[call_id].add(kind)
        audiences[call_id].add(audience)
    return {one for one in kinds if other_knows(frozenset(kinds[one]), frozenset(audiences[one]))}


async def questions_for(session: AsyncSession, actor: Actor) -> tuple[Question, ...]:
    """Return what the actor is asked now, the oldest first."""
    now = clock.now()
    found = await session.exec(
        select(HelpCall)
        .where(*_concerns(actor), HelpCall.ask_at <= now, HelpCall.ask_at >= now - ANSWER_WITHIN)  # type: ignore[operator]  # a column, not None
        .order_by(col(HelpCall.ask_at))
    )
    calls = list(found)
    answered = await _answered(session, actor, [call.id for call in calls])
    known = await known_to_other(session, [call.id for call in calls])
    asked = [
        call
        for call in calls
        if is_asked(call.ask_at, answered.get(call.id), now)
        and (call.by_enrolment_id == actor.enrolment or asks_other(call.outcome, knows=call.id in known))
    ]
    names = await _others(session, actor, asked)
    return tuple(
        Question(call.id, names.get(call.pair_id, ""), call.by_enrolment_id == actor.enrolment)
        for call in asked
    )


async def _answered(
    session: AsyncSession, actor: Actor, call_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, Any]:
    found = await session.exec(
        select(HelpAnswer.help_call_id, HelpAnswer.created_at).where(
            col(HelpAnswer.help_call_id).in_(call_ids), HelpAnswer.enrolment_id == actor.enrolment
        )
    )
    return dict(found.all())


async def _others(
    session: AsyncSession, actor: Actor, calls: Collection[HelpCall]
) -> dict[uuid.UUID | None, str]:
    """Return for each pair of the calls the first name of the other."""
    pair_ids = {call.pair_id for call in calls if call.pair_id}
    pairs = list(await session.exec(select(Pair).where(col(Pair.id).in_(pair_ids))))
    others = {pair.id: other_in(pair, actor.enrolment) for pair in pairs}
    people = await people_of(session, others.values())
    return {pair_id: people[other].first_name for pair_id, other in others.items()}
