"""Wishes and arrangements on the screen: who should meet, tables, times; each change can be undone."""

from typing import Literal

import reflex as rx

from mentorhub.core.actor import NotFound, Role, staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.speeddate.service.places import Arrangement
from mentorhub.speeddate.service.wishes import OVER, WishRefused
from mentorhub.speeddate.service.wishlist import WishList, wishlist_of
from mentorhub.speeddate.state.address import as_id, speed_date_in
from mentorhub.speeddate.state.wish_changes import (
    ArrangementForm,
    Change,
    NameForm,
    PairChange,
    PairForm,
    PersonChange,
    TableChange,
    TableForm,
)
from mentorhub.speeddate.state.wish_rows import (
    MOST,
    MarkedRow,
    PersonRow,
    RoundChoice,
    WishRow,
    chosen_id,
    labels,
    marked_rows,
    offered,
    person_row,
    round_choices,
    wish_row,
)
from mentorhub.speeddate.state.words import issue_rows

NOTHING: Bilingual = {"nl": "", "en": ""}
Side = Literal["mentee", "mentor", "anyone"]


class Wishes(rx.State):
    """The wishes of one speed date; long lists of names are narrowed while typing."""

    found: str = ""
    name: str = ""
    back: str = ""
    is_over: bool = False
    has_begun: bool = False
    last_table: int = 1
    mentee_names: list[str] = []
    mentor_names: list[str] = []
    anyone_names: list[str] = []
    wish_rows: list[WishRow] = []
    marked: list[MarkedRow] = []
    people: list[PersonRow] = []
    issues: list[dict[str, str]] = []
    said: Bilingual = NOTHING
    said_tone: str = ""
    can_undo: bool = False
    open_id: str = ""
    open_name: str = ""
    open_is_mentor: bool = False
    quiet: bool = False
    wide: bool = False
    table: str = ""
    leaves: str = ""
    comes: str = "1"
    rounds: list[RoundChoice] = []
    _names: dict[str, dict[str, str]] = {}
    _undo: Change | None = None

    @handler(may=staff)
    async def load(self) -> None:
        """Show the wishes of the speed date that the address names."""
        self.said, self.said_tone, self.open_id = NOTHING, "", ""
        self._undo, self.can_undo = None, False
        try:
            await self._show()
            self.found = "here"
        except NotFound:
            self.found = "none"

    @handler(may=staff)
    async def narrow(self, side: Side, typed: str) -> None:
        """Offer the names that hold what was typed; a list shows 100 of them."""
        setattr(self, f"{side}_names", offered(self._names.get(side, {}), typed))

    @handler(may=staff)
    async def choose(self, form: PairForm) -> None:
        """Wish that two people meet, or that they do not."""
        mentee, mentor = self._id_of("mentee", form.mentee), self._id_of("mentor", form.mentor)
        if mentee and mentor:
            await self._do(PairChange(as_id(mentee), as_id(mentor), form.kind))

    @handler(may=staff)
    async def withdraw(self, mentee: str, mentor: str) -> None:
        """Take a wish back."""
        await self._do(PairChange(as_id(mentee), as_id(mentor), None))

    @handler(may=staff)
    async def mark(self, form: TableForm) -> None:
        """Say what is particular about a table."""
        await self._do(form.change())

    @handler(may=staff)
    async def unmark(self, number: int) -> None:
        """Make a table an ordinary one again."""
        await self._do(TableChange(number, ()))

    @handler(may=staff)
    async def open_named(self, form: NameForm) -> None:
        """Open the arrangements with someone, by name."""
        if person := self._id_of("anyone", form.person):
            await self._open(person)

    @handler(may=staff)
    async def open(self, enrolment_id: str) -> None:
        """Open the arrangements with someone in the list."""
        await self._open(enrolment_id)

    @handler(may=staff)
    async def close(self) -> None:
        """Close the arrangements without saving."""
        self.open_id = ""

    @handler(may=staff)
    async def save(self, form: ArrangementForm) -> None:
        """Save what was arranged with the person that is open."""
        try:
            wanted = form.arrangement()
        except ValueError:
            self._say("planning.refused.leaves", tone="late")
            return
        if await self._do(PersonChange(as_id(self.open_id), wanted)):
            self.open_id = ""

    @handler(may=staff)
    async def clear(self, enrolment_id: str) -> None:
        """Forget what was arranged with someone; who came later keeps that once the rounds have begun."""
        nothing = Arrangement(from_round=None if self.has_begun else 1)
        await self._do(PersonChange(as_id(enrolment_id), nothing))

    @handler(may=staff)
    async def undo(self) -> None:
        """Put back what the last change replaced."""
        if self._undo is not None and await self._do(self._undo):
            self._undo, self.can_undo = None, False
            self._say("planning.wishes.undone")

    async def _do(self, change: Change) -> bool:
        """Do a change and show what came of it; return whether it could be."""
        try:
            self._undo = await change.do(the_actor(), speed_date_in(self))
        except WishRefused as refusal:
            self._say(f"planning.refused.{refusal.reason}", tone="late")
            return False
        self.can_undo = True
        await self._show()
        self._say("planning.wishes.saved")
        return True

    async def _open(self, enrolment_id: str) -> None:
        found = await self._show()
        card = next((one for one in found.people if str(one.enrolment_id) == enrolment_id), None)
        if card is None:
            raise NotFound
        known = {one.card.enrolment_id: one.arrangement for one in found.arranged}
        wanted = known.get(card.enrolment_id, Arrangement())
        self.open_id, self.open_name = enrolment_id, card.full_name
        self.open_is_mentor = card.role == Role.MENTOR
        self.quiet, self.wide = "quiet" in wanted.needs, "wide" in wanted.needs
        self.table = str(wanted.fixed_table or "")
        self.leaves = f"{wanted.leaves:%H:%M}" if wanted.leaves else ""
        self.comes = str(card.from_round)
        self.rounds = round_choices(found, card.from_round)

    def _id_of(self, side: Side, typed: str) -> str:
        """Return whose name was typed; says so when nobody's was."""
        person = chosen_id(typed, self._names.get(side, {}))
        if not person:
            self._say("planning.refused.name_unknown", tone="late")
        return person

    def _say(self, key: str, *, tone: str = "ok") -> None:
        self.said, self.said_tone = say(key), tone

    async def _show(self) -> WishList:
        found = await wishlist_of(the_actor(), speed_date_in(self))
        row = found.speed_date
        self.name, self.back = row.name, f"/speed-dates/{row.id}"
        self.is_over, self.has_begun = row.phase in OVER, row.round > 0
        self.last_table = row.tables
        self._show_names(found)
        self.wish_rows = [wish_row(line) for line in found.wishes][:MOST]
        self.marked = marked_rows(found)[:MOST]
        self.people = [person_row(one) for one in found.arranged][:MOST]
        self.issues = issue_rows(found.issues, {str(x.enrolment_id): x.full_name for x in found.people})
        return found

    def _show_names(self, found: WishList) -> None:
        self._names = {
            "mentee": labels(x for x in found.people if x.role == Role.MENTEE),
            "mentor": labels(x for x in found.people if x.role == Role.MENTOR),
            "anyone": labels(found.people),
        }
        self.mentee_names, self.mentor_names, self.anyone_names = (
            offered(self._names[side], "") for side in ("mentee", "mentor", "anyone")
        )
