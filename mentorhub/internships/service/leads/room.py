"""What the pair's room shows of leads: the newest between the two, and introductions that wait."""

import uuid
from dataclasses import dataclass

from sqlmodel import select

from mentorhub.core import db
from mentorhub.core.actor import Actor, NotFound
from mentorhub.internships.service.leads.introducing import requests_of
from mentorhub.internships.service.leads.reading import newest_between
from mentorhub.internships.service.leads.scope import zone_and_today
from mentorhub.internships.service.leads.values import LeadLine, Request
from mentorhub.matching.tables import Pair
from mentorhub.pairs.service.scope import own, the_two

MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class RoomLeads:
    """Leads between the two, the newest first; requests to me; which mentee this pair is about."""

    lines: tuple[LeadLine, ...]
    requests: tuple[Request, ...]
    mentee_id: uuid.UUID
    zone: str


async def room_leads(actor: Actor, pair_id: uuid.UUID) -> RoomLeads:
    """Return what the room of one of the actor's own pairs shows of leads.

    Raises:
        NotFound: no such pair, or not the actor's.
    """
    async with db.reading() as session:
        pair = (await session.exec(select(Pair).where(Pair.id == pair_id, *own(actor)))).first()
        if pair is None:
            raise NotFound
        zone, _ = await zone_and_today(session, actor)
        mentor = (await the_two(session, pair)).mentor
        lines = await newest_between(session, actor, pair.mentee_id, mentor.id, MOST_SHOWN)
        requests = await requests_of(session, actor, zone, is_open=True)
        return RoomLeads(tuple(lines), tuple(requests), pair.mentee_id, zone)
