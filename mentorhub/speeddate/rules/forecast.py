"""Before the event: how many each will meet, who has a break when, and what does not fit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mentorhub.speeddate.rules.seats import Issue, Pair, Participant, Plan

GOOD_FIT = 2
"""From how many shared qualities on a pair counts as a good fit, unless the caller says otherwise."""


@dataclass(frozen=True, slots=True)
class PersonCoverage:
    """What one person gets: people met, good fits met out of those there are, and rounds with a break."""

    person: str
    meets: int
    good_met: int
    good_there: int
    breaks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the whole room gets; `shared` is the sum of shared qualities over all seats.

    `good_met` of `good_possible` counts mentees' good fits, where possible takes into account that a
    mentee meets only as many as there are seats for this mentee.
    """

    mentees: tuple[PersonCoverage, ...]
    mentors: tuple[PersonCoverage, ...]
    seats: int
    shared: int
    good_met: int
    good_possible: int

    def meets(self) -> tuple[int, int]:
        """Return the fewest and the most people that a mentee meets."""
        counts = [mentee.meets for mentee in self.mentees] or [0]
        return min(counts), max(counts)


def coverage(
    plan: Plan,
    fit: Mapping[Pair, int],
    mentees: Sequence[Participant],
    mentors: Sequence[Participant],
    *,
    good: int = GOOD_FIT,
) -> Coverage:
    """Return what a plan gives each person, in the order given.

    `fit` counts shared qualities per (mentee, mentor), 0 where missing; `good` is from how many on a
    pair is a good fit.
    """
    pairs = [(seat.mentee, seat.mentor) for seat in plan.seats]
    fits = {pair for pair, shared in fit.items() if shared >= good}
    breaks = _breaks(plan)
    sides = [_side(people, at, pairs, fits, breaks) for at, people in ((0, mentees), (1, mentors))]
    return Coverage(
        mentees=sides[0],
        mentors=sides[1],
        seats=len(pairs),
        shared=sum(fit.get(pair, 0) for pair in pairs),
        good_met=sum(one.good_met for one in sides[0]),
        good_possible=sum(min(one.meets, one.good_there) for one in sides[0]),
    )


def _breaks(plan: Plan) -> dict[str, list[int]]:
    breaks: dict[str, list[int]] = {}
    for one in sorted(plan.breaks):
        breaks.setdefault(one.person, []).append(one.round)
    return breaks


def _side(
    people: Iterable[Participant],
    at: int,
    pairs: Iterable[Pair],
    fits: set[Pair],
    breaks: Mapping[str, Sequence[int]],
) -> tuple[PersonCoverage, ...]:
    met: dict[str, list[Pair]] = {}
    there: dict[str, int] = {}
    for pair in pairs:
        met.setdefault(pair[at], []).append(pair)
    for pair in fits:
        there[pair[at]] = there.get(pair[at], 0) + 1
    return tuple(
        PersonCoverage(
            person=one.id,
            meets=len(met.get(one.id, ())),
            good_met=sum(pair in fits for pair in met.get(one.id, ())),
            good_there=there.get(one.id, 0),
            breaks=tuple(breaks.get(one.id, ())),
        )
        for one in people
    )


def duration_minutes(rounds: int, minutes: int, changeover: int, *, interval: int = 0) -> int:
    """Return how long the rounds take, with a changeover between two rounds but not after the last.

    `interval` is the length of a long break for everybody, once; nothing if there is none.
    """
    return rounds * minutes + max(0, rounds - 1) * changeover + interval


def feasibility(
    n_mentees: int,
    n_mentors: int,
    rounds: int,
    *,
    minutes: int,
    changeover: int,
    tables: int,
    interval: int = 0,
    available: int | None = None,
) -> list[Issue]:
    """Return what does not fit, the blocking things first; an empty list when all fits.

    `minutes` per round, `changeover` minutes between rounds, `interval` minutes once, `tables` that
    there are, and the minutes `available` from start to end (None: no end set). Breaks are told with
    `have` people without a seat per round and `need` people of that side.
    """
    seats = min(n_mentees, n_mentors)
    most = max(n_mentees, n_mentors)
    lasts = duration_minutes(rounds, minutes, changeover, interval=interval)
    found: list[tuple[bool, Issue]] = [
        (n_mentees < 1, Issue("no_mentees", need=1, blocks=True)),
        (n_mentors < 1, Issue("no_mentors", need=1, blocks=True)),
        (rounds < 1, Issue("no_rounds", have=rounds, need=1, blocks=True)),
        (tables < n_mentors, Issue("too_few_tables", have=tables, need=n_mentors, blocks=True)),
        (seats > 0 and rounds > most, Issue("more_rounds_than_partners", have=most, need=rounds)),
        (available is not None and lasts > available, Issue("too_long", have=available or 0, need=lasts)),
        (0 < n_mentors < n_mentees, Issue("mentees_have_breaks", have=n_mentees - seats, need=n_mentees)),
        (0 < n_mentees < n_mentors, Issue("mentors_have_breaks", have=n_mentors - seats, need=n_mentors)),
    ]
    return [issue for applies, issue in found if applies]
