"""The language of the reader: switched in the browser at once, remembered in a cookie and at the person."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Literal

import reflex as rx

from mentorhub.core.actor import Actor, anyone, current_actor
from mentorhub.core.guard import handler

Code = Literal["nl", "en"]
Remember = Callable[[Actor, str], Awaitable[None]]
_remember: list[Remember] = []


def remember_with(function: Remember) -> None:
    """Register the function that writes a person's language (mentorhub.people.service)."""
    _remember[:] = [function]


class Language(rx.State):
    """The language of this browser."""

    lang: str = rx.Cookie("nl", name="mentorhub_language", max_age=31_536_000, same_site="lax")

    @handler(may=anyone)
    async def switch(self, to: Code) -> AsyncIterator[None]:
        """Show everything in ``nl`` or ``en`` from now on; then remember it."""
        self.lang = to
        yield
        actor = current_actor()
        if actor is not None:
            await _remember[0](actor, to)
