"""When two names are one company: the plain form of a name, and how much two names are alike."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from operator import itemgetter
from typing import Final, TypeVar

from rapidfuzz import fuzz, process

from mentorhub.people.roster.cells import clean
from mentorhub.people.roster.cells import plain as without_accents

LONGEST_NAME: Final = 120
LONGEST_PLACE: Final = 80
_LEGAL_FORMS: Final = frozenset(
    re.findall(r"\w+", "bv nv vof vzw bvba ebvba cv cvba commv srl sprl sa asbl gmbh ltd inc stichting")
)
# "b.v.", "V.O.F." and "a.b.n. amro": the dots of an abbreviation go, its letters stay together.
_ABBREVIATION_DOT: Final = re.compile(r"(?<![^\W_])([^\W_])\.(?=[^\W_](?![^\W_]))")
_LETTERS_APART: Final = (("b", "v"), ("n", "v"), ("c", "v"), ("v", "o", "f"), ("v", "z", "w"))


def plain(name: str) -> str:
    """Return a company's name as it is compared: "Café Étoile B.V." and "cafe etoile" are one.

    Case, accents, punctuation and legal forms at either end do not count; ``&`` and ``+`` read as ``en``.
    Empty when the name has no letter or digit.
    """
    # Twice: some letters only show their plain form after the first time, such as a raised capital.
    text = without_accents(without_accents(clean(name)))
    text = re.sub(r"['\u2018\u2019`\u00b4]", "", text)
    text = re.sub(r"[&+]", " en ", text)
    text = _ABBREVIATION_DOT.sub(r"\1", text)
    return " ".join(_without_legal_forms(re.sub(r"[\W_]+", " ", text).split()))


def plain_place(place: str) -> str:
    """Return a place as it is compared: "'s-Hertogenbosch" and "s Hertogenbosch" are one."""
    return " ".join(re.sub(r"[\W_]+", " ", without_accents(clean(place))).split())


def _without_legal_forms(words: list[str]) -> list[str]:
    """The words without legal forms at the ends; a name that is nothing else stays as it is."""
    left = list(words)
    while len(left) > 1 and left[-1] in _LEGAL_FORMS:
        left.pop()
    while len(left) > 1 and left[0] in _LEGAL_FORMS:
        left.pop(0)
    for letters in _LETTERS_APART:
        if len(left) > len(letters) and tuple(left[-len(letters) :]) == letters:
            return _without_legal_forms(left[: -len(letters)])
    return left


ALIKE: Final = 86.0
"""From this likeness (0 to 100) two names may be one company; measured on the pairs in the tests."""
_FITS_TYPING: Final = 80.0
_NEAREST: Final = 200
_MOST_HITS: Final = 6
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Known:
    """A company as it is compared: the plain form of its name, and its place."""

    plain_name: str
    place: str


def core(company: Known) -> str:
    """Return the plain name without the place in it: "albert heijn eindhoven" is "albert heijn" there."""
    place = plain_place(company.place)
    bare = f" {company.plain_name} ".replace(f" {place} ", " ").strip() if place else ""
    return " ".join(bare.split()) or company.plain_name


def alike(one: Known, other: Known) -> bool:
    """Whether two companies may be the same: names nearly equal, no other number in them, no other place."""
    if not _may_be_one(one, other):
        return False
    return fuzz.token_sort_ratio(core(one), core(other)) >= ALIKE


def alike_pairs(companies: Sequence[Known], most: int) -> list[tuple[int, int]]:
    """Return the places of companies that may be the same, at most ``most`` pairs, the likest first.

    For thousands of companies it takes about a second: callers use a thread.
    """
    sorted_cores = [_sorted_core(each) for each in companies]
    later = dict(enumerate(sorted_cores))
    found: list[tuple[float, int, int]] = []
    for one, text in enumerate(sorted_cores):
        del later[one]
        near = process.extract(text, later, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=_NEAREST)
        found += [(-score, one, other) for _, score, other in near]
    fits = ((one, other) for _, one, other in sorted(found) if _may_be_one(companies[one], companies[other]))
    return list(islice(fits, most))


class Neighbours:
    """Companies in which the one that another may be is looked up."""

    def __init__(self, companies: Sequence[Known]) -> None:
        """Take the companies; answers are places in this sequence."""
        self._companies = companies
        self._cores = {place: _sorted_core(each) for place, each in enumerate(companies)}

    def nearest(self, company: Known) -> int | None:
        """Return the place of the likest company that may be the same, None when there is none."""
        near = process.extract(
            _sorted_core(company), self._cores, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=_NEAREST
        )
        places = (place for _, _, place in near)
        return next((place for place in places if _may_be_one(company, self._companies[place])), None)


def _sorted_core(company: Known) -> str:
    return " ".join(sorted(core(company).split()))


def fitting(typed: str, companies: Iterable[tuple[Key, str]], most: int = _MOST_HITS) -> list[Key]:
    """Return the keys of the companies whose plain names fit what is typed so far, the best first.

    Args:
        typed: the name as far as it is typed, in any spelling.
        companies: for each its key and its plain name.
        most: how many at most.
    """
    wanted = plain(typed)
    if len(wanted) < 2:
        return []
    scored = ((_fit(wanted, name), key) for key, name in companies)
    good = (each for each in scored if each[0] >= _FITS_TYPING)
    return [key for _, key in nlargest(most, good, key=itemgetter(0))]


def _fit(typed: str, name: str) -> float:
    """How well a name fits: the same is 100, one that begins so 99, a word that does 97, else likeness."""
    if name == typed:
        return 100.0
    if name.startswith(typed):
        return 99.0
    if f" {typed}" in name:
        return 97.0
    likeness = fuzz.token_sort_ratio(typed, name, score_cutoff=_FITS_TYPING)
    # What is typed so far is compared with the beginning of the name, as far as it goes.
    begun = fuzz.ratio(typed, name[: len(typed)], score_cutoff=_FITS_TYPING) if len(typed) > 4 else 0.0
    return min(96.0, max(likeness, begun))


def _may_be_one(one: Known, other: Known) -> bool:
    places = plain_place(one.place), plain_place(other.place)
    if all(places) and fuzz.ratio(*places) < ALIKE:
        return False
    return _numbers(one.plain_name) == _numbers(other.plain_name)


def _numbers(name: str) -> set[str]:
    """The numbers in a name: branch 1042 is another than branch 1043."""
    return set(re.findall(r"\d+", name))
