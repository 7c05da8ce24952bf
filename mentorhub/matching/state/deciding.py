"""What a teacher decides on the board: another aim, pins and bans with undo, publication."""

from typing import Literal

import reflex as rx

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.matching.rules import Objective
from mentorhub.matching.service import deciding, publishing, runs
from mentorhub.matching.state.acting import carry_out
from mentorhub.matching.state.board import Board
from mentorhub.matching.state.line_rows import LineRow, moved_text


class Deciding(rx.State):
    """The buttons of the board; what they change is shown by ``Board``."""

    @handler(may=staff, background=True)
    async def choose(self, objective: Literal["generous", "greedy", "stable", "fewest_blocking"]) -> None:
        """Match with another aim."""
        name = say(f"matching.board.objective_{objective}")
        await carry_out(
            self,
            lambda programme: runs.propose(the_actor(), programme, Objective(objective)),
            lambda board, _: say("matching.board.said_chosen", name=name),
        )

    @handler(may=staff, background=True)
    async def solve(self) -> None:
        """Compute the proposal, or compute it anew."""
        before = await self._lines()
        await carry_out(
            self,
            lambda programme: deciding.solve_again(the_actor(), programme),
            lambda board, _: (
                say("matching.board.said_solved", moved=moved_text(before, board._lines))
                if before
                else say("matching.board.said_first")
            ),
        )

    @handler(may=staff, background=True)
    async def make_room(self) -> None:
        """Give mentors as many places as all mentees need."""
        await carry_out(
            self,
            lambda programme: deciding.make_room(the_actor(), programme),
            lambda board, _: say("matching.board.said_room", places=board.places),
        )

    @handler(may=staff)
    async def cancel(self) -> None:
        """Stop the run that is being computed."""
        board = await self.get_state(Board)
        await deciding.stop(the_actor(), as_id(board.programme))

    @handler(may=staff, background=True)
    async def pin(self, mentee_id: str, mentor_id: str) -> None:
        """Keep this pair whatever else changes."""
        await self._rule(mentee_id, mentor_id, "pin", "pin")

    @handler(may=staff, background=True)
    async def forbid(self, mentee_id: str, mentor_id: str) -> None:
        """Rule this pair out."""
        await self._rule(mentee_id, mentor_id, "forbid", "forbid")

    @handler(may=staff, background=True)
    async def lift(self, mentee_id: str, mentor_id: str) -> None:
        """Lift the pin or the ban of this pair."""
        await self._rule(mentee_id, mentor_id, None, "lift")

    @handler(may=staff, background=True)
    async def undo(self) -> None:
        """Put the last rule back as it was."""
        async with self:
            last = (await self.get_state(Board))._undo
        if last is not None:
            await self._rule(*last, "undo")

    @handler(may=staff, background=True)
    async def publish(self, run_id: str) -> None:
        """Publish the proposal or repair that this page shows, and no other."""
        async with self:
            is_repair = (await self.get_state(Board)).stage == "published"
        await carry_out(
            self,
            lambda _: publishing.publish(the_actor(), as_id(run_id)),
            lambda board, _: say(f"matching.board.said_{'repaired' if is_repair else 'published'}"),
        )

    async def _lines(self) -> list[LineRow]:
        async with self:
            return (await self.get_state(Board))._lines

    async def _rule(self, mentee_id: str, mentor_id: str, kind: runs.RuleKind | None, word: str) -> None:
        before, pair = await self._lines(), (as_id(mentee_id), as_id(mentor_id))

        def said(board: Board, was: runs.RuleKind | None) -> Bilingual:
            if word != "undo":
                board._undo, board.can_undo = (mentee_id, mentor_id, was), True
            moved = moved_text(before, board._lines, mentee_id)
            mentee, mentor = board._names.get(mentee_id, ""), board._names.get(mentor_id, "")
            return say(f"matching.board.said_{word}", moved=moved, mentee=mentee, mentor=mentor)

        await carry_out(
            self, lambda programme: deciding.rule_and_solve(the_actor(), programme, *pair, kind), said
        )
