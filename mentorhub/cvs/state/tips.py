"""Tips on a CV on the screen: the coach gives them, the junior takes them over."""

from typing import Any, TypedDict

import reflex as rx
from pydantic import Field

from mentorhub.core.actor import NotFound, students, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.cvs import service
from mentorhub.cvs.rules.content import SECTIONS, Spot
from mentorhub.cvs.state.words import EMPTY, where_text

TONES = {"open": "soon", "taken": "ok", "resolved": "ok"}


class TipForm(Form):
    """A tip as the form sends it."""

    text: str = Field(default="", max_length=1000)
    suggestion: str = Field(default="", max_length=1000)


class TipRow(TypedDict):
    """One tip."""

    id: str
    by: Bilingual
    passage: str
    text: str
    suggestion: str
    state: Bilingual
    tone: str
    is_open: bool
    is_changed: bool
    can_take: bool
    can_reopen: bool


class Picked(TypedDict):
    """What the coach tapped."""

    section: str
    entry: str
    field: str
    passage: str


def tip_row(tip: service.TipLine) -> TipRow:
    """Return a tip as the page shows it."""
    where = where_text(tip.spot.section, tip.stands.entry_name)
    return TipRow(
        id=str(tip.tip_id),
        by=say("cvs.tips.by", name=tip.by, where=where),
        passage=tip.passage,
        text=tip.text,
        suggestion=tip.suggestion,
        state=say(f"cvs.tips.state_{tip.state}"),
        tone=TONES[tip.state],
        is_open=tip.state == "open",
        is_changed=tip.state == "open" and not tip.stands.is_there,
        can_take=tip.state == "open" and bool(tip.suggestion),
        can_reopen=tip.state == "resolved",
    )


def count_text(tips: int, open_tips: int) -> Bilingual:
    """Return for example ``4 tips, 1 nog open``; at least one tip."""
    key = ("count_one" if tips == 1 else "count") + ("" if open_tips else "_done")
    return say(f"cvs.tips.{key}", all=tips, open=open_tips)


class CvTips(rx.State):
    """The tips on one CV, for the two of the pair."""

    open: list[TipRow] = []
    ended: list[TipRow] = []
    ended_count: int = 0
    count: Bilingual = EMPTY
    said: Bilingual = EMPTY
    said_tone: str = ""
    undo_kind: str = ""
    stands: str = ""
    wanted: str = ""
    is_picking: bool = False
    passage: str = ""
    where: Bilingual = EMPTY
    can_suggest: bool = False
    refused: Bilingual = EMPTY
    _of: str = ""
    _undo_id: str = ""
    _picked: Picked | None = None

    @handler(may=students)
    async def show(self, of: str) -> None:
        """Show the tips on a CV that the reader may open."""
        self._of = of
        self._quiet()
        self._put_down()
        await self._read()

    async def _read(self) -> None:
        try:
            found = await service.tips(the_actor(), as_id(self._of))
        except NotFound:
            found = []
        rows = [tip_row(tip) for tip in found]
        self.open = [row for row in rows if row["is_open"]]
        self.ended = [row for row in rows if not row["is_open"]]
        self.ended_count = len(self.ended)
        self.count = count_text(len(rows), len(self.open)) if rows else EMPTY

    def _quiet(self) -> None:
        self.said, self.said_tone, self.undo_kind, self._undo_id = EMPTY, "", "", ""
        self.stands = self.wanted = ""

    def _say(self, key: str, tone: str = "ok", **values: object) -> None:
        self._quiet()
        self.said, self.said_tone = say(f"cvs.tips.said_{key}", **values), tone

    def _put_down(self) -> None:
        self.is_picking, self._picked, self.refused = False, None, EMPTY

    @handler(may=students)
    async def pick(self, section: str, entry: str, field: str, passage: str, name: str) -> Any:
        """Begin a tip about what the coach tapped; ``name`` is what an entry is called."""
        if section not in (*SECTIONS, "upload"):
            raise NotFound
        self._quiet()
        self._put_down()
        self._picked = Picked(section=section, entry=entry, field=field, passage=passage)
        self.is_picking, self.passage = True, passage
        self.can_suggest = passage != "" and section != "upload"
        self.where = where_text(section, name)
        return rx.set_focus("text")

    @handler(may=students)
    async def stop(self) -> None:
        """Give no tip after all."""
        self._put_down()

    @handler(may=students)
    async def give(self, form: TipForm) -> None:
        """Give the tip."""
        if self._picked is None:
            raise NotFound
        picked = self._picked
        spot = Spot(picked["section"], picked["entry"], picked["field"])
        new = service.NewTip(spot, picked["passage"], form.text, form.suggestion)
        try:
            tip_id = await service.give_tip(the_actor(), as_id(self._of), new)
        except service.TipRefused as refusal:
            self.refused = say(f"cvs.tip.refused_{refusal.reason}")
            return
        self._put_down()
        await self._read()
        page = await service.open_cv(the_actor(), as_id(self._of))
        self._say("given", name=page.first_name)
        self.undo_kind, self._undo_id = "given", str(tip_id)

    @handler(may=students)
    async def take_over(self, tip_id: str) -> Any:
        """Take the suggestion of a tip over."""
        taken = await service.take_over(the_actor(), as_id(tip_id))
        return await self._exchanged(taken, "taken", tip_id)

    async def _exchanged(self, taken: service.Taken, key: str, tip_id: str) -> Any:
        from mentorhub.cvs.state.writing import CvState  # the page's state calls this one's when it loads

        if not taken.is_done:
            self._quiet()
            self.said, self.said_tone = say(f"cvs.tips.stuck_{taken.reason}"), "soon"
            self.stands, self.wanted = taken.stands, taken.wanted
            return None
        self._say(key)
        self.undo_kind, self._undo_id = ("taken", tip_id) if key == "taken" else ("", "")
        await self._read()
        return CvState.refresh

    @handler(may=students)
    async def done(self, tip_id: str) -> None:
        """Mark a tip as done."""
        await service.mark_done(the_actor(), as_id(tip_id))
        await self._read()
        self._say("done")
        self.undo_kind, self._undo_id = "done", tip_id

    @handler(may=students)
    async def reopen(self, tip_id: str) -> None:
        """Open a tip again."""
        await service.reopen(the_actor(), as_id(tip_id))
        await self._read()
        self._say("open", "")

    @handler(may=students)
    async def undo(self) -> Any:
        """Undo what was just done with a tip."""
        kind, tip_id = self.undo_kind, self._undo_id
        try:
            if kind == "taken":
                taken = await service.put_back_passage(the_actor(), as_id(tip_id))
                return await self._exchanged(taken, "back", tip_id)
            if kind == "given":
                await service.take_back(the_actor(), as_id(tip_id))
                self._say("withdrawn", "")
            elif kind == "done":
                await service.reopen(the_actor(), as_id(tip_id))
                self._say("open", "")
        except NotFound:
            self._say("late", "late")
        await self._read()
        return None
