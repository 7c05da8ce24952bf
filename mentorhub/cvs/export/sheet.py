"""What an exported CV shows, in order: sections with their names in a language, and nothing that is empty."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mentorhub.core.inspecting.words import is_invisible
from mentorhub.core.texts import say_in
from mentorhub.cvs.rules.content import Content, Language, Period, Reference, Skill

_BULLET = re.compile(r"\s*[-*•–·]\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; ``is_item`` for one of a list."""

    text: str
    is_item: bool


@dataclass(frozen=True, slots=True)
class Item:
    """An entry: a title, what stands behind it, its period, and what is told about it."""

    title: str
    aside: str = ""
    period: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section that has something in it; ``kind`` is its name in the content."""

    kind: str
    name: str
    lines: tuple[Line, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole CV as it is set; ``title`` is that of the document, ``contact`` how to reach its owner."""

    language: str
    title: str
    name: str
    headline: str
    contact: tuple[str, ...]
    contact_name: str
    sections: tuple[Section, ...]


def sheet_of(content: Content, language: str) -> Sheet:
    """Return what an export of a CV shows, its section names in ``nl`` or ``en``."""
    name = _clean(content.name)
    title = say_in(language, "sharing.export.title_of", name=name) if name else ""
    return Sheet(
        language=language,
        title=title or say_in(language, "sharing.export.title"),
        name=name or say_in(language, "sharing.export.title"),
        headline=_clean(content.headline),
        contact=_filled(content.place, content.phone, content.email),
        contact_name=say_in(language, "sharing.export.contact"),
        sections=tuple(_sections(content, language)),
    )


def _sections(content: Content, language: str) -> Iterator[Section]:
    parts: dict[str, tuple[tuple[Line, ...], tuple[Item, ...]]] = {
        "profile": (_lines(content.profile), ()),
        "education": ((), _items(content.education)),
        "experience": ((), _items(content.experience)),
        "skills": ((), _items(content.skills)),
        "languages": ((), _items(content.languages)),
        "interests": (_lines(content.interests), ()),
        "references": ((), _items(content.references)),
    }
    for kind, (lines, items) in parts.items():
        if lines or items:
            yield Section(kind, say_in(language, f"sharing.section.{kind}"), lines, items)


def _items(entries: Iterable[Period | Skill | Language | Reference]) -> tuple[Item, ...]:
    found = (_item(entry) for entry in entries)
    return tuple(item for item in found if item.title or item.lines)


def _item(entry: Period | Skill | Language | Reference) -> Item:
    if isinstance(entry, Period):
        title, *more = _filled(entry.title, entry.where) or ("",)
        period = " – ".join(_filled(entry.start, entry.until))
        return Item(title, ", ".join(more), period, _lines(entry.text))
    if isinstance(entry, Skill):
        return Item(_clean(entry.text))
    if isinstance(entry, Language):
        title, *more = _filled(entry.name, entry.level) or ("",)
        return Item(title, ", ".join(more))
    title, *more = _filled(entry.name, entry.role) or ("",)
    return Item(title, ", ".join(more), lines=_lines(entry.contact))


def _lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text; those that begin with a dash or a dot are items of a list."""
    lines = (line for line in text.splitlines() if _clean(line))
    return tuple(Line(_clean(_BULLET.sub("", line, 1)), bool(_BULLET.match(line))) for line in lines)


def _filled(*texts: str) -> tuple[str, ...]:
    return tuple(clean for text in texts if (clean := _clean(text)))


def _clean(text: str) -> str:
    """Return a text on one line without signs that no page shows; they would also end a DOCX."""
    spaced = " ".join(text.split())
    return "".join(sign for sign in spaced if not is_invisible(sign))
