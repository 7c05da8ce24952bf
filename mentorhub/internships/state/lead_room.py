"""Leads in the pair's room."""

import reflex as rx

from mentorhub.core.actor import students, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.internships.service.leads.room import room_leads
from mentorhub.internships.state.lead_requests import RequestRow, request_row
from mentorhub.internships.state.leads_rows import LeadRow, lead_row


class RoomLeadsState(rx.State):
    """The newest leads between the two of one pair, and who asks me for an introduction."""

    rows: list[LeadRow] = []
    requests: list[RequestRow] = []
    share: str = "/leads/new"

    @handler(may=students)
    async def show(self, pair_id: str) -> None:
        """Show those of one of my pairs."""
        found = await room_leads(the_actor(), as_id(pair_id))
        self.rows = [lead_row(line, found.zone) for line in found.lines]
        self.requests = [request_row(one, found.zone) for one in found.requests]
        self.share = f"/leads/new?duo={as_id(pair_id)}"
