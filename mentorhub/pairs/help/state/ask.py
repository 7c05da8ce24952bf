"""The help page of a mentee or mentor: whom to call now, the form, and what became of own calls."""

import uuid
from collections.abc import Awaitable
from typing import Any

import reflex as rx
from pydantic import Field

from mentorhub.core.actor import NotFound, students, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs.help import service
from mentorhub.pairs.help.rows import (
    NOTHING,
    EmergencyRow,
    OwnRow,
    QuestionRow,
    SharedRow,
    emergency_row,
    own_row,
    question_row,
    shared_row,
)
from mentorhub.pairs.help.rules import LONGEST_TEXT, Better, Category, When
from mentorhub.pairs.service import my_pairs

ADDRESS = "/coach/help"


class HelpForm(Form):
    """A call for help as the form sends it."""

    once_key: str = Field(min_length=32, max_length=32)
    category: Category
    when: When = "week"
    text: str = Field(default="", max_length=LONGEST_TEXT)


class HelpState(rx.State):
    """Help about one of my pairs, or about something else."""

    loaded: bool = False
    has_pair: bool = False
    other: str = ""
    back: str = "/coach"
    choices: list[dict[str, str]] = []
    chooses: bool = False
    emergency: list[EmergencyRow] = []
    coordinators: str = ""
    questions: list[QuestionRow] = []
    told: list[SharedRow] = []
    open_calls: list[OwnRow] = []
    has_open: bool = False
    earlier: list[OwnRow] = []
    once_key: str = ""
    said: Bilingual = NOTHING
    said_tone: str = "ok"
    _pair_id: str = ""

    @handler(may=students)
    async def load(self) -> Any:
        """Show help about the pair that the address names, the only one, or none."""
        self.said = NOTHING
        wanted = self.router.url.query_parameters.get("duo", "")
        lines = await my_pairs(the_actor())
        self.choices = [{"id": str(one.pair_id), "name": one.first_name} for one in lines]
        self._pair_id = wanted or (self.choices[0]["id"] if len(lines) == 1 else "")
        try:
            await self._show()
        except NotFound:
            self._pair_id = ""
            return rx.redirect(ADDRESS)
        return None

    async def _show(self) -> None:
        pair_id = as_id(self._pair_id) if self._pair_id else None
        room = await service.help_room(the_actor(), pair_id)
        self.has_pair, self.other = pair_id is not None, room.other
        self.chooses = pair_id is None and len(self.choices) > 1
        self.back = f"/coach?duo={self._pair_id}" if pair_id else "/coach"
        self.emergency = [emergency_row(line) for line in room.emergency]
        self.coordinators = ", ".join(room.coordinators)
        self.questions = [question_row(one) for one in room.questions]
        self.told = [shared_row(step, room.zone) for step in room.told]
        rows = [own_row(call, room.zone) for call in room.calls]
        self.open_calls = [row for row in rows if row["state"] != "closed"]
        self.has_open = bool(self.open_calls)
        self.earlier = [row for row in rows if row["state"] == "closed"]
        self.once_key = uuid.uuid4().hex
        self.loaded = True

    def _say(self, key: str, tone: str = "ok") -> None:
        self.said, self.said_tone = say(f"help.said.{key}"), tone

    @handler(may=students)
    async def ask(self, form: HelpForm) -> None:
        """Send a call for help."""
        pair_id = as_id(self._pair_id) if self._pair_id else None
        new = service.NewCall(form.category, form.when, form.text, form.once_key)
        try:
            await service.ask_for_help(the_actor(), pair_id, new)
        except service.TooOften:
            self._say("too_often", "late")
            return
        await self._show()
        self._say("sent")

    @handler(may=students)
    async def withdraw(self, call_id: str) -> None:
        """Take a call back that nobody picked up."""
        await self._act(service.withdraw_call(the_actor(), as_id(call_id)), "withdrawn")

    @handler(may=students)
    async def reopen(self, call_id: str) -> None:
        """Open a call again that was closed."""
        await self._act(service.reopen_call(the_actor(), as_id(call_id)), "reopened")

    @handler(may=students)
    async def answer(self, call_id: str, better: Better) -> None:
        """Say whether it is better now."""
        act = service.answer_if_better(the_actor(), as_id(call_id), better)
        await self._act(act, "thanks_no" if better == "no" else "thanks")

    async def _act(self, act: Awaitable[None], said: str) -> None:
        """Do it, show what now stands, and say what happened."""
        try:
            await act
        except service.NotNow:
            said = "not_now"
        await self._show()
        self._say(said, "soon" if said == "not_now" else "ok")
