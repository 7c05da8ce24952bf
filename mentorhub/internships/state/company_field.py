"""What stands in the field for a company, and the known companies that it could be."""

from typing import TypedDict

import reflex as rx

from mentorhub.core.actor import NotFound, signed_in, the_actor
from mentorhub.core.guard import handler
from mentorhub.core.ids import as_id
from mentorhub.internships.rules.companies import LONGEST_NAME
from mentorhub.internships.service.companies.finding import Hit, companies_like, named


class HitRow(TypedDict):
    """A known company to choose."""

    id: str
    name: str
    place: str
    is_same: bool


class CompanyField(rx.State):
    """Name and place as they stand in the form; ``hits`` are known companies that fit the name."""

    name: str = ""
    place: str = ""
    hits: list[HitRow] = []

    @handler(may=signed_in)
    async def load(self) -> None:
        """Begin empty, or with the company that the address names (``?company=…``)."""
        self.name, self.place, self.hits = "", "", []
        asked = self.router.url.query_parameters.get("company", "")
        if asked:
            try:
                self._take(await named(the_actor(), as_id(asked)))
            except NotFound:
                return

    @handler(may=signed_in)
    async def search(self, text: str) -> None:
        """Show the known companies that fit what is typed."""
        self.name = text[:LONGEST_NAME]
        self.hits = [hit_row(hit) for hit in await companies_like(the_actor(), self.name)]

    @handler(may=signed_in)
    async def type_place(self, text: str) -> None:
        """Keep the place as it is typed."""
        self.place = text[:LONGEST_NAME]

    @handler(may=signed_in)
    async def pick(self, company_id: str) -> None:
        """Take a known company."""
        self._take(await named(the_actor(), as_id(company_id)))

    def _take(self, hit: Hit) -> None:
        self.name, self.place, self.hits = hit.name, hit.place, []


def hit_row(hit: Hit) -> HitRow:
    """Return a hit as the page shows it."""
    return HitRow(id=str(hit.company_id), name=hit.name, place=hit.place, is_same=hit.is_same)
