"""What a coordinator does with a call: take it up (one of two who click at once), record steps, close it."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.matching.service.runs import set_rule
from mentorhub.matching.tables import Pair
from mentorhub.pairs.help.rules import (
    ASK_AFTER,
    Audience,
    Outcome,
    StepKind,
    asks_other,
    audience_of,
    can_undo,
)
from mentorhub.pairs.help.service.mails import ask_later, keys_of, tell_caller, tell_other
from mentorhub.pairs.help.service.questions import known_to_other
from mentorhub.pairs.help.service.scope import names_of, school_call, school_of
from mentorhub.pairs.help.service.values import NotNow, TakenBy
from mentorhub.pairs.tables import HelpCall, HelpStep
from mentorhub.people import notices

TWICE = timedelta(minutes=1)
"""The same words of the same coordinator within this time are one step: a button was pressed twice."""


@dataclass(frozen=True, slots=True)
class NewStep:
    """Something that the coordinator did; ``audience`` says who reads ``text``."""

    kind: StepKind
    audience: Audience
    text: str


async def take_up(actor: Actor, call_id: uuid.UUID, version: int) -> None:
    """Take a call up, or over from a colleague, as the page showed it at ``version``.

    Of two coordinators who click at once exactly one gets it.

    Raises:
        NotFound: no such call, another school's, or the actor is no coordinator.
        TakenBy: a colleague was first.
        NotNow: the call changed in another way since.
    """
    async with db.transaction() as session:
        await take_up_in(session, actor, call_id, version)


async def take_up_in(session: AsyncSession, actor: Actor, call_id: uuid.UUID, version: int) -> None:
    """Take a call up within a transaction that does more; raises as ``take_up``."""
    mine = (col(HelpCall.id) == call_id, col(HelpCall.school_id) == school_of(actor))
    as_shown = (col(HelpCall.version) == version, col(HelpCall.closed_at).is_(None))
    not_mine = or_(col(HelpCall.taken_by).is_(None), col(HelpCall.taken_by) != actor.person_id)
    taken = {"taken_by": actor.person_id, "taken_at": clock.now(), "version": version + 1}
    done = await session.exec(update(HelpCall).where(*mine, *as_shown, not_mine).values(**taken))
    call = await school_call(session, actor, call_id)
    if done.rowcount == 0:
        await _explain(session, actor, call)
        return
    audit.record(session, actor, "help.taken", call_id)
    await tell_caller(session, call, "taken", actor.full_name, str(call.version))


async def _explain(session: AsyncSession, actor: Actor, call: HelpCall) -> None:
    """Say why a call is not the actor's to act on now; nothing when it is."""
    if call.closed_at is not None:
        raise NotNow
    if call.taken_by is None:
        raise NotNow
    if call.taken_by != actor.person_id:
        raise TakenBy((await names_of(session, (call.taken_by,)))[call.taken_by])


async def _mine(session: AsyncSession, actor: Actor, call_id: uuid.UUID) -> HelpCall:
    """Return an open call that this coordinator has.

    Raises:
        NotFound, TakenBy, NotNow: as ``take_up``.
    """
    call = await school_call(session, actor, call_id)
    await _explain(session, actor, call)
    return call


async def give_back(actor: Actor, call_id: uuid.UUID) -> None:
    """Undo taking a call up: it waits for a coordinator again; raises as ``take_up``."""
    async with db.transaction() as session:
        call = await _mine(session, actor, call_id)
        call.taken_by, call.taken_at = None, None
        call.version += 1
        await notices.forget(session, keys_of(call_id, "taken"))
        audit.record(session, actor, "help.given_back", call_id)


async def add_step(actor: Actor, call_id: uuid.UUID, new: NewStep) -> uuid.UUID:
    """Record something that was done; the caller hears of a report, both of what is for both.

    Pressed twice it is one step, see ``TWICE``.

    Raises:
        NotFound, TakenBy, NotNow: as ``take_up``.
    """
    async with db.transaction() as session:
        call = await _mine(session, actor, call_id)
        step = HelpStep(
            id=uuid.uuid4(),
            school_id=call.school_id,
            help_call_id=call_id,
            kind=new.kind,
            text=new.text,
            audience=audience_of(new.kind, new.audience, has_other=call.pair_id is not None),
            by_person_id=actor.person_id,
            created_at=clock.now(),
        )
        if (known := await _just_now(session, step)) is not None:
            return known
        session.add(step)
        audit.record(session, actor, "help.step", call_id, kind=new.kind, audience=step.audience)
        if new.kind == "report" or step.audience == "both":
            await tell_caller(session, call, "step", actor.full_name, str(step.id))
        if step.audience == "both":
            await tell_other(session, call, actor.full_name, str(step.id))
        return step.id


