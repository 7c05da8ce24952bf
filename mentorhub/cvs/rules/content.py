"""What a CV holds, as frozen values; how it is kept as JSON; how much may be in it.

The periods of education and experience are kept as they were typed (``sep 2023``, ``2023``, ``nu``);
``rules.periods`` reads the months in them.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

SECTIONS = ("profile", "education", "experience", "skills", "languages", "interests", "references")
"""The sections in the order of the page and of every export."""

LISTS = ("education", "experience", "skills", "languages", "references")
"""The sections that are a list of entries."""

HEAD = ("name", "headline", "email", "phone", "place", "profile")
"""The fields of the section ``profile``."""

MOST_ENTRIES = {"education": 12, "experience": 15, "skills": 20, "languages": 10, "references": 5}
"""How many entries a list may have."""

MOST_LETTERS = {
    ("profile", "name"): 100,
    ("profile", "headline"): 120,
    ("profile", "email"): 254,
    ("profile", "phone"): 30,
    ("profile", "place"): 80,
    ("profile", "profile"): 1000,
    **{
        (section, field): most
        for section in ("education", "experience")
        for field, most in (("title", 120), ("where", 120), ("from", 20), ("until", 20), ("text", 1000))
    },
    ("skills", "text"): 120,
    ("languages", "name"): 60,
    ("languages", "level"): 60,
    ("interests", "interests"): 600,
    ("references", "name"): 100,
    ("references", "role"): 120,
    ("references", "contact"): 160,
}
"""How many characters a field of a section may have; every field there is, is here."""


class BeyondLimits(Exception):
    """There is no such field, the text is too long, or the list is full."""


@dataclass(frozen=True, slots=True)
class Period:
    """A school or a job: what, where, from when until when as it was typed, and what you did."""

    id: str
    title: str = ""
    where: str = ""
    start: str = ""
    until: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Skill:
    """Something you can."""

    id: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A language and how well, in words."""

    id: str
    name: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Somebody who can tell about you."""

    id: str
    name: str = ""
    role: str = ""
    contact: str = ""


Entry = Period | Skill | Language | Reference
KINDS: dict[str, type[Entry]] = {
    "education": Period,
    "experience": Period,
    "skills": Skill,
    "languages": Language,
    "references": Reference,
}


@dataclass(frozen=True, slots=True)
class Content:
    """A whole CV; ``Content()`` is an empty one."""

    name: str = ""
    headline: str = ""
    email: str = ""
    phone: str = ""
    place: str = ""
    profile: str = ""
    education: tuple[Period, ...] = ()
    experience: tuple[Period, ...] = ()
    skills: tuple[Skill, ...] = ()
    languages: tuple[Language, ...] = ()
    interests: str = ""
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A field of a CV: its section, the id of the entry (empty outside a list), and its name in the JSON."""

    section: str
    entry: str
    field: str


def attribute(field: str) -> str:
    """Return the name in Python of a field's name in the JSON (``from`` is a word of Python itself)."""
    return "start" if field == "from" else field


def fields_of(section: str) -> tuple[str, ...]:
    """Return the names in the JSON of a section's fields, in the order of the page."""
    return tuple(field for known, field in MOST_LETTERS if known == section)


def _entry_to_json(section: str, entry: Entry) -> dict[str, str]:
    return {"id": entry.id} | {name: getattr(entry, attribute(name)) for name in fields_of(section)}


def to_json(content: Content) -> dict[str, Any]:
    """Return the content as the columns ``content`` keep it (the shape that the export reads too)."""
    return {
        part.name: [_entry_to_json(part.name, entry) for entry in getattr(content, part.name)]
        if part.name in LISTS
        else getattr(content, part.name)
        for part in fields(Content)
    }


def _text(value: Any, section: str, field: str) -> str:
    return value[: MOST_LETTERS[section, field]] if isinstance(value, str) else ""


def _entry(section: str, document: Any) -> Entry | None:
    if not isinstance(document, dict) or not isinstance(document.get("id"), str):
        return None
    texts = {attribute(name): _text(document.get(name), section, name) for name in fields_of(section)}
    return KINDS[section](id=document["id"], **texts)


def _entries(section: str, documents: Any) -> tuple[Entry, ...]:
    listed = documents if isinstance(documents, list) else []
    found = (_entry(section, document) for document in listed[: MOST_ENTRIES[section]])
    return tuple(entry for entry in found if entry is not None)


def from_json(document: dict[str, Any]) -> Content:
    """Return the content that a column keeps; what is missing is empty, what is too much is left out."""
    texts = {name: _text(document.get(name), "profile", name) for name in HEAD}
    texts["interests"] = _text(document.get("interests"), "interests", "interests")
    lists: dict[str, Any] = {name: _entries(name, document.get(name)) for name in LISTS}
    return Content(**texts, **lists)


def entries_of(content: Content, section: str) -> tuple[Entry, ...]:
    """Return the entries of a section; none when it is no list."""
    return getattr(content, section) if section in LISTS else ()


def find(content: Content, section: str, entry_id: str) -> Entry | None:
    """Return an entry of a section by its id, None when it is not there."""
    return next((entry for entry in entries_of(content, section) if entry.id == entry_id), None)


def text_at(content: Content, spot: Spot) -> str | None:
    """Return the text of a field, None when there is no such field or entry."""
    if (spot.section, spot.field) not in MOST_LETTERS:
        return None
    holder = find(content, spot.section, spot.entry) if spot.section in LISTS else content
    if holder is None or (spot.section not in LISTS and spot.entry):
        return None
    return getattr(holder, attribute(spot.field))


def tidy(text: str) -> str:
    """Return a text with plain line ends and without signs that no database, page or export can hold."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(x for x in lines if x in "\n\t" or unicodedata.category(x) not in ("Cc", "Cs"))


def with_text(content: Content, spot: Spot, text: str) -> Content:
    """Return the content with another text in one field.

    Raises:
        BeyondLimits: there is no such field or entry, or the text is too long.
    """
    if text_at(content, spot) is None or len(text) > MOST_LETTERS[spot.section, spot.field]:
        raise BeyondLimits
    if spot.section not in LISTS:
        return replace(content, **{spot.field: tidy(text)})
    changed = {attribute(spot.field): tidy(text)}
    entries = (
        replace(entry, **changed) if entry.id == spot.entry else entry
        for entry in entries_of(content, spot.section)
    )
    return with_entries(content, spot.section, entries)


def with_entries(content: Content, section: str, entries: Iterable[Entry]) -> Content:
    """Return the content with other entries in one section.

    Raises:
        BeyondLimits: the section is no list, or too many entries.
    """
    kept = tuple(entries)
    if section not in LISTS or len(kept) > MOST_ENTRIES[section]:
        raise BeyondLimits
    changed: dict[str, Any] = {section: kept}
    return replace(content, **changed)


def _lines(holder: Content | Entry, names: Iterable[str]) -> list[str]:
    return [text for name in names if (text := getattr(holder, attribute(name)).strip())]


def section_text(content: Content, section: str) -> str:
    """Return the filled fields of a section, one per line, in the order of the page."""
    holders: Iterable[Content | Entry] = entries_of(content, section) if section in LISTS else (content,)
    return "\n".join(line for holder in holders for line in _lines(holder, fields_of(section)))


def plain_text(content: Content) -> str:
    """Return everything that was written as plain text: sections in order, an empty line between them."""
    return "\n\n".join(text for section in SECTIONS if (text := section_text(content, section)))
