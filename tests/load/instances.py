"""Made-up matches of any size in three shapes, the same ones at every run."""

from collections.abc import Callable
from random import Random

from mentorhub.matching.rules import Instance

LIST = 4


def uniform(mentees: int) -> Instance:
    """As many mentors as mentees, one place each, everybody equally popular."""
    chance = Random(f"uniform {mentees}")
    mentors = _names("mentor", mentees)
    lists = {mentee: tuple(chance.sample(mentors, LIST)) for mentee in _names("mentee", mentees)}
    return Instance(lists, dict.fromkeys(mentors, 1), seed=mentees)


def places(mentees: int) -> Instance:
    """Half as many mentors, two places each."""
    chance = Random(f"places {mentees}")
    mentors = _names("mentor", (mentees + 1) // 2)
    lists = {mentee: tuple(chance.sample(mentors, LIST)) for mentee in _names("mentee", mentees)}
    return Instance(lists, dict.fromkeys(mentors, 2), seed=mentees)


def skewed(mentees: int) -> Instance:
    """As many mentors as mentees, one place each; a few mentors are on very many lists (Pareto, 1.5)."""
    chance = Random(f"skewed {mentees}")
    mentors = _names("mentor", mentees)
    drawn = _drawing(chance, mentors)
    lists = {mentee: drawn() for mentee in _names("mentee", mentees)}
    return Instance(lists, dict.fromkeys(mentors, 1), seed=mentees)


SHAPES: dict[str, Callable[[int], Instance]] = {"uniform": uniform, "places": places, "skewed": skewed}


def _names(kind: str, number: int) -> list[str]:
    return [f"{kind} {n}" for n in range(number)]


def _drawing(chance: Random, mentors: list[str]) -> Callable[[], tuple[str, ...]]:
    """Return what draws a list of different mentors, the popular ones more often."""
    total, upto = 0.0, []
    for _ in mentors:
        total += chance.paretovariate(1.5)
        upto.append(total)

    def drawn() -> tuple[str, ...]:
        chosen: dict[str, None] = {}
        while len(chosen) < LIST:
            chosen[chance.choices(mentors, cum_weights=upto)[0]] = None
        return tuple(chosen)

    return drawn
