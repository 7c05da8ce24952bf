"""Halls full of made-up people, built in one line, and the promises that every plan must keep."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

import pytest

from mentorhub.speeddate.rules import Pair, Participant, Plan, fit


@dataclass(frozen=True)
class MadeUpHall:
    """Mentees `a…`, mentors `b…`, and the fit of each pair."""

    mentees: list[Participant]
    mentors: list[Participant]
    fit: dict[Pair, int]


def build_hall(n_mentees: int, n_mentors: int, seed: int = 0, words: int = 20) -> MadeUpHall:
    """Give everybody 5 qualities to look for and 5 that fit, drawn from `words`."""
    random = Random(seed)
    catalogue = [f"quality-{number}" for number in range(words)]

    def lists() -> tuple[list[str], list[str]]:
        return random.sample(catalogue, 5), random.sample(catalogue, 5)

    mentees = {f"a{number:03}": lists() for number in range(n_mentees)}
    mentors = {f"b{number:03}": lists() for number in range(n_mentors)}
    pairs = {(a, b): fit(*mentees[a], *mentors[b]).score for a in mentees for b in mentors}
    return MadeUpHall([Participant(a) for a in mentees], [Participant(b) for b in mentors], pairs)


def break_spread(plan: Plan, people: Iterable[Participant], until: int | None = None) -> int:
    """Return by how much breaks differ among those present in all rounds, counted up to round `until`."""
    last = plan.rounds if until is None else until
    had = Counter(one.person for one in plan.breaks if one.round <= last)
    always = [had[one.id] for one in people if all(one.present(number) for number in range(1, last + 1))]
    return max(always) - min(always) if always else 0


def check_promises(plan: Plan, mentees: list[Participant], mentors: list[Participant]) -> None:
    """Assert what must hold for every plan, whatever was asked."""
    people = {one.id: one for one in (*mentees, *mentors)}
    assert not _twice((seat.mentee, seat.mentor) for seat in plan.seats), (
        "someone meets the same person twice"
    )
    places = [(seat.round, who) for seat in plan.seats for who in (seat.mentee, seat.mentor)]
    breaks = [(one.round, one.person) for one in plan.breaks]
    assert not _twice(places + breaks), "someone has two places in one round"
    shared = {who for issue in plan.issues if issue.code == "table_shared" for who in issue.people}
    alone = [(seat.round, seat.table) for seat in plan.seats if seat.mentor not in shared]
    assert not _twice(alone), "two pairs sit at one table"
    assert all(seat.table == plan.tables[seat.mentor] for seat in plan.seats), "a mentor moved"
    here = {
        (number, one.id)
        for one in people.values()
        for number in range(1, plan.rounds + 1)
        if one.present(number)
    }
    assert set(places + breaks) == here, "someone present has no place, or someone absent has one"


def empty_places(plan: Plan, mentees: list[Participant], mentors: list[Participant]) -> int:
    """Return how many seats the whole plan falls short of the smaller side in each round."""
    return sum(
        min(sum(one.present(number) for one in side) for side in (mentees, mentors))
        - len(plan.in_round(number))
        for number in range(1, plan.rounds + 1)
    )


def _twice(things: Iterable[tuple[object, object]]) -> list[tuple[object, object]]:
    return [thing for thing, times in Counter(things).items() if times > 1]


@pytest.fixture(scope="session")
def hall() -> Callable[..., MadeUpHall]:
    """Build a hall: `hall(33, 32, seed=1)`."""
    return build_hall


@pytest.fixture(scope="session")
def promises() -> Callable[..., None]:
    """Check the promises of a plan: `promises(plan, mentees, mentors)`."""
    return check_promises


@pytest.fixture(scope="session")
def spread() -> Callable[..., int]:
    """Measure how far breaks differ: `spread(plan, people, until=3)`."""
    return break_spread


@pytest.fixture(scope="session")
def empty() -> Callable[..., int]:
    """Count the empty places: `empty(plan, mentees, mentors)`."""
    return empty_places
