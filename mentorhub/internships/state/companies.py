"""The list of companies at the desk, filtered by the address, and the form to add one."""

from typing import Any
from urllib.parse import urlencode

import reflex as rx

from mentorhub.core.actor import staff, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual
from mentorhub.internships.rules.company_fields import SECTORS
from mentorhub.internships.service.companies.changing import add_company
from mentorhub.internships.service.companies.finding import named
from mentorhub.internships.service.companies.reading import Filters, company_list
from mentorhub.internships.service.companies.taking import CompanyRefused
from mentorhub.internships.state.companies_rows import (
    NOTHING,
    CompanyForm,
    CompanyRow,
    company_row,
    refused_text,
)

LIST = "/companies"
_LONGEST = 80


class CompaniesState(rx.State):
    """One page of the companies of the school."""

    loaded: bool = False
    rows: list[CompanyRow] = []
    places: list[str] = []
    text: str = ""
    sector: str = ""
    place: str = ""
    recognised: str = ""
    is_filtered: bool = False
    total: int = 0
    number: int = 1
    pages: int = 1
    earlier: str = ""
    later: str = ""
    refused: Bilingual = NOTHING

    @handler(may=staff)
    async def load(self) -> None:
        """Show the page of the list that the address names."""
        asked = self.router.url.query_parameters
        self.text, self.place = asked.get("text", "")[:_LONGEST], asked.get("place", "")[:_LONGEST]
        self.sector = _one_of(asked.get("sector", ""), SECTORS)
        self.recognised = _one_of(asked.get("recognised", ""), ("yes", "no", "unknown"))
        self.refused = NOTHING
        page = asked.get("page", "1")
        filters = Filters(self.text, self.sector, self.place, self.recognised)
        found = await company_list(
            the_actor(), filters, int(page) if page.isdecimal() and len(page) < 6 else 1
        )
        self.rows, self.places = [company_row(line) for line in found.lines], found.places
        self.total, self.number, self.pages = found.total, found.page, found.pages
        self.is_filtered = filters != Filters()
        self.earlier = self._address(page=found.page - 1) if found.page > 1 else ""
        self.later = self._address(page=found.page + 1) if found.page < found.pages else ""
        self.loaded = True

    @handler(may=staff)
    async def look_for(self, text: str) -> Any:
        """Show the companies with these letters in name or place; the address keeps them."""
        self.text = text[:_LONGEST]
        return rx.redirect(self._address(), replace=True)

    @handler(may=staff)
    async def choose_sector(self, sector: str) -> Any:
        """Show one sector, or all when it is empty."""
        self.sector = _one_of(sector, SECTORS)
        return rx.redirect(self._address())

    @handler(may=staff)
    async def choose_place(self, place: str) -> Any:
        """Show one place, or all when it is empty."""
        self.place = place[:_LONGEST]
        return rx.redirect(self._address())

    @handler(may=staff)
    async def choose_recognised(self, recognised: str) -> Any:
        """Show what is recognised for training, what is not, what nobody knows, or all."""
        self.recognised = _one_of(recognised, ("yes", "no", "unknown"))
        return rx.redirect(self._address())

    @handler(may=staff)
    async def open(self, company_id: str) -> Any:
        """Go to a known company instead of adding it again."""
        return rx.redirect(f"{LIST}/{(await named(the_actor(), as_id(company_id))).company_id}")

    @handler(may=staff)
    async def add(self, form: CompanyForm) -> Any:
        """Add a company and show it; a known one is only shown."""
        try:
            company_id, is_new = await add_company(the_actor(), form.fields())
        except CompanyRefused as refused:
            self.refused = refused_text(refused)
            return None
        return rx.redirect(f"{LIST}/{company_id}?{'added' if is_new else 'known'}=1")

    def _address(self, page: int = 1) -> str:
        asked = {
            "text": self.text.strip(),
            "sector": self.sector,
            "place": self.place,
            "recognised": self.recognised,
            "page": str(page) if page > 1 else "",
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{LIST}?{query}" if query else LIST


def _one_of(text: str, known: tuple[str, ...]) -> str:
    return text if text in known else ""
