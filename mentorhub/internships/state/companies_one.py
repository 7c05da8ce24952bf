"""One company: what the reader may see of it, and what she may do with it."""

from typing import Any, Literal

import reflex as rx
from pydantic import Field

from mentorhub.core import clock
from mentorhub.core.actor import NotFound, Role, roles, signed_in, staff, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.service.companies import merging
from mentorhub.internships.service.companies.changing import (
    RemovedContact,
    add_contact,
    change_company,
    put_back,
    remove_contact,
)
from mentorhub.internships.service.companies.finding import companies_like
from mentorhub.internships.service.companies.interning import InternshipFields, add_own_at, remove_own
from mentorhub.internships.service.companies.reading import CompanyFile, company_file
from mentorhub.internships.service.companies.taking import CompanyRefused
from mentorhub.internships.state.companies_rows import (
    NOTHING,
    CompanyForm,
    ContactForm,
    ContactRow,
    InternRow,
    contact_row,
    intern_row,
    refused_text,
    sector_text,
)
from mentorhub.internships.state.company_field import HitRow, hit_row

contact_adders = roles(Role.MENTOR, Role.TEACHER, Role.COORDINATOR)
mentors = roles(Role.MENTOR)
YEARS_BACK = 8


class PastForm(Form):
    """An own internship: what, in which year, and again or not."""

    role: str = Field(default="", max_length=120)
    year: str = Field(default="", max_length=4)
    again: Literal["", "yes", "no"] = ""

    def fields(self) -> InternshipFields:
        """Return what the service takes."""
        return InternshipFields(self.role, self.year, self.again)


class CompanyState(rx.State):
    """One company as this reader sees it."""

    loaded: bool = False
    is_missing: bool = False
    company_id: str = ""
    name: str = ""
    place: str = ""
    sector: str = ""
    sector_name: Bilingual = NOTHING
    website: str = ""
    size: str = ""
    recognised: str = ""
    other_names: str = ""
    contacts: list[ContactRow] = []
    interns: list[InternRow] = []
    has_own: bool = False
    is_mentor: bool = False
    may_add_contact: bool = False
    years: list[str] = []
    hits: list[HitRow] = []
    merge_text: str = ""
    said: Bilingual = NOTHING
    said_tone: str = "ok"
    can_undo: bool = False
    can_unmerge: bool = False
    refused: Bilingual = NOTHING
    form_key: str = "0"
    _removed: RemovedContact | None = None
    _merge_id: str = ""

    @handler(may=signed_in)
    async def load(self) -> None:
        """Show the company of the address."""
        self._hush()
        self.hits, self.merge_text, self.is_missing = [], "", False
        self.company_id = self.router.url.path.rstrip("/").rpartition("/")[2]
        asked = self.router.url.query_parameters
        try:
            await self._show()
        except NotFound:
            self.is_missing = self.loaded = True
            return
        for word in ("added", "known"):
            if word in asked:
                self._say(f"companies.said.{word}", name=self.name)

    @handler(may=staff)
    async def change(self, form: CompanyForm) -> None:
        """Write what staff know about it."""
        self._hush()
        try:
            await change_company(the_actor(), as_id(self.company_id), form.fields())
        except CompanyRefused as refused:
            self.refused = refused_text(refused)
            return
        await self._show()
        self._say("companies.said.changed")

    @handler(may=contact_adders)
    async def add_contact(self, form: ContactForm) -> None:
        """Add somebody who works there."""
        self._hush()
        try:
            await add_contact(the_actor(), as_id(self.company_id), form.fields())
        except CompanyRefused as refused:
            self.refused = refused_text(refused)
            return
        await self._show()
        self._say("companies.said.contact_added")

    @handler(may=contact_adders)
    async def remove_contact(self, contact_id: str) -> None:
        """Take a contact away; it can be put back."""
        self._hush()
        self._removed = await remove_contact(the_actor(), as_id(contact_id))
        await self._show()
        self._say("companies.said.contact_removed")
        self.can_undo = True

    @handler(may=contact_adders)
    async def undo(self) -> None:
        """Put the removed contact back."""
        removed, self._removed = self._removed, None
        if removed is not None:
            await put_back(the_actor(), removed)
            self._hush()
            await self._show()
            self._say("companies.said.undone")

    @handler(may=mentors)
    async def add_own(self, form: PastForm) -> None:
        """Tell that I did an internship here."""
        self._hush()
        try:
            await add_own_at(the_actor(), as_id(self.company_id), form.fields())
        except CompanyRefused as refused:
            self.refused = refused_text(refused)
            return
        await self._show()
        self._say("companies.said.own_added")

    @handler(may=mentors)
    async def remove_own(self, past_id: str) -> None:
        """Take my own internship away; the form to tell it again stays."""
        self._hush()
        await remove_own(the_actor(), as_id(past_id))
        await self._show()
        self._say("companies.said.own_removed")

    @handler(may=staff)
    async def search_double(self, text: str) -> None:
        """Show the companies that this one may be merged with."""
        self.merge_text = text[:120]
        hits = await companies_like(the_actor(), self.merge_text)
        self.hits = [hit_row(hit) for hit in hits if str(hit.company_id) != self.company_id]

    @handler(may=staff)
    async def merge(self, company_id: str) -> None:
        """Make another company part of this one."""
        self._hush()
        self.hits, self.merge_text = [], ""
        try:
            merged = await merging.merge(the_actor(), as_id(self.company_id), as_id(company_id))
        except merging.MergeRefused:
            self.refused = say("companies.refused.merge")
            return
        await self._show()
        self._merge_id, self.can_unmerge = str(merged), True
        self._say("companies.said.merged")

    @handler(may=staff)
    async def unmerge(self) -> None:
        """Make two of one again."""
        merged, self._merge_id = self._merge_id, ""
        if merged:
            await merging.undo(the_actor(), as_id(merged))
            self._hush()
            await self._show()
            self._say("companies.said.undone")

    async def _show(self) -> None:
        actor = the_actor()
        found = await company_file(actor, as_id(self.company_id))
        self._show_company(found)
        self.contacts = [contact_row(each) for each in found.contacts]
        self.interns = [intern_row(each) for each in found.interns]
        self.has_own = any(each.is_own for each in found.interns)
        self.is_mentor, self.may_add_contact = mentors(actor), contact_adders(actor)
        this_year = clock.now().year
        self.years = [str(this_year - back) for back in range(YEARS_BACK)]
        self.form_key = str(int(self.form_key) + 1)
        self.loaded = True

    def _show_company(self, found: CompanyFile) -> None:
        company = found.company
        self.company_id, self.name, self.place = str(company.id), company.name, company.place
        self.sector, self.sector_name = company.sector, sector_text(company.sector)
        self.website, self.size, self.recognised = company.website, company.size, company.recognised
        self.other_names = ", ".join(found.other_names)

    def _say(self, key: str, **values: Any) -> None:
        self.said = say(key, **values)

    def _hush(self) -> None:
        self.said, self.refused, self.can_undo, self.can_unmerge = NOTHING, NOTHING, False, False
