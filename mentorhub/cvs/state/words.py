"""Words for what a CV consists of: sections, fields, entries."""

from mentorhub.core.texts import Bilingual, say
from mentorhub.cvs.rules.content import Entry, Spot

EMPTY: Bilingual = {"nl": "", "en": ""}
_FIELDS = {
    ("skills", "text"): "skill",
    ("languages", "name"): "language_name",
    ("languages", "level"): "language_level",
    ("references", "name"): "reference_name",
    ("references", "role"): "reference_role",
    ("references", "contact"): "reference_contact",
}


def field_key(section: str, field: str) -> str:
    """Return the last part of the catalogue key of a field's label (``cvs.field.…``)."""
    if section in ("education", "experience") and field in ("title", "where", "text"):
        return f"{section}_{field}"
    return _FIELDS.get((section, field), field)


def field_text(spot: Spot) -> Bilingual:
    """Return the label of a field."""
    return say(f"cvs.field.{field_key(spot.section, spot.field)}")


def section_title(section: str) -> Bilingual:
    """Return the heading of a section, also of an uploaded file's text."""
    return say(f"cvs.section.{section}")


def entry_name(entry: Entry, place: int) -> Bilingual:
    """Return what an entry is called: its first filled field, or its place from 1."""
    for field in ("title", "name", "text", "where"):
        written = getattr(entry, field, "").strip()
        if written:
            return {"nl": written, "en": written}
    return say("cvs.entry.nameless", place=place)


def where_text(section: str, name: str) -> Bilingual:
    """Return where a tip is: the section, with the name of the entry when it has one."""
    title = section_title(section)
    return say("cvs.tips.about_entry", section=title, name=name) if name else title
