"""How an evening went: talks held and missed, and how many people each met. Figures only, never choices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

FEWEST = 5
"""With fewer authors on a side than this, how much they wrote is not counted: it would tell of one person."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Someone who was expected: ``came`` is False for who never did; rounds count from 1."""

    id: str
    role: str
    came: bool
    first_round: int = 1
    last_round: int | None = None

    def was_there(self, number: int) -> bool:
        """Whether this person was in the room in a round."""
        return self.came and self.first_round <= number <= (self.last_round or number)


@dataclass(frozen=True, slots=True)
class Talk:
    """Two who had a seat together in a round that was held."""

    round: int
    mentee: str
    mentor: str


@dataclass(frozen=True, slots=True)
class Spread:
    """Of some numbers the least, the middle one and the most."""

    least: int
    median: float
    most: int


@dataclass(frozen=True, slots=True)
class Result:
    """The talks that took place, those that did not, and with how many different people each guest spoke."""

    held: tuple[Talk, ...]
    missed: tuple[Talk, ...]
    met: Mapping[str, int]

    def in_round(self, number: int) -> tuple[int, int]:
        """Return how many talks of a round took place, and how many did not."""
        held, missed = (sum(talk.round == number for talk in talks) for talks in (self.held, self.missed))
        return held, missed


def result_of(guests: Sequence[Guest], talks: Iterable[Talk]) -> Result:
    """Tell which of the talks took place: those at which both were there.

    Args:
        guests: everybody who was expected.
        talks: the seats of the rounds that were held.
    """
    known = {guest.id: guest for guest in guests}
    held, missed = [], []
    for talk in talks:
        both = (known.get(talk.mentee), known.get(talk.mentor))
        there = all(one is not None and one.was_there(talk.round) for one in both)
        (held if there else missed).append(talk)
    return Result(tuple(held), tuple(missed), _met(guests, held))


def _met(guests: Iterable[Guest], held: Iterable[Talk]) -> dict[str, int]:
    """Return with how many different people everybody who came has spoken."""
    others: defaultdict[str, set[str]] = defaultdict(set)
    for talk in held:
        others[talk.mentee].add(talk.mentor)
        others[talk.mentor].add(talk.mentee)
    return {guest.id: len(others[guest.id]) for guest in guests if guest.came}


def spread_of(numbers: Sequence[int]) -> Spread | None:
    """Return the spread of some numbers, None of none."""
    return Spread(min(numbers), median(numbers), max(numbers)) if numbers else None


def may_be_counted(result: Result, guests: Iterable[Guest]) -> bool:
    """Whether what people wrote may be counted: at least five of each side spoke with somebody."""
    sides: defaultdict[str, int] = defaultdict(int)
    for guest in guests:
        sides[guest.role] += result.met.get(guest.id, 0) > 0
    return len(sides) > 1 and min(sides.values()) >= FEWEST
