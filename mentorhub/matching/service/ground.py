"""What a repair and a plan of substitutes stand on: the published match, who takes part now, the pairs."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.matching.service.access import programme_for
from mentorhub.matching.service.instance import Gathered, gather
from mentorhub.matching.service.pairing import active_pairs
from mentorhub.matching.service.runs import published_run
from mentorhub.matching.service.solving import Solved
from mentorhub.matching.service.storing import RunKind, store
from mentorhub.matching.tables import MatchRun
from mentorhub.programmes.tables import Programme


class NothingPublished(Exception):
    """No match of this programme is out, so there is nothing to repair or to find substitutes for."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A published match and how things are now; ``current`` is each mentee's mentor."""

    programme: Programme
    base: MatchRun
    gathered: Gathered
    current: Mapping[uuid.UUID, uuid.UUID]


async def published_ground(actor: Actor, programme_id: uuid.UUID) -> Ground:
    """Return what the published match of a programme stands on now.

    Raises:
        NotFound: no such programme for this teacher or coordinator.
        NothingPublished: no match is out.
    """
    async with db.reading() as session:
        programme = await programme_for(session, actor, programme_id)
        base = await published_run(session, programme_id)
        if base is None:
            raise NothingPublished
        gathered = await gather(session, programme)
        pairs = await active_pairs(session, programme_id)
    return Ground(programme, base, gathered, {pair.mentee_id: pair.mentor_id for pair in pairs.values()})


async def store_after(actor: Actor, ground: Ground, solved: Solved, kind: RunKind, **more: Any) -> uuid.UUID:
    """Write a run that follows the published one and return its id; ``more`` joins its outlook."""
    async with db.transaction() as session:
        return await store(
            session,
            actor,
            ground.programme,
            gathered=ground.gathered,
            solved=solved,
            seed=ground.base.seed,
            kind=kind,
            base_id=ground.base.id,
            more=more,
        )
