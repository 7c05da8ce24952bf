"""Leads and introductions as values."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mentorhub.internships.rules.leads import Audience, Closed
from mentorhub.internships.service.companies.taking import CompanyName

Answer = Literal["", "asked", "done", "declined"]


class LeadRefused(Exception):
    """A lead cannot be so; ``reason`` is the end of a key in ``leads.refused``."""

    def __init__(self, reason: str) -> None:
        """Take ``role``, ``start``, ``expires``, ``hours``, ``link``, ``closed`` or another such reason."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody for whom a lead may be: an audience with its id and name; ``is_me`` for a mentee herself."""

    audience: Audience
    of_id: uuid.UUID
    name: str
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class NewLead:
    """A lead as its sharer fills it in.

    Attributes:
        company_name: as typed; the service finds or makes the company.
        company_place: its place, may be empty.
        role: what the student will do.
        starts_on: when it may start, None when that is open.
        hours: per week, None when that is open.
        contact_name: whom to ask for, may be empty.
        how_known: how the sharer knows that person, may be empty.
        introduces: whether the sharer introduces who asks.
        web_address: a link with more, may be empty.
        audience: for whom: kind and id of a ``Reader``.
        of_id: the id that goes with the audience.
        expires_on: the last day on which it is shown.
    """

    company_name: str
    company_place: str
    role: str
    starts_on: date | None
    hours: int | None
    contact_name: str
    how_known: str
    introduces: bool
    web_address: str
    audience: Audience
    of_id: uuid.UUID
    expires_on: date


@dataclass(frozen=True, slots=True)
class LeadLine:
    """One lead in a list.

    Attributes:
        lead_id: the lead.
        company: name, place and sector.
        role: what the student will do.
        sharer: full name of who shared it.
        is_mine: whether the reader shared it.
        introduces: whether the sharer introduces who asks.
        audience: for whom it is.
        for_name: first name of the mentee, or name of the group or programme.
        starts_on: when it may start, None when open.
        hours: per week, None when open.
        expires_on: the last day.
        closed: why it is no longer open, empty when it is.
        is_liked: whether the reader, a mentee, keeps it in mind.
        application_id: the reader's own application that began with it, None without one.
        asked: how far the reader's own request for an introduction is.
    """

    lead_id: uuid.UUID
    company: CompanyName
    role: str
    sharer: str
    is_mine: bool
    introduces: bool
    audience: Audience
    for_name: str
    starts_on: date | None
    hours: int | None
    expires_on: date
    closed: Closed
    is_liked: bool
    application_id: uuid.UUID | None
    asked: Answer


@dataclass(frozen=True, slots=True)
class Filters:
    """What to show of the leads: words, a sector, a place, and yes-or-no questions; empty shows all."""

    words: str = ""
    sector: str = ""
    place: str = ""
    fits: bool = False
    liked: bool = False
    mine: bool = False


@dataclass(frozen=True, slots=True)
class LeadPage:
    """One page of leads; ``total`` fit the filters, ``page`` counts from 1 to ``pages``.

    ``anything`` tells whether there is any lead without filters; ``sectors`` and ``places`` are those to
    filter by; ``course`` is the reader's study, empty when unknown.
    """

    lines: tuple[LeadLine, ...]
    total: int
    page: int
    pages: int
    anything: bool
    sectors: tuple[str, ...]
    places: tuple[str, ...]
    course: str
    zone: str


@dataclass(frozen=True, slots=True)
class Request:
    """A mentee's wish to be introduced, as the sharer reads it; ``reach`` is how she lets herself be reached.

    ``language`` is the sharer's; ``lead`` the lead with the contact person's name.
    """

    introduction_id: uuid.UUID
    lead_id: uuid.UUID
    company: str
    role: str
    contact_name: str
    starts_on: date | None
    hours: int | None
    mentee: str
    mentee_first: str
    course: str
    reach: tuple[str, ...]
    sharer: str
    asked_on: date
    answer: Answer


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody says that a lead I shared is gone."""

    lead_id: uuid.UUID
    company: str
    role: str
    by_name: str
    on: date


@dataclass(frozen=True, slots=True)
class LeadFile:
    """One lead whole.

    Attributes:
        line: as in the list.
        contact_name: whom to ask for.
        how_known: how the sharer knows that person.
        web_address: a link with more; empty without.
        web_title: its title, empty when it was not fetched.
        web_refused: why there is no title, empty before it was tried.
        likes: how many keep it in mind; for the sharer only, else 0.
        begun: how many began an application; for the sharer only, else 0.
        gone_by: who said that it is gone; empty when it is open or withdrawn.
        may_reopen: whether the reader may say that it is still open.
        may_close: whether the reader may say that it is gone.
        requests: of mentees who ask the reader for an introduction.
        zone: the school's time zone.
    """

    line: LeadLine
    contact_name: str
    how_known: str
    web_address: str
    web_title: str
    web_refused: str
    likes: int
    begun: int
    gone_by: str
    may_reopen: bool
    may_close: bool
    requests: tuple[Request, ...]
    zone: str
