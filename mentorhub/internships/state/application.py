"""One application: its steps, what to do next, documents, how it ended, and the placement."""

from datetime import date
from typing import Any, Literal

import reflex as rx
from pydantic import Field, field_validator

from mentorhub.core.actor import NotFound, Role, mentees, students, the_actor
from mentorhub.core.dates import day_text
from mentorhub.core.files import refusal as file_refusal
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.rules import applications as rules
from mentorhub.internships.service import applications as service
from mentorhub.internships.state.application_rows import (
    NO_CARD,
    NOTHING,
    CardRow,
    DocumentRow,
    StayRow,
    card_row,
    document_row,
    reason_text,
    stay_row,
    step_text,
)

PAGE = "/internships"


class NextForm(Form):
    """The next action as the form sends it; an empty day is none."""

    action: str = Field(default="", max_length=200)
    day: date | None = None

    @field_validator("day", mode="before")
    @classmethod
    def _empty_is_none(cls, sent: Any) -> Any:
        return None if sent == "" else sent


class EndForm(Form):
    """How an application ends, as the form sends it."""

    ending: Literal["rejected", "withdrawn"]
    reason: Literal["no_answer", "other_candidate", "no_fit", "too_far", "treated_differently", "other"]
    may_talk: Literal["", "yes", "no"] = ""


class PlacementForm(Form):
    """A placement as the form sends it."""

    starts_on: date
    ends_on: date
    through: Literal["mentor", "lead", "staff", "own", "other"]


