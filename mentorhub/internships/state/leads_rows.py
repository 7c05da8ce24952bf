"""What the pages of leads show of them: rows and texts in both languages."""

from typing import TypedDict
from urllib.parse import urlsplit

from mentorhub.core.dates import short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.service.leads.values import Gone, LeadFile, LeadLine, Reader, Request

NOTHING: Bilingual = {"nl": "", "en": ""}
_TONES = {"withdrawn": "plain", "gone": "late", "expired": "plain"}
_ASKED_TONES = {"asked": "soon", "done": "ok", "declined": "plain"}


class LeadRow(TypedDict):
    """One lead in a list; ``pill`` and ``asked`` are empty when there is nothing to say."""

    id: str
    href: str
    company: str
    role: str
    place: str
    sharer: Bilingual
    facts: Bilingual
    until: Bilingual
    pill: Bilingual
    tone: str
    asked: Bilingual
    asked_tone: str
    introduces: bool
    is_liked: bool
    is_mine: bool
    is_open: bool
    application: str


class DetailRow(TypedDict):
    """What the page of one lead shows beside its row."""

    contact: str
    how_known: str
    link: str
    link_text: str
    link_says: Bilingual
    is_looking: bool
    counts: Bilingual
    closed: Bilingual
    may_reopen: bool
    may_close: bool
    ask_hint: Bilingual
    asked_says: Bilingual


NO_LEAD = LeadRow(
    id="",
    href="",
    company="",
    role="",
    place="",
    sharer=NOTHING,
    facts=NOTHING,
    until=NOTHING,
    pill=NOTHING,
    tone="plain",
    asked=NOTHING,
    asked_tone="plain",
    introduces=False,
    is_liked=False,
    is_mine=False,
    is_open=False,
    application="",
)
NO_DETAIL = DetailRow(
    contact="",
    how_known="",
    link="",
    link_text="",
    link_says=NOTHING,
    is_looking=False,
    counts=NOTHING,
    closed=NOTHING,
    may_reopen=False,
    may_close=False,
    ask_hint=NOTHING,
    asked_says=NOTHING,
)


def lead_row(line: LeadLine, zone: str) -> LeadRow:
    """Return a lead as a list shows it."""
    return LeadRow(
        id=str(line.lead_id),
        href=f"/leads/{line.lead_id}",
        company=line.company.name,
        role=line.role,
        place=line.company.place,
        sharer=_shared_text(line),
        facts=facts_text(line, zone),
        until=say("leads.line.until", day=short_day_text(line.expires_on, zone)),
        pill=say(f"leads.closed.{line.closed}") if line.closed else NOTHING,
        tone=_TONES.get(line.closed, "plain"),
        asked=say(f"leads.asked.{line.asked}") if line.asked else NOTHING,
        asked_tone=_ASKED_TONES.get(line.asked, "plain"),
        introduces=line.introduces and not line.is_mine,
        is_liked=line.is_liked,
        is_mine=line.is_mine,
        is_open=not line.closed,
        application=f"/internships/{line.application_id}" if line.application_id else "",
    )


def _shared_text(line: LeadLine) -> Bilingual:
    readers = say(f"leads.for.{line.audience}", name=line.for_name)
    key = "leads.line.by_me" if line.is_mine else "leads.line.by"
    return say(key, name=line.sharer, readers=readers)


def facts_text(line: LeadLine | Request, zone: str) -> Bilingual:
    """Return when it starts and for how many hours, as far as that is known."""
    parts = []
    if line.starts_on:
        parts.append(say("leads.line.starts", day=short_day_text(line.starts_on, zone)))
    if line.hours:
        parts.append(say("leads.line.hours", n=line.hours))
    return {language: ", ".join(part[language] for part in parts) for language in NOTHING}


def detail_row(file: LeadFile) -> DetailRow:
    """Return what the page of a lead shows beside its row."""
    line, link = file.line, file.web_address
    return DetailRow(
        contact=file.contact_name,
        how_known=file.how_known,
        link=link,
        link_text=file.web_title or (urlsplit(link).hostname or "" if link else ""),
        link_says=_link_text(file),
        is_looking=bool(link) and not file.web_title and not file.web_refused,
        counts=say("leads.page.counts", likes=file.likes, begun=file.begun) if line.is_mine else NOTHING,
        closed=_closed_text(file),
        may_reopen=file.may_reopen,
        may_close=file.may_close,
        ask_hint=say("leads.ask.hint", name=line.sharer),
        asked_says=say(f"leads.ask.{line.asked}", name=line.sharer) if line.asked else NOTHING,
    )


def _link_text(file: LeadFile) -> Bilingual:
    if not file.web_address or file.web_title:
        return NOTHING
    return say(f"leads.link.{file.web_refused or 'looking'}")


def _closed_text(file: LeadFile) -> Bilingual:
    if not file.line.closed:
        return NOTHING
    return say(f"leads.page.{file.line.closed}", name=file.gone_by)


class ReaderRow(TypedDict):
    """Somebody for whom a lead may be."""

    value: str
    label: Bilingual


def reader_row(reader: Reader) -> ReaderRow:
    """Return a choice of for whom a lead is."""
    key = "me" if reader.is_me else reader.audience
    return ReaderRow(
        value=f"{reader.audience}:{reader.of_id}", label=say(f"leads.readers.{key}", name=reader.name)
    )


class SectorRow(TypedDict):
    """A sector to filter by."""

    value: str
    label: Bilingual


class GoneRow(TypedDict):
    """Somebody says that a lead of mine is gone."""

    id: str
    company: str
    href: str
    text: Bilingual


def gone_row(gone: Gone, zone: str) -> GoneRow:
    """Return what the sharer reads."""
    text = say(
        "leads.gone.text",
        name=gone.by_name,
        company=gone.company,
        role=gone.role,
        day=short_day_text(gone.on, zone),
    )
    return GoneRow(id=str(gone.lead_id), company=gone.company, href=f"/leads/{gone.lead_id}", text=text)
