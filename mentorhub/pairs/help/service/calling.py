"""What the two can do: ask for help, take it back, open it again, and say two weeks later if it is better."""

import uuid
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.core.limits import limits
from mentorhub.pairs.help.rules import Better, Category, When, can_reopen, categories_for, is_asked, is_urgent
from mentorhub.pairs.help.service.mails import keys_of, tell_coordinators
from mentorhub.pairs.help.service.questions import concerned_call
from mentorhub.pairs.help.service.scope import own_call
from mentorhub.pairs.help.service.values import NotNow, TooOften
from mentorhub.pairs.service.scope import own_pair
from mentorhub.pairs.tables import HelpAnswer, HelpCall
from mentorhub.people import notices

CALLS_PER_HOUR = 5


@dataclass(frozen=True, slots=True)
class NewCall:
    """A call for help as the form sends it; ``once_key`` was made with the form."""

    category: Category
    when: When
    text: str
    once_key: str


async def ask_for_help(actor: Actor, pair_id: uuid.UUID | None, new: NewCall) -> uuid.UUID:
    """Send a call for help about an own pair, or without one, and return its id; the same form twice is one.

    Every coordinator of the school hears that there is a call, not what it says.

    Raises:
        NotFound: not the actor's pair, or a category about the other without a pair.
        TooOften: ``CALLS_PER_HOUR`` were sent within the hour; nothing is written.
    """
    if actor.role not in (Role.MENTEE, Role.MENTOR) or actor.programme_id is None:
        raise NotFound
    if new.category not in categories_for(has_pair=pair_id is not None):
        raise NotFound
    async with db.transaction() as session:
        if pair_id is not None:
            await own_pair(session, actor, pair_id)
        call = _call(actor, actor.programme_id, pair_id, new)
        earlier = await _known(session, call.once_key)
        if earlier is not None:
            return earlier
        if not await limits().hit("help calls", str(actor.enrolment), CALLS_PER_HOUR, 60):
            raise TooOften
        return await _add(session, actor, call)


def _call(actor: Actor, programme_id: uuid.UUID, pair_id: uuid.UUID | None, new: NewCall) -> HelpCall:
    return HelpCall(
        id=uuid.uuid4(),
        school_id=actor.school,
        programme_id=programme_id,
        pair_id=pair_id,
        by_enrolment_id=actor.enrolment,
        category=new.category,
        text=new.text,
        is_urgent=is_urgent(new.category, new.when),
        # With the caller in it nobody meets another's key.
        once_key=f"{actor.enrolment}:{new.once_key}",
        created_at=clock.now(),
    )


async def _known(session: AsyncSession, once_key: str) -> uuid.UUID | None:
    return (await session.exec(select(HelpCall.id).where(HelpCall.once_key == once_key))).first()


async def _add(session: AsyncSession, actor: Actor, call: HelpCall) -> uuid.UUID:
    call_id, once_key = call.id, call.once_key
    try:
        async with session.begin_nested():
            session.add(call)
    except IntegrityError:
        # The same form came twice at once, and the other was first.
        return await _known(session, once_key) or call_id
    audit.record(session, actor, "help.asked", call_id)
    await tell_coordinators(session, call, "new")
    return call_id


async def withdraw_call(actor: Actor, call_id: uuid.UUID) -> None:
    """Take an own call back while nobody has touched it; nothing of it is kept.

    Raises:
        NotFound: not the actor's call.
        NotNow: a coordinator picked it up.
    """
    async with db.transaction() as session:
        call = await own_call(session, actor, call_id)
        if call.version > 0:
            raise NotNow
        await session.delete(call)
        await notices.forget(session, keys_of(call_id, "new"))
        audit.record(session, actor, "help.withdrawn", call_id)


async def reopen_call(actor: Actor, call_id: uuid.UUID) -> None:
    """Open an own call again within two weeks after it was closed; a second time changes nothing.

    Raises:
        NotFound: not the actor's call.
        NotNow: it was closed longer ago.
    """
    async with db.transaction() as session:
        call = await own_call(session, actor, call_id)
        if call.closed_at is None:
            return
        if not can_reopen(call.closed_at, clock.now()):
            raise NotNow
        await _open_again(session, actor, call)


async def _open_again(session: AsyncSession, actor: Actor, call: HelpCall) -> None:
    call.closed_at, call.outcome, call.ask_at = None, "", None
    call.version += 1
    await notices.forget(session, keys_of(call.id, "ask"))
    await tell_coordinators(session, call, "again", str(call.version))
    audit.record(session, actor, "help.reopened", call.id)


async def answer_if_better(actor: Actor, call_id: uuid.UUID, better: Better) -> None:
    """Say two weeks after closing whether it is better; with ``no`` the call is open again.

    Raises:
        NotFound: the actor is not asked about this call.
        NotNow: the question no longer stands.
    """
    async with db.transaction() as session:
        call = await concerned_call(session, actor, call_id)
        given = await _given(session, actor, call_id)
        if not is_asked(call.ask_at, given.created_at if given else None, clock.now()):
            raise NotNow
        answer = given or HelpAnswer(
            school_id=call.school_id,
            help_call_id=call_id,
            enrolment_id=actor.enrolment,
            better=better,
            created_at=clock.now(),
        )
        answer.better, answer.created_at = better, clock.now()
        session.add(answer)
        audit.record(session, actor, "help.answered", call_id)
        if better == "no":
            await _open_again(session, actor, call)


async def _given(session: AsyncSession, actor: Actor, call_id: uuid.UUID) -> HelpAnswer | None:
    query = select(HelpAnswer).where(
        HelpAnswer.help_call_id == call_id, col(HelpAnswer.enrolment_id) == actor.enrolment
    )
    return (await session.exec(query)).first()
