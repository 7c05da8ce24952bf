"""People at an event as rows of the control page, with the words of where they are."""

from datetime import datetime
from typing import TypedDict

from mentorhub.core.dates import hour_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.people.state import colour_of
from mentorhub.speeddate.service.attendance import Outsider
from mentorhub.speeddate.service.hall import Hall, Place
from mentorhub.speeddate.service.people import Card

NOTHING: Bilingual = {"nl": "", "en": ""}
TONES = {"expected": "", "present": "ok", "absent": "late", "left": "soon"}
HOUR_WORD = " uur"


class PersonRow(TypedDict):
    """One person in the list; ``phone`` is on, off, none or empty (not present)."""

    id: str
    name: str
    initials: str
    colour: int
    about: dict[str, str]
    state: str
    word: dict[str, str]
    tone: str
    phone: str
    phone_word: dict[str, str]


class MissingRow(TypedDict):
    """Someone who is missed at a table, and why."""

    id: str
    name: str
    is_present: bool
    why: dict[str, str]


class OutsiderRow(TypedDict):
    """Someone of the programme who is not on the list."""

    id: str
    name: str
    about: dict[str, str]


def person_row(place: Place, hall: Hall) -> PersonRow:
    """Return one person's row; nothing about phones before the doors open and after the end."""
    card = place.card
    phone = _phone(place) if hall.has_phones else ""
    return PersonRow(
        id=str(card.enrolment_id),
        name=card.full_name,
        initials=card.initials,
        colour=colour_of(card.person_id),
        about=_about(card.role, card.group, place.table if place.is_present else None),
        state=card.state,
        word=_word(card, place.table),
        tone="soon" if card.state == "present" and card.last_round else TONES[card.state],
        phone=phone,
        phone_word=_phone_word(place, phone, hall.zone),
    )


def missing_row(place: Place, zone: str) -> MissingRow:
    """Return the row of someone who is missed at a table."""
    partner = place.partner.first_name if place.partner else ""
    if place.is_present and place.seen is not None:
        values = {"n": place.table, "time": _hour(place.seen.since, zone), "name": place.card.first_name}
        why = say("control.missing.away", **values)
    else:
        why = say("control.missing.alone", n=place.table, name=partner)
    return MissingRow(
        id=str(place.card.enrolment_id), name=place.card.full_name, is_present=place.is_present, why=why
    )


def outsider_row(one: Outsider) -> OutsiderRow:
    """Return the row of someone who is not on the list."""
    return OutsiderRow(id=str(one.enrolment_id), name=one.full_name, about=_about(one.role, one.group, None))


def _about(role: str, group: str, table: int | None) -> Bilingual:
    """Return for example ``coach · 2A · tafel 7``."""
    word = say(f"people.role.{role}")
    place = say("control.people.table", n=table) if table else NOTHING
    return {x: " · ".join(part for part in (word[x], group, place[x]) if part) for x in word}


def _word(card: Card, table: int | None) -> Bilingual:
    if card.state == "left" and card.last_round:
        return say("control.people.state_left", n=card.last_round)
    if card.state in ("present", "expected") and card.from_round > 1 and table is None:
        return say("control.people.state_late", n=card.from_round)
    if card.state == "present" and card.last_round:
        return say("control.people.state_leaves", n=card.last_round)
    return say(f"control.people.state_{card.state if card.state != 'left' else 'absent'}")


def _phone(place: Place) -> str:
    if not place.is_present:
        return ""
    if place.seen is None:
        return "none"
    return "on" if place.seen.connected else "off"


def _phone_word(place: Place, phone: str, zone: str) -> Bilingual:
    if phone == "off" and place.seen is not None:
        return say("control.people.phone_off", time=_hour(place.seen.since, zone))
    return say(f"control.people.phone_{phone}") if phone else NOTHING


def _hour(moment: datetime, zone: str) -> Bilingual:
    """Return for example ``19.04``."""
    return {x: text.removesuffix(HOUR_WORD) for x, text in hour_text(moment, zone).items()}
