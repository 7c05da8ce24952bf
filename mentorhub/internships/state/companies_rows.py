"""Companies as rows for the pages: texts in both languages, nothing left to decide."""

from typing import TypedDict

from pydantic import Field

from mentorhub.core.guard import Form
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.service.companies.changing import CompanyFields, ContactFields
from mentorhub.internships.service.companies.reading import CompanyLine, Intern
from mentorhub.internships.service.companies.taking import CompanyRefused
from mentorhub.internships.tables import CompanyContact

NOTHING: Bilingual = {"nl": "", "en": ""}


class CompanyForm(Form):
    """What staff write about a company."""

    company: str = Field(max_length=200)
    place: str = Field(default="", max_length=200)
    sector: str = Field(default="", max_length=40)
    website: str = Field(default="", max_length=400)
    size: str = Field(default="", max_length=40)
    recognised: str = Field(default="", max_length=10)

    def fields(self) -> CompanyFields:
        """Return what the service takes."""
        return CompanyFields(self.company, self.place, self.sector, self.website, self.size, self.recognised)


class ContactForm(Form):
    """Somebody who works at a company."""

    contact_name: str = Field(max_length=200)
    contact_role: str = Field(default="", max_length=200)
    contact_email: str = Field(default="", max_length=300)
    contact_phone: str = Field(default="", max_length=60)

    def fields(self) -> ContactFields:
        """Return what the service takes."""
        return ContactFields(self.contact_name, self.contact_role, self.contact_email, self.contact_phone)


class CompanyRow(TypedDict):
    """A company in a list."""

    id: str
    name: str
    place: str
    sector: Bilingual
    recognised: str
    website: str
    contacts: int
    interns: int


class ContactRow(TypedDict):
    """Somebody who works at a company."""

    id: str
    name: str
    role: str
    email: str
    phone: str


class InternRow(TypedDict):
    """Somebody who did an internship there."""

    id: str
    name: str
    role: str
    year: str
    again: str
    is_own: bool


def sector_text(sector: str) -> Bilingual:
    """Return a sector's name, nothing when it is not known."""
    return say(f"companies.sector.{sector}") if sector else NOTHING


def company_row(line: CompanyLine) -> CompanyRow:
    """Return a company of a list."""
    company = line.company
    return CompanyRow(
        id=str(company.id),
        name=company.name,
        place=company.place,
        sector=sector_text(company.sector),
        recognised=company.recognised,
        website=company.website,
        contacts=line.contacts,
        interns=line.interns,
    )


def contact_row(contact: CompanyContact) -> ContactRow:
    """Return a contact."""
    return ContactRow(
        id=str(contact.id),
        name=contact.name,
        role=contact.role,
        email=contact.email,
        phone=contact.phone,
    )


def intern_row(intern: Intern) -> InternRow:
    """Return an intern."""
    return InternRow(
        id=str(intern.past_id),
        name=intern.name,
        role=intern.role,
        year=intern.year,
        again=intern.again,
        is_own=intern.is_own,
    )


def refused_text(refused: CompanyRefused) -> Bilingual:
    """Return why something cannot be kept and what to do."""
    return say(f"companies.refused.{refused.reason}")
