"""One measurement in a process of its own, as JSON: `python -m tests.load.one match uniform 500`."""

import json
import sys
from collections.abc import Callable
from random import Random
from typing import Any

from mentorhub.matching.rules import certify, pair_reasons, solve
from mentorhub.speeddate.rules import Participant, plan_rounds, sparse_fit
from tests.load.clocks import peak_megabytes, timed
from tests.load.instances import SHAPES
from tests.load.peers import PEERS, CannotAnswer, Table
from tests.load.two_sided import orders_of_mentors, ours, package
from tests.load.watching import opening

ROUNDS = 8
WARMING_UP = 8
"""Mentees of the match that is solved first, so that nobody's imports are counted."""
WORDS = [f"quality {n}" for n in range(40)]
DEEP = 10_000_000
"""The package `matching` copies its people with deepcopy, which from some hundred on goes very deep."""

Found = dict[str, Any]


def match(shape: str, size: str) -> Found:
    """Our own match: with its proof, the proof alone, all reasons, and memory."""
    instance = SHAPES[shape](int(size))
    seconds, result = timed(lambda: solve(instance))
    memory = peak_megabytes()
    assert result.certificate.optimal
    counts = [*result.profile.ranks, result.profile.without_choice]
    return {
        "solve": seconds,
        "memory": memory,
        "certificate": timed(lambda: certify(instance, result))[0],
        "reasons": timed(lambda: pair_reasons(instance, result))[0],
        "counts": counts,
    }


def peer(name: str, shape: str, size: str) -> Found:
    """Another solver's profile of the same match; what it takes to write the match in its terms counts."""
    instance = SHAPES[shape](int(size))
    PEERS[name](Table(SHAPES[shape](WARMING_UP)))
    seconds, counts = timed(lambda: PEERS[name](Table(instance)))
    return {"solve": seconds, "counts": counts}


def stable(shape: str, size: str) -> Found:
    """Our own deferred acceptance, with its proof."""
    instance = SHAPES[shape](int(size))
    return {"solve": timed(lambda: ours(instance))[0]}


def matching(shape: str, size: str) -> Found:
    """The package `matching`; its pairs must be ours, as the match that is best for mentees is only one."""
    instance = SHAPES[shape](int(size))
    orders = orders_of_mentors(instance)
    sys.setrecursionlimit(DEEP)
    seconds, pairs = timed(lambda: package(instance, orders))
    return {"solve": seconds, "same": pairs == ours(instance)}


def rounds(mentees: str, mentors: str) -> Found:
    """A plan of eight rounds in which everyone wrote down five of forty qualities."""
    chance = Random(f"{mentees} {mentors}")
    juniors, coaches = _people("mentee", int(mentees)), _people("mentor", int(mentors))
    lists = {person.id: (chance.sample(WORDS, 5), ()) for person in (*juniors, *coaches)}
    sides = ({person.id: lists[person.id] for person in side} for side in (juniors, coaches))
    fit = sparse_fit(*sides)
    seconds, plan = timed(lambda: plan_rounds(juniors, coaches, ROUNDS, fit=fit, seed=1))
    return {"solve": seconds, "memory": peak_megabytes(), "seats": len(plan.seats)}


def _people(kind: str, number: int) -> list[Participant]:
    return [Participant(f"{kind} {n}") for n in range(number)]


MEASURES: dict[str, Callable[..., Found]] = {
    "match": match,
    "peer": peer,
    "stable": stable,
    "matching": matching,
    "rounds": rounds,
    "watch": opening,
}


def main() -> None:
    """Measure what the arguments name, and print it."""
    name, *words = sys.argv[1:]
    try:
        found = MEASURES[name](*words)
    except CannotAnswer as why:
        found = {"why": str(why)}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
