"""Deferred acceptance: the package `matching` beside our own, on the same orders of both sides."""

from collections import defaultdict
from typing import Any

from mentorhub.matching.rules import Instance, Objective, Result, Source, solve
from mentorhub.matching.rules.stability import standing_at
from tests.load.peers import CannotAnswer


def ours(instance: Instance) -> set[tuple[str, str]]:
    """Return the pairs of the stable match, with its proof, without the fall back."""
    return _from_lists(solve(instance, Objective.STABLE))


def _from_lists(result: Result) -> set[tuple[str, str]]:
    return {(pair.mentee, pair.mentor) for pair in result.pairs if pair.source is Source.LIST}


def orders_of_mentors(instance: Instance) -> dict[str, list[str]]:
    """Return how each mentor orders the mentees who chose her, for those who were chosen."""
    standing = standing_at(instance)
    askers: dict[str, list[str]] = defaultdict(list)
    for mentee, choices in instance.preferences.items():
        for mentor in choices:
            askers[mentor].append(mentee)
    return {
        mentor: sorted(mentees, key=lambda mentee: standing(mentor, mentee))
        for mentor, mentees in askers.items()
    }


def package(instance: Instance, orders: dict[str, list[str]]) -> set[tuple[str, str]]:
    """Return the pairs that the package finds: hospitals and residents, best for residents.

    Raises:
        CannotAnswer: it is not installed.
    """
    try:
        from matching.games import HospitalResident
    except ImportError as missing:
        raise CannotAnswer("not installed") from missing
    lists = {mentee: list(choices) for mentee, choices in instance.preferences.items()}
    places = {mentor: instance.capacities[mentor] for mentor in orders}
    game: Any = HospitalResident.create_from_dictionaries(lists, orders, places)
    solved = game.solve(optimal="resident")
    return {(mentee.name, mentor.name) for mentor, mentees in solved.items() for mentee in mentees}
