"""One lead, and what its reader can do with it."""

from typing import Any, Literal

import reflex as rx

from mentorhub.core.actor import Actor, NotFound, Role, mentees, signed_in, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.service.applications import ApplicationRefused
from mentorhub.internships.service.leads import acting, introducing, links, reading, sharing
from mentorhub.internships.service.leads.values import LeadRefused
from mentorhub.internships.state.lead_requests import RequestRow, request_row
from mentorhub.internships.state.leads_rows import (
    NO_DETAIL,
    NO_LEAD,
    NOTHING,
    DetailRow,
    LeadRow,
    detail_row,
    lead_row,
)


class LeadState(rx.State):
    """The lead that the address names; ``undo`` is what takes back the last thing said."""

    loaded: bool = False
    is_mentee: bool = False
    row: LeadRow = NO_LEAD
    detail: DetailRow = NO_DETAIL
    requests: list[RequestRow] = []
    said: Bilingual = NOTHING
    said_tone: str = "ok"
    undo: str = ""

    @handler(may=signed_in)
    async def load(self) -> Any:
        """Show the lead, and have its link looked up when that was not done."""
        self._quiet()
        lead_id = self.router.url.path.rstrip("/").rpartition("/")[2]
        try:
            await self._show(lead_id)
        except NotFound:
            return rx.redirect("/leads")
        return LeadState.look_up(lead_id) if self.detail["is_looking"] else None

    async def _show(self, lead_id: str) -> None:
        actor = the_actor()
        file = await reading.lead_file(actor, as_id(lead_id))
        self.row, self.detail = lead_row(file.line, file.zone), detail_row(file)
        self.requests = [request_row(one, file.zone) for one in file.requests]
        self.is_mentee = actor.role is Role.MENTEE
        self.loaded = True

    def _quiet(self) -> None:
        self.said, self.undo = NOTHING, ""

    def _say(self, key: str, *, tone: str = "ok", undo: str = "") -> None:
        self.said, self.said_tone, self.undo = say(f"leads.said.{key}"), tone, undo

    @handler(may=signed_in, background=True)
    async def look_up(self, lead_id: str) -> None:
        """Fetch the title of the link beside everything else, and show it."""
        actor = the_actor()
        await links.look_up_link(actor, as_id(lead_id))
        async with self:
            if self.row["id"] == lead_id:
                await self._show_link(actor, lead_id)

    async def _show_link(self, actor: Actor, lead_id: str) -> None:
        self.detail = detail_row(await reading.lead_file(actor, as_id(lead_id)))

    @handler(may=mentees)
    async def like(self, lead_id: str) -> None:
        """Keep the lead in mind."""
        await acting.like(the_actor(), as_id(lead_id))
        await self._show(lead_id)
        self._say("liked", undo="unlike")

    @handler(may=mentees)
    async def unlike(self, lead_id: str) -> None:
        """Keep the lead in mind no longer."""
        await acting.unlike(the_actor(), as_id(lead_id))
        await self._show(lead_id)
        self._quiet()

    @handler(may=mentees)
    async def take_up(self, lead_id: str) -> Any:
        """Begin an application with the lead and go there."""
        actor, wanted = the_actor(), as_id(lead_id)
        try:
            begun = await acting.take_up(actor, wanted, f"lead:{wanted}:{actor.enrolment}")
        except LeadRefused:
            await self._show(lead_id)
            return self._say("closed", tone="late")
        except ApplicationRefused as refused:
            self.said, self.said_tone, self.undo = say(f"applications.refused.{refused.why}"), "late", ""
            return None
        return rx.redirect(f"/internships/{begun}")

    @handler(may=mentees)
    async def ask(self, lead_id: str) -> None:
        """Ask who shared the lead for an introduction."""
        try:
            await introducing.ask_introduction(the_actor(), as_id(lead_id))
        except LeadRefused as refused:
            await self._show(lead_id)
            self._say("closed" if refused.reason == "closed" else "no_introduction", tone="late")
            return
        await self._show(lead_id)
        self._say("asked", undo="take_back")

    @handler(may=mentees)
    async def take_back(self, lead_id: str) -> None:
        """Ask no longer for an introduction."""
        try:
            await introducing.take_back_request(the_actor(), as_id(lead_id))
        except NotFound:
            # Also when it was answered just now: then the page shows the answer.
            await self._show(lead_id)
            return self._quiet()
        await self._show(lead_id)
        return self._say("taken_back")

    @handler(may=signed_in)
    async def mark_gone(self, lead_id: str) -> None:
        """Say that the lead is gone."""
        await acting.mark_gone(the_actor(), as_id(lead_id))
        await self._show(lead_id)
        self._say("gone", undo="reopen")

    @handler(may=signed_in)
    async def withdraw(self, lead_id: str) -> None:
        """Withdraw a lead of mine."""
        await sharing.withdraw_lead(the_actor(), as_id(lead_id))
        await self._show(lead_id)
        self._say("withdrawn", undo="reopen")

    @handler(may=signed_in)
    async def reopen(self, lead_id: str) -> None:
        """Say that the lead is still open."""
        await acting.reopen(the_actor(), as_id(lead_id))
        await self._show(lead_id)
        self._say("reopened")

    @handler(may=signed_in)
    async def answer(self, introduction_id: str, answer: Literal["done", "declined", "asked"]) -> None:
        """Say that I introduced somebody, that I cannot, or take that back."""
        await introducing.answer_request(the_actor(), as_id(introduction_id), answer)
        await self._show(self.row["id"])
        self._say(f"answer_{answer}")
