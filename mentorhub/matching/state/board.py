"""The teacher's board: compare, pin, forbid, and publish once."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Literal
from urllib.parse import urlencode

import reflex as rx

from mentorhub.core.actor import NotFound, staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.matching.rules import MatchingError, Objective
from mentorhub.matching.service import board as service
from mentorhub.matching.service import deciding, publishing, runs
from mentorhub.matching.state.board_rows import (
    FILTERS,
    SILENCE,
    BanRow,
    CardRow,
    LineRow,
    line_rows,
    moved_text,
    picked,
    refusal_text,
)
from mentorhub.matching.state.board_view import view_of

ADDRESS = "/match"
PER_PAGE = 50
Said = Callable[[], Bilingual]


class Board(rx.State):
    """One programme's match; the address keeps the programme and the filter."""

    stage: Literal["", "no_programme", "no_people", "no_run", "proposal", "published"] = ""
    programmes: list[dict[str, str]] = []
    programme: str = ""
    has_choice: bool = False
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
    _run: str = ""
    _lines: list[LineRow] = []
    _names: dict[str, str] = {}
    _undo: tuple[str, str, runs.RuleKind | None] | None = None

    @handler(may=staff)
    async def load(self) -> Any:
        """Show the programme and the filter that the address names."""
        asked = self.router.url.query_parameters
        which = asked.get("show", "all")
        self.filter, self.search, self.page = which if which in FILTERS else "all", "", 1
        self._forget()
        try:
            await self._show(as_id(asked["programme"]) if asked.get("programme") else None)
        except NotFound:
            return rx.redirect(ADDRESS)
        return None

    @handler(may=staff)
    async def choose_programme(self, programme: str) -> Any:
        """Go to another programme's match."""
        return rx.redirect(_address(str(as_id(programme)), "all"))

    @handler(may=staff)
    async def choose_filter(self, which: Literal["all", "beyond", "pinned", "no_fit"]) -> Any:
        """Show only some lines; the address keeps which."""
        return rx.redirect(_address(self.programme, which))

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

    @handler(may=staff)
    async def choose(self, objective: Literal["generous", "greedy", "stable"]) -> AsyncIterator[None]:
        """Match with another aim."""
        self.is_busy = True
        yield
        name = say(f"matching.board.objective_{objective}")
        await self._act(
            lambda: runs.propose(the_actor(), as_id(self.programme), Objective(objective)),
            lambda: say("matching.board.said_chosen", name=name),
        )

    @handler(may=staff)
    async def solve(self) -> AsyncIterator[None]:
        """Compute the proposal, or compute it anew."""
        self.is_busy = True
        yield
        before = self._lines
        await self._act(
            lambda: deciding.solve_again(the_actor(), as_id(self.programme)),
            lambda: (
                say("matching.board.said_solved", moved=moved_text(before, self._lines))
                if before
                else say("matching.board.said_first")
            ),
        )

    @handler(may=staff)
    async def make_room(self) -> AsyncIterator[None]:
        """Give mentors as many places as all mentees need."""
        self.is_busy = True
        yield
        await self._act(
            lambda: deciding.make_room(the_actor(), as_id(self.programme)),
            lambda: say("matching.board.said_room", places=self.places),
        )

    @handler(may=staff)
    async def pin(self, mentee_id: str, mentor_id: str) -> AsyncIterator[None]:
        """Keep this pair whatever else changes."""
        self.is_busy = True
        yield
        await self._rule(mentee_id, mentor_id, "pin", "pin")

    @handler(may=staff)
    async def forbid(self, mentee_id: str, mentor_id: str) -> AsyncIterator[None]:
        """Rule this pair out."""
        self.is_busy = True
        yield
        await self._rule(mentee_id, mentor_id, "forbid", "forbid")

    @handler(may=staff)
    async def lift(self, mentee_id: str, mentor_id: str) -> AsyncIterator[None]:
        """Lift the pin or the ban of this pair."""
        self.is_busy = True
        yield
        await self._rule(mentee_id, mentor_id, None, "lift")

    @handler(may=staff)
    async def undo(self) -> AsyncIterator[None]:
        """Put the last rule back as it was."""
        self.is_busy = True
        yield
        if self._undo is not None:
            await self._rule(*self._undo, "undo")
            self._undo, self.can_undo = None, False
        self.is_busy = False

    @handler(may=staff)
    async def publish(self) -> AsyncIterator[None]:
        """Publish the proposal that this page shows, and no other."""
        self.is_busy = True
        yield
        await self._act(
            lambda: publishing.publish(the_actor(), as_id(self._run)),
            lambda: say("matching.board.said_published"),
        )

    async def _rule(self, mentee_id: str, mentor_id: str, kind: runs.RuleKind | None, word: str) -> None:
        lines, names = self._lines, self._names
        undo: list[runs.RuleKind | None] = []

        async def act() -> None:
            undo.append(
                await deciding.rule_and_solve(
                    the_actor(), as_id(self.programme), as_id(mentee_id), as_id(mentor_id), kind
                )
            )

        def said() -> Bilingual:
            moved = moved_text(lines, self._lines, mentee_id)
            mentee, mentor = names.get(mentee_id, ""), names.get(mentor_id, "")
            return say(f"matching.board.said_{word}", moved=moved, mentee=mentee, mentor=mentor)

        await self._act(act, said)
        if undo:
            self._undo, self.can_undo = (mentee_id, mentor_id, undo[0]), True

    async def _act(self, act: Callable[[], Awaitable[object]], said: Said) -> None:
        """Do one thing, show the board as it then is, and say what happened or why it did not."""
        programme_id = as_id(self.programme)
        problem = SILENCE
        try:
            await act()
        except MatchingError as refused:
            problem = refusal_text(refused, self._names)
        except runs.AlreadyPublished:
            problem = say("matching.board.already_published")
        except (publishing.Outdated, NotFound):
            # Not found: another teacher's newer proposal took the place of the one on this page.
            problem = say("matching.board.outdated")
        finally:
            self.is_busy = False
        self._forget()
        await self._show(programme_id)
        self.problem, self.said = problem, SILENCE if problem["nl"] else said()

    def _forget(self) -> None:
        self.said, self.problem, self.can_undo, self._undo = SILENCE, SILENCE, False, None

    async def _show(self, programme_id: uuid.UUID | None) -> None:
        found = await service.board(the_actor(), programme_id)
        if found is None:
            self.stage, self.title = "no_programme", say("matching.board.tab")
            return
        for name, value in view_of(found).items():
            setattr(self, name, value)
        self._run, self._names = str(found.run.run_id) if found.run else "", dict(found.names)
        self._lines = line_rows(found)
        self.pairs = sum(row["mentor_id"] != "" for row in self._lines)
        self._turn()

    def _turn(self) -> None:
        """Cut the page out of the lines that filter and search leave."""
        rows = picked(self._lines, self.filter, self.search)
        self.found, self.pages = len(rows), max(1, -(-len(rows) // PER_PAGE))
        self.page = min(max(self.page, 1), self.pages)
        self.rows = rows[(self.page - 1) * PER_PAGE : self.page * PER_PAGE]


def _address(programme: str, which: str) -> str:
    asked = {"programme": programme, "show": which if which != "all" else ""}
    return f"{ADDRESS}?{urlencode({name: value for name, value in asked.items() if value})}"
