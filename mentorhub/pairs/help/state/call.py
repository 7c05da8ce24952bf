"""One call for help at the coordinator's desk."""

from collections.abc import Awaitable
from typing import Any

import reflex as rx
from pydantic import Field

from mentorhub.core.actor import NotFound, coordinators, the_actor
from mentorhub.core.dates import moment_text
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs.help import service
from mentorhub.pairs.help.rows import (
    NOTHING,
    AnswerRow,
    DeskStepRow,
    about_text,
    answer_row,
    desk_row,
    desk_step_row,
)
from mentorhub.pairs.help.rules import LONGEST_TEXT, Audience, Outcome, StepKind


class StepForm(Form):
    """A step as the form sends it."""

    kind: StepKind
    audience: Audience
    text: str = Field(default="", max_length=LONGEST_TEXT)


class CloseForm(Form):
    """What came of a call, as the form sends it."""

    outcome: Outcome


class HelpCallState(rx.State):
    """A call with its text, which only coordinators receive, and what was done."""

    loaded: bool = False
    caller: str = ""
    other: str = ""
    about: Bilingual = NOTHING
    programme: str = ""
    category: Bilingual = NOTHING
    is_urgent: bool = False
    state: Bilingual = NOTHING
    tone: str = "soon"
    asked_on: Bilingual = NOTHING
    text: str = ""
    version: int = 0
    taken_by: str = ""
    taken_on: Bilingual = NOTHING
    is_mine: bool = False
    is_closed: bool = False
    can_undo_close: bool = False
    has_pair: bool = False
    is_running: bool = False
    other_knows: bool = False
    is_kept_apart: bool = False
    board: str = "/match"
    steps: list[DeskStepRow] = []
    answers: list[AnswerRow] = []
    suggested: str = ""
    seen: Bilingual = NOTHING
    said: Bilingual = NOTHING
    said_tone: str = "ok"
    _call_id: str = ""

    @handler(may=coordinators)
    async def load(self) -> Any:
        """Show the call that the address names."""
        self.said = NOTHING
        self._call_id = self.router.url.path.rstrip("/").rpartition("/")[2]
        try:
            await self._show()
        except NotFound:
            return rx.redirect("/help")
        return None

    async def _show(self) -> None:
        file = await service.call_file(the_actor(), as_id(self._call_id))
        self._show_line(file)
        self.text, self.version = file.text, file.version
        self.taken_on = moment_text(file.taken_at, file.zone) if file.taken_at else NOTHING
        self.can_undo_close = file.can_undo_close
        self.has_pair, self.is_running = file.pair_id is not None, file.is_running
        self.other_knows, self.is_kept_apart = file.other_knows, file.is_kept_apart
        self.board = f"/match?programme={file.programme_id}"
        self.steps = [desk_step_row(step, file.zone) for step in file.steps]
        self.answers = [answer_row(line, file.zone) for line in file.answers]
        self.suggested = file.suggested
        seen = say(f"help.call.seen_{file.suggested}", name=file.suggested_name) if file.suggested else None
        self.seen = seen or NOTHING
        self.loaded = True

    def _show_line(self, file: service.CallFile) -> None:
        line, row = file.line, desk_row(file.line, file.zone)
        self.caller, self.other, self.about = line.caller, line.other, about_text(line)
        self.programme, self.category, self.is_urgent = line.programme, row["category"], row["is_urgent"]
        self.state, self.tone = row["state"], row["tone"]
        self.asked_on = say("help.call.asked_on", when=moment_text(line.created_at, file.zone))
        self.taken_by, self.is_closed = line.taken_by, line.closed_at is not None
        self.is_mine = line.is_mine and not self.is_closed

    @handler(may=coordinators)
    async def take_up(self, version: int) -> None:
        """Take the call up, or over from a colleague."""
        await self._act(service.take_up(the_actor(), as_id(self._call_id), version), "taken")

    @handler(may=coordinators)
    async def give_back(self) -> None:
        """Let the call wait for a coordinator again."""
        await self._act(service.give_back(the_actor(), as_id(self._call_id)), "given_back")

    @handler(may=coordinators)
    async def add_step(self, form: StepForm) -> None:
        """Record what was done."""
        new = service.NewStep(form.kind, form.audience, form.text)
        await self._act(service.add_step(the_actor(), as_id(self._call_id), new), "step")

    @handler(may=coordinators)
    async def undo_step(self, step_id: str) -> None:
        """Take a step back."""
        await self._act(service.undo_step(the_actor(), as_id(step_id)), "step_undone", missing="too_late")

    @handler(may=coordinators)
    async def close(self, form: CloseForm) -> None:
        """Close the call."""
        await self._act(service.close_call(the_actor(), as_id(self._call_id), form.outcome), "closed")

    @handler(may=coordinators)
    async def undo_close(self) -> None:
        """Take the closing back."""
        await self._act(service.undo_close(the_actor(), as_id(self._call_id)), "opened")

    @handler(may=coordinators)
    async def find_new_match(self) -> Any:
        """Tell the match that these two do not go together, and go there for a repair."""
        done = await self._act(
            service.keep_apart(the_actor(), as_id(self._call_id), True), "", missing="no_rule"
        )
        return rx.redirect(self.board) if done else None

    @handler(may=coordinators)
    async def together_again(self) -> None:
        """Undo that the match keeps these two apart."""
        act = service.keep_apart(the_actor(), as_id(self._call_id), False)
        await self._act(act, "together_again", missing="no_rule")

    async def _act(self, act: Awaitable[Any], said: str, *, missing: str = "") -> bool:
        """Do it, show what now stands and say what happened; return whether it was done."""
        done, name = False, self.caller
        try:
            await act
            done = True
        except service.TakenBy as taken:
            said, name = "taken_by", taken.name
        except service.NotNow:
            said = "not_now"
        except NotFound:
            if not missing:
                raise
            said = missing
        await self._show()
        self.said = say(f"help.said.{said}", name=name) if said else NOTHING
        self.said_tone = "ok" if done else "late"
        return done
