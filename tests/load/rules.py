"""How long the rules take: the match and the plan of rounds, for a class and for a whole school."""

import time
from collections.abc import Callable, Iterator
from random import Random

from mentorhub.matching.rules import Instance, solve
from mentorhub.speeddate.rules import Participant, plan_rounds

SIZES = (65, 500)
ROUNDS = 8
LIST = 4


def seconds(work: Callable[[], object]) -> float:
    """Return the shortest of three runs, as disturbances only ever add."""
    taken = []
    for _ in range(3):
        before = time.perf_counter()
        work()
        taken.append(time.perf_counter() - before)
    return min(taken)


def class_of(people: int) -> tuple[list[str], list[str]]:
    """Return mentees and mentors, half and half, the odd one a mentee."""
    return [f"mentee {n}" for n in range((people + 1) // 2)], [f"mentor {n}" for n in range(people // 2)]


def lists_of(people: int) -> Instance:
    """Return top fours in which some mentors are asked for far more than others."""
    chance = Random(people)
    mentees, mentors = class_of(people)
    weights = [chance.paretovariate(1.5) for _ in mentors]

    def top() -> tuple[str, ...]:
        chosen: dict[str, None] = {}
        while len(chosen) < LIST:
            chosen[chance.choices(mentors, weights)[0]] = None
        return tuple(chosen)

    capacity = dict.fromkeys(mentors, 1) | {mentors[0]: 2}
    return Instance(preferences={mentee: top() for mentee in mentees}, capacities=capacity, seed=people)


def evening_of(people: int) -> Callable[[], object]:
    """Return the making of a plan of rounds in which everyone looks for someone."""
    mentees, mentors = class_of(people)
    chance = Random(people)
    fit = {(mentee, mentor): chance.randint(0, 5) for mentee in mentees for mentor in mentors}
    sides = [Participant(name) for name in mentees], [Participant(name) for name in mentors]
    return lambda: plan_rounds(*sides, ROUNDS, fit=fit, seed=people)


def measure() -> Iterator[tuple[str, float, str]]:
    """Yield name, value and unit of every figure."""
    for people in SIZES:
        instance = lists_of(people)
        yield f"match_{people}", seconds(lambda instance=instance: solve(instance)) * 1000, "ms"
        yield f"rounds_{people}", seconds(evening_of(people)) * 1000, "ms"
