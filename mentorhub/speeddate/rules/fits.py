"""The fit of many people at once: the rule of `fitting.py`, found by looking up who shares a quality.

Comparing every mentee with every mentor takes minutes for thousands of people; most pairs share nothing.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mentorhub.speeddate.rules.fitting import quality_key
from mentorhub.speeddate.rules.seats import Pair

Lists = tuple[Sequence[str], Sequence[str]]
"""What someone looks for and what fits them, as `fitting.fit` takes them."""

FitOf = Mapping[Pair, int] | Callable[[Pair], int]
"""Shared qualities per (mentee, mentor): a mapping, 0 where missing, or a function of the pair."""


class Fits(Protocol):
    """What the planner asks of a fit; a dict does, with the pairs that share nothing left out."""

    def get(self, pair: Pair, default: int, /) -> int:
        """Return the shared qualities of a pair, or the default."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A fit that a function gives when asked, so that no table of all pairs is ever made."""

    function: Callable[[Pair], int]

    def get(self, pair: Pair, default: int, /) -> int:
        """Return what the function says; the default is never needed."""
        return self.function(pair)


def as_fits(fit: FitOf) -> Fits:
    """Return a fit in the one form that the planner works with."""
    return fit if isinstance(fit, Mapping) else Asked(fit)


@dataclass(frozen=True, slots=True)
class _Keys:
    """One person's lists as keys: what they look for, and where others find what fits them."""

    seeks: frozenset[str]
    pool: frozenset[str]


def sparse_fit(mentees: Mapping[str, Lists], mentors: Mapping[str, Lists]) -> dict[Pair, int]:
    """Return the score of `fitting.fit` for each (mentee, mentor) that shares something; others are 0."""
    other_side = {person: _keys(lists) for person, lists in mentors.items()}
    in_pool, in_seeks = _index(other_side, "pool"), _index(other_side, "seeks")
    found: dict[Pair, int] = {}
    for mentee, lists in mentees.items():
        mine = _keys(lists)
        shared: Counter[str] = Counter()
        for key in mine.seeks:
            shared.update(in_pool.get(key, ()))
        for key in mine.pool:
            shared.update(in_seeks.get(key, ()))
        found |= {(mentee, mentor): score for mentor, score in shared.items()}
    return found


def _keys(lists: Lists) -> _Keys:
    seeks, fits = (frozenset(map(quality_key, words)) - {""} for words in lists)
    return _Keys(seeks, fits or seeks)


def _index(people: Mapping[str, _Keys], what: str) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for person, keys in people.items():
        for key in getattr(keys, what):
            index.setdefault(key, []).append(person)
    return index
