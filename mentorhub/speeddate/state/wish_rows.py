"""Wishes and arrangements as rows on the screen, and people as they are chosen by name."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import time
from typing import TypedDict

from mentorhub.core.dates import hour_text
from mentorhub.core.texts import LANGUAGES, Bilingual, say
from mentorhub.speeddate.rules import quality_key
from mentorhub.speeddate.service.people import Card
from mentorhub.speeddate.service.wishlist import Arranged, WishLine, WishList

MOST = 100
TONES = {"planned": "ok", "met": "ok", "missing": "late", "apart": "ok"}


class WishRow(TypedDict):
    """A wish: the two names, what is wished, and what came of it in words and tone."""

    mentee: str
    mentor: str
    kind: Bilingual
    pair: Bilingual
    told: Bilingual
    tone: str


class MarkedRow(TypedDict):
    """A table and what is particular about it."""

    number: int
    told: Bilingual
    coaches: str


class PersonRow(TypedDict):
    """Someone and what was arranged with them."""

    id: str
    name: str
    role: Bilingual
    told: Bilingual


class RoundChoice(TypedDict):
    """A round from which someone can come."""

    value: str
    label: Bilingual


def wish_row(line: WishLine) -> WishRow:
    """Return a wish as a row."""
    outcome = f"{line.outcome}_forbid" if line.kind == "forbid" and line.round else line.outcome
    return WishRow(
        mentee=str(line.mentee.enrolment_id),
        mentor=str(line.mentor.enrolment_id),
        kind=say(f"planning.wishes.kind_{line.kind}"),
        pair=say("planning.plan.and", first=line.mentee.full_name, last=line.mentor.full_name),
        told=say(f"planning.outcome.{outcome}", round=line.round, table=line.table),
        tone="late" if outcome.endswith("_forbid") else TONES[line.outcome],
    )


def marked_rows(found: WishList) -> list[MarkedRow]:
    """Return the tables that have something particular, with who sits there."""
    coaches: dict[int | None, list[str]] = {}
    for card in found.people:
        if card.role == "mentor":
            coaches.setdefault(card.table_number, []).append(card.full_name)
    return [
        MarkedRow(number=number, told=tags_text(tags), coaches=", ".join(coaches.get(number, [])))
        for number, tags in found.tables.items()
    ]


def tags_text(tags: Iterable[str]) -> Bilingual:
    """Return for example ``rustig, makkelijk bereikbaar``."""
    return _joined([say(f"planning.tag.{tag}") for tag in tags])


def person_row(one: Arranged) -> PersonRow:
    """Return someone with everything that was arranged, in one line."""
    wanted = one.arrangement
    told: list[Bilingual] = []
    if wanted.needs:
        told.append(say("planning.people.told_needs", tags=tags_text(wanted.needs)))
    if wanted.fixed_table:
        told.append(say("planning.people.told_table", n=wanted.fixed_table))
    if (wanted.from_round or 1) > 1:
        told.append(say("planning.people.told_comes", n=wanted.from_round))
    if wanted.leaves:
        told.append(_leaving(wanted.leaves, one.last_round))
    return PersonRow(
        id=str(one.card.enrolment_id),
        name=one.card.full_name,
        role=say(f"people.role.{one.card.role}"),
        told=_joined(told),
    )


def _leaving(at: time, last_round: int) -> Bilingual:
    key = "told_leaves" if last_round else "told_stays"
    return say(f"planning.people.{key}", at=f"{at:%H:%M}", n=last_round)


def _joined(parts: list[Bilingual]) -> Bilingual:
    return {x: ", ".join(part[x] for part in parts) for x in LANGUAGES}


def round_choices(found: WishList, chosen: int) -> list[RoundChoice]:
    """Return the rounds from which someone can come, each with its time; the chosen one is always there."""
    rounds = {number: hour_text(begins, found.zone) for number, begins in found.begins.items()}
    start = RoundChoice(value="1", label=say("planning.people.from_start"))
    later = [
        RoundChoice(value=str(n), label=say("planning.people.from_round", n=n, at=at))
        for n, at in rounds.items()
        if n > 1
    ]
    known = chosen == 1 or chosen in rounds
    kept = RoundChoice(value=str(chosen), label=say("planning.people.told_comes", n=chosen))
    return [start, *later] if known else [start, kept, *later]


def labels(people: Iterable[Card]) -> dict[str, str]:
    """Return enrolment ids by the name to choose, each name once: the group and a number tell two apart."""
    cards = list(people)
    plain = Counter(card.full_name for card in cards)
    seen: Counter[str] = Counter()
    found: dict[str, str] = {}
    for card in cards:
        name = card.full_name if plain[card.full_name] == 1 else f"{card.full_name} ({card.group})"
        seen[name] += 1
        found[name if seen[name] == 1 else f"{name} {seen[name]}"] = str(card.enrolment_id)
    return found


def chosen_id(typed: str, people: Mapping[str, str]) -> str:
    """Return the id of the name that was typed, or of the only one that holds it; empty when unclear."""
    wanted = quality_key(typed)
    by_key = {quality_key(name): one for name, one in people.items()}
    if wanted in by_key:
        return by_key[wanted]
    hits = [one for name, one in by_key.items() if wanted and wanted in name]
    return hits[0] if len(hits) == 1 else ""


def offered(people: Iterable[str], typed: str) -> list[str]:
    """Return the names to choose from, those that hold what was typed, 100 at most."""
    wanted = quality_key(typed)
    return [name for name in people if wanted in quality_key(name)][:MOST]
