"""The form to share a lead, or to change one; what was typed stays until it is shared."""

import uuid
from datetime import date
from typing import Any, Literal

import reflex as rx
from pydantic import Field

from mentorhub.core.actor import Actor, NotFound, signed_in, the_actor
from mentorhub.core.guard import Form, handler
from mentorhub.core.ids import as_id
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.rules.companies import LONGEST_NAME as LONGEST_COMPANY
from mentorhub.internships.rules.leads import (
    LONGEST_LINK,
    LONGEST_NAME,
    LONGEST_ROLE,
    LONGEST_TEXT,
)
from mentorhub.internships.service.companies.finding import companies_like, named
from mentorhub.internships.service.companies.taking import CompanyRefused
from mentorhub.internships.service.leads import readers, sharing
from mentorhub.internships.service.leads.filling import form_days, lead_to_change, mentee_of_pair
from mentorhub.internships.service.leads.values import LeadRefused, NewLead
from mentorhub.internships.state.company_field import HitRow, hit_row
from mentorhub.internships.state.leads_rows import NOTHING, ReaderRow, reader_row
from mentorhub.people.roster.cells import clean

EMPTY = {
    "role": "",
    "starts_on": "",
    "hours": "",
    "contact_name": "",
    "how_known": "",
    "introduces": "",
    "web_address": "",
    "audience": "",
    "expires_on": "",
}
KINDS = ("mentee", "group", "programme")
Name = Literal[
    "role", "starts_on", "hours", "contact_name", "how_known", "web_address", "audience", "expires_on"
]
SHOWN_AT = {"closed": "role", "too_often": "role"}
"""The field beside which a refusal stands that is about the lead as a whole."""


class LeadForm(Form):
    """A lead as the form sends it."""

    company: str = Field(max_length=300)
    place: str = Field(default="", max_length=300)
    role: str = Field(max_length=LONGEST_ROLE)
    starts_on: date | Literal[""] = ""
    hours: int | Literal[""] = ""
    contact_name: str = Field(default="", max_length=LONGEST_NAME)
    how_known: str = Field(default="", max_length=LONGEST_TEXT)
    introduces: Literal["", "on"] = ""
    web_address: str = Field(default="", max_length=LONGEST_LINK)
    audience: str = Field(max_length=60)
    expires_on: date

    def as_lead(self) -> NewLead:
        """Return the lead that the form describes.

        Raises:
            NotFound: the audience is none that the form offers.
        """
        kind, _, of_id = self.audience.partition(":")
        if kind not in KINDS:
            raise NotFound
        return NewLead(
            company_name=self.company,
            company_place=self.place,
            role=clean(self.role),
            starts_on=self.starts_on or None,
            hours=None if self.hours == "" else self.hours,
            contact_name=clean(self.contact_name),
            how_known=clean(self.how_known),
            introduces=self.introduces == "on",
            web_address=self.web_address,
            audience=kind,
            of_id=as_id(of_id),
            expires_on=self.expires_on,
        )


