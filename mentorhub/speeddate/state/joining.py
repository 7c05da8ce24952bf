"""The short page on which a room code is typed."""

import reflex as rx

from mentorhub.core.actor import anyone
from mentorhub.core.guard import handler

REASONS = ("unknown", "early", "not_listed", "many")


class JoinPage(rx.State):
    """Why the door stayed closed, empty before the first try."""

    why: str = ""

    @handler(may=anyone)
    async def load(self) -> None:
        """Show why the last code did not work, as the address says."""
        asked = self.router.url.query_parameters.get("why", "")
        self.why = asked if asked in REASONS else ""