class ApplicationState(rx.State):
    """One application with everything that belongs to it."""

    loaded: bool = False
    is_mentor: bool = False
    application_id: str = ""
    card: CardRow = NO_CARD
    company: str = ""
    about: str = ""
    step: str = ""
    next_step: str = ""
    next_name: Bilingual = NOTHING
    is_open: bool = False
    asks_placement: bool = False
    stays: list[StayRow] = []
    documents: list[DocumentRow] = []
    reason: Bilingual = NOTHING
    can_undo: bool = False
    next_action: str = ""
    next_on: str = ""
    today: str = ""
    placed: Bilingual = NOTHING
    through: str = "own"
    through_text: Bilingual = NOTHING
    starts_on: str = ""
    ends_on: str = ""
    can_correct: bool = False
    said: Bilingual = NOTHING
    said_tone: str = "ok"
    undoes: str = ""
    _version: int = 0
    _removed: str = ""

    @handler(may=students)
    async def load(self) -> Any:
        """Show the application that the address names, or go to the list."""
        self.is_mentor = the_actor().role is Role.MENTOR
        self._quiet()
        asked = self.router.url.query_parameters
        self.asks_placement = "placed" in asked
        try:
            await self._show(self.router.url.path.rstrip("/").rpartition("/")[2])
        except NotFound:
            return rx.redirect(PAGE)
        if why := asked.get("refused", ""):
            self._say(_upload_refused(why), "late")
        elif "added" in asked:
            self._say(say("applications.said.document_added"))
        return None

    async def _show(self, application_id: str) -> None:
        file = await service.application_file(the_actor(), as_id(application_id))
        line = file.line
        self.application_id, self._version = application_id, line.version
        found = service.Applications((line,), file.today, file.now, file.zone)
        self.card = card_row(line, found, for_mentor=self.is_mentor)
        self.company = line.company
        self.about = ", ".join(part for part in (line.role, line.place) if part)
        self._show_step(file)
        self._show_placement(file)
        self.documents = [document_row(one, file.zone) for one in file.documents]
        self.loaded = True

    def _show_step(self, file: service.File) -> None:
        line = file.line
        after = rules.neighbours(line.step)[1]
        self.step, self.next_step = line.step, after
        self.next_name = step_text(after) if after else NOTHING
        self.is_open, self.can_undo = rules.is_open(line.step), file.can_undo
        self.stays = [stay_row(stay, file.zone) for stay in reversed(file.stays)]
        self.reason = reason_text(file)
        self.next_action = line.next_action
        self.next_on = line.next_on.isoformat() if line.next_on else ""
        self.today = file.today.isoformat()

    def _show_placement(self, file: service.File) -> None:
        placed, form = file.placed, file.proposed
        self.placed = NOTHING
        if placed is not None:
            days = {
                "first": day_text(placed.starts_on, file.zone),
                "last": day_text(placed.ends_on, file.zone),
            }
            self.placed = say("applications.placed.period", **days)
        self.starts_on, self.ends_on = form.starts_on.isoformat(), form.ends_on.isoformat()
        self.through, self.can_correct = form.through, file.can_correct
        words = "ledger.through" if self.is_mentor else "applications.through"
        self.through_text = say(f"{words}.{form.through}")

    def _quiet(self) -> None:
        self.said, self.said_tone, self.undoes, self._removed = NOTHING, "ok", "", ""

    def _say(self, text: Bilingual, tone: str = "ok") -> None:
        self._quiet()
        self.said, self.said_tone = text, tone

    async def _after(self, work: Any, text: Bilingual, undoes: str = "") -> None:
        """Do what was asked, say how it went, and show what stands now; what was typed stays in its form."""
        try:
            await work
        except service.ChangedMeanwhile:
            self._say(say("applications.said.changed"), "soon")
        except service.ApplicationRefused as refusal:
            self._say(say(f"applications.refused.{refusal.why}"), "late")
        else:
            self._say(text)
            self.undoes = undoes
        await self._show(self.application_id)

    @handler(may=mentees)
    async def move(self, step: str) -> None:
        """Put the application into another step."""
        known = step if step in rules.STEPS else self.step
        text = say("applications.said.moved", title=self.company, step=step_text(known))
        await self._after(service.move(the_actor(), self._id(), step, self._version), text, "step")

    @handler(may=mentees)
    async def undo(self) -> None:
        """Take back the last step."""
        work = service.undo_step(the_actor(), self._id(), self._version)
        await self._after(work, say("applications.said.undone"))

    @handler(may=mentees)
    async def plan_next(self, form: NextForm) -> None:
        """Write what to do next."""
        work = service.plan_next(the_actor(), self._id(), form.action, form.day, self._version)
        await self._after(work, say("applications.said.next" if form.action else "applications.said.no_next"))

    @handler(may=mentees)
    async def end(self, form: EndForm) -> None:
        """End the application."""
        ending = service.Ending(form.ending, form.reason, form.may_talk)
        work = service.end(the_actor(), self._id(), ending, self._version)
        await self._after(work, say(f"applications.said.{form.ending}"), "step")

    @handler(may=mentees)
    async def place(self, form: PlacementForm) -> None:
        """Record the internship that was found."""
        placed = service.Placed(form.starts_on, form.ends_on, form.through)
        await self._after(
            service.place(the_actor(), self._id(), placed, self._version),
            say("applications.said.placed"),
            "placement",
        )

    @handler(may=mentees)
    async def correct(self, form: PlacementForm) -> None:
        """Correct the placement."""
        placed = service.Placed(form.starts_on, form.ends_on, form.through)
        work = service.correct_placement(the_actor(), self._id(), placed, self._version)
        await self._after(work, say("applications.said.corrected"))

    @handler(may=mentees)
    async def take_back(self) -> None:
        """Take the placement back."""
        work = service.take_placement_back(the_actor(), self._id(), self._version)
        await self._after(work, say("applications.said.taken_back"))

    @handler(may=mentees)
    async def remove_document(self, document_id: str) -> None:
        """Remove a document; it can be put back."""
        work = service.remove_document(the_actor(), as_id(document_id))
        await self._after(work, say("applications.said.document_removed"), "document")
        self._removed = document_id

    @handler(may=mentees)
    async def put_back(self) -> None:
        """Put back the document that was just removed."""
        work = service.put_document_back(the_actor(), as_id(self._removed))
        await self._after(work, say("applications.said.document_back"))

    def _id(self) -> Any:
        return as_id(self.application_id)


def _upload_refused(why: str) -> Bilingual:
    """Return the words for a refused upload; an unknown word in the address reads as a damaged file."""
    if why in ("documents", "no_file", "too_often"):
        return say(f"applications.refused.{why}")
    return file_refusal(why)
