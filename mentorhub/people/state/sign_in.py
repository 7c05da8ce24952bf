"""The sign-in page: how the last try went, and where to go afterwards."""

import reflex as rx
from reflex.event import EventSpec

from mentorhub.core.actor import anyone, current_actor
from mentorhub.core.guard import handler
from mentorhub.people.own_path import own_path
from mentorhub.settings import settings

OUTCOMES = ("sent", "wrong", "late", "many", "unclear", "out")


class SignIn(rx.State):
    """What the address of the sign-in page says."""

    outcome: str = ""
    next_path: str = ""
    minutes: int = 10

    @handler(may=anyone)
    async def load(self) -> EventSpec | None:
        """Show the outcome that the address names; who is signed in already goes on."""
        asked = self.router.url.query_parameters
        self.next_path = own_path(asked.get("next", ""))
        if current_actor() is not None:
            return rx.redirect(self.next_path or "/")
        self.outcome = next((name for name in OUTCOMES if name in asked), "")
        if self.outcome == "sent" and not settings().smtp_host:
            self.outcome = "held"
        self.minutes = settings().sign_in_minutes
        return None
