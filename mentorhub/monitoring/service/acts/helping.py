"""A coordinator takes up a call for help from the list; staff begin to look for a substitute."""

import uuid
from datetime import timedelta

from sqlmodel import col, select

from mentorhub.core import audit, clock, db
from mentorhub.core.actor import Actor, NotFound, Role
from mentorhub.monitoring.service.acts.history import acting_on, write
from mentorhub.monitoring.tables import StaffAct
from mentorhub.pairs.help.service import NotNow, take_up_in
from mentorhub.pairs.tables import HelpCall

ONCE = timedelta(hours=12)
"""Looking for a substitute anew within this time is the same search."""


async def take_up_help(actor: Actor, pair_id: uuid.UUID) -> uuid.UUID:
    """Take up the oldest call of a pair that nobody has, and return it; of two at once exactly one gets it.

    Raises:
        NotFound: no such pair, or the actor is no coordinator of its school.
        NotNow: no call waits any more.
        TakenBy: a colleague was first.
        Stale: the pair ended.
    """
    if actor.role is not Role.COORDINATOR:
        raise NotFound
    async with db.transaction() as session:
        pair = await acting_on(session, actor, pair_id)
        waits = (
            HelpCall.pair_id == pair_id,
            col(HelpCall.taken_by).is_(None),
            col(HelpCall.closed_at).is_(None),
        )
        query = select(HelpCall).where(*waits).order_by(col(HelpCall.created_at)).limit(1)
        call = (await session.exec(query)).first()
        if call is None:
            raise NotNow
        await take_up_in(session, actor, call.id, call.version)
        write(session, actor, pair, "help_taken")
        return call.id


async def seek_substitute(actor: Actor, pair_id: uuid.UUID) -> uuid.UUID:
    """Note that a substitute is looked for, once in half a day, and return the programme of the pair.

    Raises:
        NotFound: no such pair, or not for this actor.
        Stale: the pair ended.
    """
    async with db.transaction() as session:
        pair = await acting_on(session, actor, pair_id)
        just_now = (
            StaffAct.pair_id == pair_id,
            StaffAct.kind == "substitute",
            StaffAct.by_person_id == actor.person_id,
            StaffAct.at > clock.now() - ONCE,
        )
        if (await session.exec(select(StaffAct.id).where(*just_now).limit(1))).first() is None:
            write(session, actor, pair, "substitute")
            audit.record(session, actor, "pair.substitute_sought", pair_id)
        return pair.programme_id
