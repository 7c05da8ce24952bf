"""The values that the matching rules take and give; all frozen, ids are opaque strings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

PairKey = tuple[str, str]
"""A (mentee, mentor) pair of ids, unless a docstring says otherwise."""


Progress = Callable[[int, int], None]
"""Told how many mentees are done and how many there are; may raise to cancel."""


class Wish(IntEnum):
    """A mentor's answer about a mentee; the number is what the pair costs in the vector."""

    PREFER = 0
    FINE = 1
    RATHER_NOT = 2


class Objective(StrEnum):
    """What the match aims at (matching.md, Match)."""

    GENEROUS = "generous"
    GREEDY = "greedy"
    STABLE = "stable"
    FEWEST_BLOCKING = "fewest_blocking"


class Source(StrEnum):
    """Where a pair comes from: the mentee's list, a pin, or a fall back (met, then any with room)."""

    LIST = "list"
    PINNED = "pinned"
    MET = "met"
    ANY = "any"


class Proof(StrEnum):
    """Which theorem the certificate rests on."""

    NO_NEGATIVE_CYCLE = "no_negative_cycle"
    NO_BLOCKING_PAIR = "no_blocking_pair"
    INTEGER_PROGRAMME = "integer_programme"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One proposed pair. `rank` is the place on the mentee's list (1 is best), None beyond the list."""

    mentee: str
    mentor: str
    rank: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class Profile:
    """How many mentees got what: `ranks[r - 1]` their r-th choice, then a mentor beyond the list, or none."""

    ranks: tuple[int, ...]
    beyond_list: int
    unmatched: int

    @property
    def without_choice(self) -> int:
        """Mentees with none of their choices, with or without a mentor."""
        return self.beyond_list + self.unmatched


@dataclass(frozen=True, slots=True)
class Certificate:
    """Proof of optimality, checked in integers.

    `optimal` says whether the proof holds; `proof` which one; `arcs` how many arcs of the residual
    graph (or pairs of lists) were examined; `cycle` is a counterexample: the ids along a negative
    cycle, or a (mentee, mentor) pair that blocks. `prices` (mentor to price) are the dual values that
    make the check one pass (`fallback_prices` for those beyond their list); they are not needed for it.
    `fallback_optimal` says the same of those placed beyond their list, at any size.
    """

    optimal: bool
    proof: Proof
    arcs: int
    fallback_optimal: bool
    cycle: tuple[str, ...] = ()
    prices: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    fallback_prices: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    """A proposal: pairs sorted by mentee, mentees without a mentor, the counts and the proof.

    `admitted` are the pairs beyond a list that competed with the lists on equal footing: pairs to be
    kept while repairing, and openings for somebody whom forbidden pairs would leave without a mentor.
    `evened` says that among the seatings of the best profile one was taken for the sake of the groups
    (`evening.py`) and not by the tie-breaks; the certificate then speaks of the profile.
    """

    objective: Objective
    repairing: bool
    pairs: tuple[Assignment, ...]
    unmatched: tuple[str, ...]
    profile: Profile
    certificate: Certificate
    admitted: frozenset[PairKey] = frozenset()
    evened: bool = False

    @property
    def mentor_of(self) -> dict[str, str]:
        """Mentor id by mentee id, for those who have one."""
        return {pair.mentee: pair.mentor for pair in self.pairs}
