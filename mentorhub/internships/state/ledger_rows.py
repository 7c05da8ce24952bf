"""What the ledger's page shows: who opened doors, ways, searches that stand still, requests to talk."""

from typing import TypedDict

from mentorhub.core.dates import short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.internships.service import applications, ledger


class OpenerRow(TypedDict):
    """One person who opened doors."""

    name: str
    role: Bilingual
    leads: int
    introductions: int
    applications: int
    interviews: int
    placements: int


class ChainRow(TypedDict):
    """The way of one placed mentee."""

    id: str
    version: int
    mentee: str
    group: str
    company: str
    through: Bilingual
    links: list[Bilingual]
    period: Bilingual
    starts_on: str
    ends_on: str
    by: str


class QuietRow(TypedDict):
    """One search that stands still."""

    name: str
    group: str
    text: Bilingual


class TalkRow(TypedDict):
    """One mentee who wants to talk."""

    id: str
    name: str
    email: str
    text: Bilingual


class WeekRow(TypedDict):
    """One point of the curve."""

    week: int
    placed: int


def opener_row(one: ledger.Opener) -> OpenerRow:
    """Return the row of who opened doors."""
    return OpenerRow(
        name=one.name,
        role=say(f"ledger.role.{one.role}"),
        leads=one.leads,
        introductions=one.introductions,
        applications=one.applications,
        interviews=one.interviews,
        placements=one.placements,
    )


def chain_links(chain: ledger.Chain, zone: str) -> list[Bilingual]:
    """Return the links of a way in words: the lead, the introduction, the application, the placement."""
    days = (
        ("lead", chain.lead_on),
        ("introduced", chain.introduced_on),
        ("applied", chain.applied_on),
        ("placed", chain.placed_on),
    )
    return [say(f"ledger.chain.{name}", day=short_day_text(day, zone)) for name, day in days if day]


def chain_row(chain: ledger.Chain, zone: str) -> ChainRow:
    """Return the row of a placed mentee."""
    key = "through_whom" if chain.opener else "through"
    through = say(f"ledger.chain.{key}", who=chain.opener, how=say(f"ledger.through.{chain.through}"))
    period = {"first": short_day_text(chain.starts_on, zone), "last": short_day_text(chain.ends_on, zone)}
    return ChainRow(
        id=str(chain.application_id),
        version=chain.version,
        mentee=chain.mentee,
        group=chain.group,
        company=f"{chain.company}, {chain.place}" if chain.place else chain.company,
        through=through,
        links=chain_links(chain, zone),
        period=say("ledger.chain.period", **period),
        starts_on=chain.starts_on.isoformat(),
        ends_on=chain.ends_on.isoformat(),
        by=chain.through,
    )


def quiet_row(one: ledger.QuietSearch) -> QuietRow:
    """Return the row of a search that stands still."""
    return QuietRow(name=one.mentee, group=one.group, text=say("ledger.quiet.weeks", n=one.weeks))


def talk_row(one: applications.Talk, zone: str) -> TalkRow:
    """Return the row of who wants to talk."""
    text = say("ledger.talk.line", company=one.company, day=short_day_text(one.since, zone))
    return TalkRow(id=str(one.application_id), name=one.mentee, email=one.email, text=text)
