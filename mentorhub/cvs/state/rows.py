"""Rows of the page of a CV, made from its content."""

from typing import TypedDict

from mentorhub.core.dates import moment_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.cvs.rules.content import (
    LISTS,
    SECTIONS,
    Content,
    Entry,
    Spot,
    entries_of,
    fields_of,
    text_at,
)
from mentorhub.cvs.rules.passages import sentences
from mentorhub.cvs.service.values import Junior, UploadView, VersionLine
from mentorhub.cvs.state.words import EMPTY, entry_name, field_text, section_title
from mentorhub.people.state import colour_of

MOST_LINES = 100
_LONG = {"text", "profile", "interests"}


class EntryRow(TypedDict):
    """One entry to write in; fields that its section lacks are empty; ``start`` is the JSON's ``from``."""

    id: str
    title: str
    where: str
    start: str
    until: str
    text: str
    name: str
    level: str
    role: str
    contact: str
    called: Bilingual
    is_first: bool
    is_last: bool


class JuniorRow(TypedDict):
    """One junior to choose."""

    of: str
    name: str
    course: str
    initials: str
    colour: int


class LineRow(TypedDict):
    """One line to read and to tap: a sentence or field, or the foot of an entry (``look`` is ``entry``)."""

    section: str
    entry: str
    field: str
    text: str
    label: Bilingual
    look: str


class SectionRow(TypedDict):
    """One section to read."""

    section: str
    title: Bilingual
    lines: list[LineRow]


class ClashRow(TypedDict):
    """Two texts for one field; ``is_gone`` when the entry is not there any more."""

    key: str
    title: Bilingual
    mine: str
    other: str
    is_gone: bool
    can_both: bool


class UploadRow(TypedDict):
    """An uploaded version with the lines found in it."""

    number: str
    title: Bilingual
    name: str
    href: str
    lines: list[LineRow]


NO_UPLOAD = UploadRow(number="", title=EMPTY, name="", href="", lines=[])


def entry_rows(content: Content, section: str) -> list[EntryRow]:
    """Return the entries of a section to write in."""
    entries = entries_of(content, section)
    return [
        _entry_row(entry, place, is_last=place == len(entries))
        for place, entry in enumerate(entries, start=1)
    ]


def _entry_row(entry: Entry, place: int, *, is_last: bool) -> EntryRow:
    def text(field: str) -> str:
        return getattr(entry, field, "")

    return EntryRow(
        id=entry.id,
        title=text("title"),
        where=text("where"),
        start=text("start"),
        until=text("until"),
        text=text("text"),
        name=text("name"),
        level=text("level"),
        role=text("role"),
        contact=text("contact"),
        called=entry_name(entry, place),
        is_first=place == 1,
        is_last=is_last,
    )


def junior_row(one: Junior) -> JuniorRow:
    """Return a junior to choose."""
    return JuniorRow(
        of=str(one.enrolment_id),
        name=one.full_name,
        course=one.course,
        initials=one.initials,
        colour=colour_of(one.person_id),
    )


def section_rows(content: Content) -> list[SectionRow]:
    """Return what was written, in sections of lines; empty sections are left out."""
    rows = (
        SectionRow(section=name, title=section_title(name), lines=_lines(content, name)[:MOST_LINES])
        for name in SECTIONS
    )
    return [row for row in rows if row["lines"]]


def _lines(content: Content, section: str) -> list[LineRow]:
    if section not in LISTS:
        return [line for field in fields_of(section) for line in _parts(content, Spot(section, "", field))]
    found: list[LineRow] = []
    for place, entry in enumerate(entries_of(content, section), start=1):
        spots = (Spot(section, entry.id, field) for field in fields_of(section))
        lines = [line for spot in spots for line in _parts(content, spot)]
        if lines:
            foot = _line(Spot(section, entry.id, ""), "", entry_name(entry, place), "entry")
            found += [*lines, foot]
    return found


def _parts(content: Content, spot: Spot) -> list[LineRow]:
    text = text_at(content, spot) or ""
    parts = sentences(text) if spot.field in _LONG else tuple(filter(None, [text.strip()]))
    strong = spot.field in ("title", "name")
    look = "strong" if strong else "" if spot.field in _LONG else "small"
    return [_line(spot, part, field_text(spot), look) for part in parts]


def _line(spot: Spot, text: str, label: Bilingual, look: str = "") -> LineRow:
    return LineRow(
        section=spot.section, entry=spot.entry, field=spot.field, text=text, label=label, look=look
    )


def version_text(line: VersionLine | None, zone: str) -> Bilingual:
    """Return which version this is and when it was saved."""
    if line is None:
        return say("cvs.page.no_version")
    return say("cvs.page.version", n=line.number, when=moment_text(line.saved_at, zone))


def upload_row(upload: UploadView | None) -> UploadRow:
    """Return the newest uploaded version with its lines."""
    if upload is None:
        return NO_UPLOAD
    number = str(upload.line.number)
    title = section_title("upload")
    return UploadRow(
        number=number,
        title=say("cvs.upload.shown", n=number),
        name=upload.line.file_name,
        href=f"/cv/files/{upload.line.version_id}",
        lines=[_line(Spot("upload", number, ""), text, title) for text in upload.paragraphs],
    )


def clash_row(spot: Spot, mine: str, other: str | None, most: int) -> ClashRow:
    """Return both texts of a field; ``other`` is None when its entry is gone."""
    return ClashRow(
        key="|".join((spot.section, spot.entry, spot.field)),
        title=say("cvs.clash.title", field=field_text(spot)),
        mine=mine,
        other=other or "",
        is_gone=other is None,
        can_both=bool(other) and len(both(mine, other or "")) <= most,
    )


def both(mine: str, other: str) -> str:
    """Return two texts as one."""
    return f"{other}\n{mine}"
