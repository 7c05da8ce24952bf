"""The coordinator's list of calls for help."""

from typing import Any, Literal

import reflex as rx

from mentorhub.core.actor import coordinators, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.texts import Bilingual, say
from mentorhub.pairs.help import service
from mentorhub.pairs.help.rows import NOTHING, DeskRow, desk_row

ADDRESS = "/help"


class HelpDeskState(rx.State):
    """One page of the calls, open or closed; the address keeps which."""

    loaded: bool = False
    title: Bilingual = NOTHING
    show: str = "open"
    open_calls: int = 0
    closed_calls: int = 0
    has_contacts: bool = True
    rows: list[DeskRow] = []
    number: int = 1
    pages: int = 1
    earlier: str = ""
    later: str = ""

    @handler(may=coordinators)
    async def load(self) -> Any:
        """Show what the address asks for."""
        asked = self.router.url.query_parameters
        show: Literal["open", "closed"] = "closed" if asked.get("show") == "closed" else "open"
        page = asked.get("page", "1")
        found = await service.help_desk(
            the_actor(), show, int(page) if page.isdecimal() and len(page) < 6 else 1
        )
        self.show, self.has_contacts = show, found.has_contacts
        self.open_calls, self.closed_calls = found.open_calls, found.closed_calls
        name = {0: "none_open", 1: "one_open"}.get(found.open_calls, "many_open")
        self.title = say(f"help.desk.{name}", n=found.open_calls)
        self.rows = [desk_row(line, found.zone) for line in found.lines]
        self.number, self.pages = found.page, found.pages
        self.earlier = f"{ADDRESS}?show={show}&page={found.page - 1}" if found.page > 1 else ""
        self.later = f"{ADDRESS}?show={show}&page={found.page + 1}" if found.page < found.pages else ""
        self.loaded = True
