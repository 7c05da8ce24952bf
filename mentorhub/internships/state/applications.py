"""The search for an internship: a mentee's applications as a list or a board; a mentor's juniors' to read."""

import uuid
from typing import Any

import reflex as rx
from pydantic import Field

from mentorhub.core.actor import Role, mentees, students, the_actor
from mentorhub.core.files import refusal as file_refusal
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.service import applications as service
from mentorhub.internships.service.companies.taking import CompanyRefused
from mentorhub.internships.state.application_rows import (
    NOTHING,
    CardRow,
    ColumnRow,
    card_row,
    columns,
    step_text,
)
from mentorhub.internships.state.company_field import CompanyField

PAGE = "/internships"


class NewApplication(Form):
    """A new application as the form sends it."""

    once_key: str = Field(min_length=32, max_length=32)
    company: str = Field(max_length=200)
    place: str = Field(default="", max_length=200)
    role: str = Field(default="", max_length=120)


class ApplicationsState(rx.State):
    """The applications that I read; the address keeps the view."""

    loaded: bool = False
    is_mentor: bool = False
    is_board: bool = False
    running: list[CardRow] = []
    placed: list[CardRow] = []
    ended: list[CardRow] = []
    total: int = 0
    ended_count: int = 0
    board: list[ColumnRow] = []
    once_key: str = ""
    refused: Bilingual = NOTHING
    said: Bilingual = NOTHING
    said_tone: str = "ok"
    can_undo: bool = False
    _moved: str = ""
    _version: int = 0

    @handler(may=students)
    async def load(self) -> None:
        """Show the list, or the board when the address says so."""
        self.is_mentor = the_actor().role is Role.MENTOR
        self.is_board = self.router.url.query_parameters.get("view", "") == "board"
        self.once_key, self.refused = uuid.uuid4().hex, NOTHING
        self._quiet()
        if why := self.router.url.query_parameters.get("refused", ""):
            self._say(file_refusal(why), "late")
        await self._show()
        self.loaded = True

    async def _show(self) -> list[CardRow]:
        found = await service.applications_of(the_actor())
        cards = [card_row(line, found, for_mentor=self.is_mentor) for line in found.lines]
        self.running = [card for card in cards if card["is_open"]]
        self.placed = [card for card in cards if card["step"] == "placed"]
        self.ended = [card for card in cards if not card["is_open"] and card["step"] != "placed"]
        self.total, self.ended_count = len(cards), len(self.ended)
        self.board = columns(cards) if self.is_board else []
        return cards

    def _quiet(self) -> None:
        self.said, self.said_tone, self.can_undo, self._moved = NOTHING, "ok", False, ""

    def _say(self, text: Bilingual, tone: str = "ok") -> None:
        self._quiet()
        self.said, self.said_tone = text, tone

    @handler(may=mentees)
    async def begin(self, form: NewApplication) -> Any:
        """Begin an application and open it."""
        try:
            application_id = await service.begin(
                the_actor(),
                company_name=form.company,
                company_place=form.place,
                role=form.role,
                lead_id=None,
                once_key=form.once_key,
            )
        except CompanyRefused as refusal:
            self.refused = say(f"companies.refused.{refusal.reason}")
            return None
        except service.ApplicationRefused as refusal:
            self.refused = say(f"applications.refused.{refusal.why}")
            return None
        field = await self.get_state(CompanyField)
        field.name, field.place, field.hits = "", "", []
        return rx.redirect(f"{PAGE}/{application_id}")

    @handler(may=mentees)
    async def move(self, application_id: str, step: str, version: int) -> Any:
        """Put an application into another step; a placement asks for its period first."""
        if step == "placed":
            return rx.redirect(f"{PAGE}/{as_id(application_id)}?placed=1")
        try:
            await service.move(the_actor(), as_id(application_id), step, version)
        except service.ChangedMeanwhile:
            self._say(say("applications.said.changed"), "soon")
        except service.ApplicationRefused as refusal:
            self._say(say(f"applications.refused.{refusal.why}"), "late")
        else:
            await self._moved_to(application_id, step, version + 1)
            return None
        await self._show()
        return None

    async def _moved_to(self, application_id: str, step: str, version: int) -> None:
        cards = {card["id"]: card["title"] for card in await self._show()}
        self._say(say("applications.said.moved", title=cards.get(application_id, ""), step=step_text(step)))
        self._moved, self._version, self.can_undo = application_id, version, True

    @handler(may=mentees)
    async def undo(self) -> None:
        """Take back the move that was just made."""
        try:
            await service.undo_step(the_actor(), as_id(self._moved), self._version)
        except service.ChangedMeanwhile:
            self._say(say("applications.said.changed"), "soon")
        except service.ApplicationRefused as refusal:
            self._say(say(f"applications.refused.{refusal.why}"), "late")
        else:
            self._say(say("applications.said.undone"), "")
        await self._show()


class SearchCard(rx.State):
    """The search for an internship as a card in the pair's room."""

    cards: list[CardRow] = []
    is_mentor: bool = False

    @handler(may=students)
    async def fill(self, pair_id: str) -> None:
        """Show the applications of a pair that go on or found an internship."""
        actor = the_actor()
        self.cards, self.is_mentor = [], actor.role is Role.MENTOR
        found = await service.applications_of_pair(actor, as_id(pair_id))
        lines = [line for line in found.lines if line.step not in ("rejected", "withdrawn")]
        self.cards = [card_row(line, found, for_mentor=self.is_mentor) for line in lines]
