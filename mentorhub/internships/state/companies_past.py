"""Where I did my internships: a mentor tells it once, for all who look for one now."""

from typing import Literal, TypedDict

import reflex as rx
from pydantic import Field

from mentorhub.core import clock
from mentorhub.core.actor import Role, roles, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.service.companies.interning import (
    InternshipFields,
    OwnInternship,
    add_own,
    own_internships,
    remove_own,
)
from mentorhub.internships.service.companies.taking import CompanyRefused
from mentorhub.internships.state.companies_one import YEARS_BACK
from mentorhub.internships.state.companies_rows import NOTHING, refused_text
from mentorhub.internships.state.company_field import CompanyField

mentors = roles(Role.MENTOR)


class OwnForm(Form):
    """An own internship with its company."""

    company: str = Field(max_length=200)
    place: str = Field(default="", max_length=200)
    role: str = Field(default="", max_length=120)
    year: str = Field(default="", max_length=4)
    again: Literal["", "yes", "no"] = ""


class OwnRow(TypedDict):
    """An own internship."""

    id: str
    company_id: str
    company: str
    place: str
    role: str
    year: str
    again: str


class PastInternships(rx.State):
    """The internships that I did."""

    loaded: bool = False
    rows: list[OwnRow] = []
    years: list[str] = []
    said: Bilingual = NOTHING
    refused: Bilingual = NOTHING
    form_key: str = "0"

    @handler(may=mentors)
    async def load(self) -> None:
        """Show my internships."""
        self.said = self.refused = NOTHING
        this_year = clock.now().year
        self.years = [str(this_year - back) for back in range(YEARS_BACK)]
        await self._show()
        self.loaded = True

    @handler(may=mentors)
    async def add(self, form: OwnForm) -> None:
        """Add one; at the same company it is changed."""
        self.said = self.refused = NOTHING
        fields = InternshipFields(form.role, form.year, form.again)
        try:
            await add_own(the_actor(), form.company, form.place, fields)
        except CompanyRefused as refused:
            self.refused = refused_text(refused)
            return
        field = await self.get_state(CompanyField)
        field.name, field.place, field.hits = "", "", []
        await self._show()
        self.said = say("companies.said.own_added")

    @handler(may=mentors)
    async def remove(self, past_id: str) -> None:
        """Take one away."""
        self.refused = NOTHING
        await remove_own(the_actor(), as_id(past_id))
        await self._show()
        self.said = say("companies.said.own_removed")

    async def _show(self) -> None:
        self.rows = [_row(each) for each in await own_internships(the_actor())]
        self.form_key = str(int(self.form_key) + 1)


def _row(own: OwnInternship) -> OwnRow:
    return OwnRow(
        id=str(own.past_id),
        company_id=str(own.company.company_id),
        company=own.company.name,
        place=own.company.place,
        role=own.fields.role,
        year=own.fields.year,
        again=own.fields.again,
    )