async def _just_now(session: AsyncSession, step: HelpStep) -> uuid.UUID | None:
    """Return the step that says the same and was recorded just now; the call is locked meanwhile."""
    same = ("help_call_id", "by_person_id", "kind", "audience", "text")
    alike = [getattr(HelpStep, name) == getattr(step, name) for name in same]
    query = select(HelpStep.id).where(*alike, HelpStep.created_at > step.created_at - TWICE)
    return (await session.exec(query.limit(1))).first()


async def undo_step(actor: Actor, step_id: uuid.UUID) -> None:
    """Take back a step that this coordinator recorded within the hour, with the mails that did not go yet.

    Raises:
        NotFound: no such step, another's, or too long ago.
        TakenBy, NotNow: as ``take_up``.
    """
    async with db.transaction() as session:
        query = select(HelpStep).where(HelpStep.id == step_id, HelpStep.school_id == school_of(actor))
        step = (await session.exec(query)).first()
        if step is None or step.by_person_id != actor.person_id:
            raise NotFound
        await _mine(session, actor, step.help_call_id)
        if not can_undo(step.created_at, clock.now()):
            raise NotFound
        await session.delete(step)
        await notices.forget(session, keys_of(step.help_call_id, "step") + str(step_id))
        audit.record(session, actor, "help.step_undone", step.help_call_id)


async def close_call(actor: Actor, call_id: uuid.UUID, outcome: Outcome) -> None:
    """Close a call with what came of it; two weeks later is asked if it is better.

    Raises:
        NotFound, TakenBy, NotNow: as ``take_up``.
    """
    async with db.transaction() as session:
        call = await _mine(session, actor, call_id)
        call.closed_at, call.outcome = clock.now(), outcome
        call.ask_at = call.closed_at + ASK_AFTER
        call.version += 1
        knows = call_id in await known_to_other(session, (call_id,))
        await tell_caller(session, call, "closed", actor.full_name, str(call.version))
        await ask_later(session, call, other_too=asks_other(outcome, knows=knows), once=str(call.version))
        audit.record(session, actor, "help.closed", call_id, outcome=outcome)


async def undo_close(actor: Actor, call_id: uuid.UUID) -> None:
    """Take the closing back within the hour, with the mails that did not go yet.

    Raises:
        NotFound: no such call, another school's, or the actor is no coordinator.
        NotNow: it is not closed, by a colleague, or too long ago.
    """
    async with db.transaction() as session:
        call = await school_call(session, actor, call_id)
        if call.closed_at is None or call.taken_by != actor.person_id:
            raise NotNow
        if not can_undo(call.closed_at, clock.now()):
            raise NotNow
        call.closed_at, call.outcome, call.ask_at = None, "", None
        call.version += 1
        for what in ("closed", "ask"):
            await notices.forget(session, keys_of(call_id, what))
        audit.record(session, actor, "help.close_undone", call_id)


async def keep_apart(actor: Actor, call_id: uuid.UUID, apart: bool) -> uuid.UUID:
    """Tell the match that the two of a call do not go together (any more), and return the programme.

    The pair goes on until a repair of the match is published; that is a decision of its own.

    Raises:
        NotFound: no such call with a pair, another school's, or one of the two left.
        TakenBy, NotNow: as ``take_up``.
    """
    async with db.transaction() as session:
        call = await _mine(session, actor, call_id)
        pair = await session.get(Pair, call.pair_id) if call.pair_id else None
        if pair is None:
            raise NotFound
    kind = "forbid" if apart else None
    await set_rule(actor, pair.programme_id, pair.mentee_id, pair.mentor_id, kind)
    return pair.programme_id
