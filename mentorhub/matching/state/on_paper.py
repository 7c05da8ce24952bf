"""Typing in the lists that juniors wrote on paper: who still must, and what was typed last, to undo it."""

from dataclasses import replace
from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import NotFound, staff, the_actor
from mentorhub.core.dates import moment_text
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.matching.service import on_paper
from mentorhub.matching.service.lists import ListRefused
from mentorhub.matching.service.on_paper import AlreadyIn, Before, PaperRefused
from mentorhub.matching.service.paper_desk import Desk, Form, desk_of
from mentorhub.speeddate.state.address import speed_date_in

NOTHING: Bilingual = {"nl": "", "en": ""}
SHOWN = 100
LETTERS = 60


class FormRow(TypedDict):
    """A junior's form: ``handed`` is open, phone or paper; ``own`` the tables that mean someone else here."""

    id: str
    name: str
    group: str
    handed: str
    absent: bool
    own: dict[str, str]


class Saved(TypedDict):
    """The form that was saved last: the coaches in order, shown until the next one; ``turn`` counts them."""

    id: str
    names: list[str]
    turn: int


class Refused(TypedDict):
    """Why the last form was not taken; ``turn`` counts them."""

    id: str
    text: Bilingual
    turn: int


class OnPaper(rx.State):
    """The forms of one speed date."""

    found: str = ""
    name: str = ""
    back: str = ""
    pdf: str = ""
    length: int = 0
    whole: int = 0
    left: int = 0
    more: int = 0
    is_open: bool = False
    why_closed: Bilingual = NOTHING
    deadline: Bilingual = NOTHING
    rows: list[FormRow] = []
    coaches: dict[str, str] = {}
    everyone: bool = False
    searched: str = ""
    saved: Saved = {"id": "", "names": [], "turn": 0}
    refused: Refused = {"id": "", "text": NOTHING, "turn": 0}
    said: Bilingual = NOTHING
    _typed: set[str] = set()
    _forms: tuple[Form, ...] = ()
    _own: dict[str, dict[str, str]] = {}
    _names: dict[str, str] = {}
    _undo: Before | None = None

    @handler(may=staff)
    async def load(self) -> None:
        """Show the forms of the speed date that the address names."""
        self.said, self.searched, self._typed, self._undo, self.everyone = NOTHING, "", set(), None, False
        self._forget()
        try:
            self._show(await desk_of(the_actor(), speed_date_in(self)))
            self.found = "here"
        except NotFound:
            self.found = "none"

    @handler(may=staff)
    async def look_for(self, text: str) -> None:
        """Show the juniors whose name or group holds a text, whether they handed in or not."""
        self.searched = text[:LETTERS]
        self._show_rows()

    @handler(may=staff)
    async def show_everyone(self, wanted: bool) -> None:
        """Show, or hide, who handed in already."""
        self.everyone = wanted
        self._show_rows()

    @handler(may=staff)
    async def save(self, junior_id: str, boxes: list[int]) -> None:
        """Hand in what a junior wrote on paper."""
        actor, speed_date_id, junior = the_actor(), speed_date_in(self), as_id(junior_id)
        version = next((one.version for one in self._forms if one.junior.enrolment_id == junior), 0)
        try:
            self._undo = await on_paper.hand_in_for(actor, speed_date_id, junior, boxes, version)
        except (AlreadyIn, ListRefused, PaperRefused) as refusal:
            await self._refuse(junior_id, refusal)
            return
        self._typed = {*self._typed, str(junior)}
        self._mark_handed(self._undo)
        names = [self._names.get(str(mentor), "") for mentor in self._undo.typed]
        self.saved = Saved(id=str(junior), names=names, turn=self.saved["turn"] + 1)
        self.said = say("paper.typing.saved", name=self._name_of(str(junior)))

    @handler(may=staff)
    async def undo(self) -> None:
        """Put the list that was typed last back as it was."""
        if self._undo is None:
            return
        actor, speed_date_id, before = the_actor(), speed_date_in(self), self._undo
        self._undo = None
        try:
            await on_paper.undo(actor, speed_date_id, before)
        except ListRefused as refusal:
            await self._refuse(str(before.mentee_id), refusal)
            return
        self._show(await desk_of(actor, speed_date_id))
        self._forget()
        self.said = say("paper.typing.undone", name=self._name_of(str(before.mentee_id)))

    async def _refuse(self, junior_id: str, refusal: AlreadyIn | ListRefused | PaperRefused) -> None:
        self._show(await desk_of(the_actor(), speed_date_in(self)))
        self.refused = Refused(id=junior_id, text=_why(refusal), turn=self.refused["turn"] + 1)

    def _mark_handed(self, before: Before) -> None:
        """Show that a form is in, without reading a large hall again after each of them."""
        self._forms = tuple(
            replace(form, handed="paper", version=before.version)
            if form.junior.enrolment_id == before.mentee_id
            else form
            for form in self._forms
        )
        self._show_forms()

    def _forget(self) -> None:
        """Show no longer what was typed last."""
        self.saved = Saved(id="", names=[], turn=self.saved["turn"] + 1)
        self.refused = Refused(id="", text=NOTHING, turn=self.refused["turn"] + 1)

    def _name_of(self, junior_id: str) -> str:
        found = (f.junior.full_name for f in self._forms if str(f.junior.enrolment_id) == junior_id)
        return next(found, "")

    def _show(self, desk: Desk) -> None:
        row = desk.speed_date
        self.name, self.back = row.name, f"/speed-dates/{row.id}"
        self.pdf = f"/speed-dates/{row.id}/paper.pdf"
        self.length, self.is_open = desk.length, desk.is_open
        self.why_closed = _why_closed(desk)
        self.deadline = moment_text(desk.deadline, desk.zone) if desk.deadline else NOTHING
        names = {str(one): card.full_name for one, card in desk.coaches.items()}
        self._names = names
        self.coaches = {str(table): names[one] for table, one in sorted(desk.tables.usual.items())}
        self._own = {
            mentee: {str(table): names[one] for table, one in met.items()}
            for mentee, met in desk.tables.own.items()
            if met
        }
        self._forms = desk.forms
        self._show_forms()

    def _show_forms(self) -> None:
        self.whole = len(self._forms)
        self.left = sum(form.handed == "open" for form in self._forms)
        self._show_rows()

    def _show_rows(self) -> None:
        shown = [form for form in self._forms if self._is_shown(form)]
        self.rows = [_row(form, self._own) for form in shown[:SHOWN]]
        self.more = max(0, len(shown) - SHOWN)

    def _is_shown(self, form: Form) -> bool:
        """Whether a form is in the list; what was typed just now stays where it was."""
        if word := self.searched.strip().casefold():
            return word in f"{form.junior.full_name} {form.junior.group}".casefold()
        return self.everyone or form.handed == "open" or str(form.junior.enrolment_id) in self._typed


def _row(form: Form, own: dict[str, dict[str, str]]) -> FormRow:
    junior = form.junior
    return FormRow(
        id=str(junior.enrolment_id),
        name=junior.full_name,
        group=junior.group,
        handed=form.handed,
        absent=junior.state == "absent",
        own=own.get(str(junior.enrolment_id), {}),
    )


def _why(refusal: AlreadyIn | ListRefused | PaperRefused) -> Bilingual:
    if isinstance(refusal, PaperRefused):
        box = refusal.box
        return say(f"paper.refused.{box.fault}", place=box.place, table=box.table)
    if isinstance(refusal, AlreadyIn):
        return say("paper.refused.already")
    return say(f"paper.refused.{refusal.reason}")


def _why_closed(desk: Desk) -> Bilingual:
    if desk.is_published:
        return say("paper.typing.published")
    if not desk.is_open:
        return say("paper.typing.over")
    return NOTHING if desk.length else say("paper.typing.no_tables")
