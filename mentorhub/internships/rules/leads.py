"""What holds for leads: how long they stay, what their texts may hold, and which fit a study."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal
from urllib.parse import quote

from mentorhub.people.roster.cells import plain

Audience = Literal["mentee", "group", "programme"]
Closed = Literal["", "withdrawn", "gone", "expired"]
STAYS_DAYS: Final = 56
MOST_DAYS: Final = 183
HOURS: Final = (1, 60)
LONGEST_ROLE: Final = 120
LONGEST_NAME: Final = 120
LONGEST_TEXT: Final = 300
LONGEST_LINK: Final = 2000
FURTHEST_START_DAYS: Final = 730
# Words of studies and roles that say nothing about the field.
_COMMON_WORDS: Final = """
    medewerker assistent allround niveau stage stagiair stagiaire leerling junior senior opleiding dienst
    dienstverlening service specialist professional met voor van het een and the
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
# The sectors of companies (rules.company_fields.SECTORS), with the beginnings of words that belong to them.
_FIELDS: Final = {
    "care": "zorg welzijn verpleeg verzorg kinderopvang jeugd sociaal doktersassist apothe care nurse",
    "education": "onderwijs pedagog lesgev educat teach",
    "technique": "techn metaal elektr install mechatron werktuig machine lasser engineer",
    "construction": "bouw infra timmer metsel schilder wonen construct",
    "ict": "ict software system network netwerk web develop program applicatie data computer informat",
    "office": "administra financ kantoor secretar office juridisch business boekhoud account economie",
    "retail": "winkel verkoop verkop retail handel filiaal shop sales",
    "hospitality": "horeca kok gastheer gastvrouw bedien toeris recreat hotel hospital receptie",
    "logistics": "logist magazijn transport expeditie planner planning warehouse chauffeur supply",
    "vehicles": "auto voertuig mobilit fiets vehicle",
    "creative": "media vormgev design creat grafi fotogr game audiovis",
    "green": "groen dier tuin hoveni agra landbouw bloem natuur plant",
    "food": "voeding bakker bakkerij slager levensmiddel food",
    "sport": "sport beweg fitness",
    "beauty": "kapper haar schoonheid uiterlijk beauty nagel",
    "government": "veilig beveilig overheid handhav gemeente security publiek",
}
_STARTS: Final = {sector: tuple(words.split()) for sector, words in _FIELDS.items()}


def last_day(today: date) -> date:
    """Return the furthest day until which a lead may stay."""
    return today + timedelta(days=MOST_DAYS)


def usual_day(today: date) -> date:
    """Return until when a lead stays unless something else is chosen."""
    return today + timedelta(days=STAYS_DAYS)


def may_stay_until(day: date, today: date) -> bool:
    """Whether a lead may stay until a day: today at least, half a year at most."""
    return today <= day <= last_day(today)


def may_start(day: date, today: date) -> bool:
    """Whether an internship may start on a day: not before today, two years ahead at most."""
    return today <= day <= today + timedelta(days=FURTHEST_START_DAYS)


def closed_as(*, is_dead: bool, by_sharer: bool, expires_on: date, today: date) -> Closed:
    """Return why a lead is no longer open, empty when it is."""
    if is_dead:
        return "withdrawn" if by_sharer else "gone"
    return "expired" if expires_on < today else ""


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z0-9]+", plain(text)) if len(word) > 1 and word not in _COMMON}


def _fields_of(words: Iterable[str]) -> set[str]:
    """Return the sectors to which words belong; short beginnings must be the whole word."""
    return {
        sector
        for sector, starts in _STARTS.items()
        for start in starts
        for word in words
        if (word == start if len(start) < 4 else word.startswith(start))
    }


def fits_study(course: str, role: str, sector: str) -> bool:
    """Whether a lead fits a study: they share a word, or a field of work.

    Args:
        course: the study as the school writes it, such as ``Logistiek medewerker``.
        role: the work that the lead is about.
        sector: the company's sector (a word of ``rules.company_fields.SECTORS``, or empty).
    """
    study, work = _words(course), _words(role)
    if any(len(word) > 3 for word in study & work):
        return True
    fields = _fields_of(study)
    return bool(fields & (_fields_of(work) | {sector}))


def found_by(words: str, *texts: str) -> bool:
    """Whether every word that is looked for stands in one of some texts, accents and case aside."""
    page = " ".join(plain(text) for text in texts)
    return all(word in page for word in plain(words).split())


def mail_link(subject: str, body: str) -> str:
    """Return a ``mailto:`` address (RFC 6068) without an addressee, its subject and text filled in.

    Every sign but letters, digits and ``_.-~`` is written in code, so that no text of a person becomes a
    header or another addressee; lines end as the standard asks.
    """
    lines = "\r\n".join(body.splitlines())
    return f"mailto:?subject={quote(' '.join(subject.split()), safe='')}&body={quote(lines, safe='')}"
