"""How well two people suit each other by the qualities they wrote down.

The rule, the same in both directions: count what someone looks for that the other says fits; where the
other said nothing about what fits, count what both look for. The score is the sum of the two directions.
(Source: the speed date of the Junior Praktijk Opleiders pilot, "5 qualities you look for in the other".)
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

MOST_QUALITIES = 5

Basis = Literal["fits", "seeks"]


@dataclass(frozen=True, slots=True)
class Direction:
    """What one side looks for and finds in the other, in the order of the one who looks.

    `basis` says where it was found: in what `fits` the other, or in what the other `seeks` too.
    """

    found: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Fit:
    """The fit of a mentee and a mentor; `score` is 0 to 10, `shared` every quality that counts, once.

    `for_mentee` is what the mentee finds in the mentor, `for_mentor` the other way round. `shared` has
    the mentee's order first.
    """

    score: int
    shared: tuple[str, ...]
    for_mentee: Direction
    for_mentor: Direction


def fit(
    mentee_seeks: Sequence[str],
    mentee_fits: Sequence[str],
    mentor_seeks: Sequence[str],
    mentor_fits: Sequence[str],
) -> Fit:
    """Return the fit of a mentee and a mentor.

    Each list holds at most 5 qualities, most wanted first: catalogue keys or own words. Own words count
    as the same when they differ only in capitals, spaces or the way an accent is stored. Blank ones are
    left out. Raises ValueError for a list of more than 5.
    """
    for_mentee = _direction(mentee_seeks, mentor_fits, mentor_seeks)
    for_mentor = _direction(mentor_seeks, mentee_fits, mentee_seeks)
    shared = _once((*for_mentee.found, *for_mentor.found))
    score = len(for_mentee.found) + len(for_mentor.found)
    return Fit(score, tuple(shared.values()), for_mentee, for_mentor)


def common_marks(mine: Sequence[str], theirs: Sequence[str]) -> tuple[bool, ...]:
    """Return for each of `theirs`, in order, whether it is marked on my phone as one of `mine` too.

    With what I look for as `mine` the mark means "zoek jij ook", with what fits me "dat ben jij".
    """
    wanted = {quality_key(word) for word in mine} - {""}
    return tuple(quality_key(word) in wanted for word in theirs)


def quality_key(word: str) -> str:
    """Return the form in which two ways of writing the same quality are equal."""
    return " ".join(unicodedata.normalize("NFKC", word).casefold().split())


def _direction(seeks: Sequence[str], fits: Sequence[str], other_seeks: Sequence[str]) -> Direction:
    wanted, offered, also_sought = _list(seeks), _list(fits), _list(other_seeks)
    basis: Basis = "fits" if offered else "seeks"
    pool = offered or also_sought
    return Direction(tuple(word for key, word in wanted.items() if key in pool), basis)


def _list(words: Sequence[str]) -> dict[str, str]:
    listed = _once(words)
    if len(listed) > MOST_QUALITIES:
        raise ValueError(f"more than {MOST_QUALITIES} qualities")
    return listed


def _once(words: Sequence[str]) -> dict[str, str]:
    """Return the words by key, each once and as first written, without blank ones."""
    listed: dict[str, str] = {}
    for word in words:
        listed.setdefault(quality_key(word), word)
    listed.pop("", None)
    return listed
