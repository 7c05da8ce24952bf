"""The catalogue of qualities, and own words beside it."""

import json
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from mentorhub.core.texts import Bilingual
from mentorhub.speeddate.rules import quality_key

OWN_LENGTH = 30
"""Most characters of own words."""


@dataclass(frozen=True, slots=True)
class Quality:
    """One entry of the catalogue; ``search`` holds its labels and other words for it, folded."""

    key: str
    label: Bilingual
    search: tuple[str, ...]


def folded(text: str) -> str:
    """Return a text as it is searched: small letters, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", quality_key(text))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def catalogue_qualities() -> tuple[Quality, ...]:
    """Return the catalogue in its own order (mentorhub/speeddate/data/qualities.json)."""
    path = files("mentorhub.speeddate") / "data" / "qualities.json"
    return tuple(
        Quality(
            key=row["key"],
            label={"nl": row["nl"], "en": row["en"]},
            search=tuple(
                folded(word) for word in (row["nl"], row["en"], *row["search"]["nl"], *row["search"]["en"])
            ),
        )
        for row in json.loads(path.read_text(encoding="utf-8"))
    )


@lru_cache(maxsize=1)
def _by_key() -> dict[str, Quality]:
    return {quality.key: quality for quality in catalogue_qualities()}


@lru_cache(maxsize=1)
def _by_wording() -> dict[str, str]:
    """Return the key for every way in which a catalogue entry can be written: its key or a label."""
    known = catalogue_qualities()
    wordings = {quality_key(word): one.key for one in known for word in one.label.values()}
    return wordings | {quality_key(one.key): one.key for one in known}


def label(quality: str, is_own: bool) -> Bilingual:
    """Return a chosen quality in both languages; own words stay as they were written."""
    known = None if is_own else _by_key().get(quality)
    return known.label if known else {"nl": quality, "en": quality}


def as_chosen(word: str) -> tuple[str, bool]:
    """Return a quality as it is stored, and whether it is in own words.

    A key or a label of the catalogue becomes the key, so that two people who mean the same find each other.
    """
    plain = " ".join(
        "".join(x if x.isprintable() else " " for x in unicodedata.normalize("NFC", word)).split()
    )
    known = _by_wording().get(quality_key(plain))
    return (known, False) if known else (plain, True)


def find(text: str) -> tuple[Quality, ...]:
    """Return the qualities that a typed text leads to, best first; all of them for an empty text.

    Every word must occur in a label or another word for the quality, in either language. What begins
    with the text comes first.
    """
    wanted = folded(text)
    found = [one for one in catalogue_qualities() if all(_has(one, part) for part in wanted.split())]
    return tuple(sorted(found, key=lambda one: _distance(one, wanted)))


def _has(quality: Quality, part: str) -> bool:
    return any(part in word for word in quality.search)


def _distance(quality: Quality, wanted: str) -> int:
    """Return 0 when a label begins with the text, 1 when another word does, 2 when it is inside one."""
    labels = quality.search[: len(quality.label)]
    return 0 if _begins(labels, wanted) else 1 if _begins(quality.search, wanted) else 2


def _begins(words: tuple[str, ...], wanted: str) -> bool:
    return any(word.startswith(wanted) for word in words)
