"""How staff see a pair, for the two of it: nobody is judged by something they cannot see.

That help was asked is left out: a call is private to who made it, and the other must not learn of it here.
What is said is then what staff would see without the call.
"""

import uuid
from dataclasses import dataclass

from sqlmodel import and_

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.matching.tables import Pair
from mentorhub.monitoring.rules import Attention
from mentorhub.monitoring.service.facts import watched
from mentorhub.monitoring.service.values import Pause
from mentorhub.pairs.service.scope import own, own_zone


@dataclass(frozen=True, slots=True)
class OwnWatch:
    """The state of an own pair, and the pause that runs."""

    attention: Attention
    pause: Pause | None


async def own_watch(actor: Actor, pair_id: uuid.UUID) -> OwnWatch:
    """Return how staff see the actor's own running pair.

    Raises:
        NotFound: no such pair, or not the actor's.
    """
    async with db.reading() as session:
        zone = await own_zone(session, actor, pair_id)
        found = await watched(session, and_(Pair.id == pair_id, *own(actor)), zone, with_help=False)
    if not found:
        raise NotFound
    return OwnWatch(found[0].attention, found[0].pause)
