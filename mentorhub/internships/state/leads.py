"""The list of leads, with search and filters that the address keeps."""

from typing import Any, Literal
from urllib.parse import unquote_plus, urlencode

import reflex as rx
from pydantic import Field

from mentorhub.core.actor import NotFound, Role, mentees, signed_in, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, catalogue, say
from mentorhub.internships.service.leads import acting, introducing, reading
from mentorhub.internships.service.leads.values import Filters, LeadPage
from mentorhub.internships.state.lead_requests import RequestRow, request_row
from mentorhub.internships.state.leads_rows import NOTHING, GoneRow, LeadRow, SectorRow, gone_row, lead_row

LIST = "/leads"
VIEWS = ("", "fits", "liked", "mine")


class SearchForm(Form):
    """What somebody looks for."""

    words: str = Field(default="", max_length=100)
    sector: str = Field(default="", max_length=40)
    place: str = Field(default="", max_length=100)
    view: Literal["", "fits", "liked", "mine"] = ""


class LeadsState(rx.State):
    """One page of the leads that I see."""

    loaded: bool = False
    is_mentee: bool = False
    rows: list[LeadRow] = []
    requests: list[RequestRow] = []
    gone: list[GoneRow] = []
    count: Bilingual = NOTHING
    anything: bool = False
    has_course: bool = False
    course: str = ""
    sectors: list[SectorRow] = []
    places: list[str] = []
    words: str = ""
    sector: str = ""
    place: str = ""
    view: str = ""
    is_filtered: bool = False
    is_searching: bool = False
    addresses: dict[str, str] = {name or "all": LIST for name in VIEWS}
    pages: int = 1
    number: int = 1
    earlier: str = ""
    later: str = ""

    @handler(may=signed_in)
    async def load(self) -> Any:
        """Show what the address asks for."""
        try:
            await self._show()
        except NotFound:
            return rx.redirect("/")
        return None

    async def _show(self) -> None:
        actor = the_actor()
        asked = {name: unquote_plus(text) for name, text in self.router.url.query_parameters.items()}
        self.words, self.sector = asked.get("words", "")[:100], asked.get("sector", "")[:40]
        self.place, self.view = asked.get("place", "")[:100], asked.get("view", "")
        self.view = self.view if self.view in VIEWS else ""
        number = asked.get("page", "1")
        page = int(number) if number.isdecimal() and len(number) < 5 else 1
        found = await reading.lead_page(actor, self._filters(), page)
        self.is_mentee = actor.role is Role.MENTEE
        self._show_page(found)
        self.requests = [request_row(one, found.zone) for one in await introducing.open_requests(actor)]
        self.gone = [gone_row(one, found.zone) for one in await reading.gone_of_mine(actor)]
        self.loaded = True

    def _filters(self) -> Filters:
        view = self.view
        return Filters(
            self.words,
            self.sector,
            self.place,
            fits=view == "fits",
            liked=view == "liked",
            mine=view == "mine",
        )

    def _show_page(self, found: LeadPage) -> None:
        self.rows = [lead_row(line, found.zone) for line in found.lines]
        self.anything, self.course, self.has_course = found.anything, found.course, found.course != ""
        self.count = say("leads.list.count_one" if found.total == 1 else "leads.list.count", n=found.total)
        self.sectors = [SectorRow(value=x, label=_sector_text(x)) for x in found.sectors]
        self.places = list(found.places)
        self.is_searching = any((self.words, self.sector, self.place))
        self.is_filtered = self.is_searching or self.view != ""
        self.number, self.pages = found.page, found.pages
        self.earlier = self._address(page=found.page - 1) if found.page > 1 else ""
        self.later = self._address(page=found.page + 1) if found.page < found.pages else ""
        self.addresses = {name or "all": self._address(view=name) for name in VIEWS}

    def _address(self, **changed: Any) -> str:
        asked = {"words": self.words, "sector": self.sector, "place": self.place, "view": self.view} | changed
        return address_of(asked)

    @handler(may=signed_in)
    async def look(self, form: SearchForm) -> Any:
        """Look for what the form asks; the address keeps it."""
        return rx.redirect(address_of(form.model_dump()))

    @handler(may=mentees)
    async def like(self, lead_id: str) -> None:
        """Keep a lead in mind."""
        await acting.like(the_actor(), as_id(lead_id))
        await self._show()

    @handler(may=mentees)
    async def unlike(self, lead_id: str) -> None:
        """Keep a lead in mind no longer."""
        await acting.unlike(the_actor(), as_id(lead_id))
        await self._show()

    @handler(may=signed_in)
    async def reopen(self, lead_id: str) -> None:
        """Say that a lead of mine is still open."""
        await acting.reopen(the_actor(), as_id(lead_id))
        await self._show()


def _sector_text(sector: str) -> Bilingual:
    return catalogue().get(f"companies.sector.{sector}") or {"nl": sector, "en": sector}


def address_of(asked: dict[str, Any]) -> str:
    """Return the address of the list with what is asked, without what is empty."""
    kept = {name: str(value) for name, value in asked.items() if value and (name, value) != ("page", 1)}
    return f"{LIST}?{urlencode(kept)}" if kept else LIST