class LeadFormState(rx.State):
    """What stands in the form; a new one keeps what was typed until it is shared."""

    loaded: bool = False
    is_new: bool = True
    company: str = ""
    place: str = ""
    hits: list[HitRow] = []
    draft: dict[str, str] = EMPTY
    form_key: str = ""
    readers: list[ReaderRow] = []
    today: str = ""
    last_day: str = ""
    error: Bilingual = NOTHING
    error_field: str = ""
    back: str = "/leads"
    _lead_id: str = ""
    _once_key: str = ""

    @handler(may=signed_in)
    async def load(self) -> Any:
        """Begin a lead, go on with the one that was begun, or open one of mine (``?tip=…``)."""
        actor, asked = the_actor(), self.router.url.query_parameters
        try:
            self.readers = [reader_row(one) for one in await readers.readers_for(actor)]
            await self._begin(actor, asked)
        except NotFound:
            return rx.redirect("/leads")
        self.error, self.error_field, self.hits = NOTHING, "", []
        self.form_key = uuid.uuid4().hex
        self.loaded = True
        return None

    async def _begin(self, actor: Actor, asked: Any) -> None:
        today, last_day, usual = await form_days(actor)
        self.today, self.last_day = today.isoformat(), last_day.isoformat()
        if lead_id := asked.get("tip", ""):
            await self._open(actor, lead_id)
        elif self._once_key == "" or self._lead_id:
            self._lead_id, self._once_key = "", uuid.uuid4().hex
            self.company, self.place = "", ""
            self.draft = EMPTY | {"expires_on": usual.isoformat(), "introduces": "on"}
        self.is_new = self._lead_id == ""
        self.back = f"/leads/{self._lead_id}" if self._lead_id else "/leads"
        await self._choose(actor, asked)

    async def _open(self, actor: Actor, lead_id: str) -> None:
        standing = await lead_to_change(actor, as_id(lead_id))
        new = standing.lead
        self.company, self.place = new.company_name, new.company_place
        self._lead_id = str(standing.lead_id)
        self.draft = {
            "role": new.role,
            "starts_on": new.starts_on.isoformat() if new.starts_on else "",
            "hours": "" if new.hours is None else str(new.hours),
            "contact_name": new.contact_name,
            "how_known": new.how_known,
            "introduces": "on" if new.introduces else "",
            "web_address": new.web_address,
            "audience": f"{new.audience}:{new.of_id}",
            "expires_on": new.expires_on.isoformat(),
        }

    async def _choose(self, actor: Actor, asked: Any) -> None:
        """Take the junior and the company that the address names; else the nearest reader."""
        offered = [row["value"] for row in self.readers]
        if pair_id := asked.get("duo", ""):
            mentee = f"mentee:{await mentee_of_pair(actor, as_id(pair_id))}"
            self.draft = self.draft | {"audience": mentee}
        chosen = self.draft["audience"]
        if self.is_new and chosen not in offered:
            self.draft = self.draft | {"audience": offered[0] if offered else ""}
        elif chosen not in offered:
            self.readers = [ReaderRow(value=chosen, label=say("leads.readers.kept")), *self.readers]
        if company_id := asked.get("company", ""):
            await self._take(actor, company_id)

    async def _take(self, actor: Actor, company_id: str) -> None:
        hit = await named(actor, as_id(company_id))
        self.company, self.place, self.hits = hit.name, hit.place, []

    @handler(may=signed_in)
    async def search(self, text: str) -> None:
        """Show the known companies that fit what is typed."""
        self.company = text[:LONGEST_COMPANY]
        self.hits = [hit_row(hit) for hit in await companies_like(the_actor(), self.company)]

    @handler(may=signed_in)
    async def pick(self, company_id: str) -> None:
        """Take a known company."""
        await self._take(the_actor(), company_id)

    @handler(may=signed_in)
    async def type_place(self, text: str) -> None:
        """Keep the place as it is typed."""
        self.place = text[:LONGEST_COMPANY]

    @handler(may=signed_in)
    async def keep(self, name: Name, text: str) -> None:
        """Keep a field as it is filled in."""
        self.draft = self.draft | {name: text[:LONGEST_LINK]}

    @handler(may=signed_in)
    async def keep_introduces(self, yes: bool) -> None:
        """Keep whether I introduce who asks."""
        self.draft = self.draft | {"introduces": "on" if yes else ""}

    @handler(may=signed_in)
    async def save(self, form: LeadForm) -> Any:
        """Share the lead, or change it, and show it."""
        try:
            lead_id = await self._save(the_actor(), form.as_lead())
        except CompanyRefused as refused:
            return self._refuse(say(f"companies.refused.{refused.reason}"), "company")
        except LeadRefused as refused:
            at = SHOWN_AT.get(refused.reason, refused.reason)
            return self._refuse(say(f"leads.refused.{refused.reason}"), at)
        except NotFound:
            return self._refuse(say("leads.refused.audience"), "audience")
        self._once_key, self._lead_id = "", ""
        return rx.redirect(f"/leads/{lead_id}")

    async def _save(self, actor: Actor, new: NewLead) -> uuid.UUID:
        if not self._lead_id:
            return await sharing.share_lead(actor, new, self._once_key or uuid.uuid4().hex)
        lead_id = as_id(self._lead_id)
        await sharing.change_lead(actor, lead_id, new)
        return lead_id

    def _refuse(self, why: Bilingual, field: str) -> None:
        self.error, self.error_field = why, field
