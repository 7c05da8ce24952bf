"""Names that a whole room may read: the first name, and as few letters more as tell two people apart."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)
MOST_LETTERS = 3


def short_names(people: Mapping[Id, tuple[str, str]]) -> dict[Id, str]:
    """Return for each id the name to show, given first and last names (the last name without its infix).

    A first name that occurs once stands alone. Where two people share one, the first letter of the last
    name follows (``Sara B.``), or up to three letters when the first is the same too.
    """
    by_first: defaultdict[str, list[Id]] = defaultdict(list)
    for one, (first, _last) in people.items():
        by_first[first.casefold()].append(one)
    names: dict[Id, str] = {}
    for same in by_first.values():
        letters = _letters_needed([people[one][1] for one in same]) if len(same) > 1 else 0
        names |= {one: _name(*people[one], letters) for one in same}
    return names


def _letters_needed(last_names: list[str]) -> int:
    """Return how many letters tell most of these last names apart, at least 1 and at most 3."""
    distinct = {count: len({name[:count].casefold() for name in last_names}) for count in (1, 2, 3)}
    return min(distinct, key=lambda count: (-distinct[count], count))


def _name(first: str, last: str, letters: int) -> str:
    return f"{first} {last[:letters]}." if letters and last else first
