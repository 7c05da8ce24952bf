"""The title of a lead's link, fetched after the lead was saved: the lead never waits for the network."""

import uuid

from mentorhub.core import db
from mentorhub.core.actor import Actor
from mentorhub.core.fetching import OPEN_WEB, Reach, title_of
from mentorhub.core.limits import limits
from mentorhub.internships.service.leads.scope import seen_lead

PER_HOUR = 30
"""How many links the hub looks up for one person within an hour."""


async def look_up_link(actor: Actor, lead_id: uuid.UUID, *, reach: Reach = OPEN_WEB) -> None:
    """Fetch the title of a lead's link and keep it, or why there is none; once for each link.

    Args:
        actor: somebody who sees the lead.
        lead_id: the lead.
        reach: how far the hub's requests reach; tests give another.

    Raises:
        NotFound: no such lead for this actor.
    """
    async with db.reading() as session:
        lead = await seen_lead(session, actor, lead_id)
        link = lead.web_address
    if not link or lead.web_title or lead.web_refused:
        return
    if not await limits().hit("lead links", str(actor.person_id), PER_HOUR, 60):
        return
    # No session is open meanwhile: a slow server elsewhere holds nobody up here.
    found = await title_of(link, reach=reach)
    async with db.transaction() as session:
        lead = await seen_lead(session, actor, lead_id, lock=True)
        if lead.web_address == link:
            lead.web_title, lead.web_refused = found.title, found.reason
