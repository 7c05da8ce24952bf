"""How a programme is matched: the length of a list, and what mentors may say."""

import uuid
from collections.abc import Sequence

import reflex as rx

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.texts import say
from mentorhub.matching.service.board import Board as Found
from mentorhub.matching.service.history import RunLine
from mentorhub.matching.service.settings import MatchSettings, change_settings, match_settings
from mentorhub.matching.state.acting import carry_out
from mentorhub.matching.state.board import panel


@panel
class Setup(rx.State):
    """The settings under the board; a change is saved at once."""

    list_length: str = "4"
    asks_wishes: bool = True
    rather_not_forbids: bool = False
    evens_out: bool = False
    handed_in: int = 0
    is_fixed: bool = False

    @handler(may=staff, background=True)
    async def change_length(self, length: int) -> None:
        """Ask lists of another length, 1 to 10."""

        async def act(programme_id: uuid.UUID) -> MatchSettings:
            return await change_settings(the_actor(), programme_id, list_length=length)

        await carry_out(self, act, lambda board, _: say("matching.setup.said_length", n=length))

    @handler(may=staff, background=True)
    async def ask_wishes(self, asks: bool) -> None:
        """Ask mentors with whom they would rather (not) work, or stop asking."""

        async def act(programme_id: uuid.UUID) -> MatchSettings:
            return await change_settings(the_actor(), programme_id, asks_wishes=asks)

        word = "asks" if asks else "asks_not"
        await carry_out(self, act, lambda board, _: say(f"matching.setup.said_{word}"))

    @handler(may=staff, background=True)
    async def let_rather_not_forbid(self, forbids: bool) -> None:
        """Let a mentor's *rather not* rule a pair out, or be advice only."""

        async def act(programme_id: uuid.UUID) -> MatchSettings:
            return await change_settings(the_actor(), programme_id, rather_not_forbids=forbids)

        word = "forbids" if forbids else "advises"
        await carry_out(self, act, lambda board, _: say(f"matching.setup.said_{word}"))

    @handler(may=staff, background=True)
    async def even_out(self, evens: bool) -> None:
        """Help the group that comes off worst, or not."""

        async def act(programme_id: uuid.UUID) -> MatchSettings:
            return await change_settings(the_actor(), programme_id, evens_out=evens)

        word = "evens" if evens else "evens_not"
        await carry_out(self, act, lambda board, _: say(f"matching.setup.said_{word}"))

    async def _take(self, found: Found, _runs: Sequence[RunLine]) -> None:
        known = await match_settings(the_actor(), found.programme_id)
        self.list_length, self.handed_in = str(known.list_length), known.handed_in
        self.asks_wishes, self.rather_not_forbids = known.asks_wishes, known.rather_not_forbids
        self.evens_out = known.evens_out
        self.is_fixed = known.is_published or known.handed_in > 0
