"""The teacher's board: which match is shown, filtered, searched and paged."""

import uuid
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

import reflex as rx

from mentorhub.core.actor import NotFound, staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual
from mentorhub.matching.service import board as service
from mentorhub.matching.service import earlier
from mentorhub.matching.service.history import runs_of
from mentorhub.matching.service.runs import RuleKind
from mentorhub.matching.state.board_rows import SILENCE, BanRow, CardRow
from mentorhub.matching.state.board_view import NO_PROGRAMME, view_of
from mentorhub.matching.state.line_rows import FILTERS, LineRow, line_rows, picked

ADDRESS = "/match"
PER_PAGE = 50
PANELS: list[type[rx.State]] = []
PanelType = TypeVar("PanelType", bound=type[rx.State])


def panel(state: PanelType) -> PanelType:
    """Declare a state that is filled together with the board, by its ``_take(found, runs)``."""
    PANELS.append(state)
    return state


class Board(rx.State):
    """One programme's match; the address keeps the programme, the run and the filter."""

    stage: Literal["", "no_programme", "no_people", "no_run", "proposal", "published", "plan", "old"] = ""
    programmes: list[dict[str, str]] = []
    programme: str = ""
    has_choice: bool = False
    run_id: str = ""
    above: Bilingual = SILENCE
    title: Bilingual = SILENCE
    cards: list[CardRow] = []
    proof: Bilingual = SILENCE
    proof_text: Bilingual = SILENCE
    rows: list[LineRow] = []
    found: int = 0
    page: int = 1
    pages: int = 1
    filter: str = "all"
    search: str = ""
    length: int = 4
    mentees: int = 0
    mentors: int = 0
    places: int = 0
    handed_in: int = 0
    waiting: list[str] = []
    waiting_more: int = 0
    open_until: Bilingual = SILENCE
    is_stale: bool = False
    bans: list[BanRow] = []
    bans_count: int = 0
    pairs: int = 0
    said: Bilingual = SILENCE
    problem: Bilingual = SILENCE
    can_undo: bool = False
    is_busy: bool = False
    percent: int = -1
    phase: Bilingual = SILENCE
    _lines: list[LineRow] = []
    _names: dict[str, str] = {}
    _undo: tuple[str, str, RuleKind | None] | None = None

    @handler(may=staff)
    async def load(self) -> Any:
        """Show the programme, the run and the filter that the address names."""
        asked = self.router.url.query_parameters
        which = asked.get("show", "all")
        self.filter, self.search, self.page = which if which in FILTERS else "all", "", 1
        self._forget()
        try:
            await self._show(_asked(asked.get("programme")), _asked(asked.get("run")))
        except NotFound:
            return rx.redirect(ADDRESS)
        return None

    @handler(may=staff)
    async def choose_programme(self, programme: str) -> Any:
        """Go to another programme's match."""
        return rx.redirect(_address(programme=str(as_id(programme))))

    @handler(may=staff)
    async def choose_filter(
        self, which: Literal["all", "beyond", "pinned", "no_fit", "moved", "rather_not"]
    ) -> Any:
        """Show only some lines; the address keeps which."""
        run = self.run_id if self.stage == "old" else ""
        return rx.redirect(_address(programme=self.programme, run=run, show=which if which != "all" else ""))

    @handler(may=staff)
    async def look_for(self, name: str) -> None:
        """Show only lines with this in a name."""
        self.search, self.page = name[:60], 1
        self._turn()

    @handler(may=staff)
    async def turn_to(self, page: int) -> None:
        """Show another page of the lines."""
        self.page = page
        self._turn()

    def _forget(self) -> None:
        self.said, self.problem, self.can_undo, self._undo = SILENCE, SILENCE, False, None
        self.is_busy, self.percent = False, -1

    async def _show_again(self, programme_id: uuid.UUID) -> None:
        """Show what now stands for the programme, and nothing of what was said before."""
        self._forget()
        await self._show(programme_id, None)

    async def _show(self, programme_id: uuid.UUID | None, run_id: uuid.UUID | None) -> None:
        found = await service.board(the_actor(), programme_id, run_id)
        if found is None:
            self.stage, self.title = NO_PROGRAMME
            return
        for name, value in view_of(found).items():
            setattr(self, name, value)
        self._names = dict(found.names)
        is_open = found.run is not None and found.run.published_at is None
        before = await earlier.mentors_before(the_actor(), as_id(self.run_id)) if is_open else {}
        self._lines = line_rows(found, before)
        self.pairs = sum(row["mentor_id"] != "" for row in self._lines)
        self._turn()
        runs = await runs_of(the_actor(), found.programme_id)
        for one in PANELS:
            shown: Any = await self.get_state(one)
            await shown._take(found, runs)

    def _turn(self) -> None:
        """Cut the page out of the lines that filter and search leave."""
        rows = picked(self._lines, self.filter, self.search)
        self.found, self.pages = len(rows), max(1, -(-len(rows) // PER_PAGE))
        self.page = min(max(self.page, 1), self.pages)
        self.rows = rows[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]


def _asked(text: str | None) -> uuid.UUID | None:
    return as_id(text) if text else None


def _address(**asked: str) -> str:
    return f"{ADDRESS}?{urlencode({name: value for name, value in asked.items() if value})}"
