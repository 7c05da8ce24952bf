"""Time and kinds put together until no part of them is about fewer than five people.

A part is a set of people of whom the reader could know the rest: for a teacher all but the own groups, for a
school year each of its programmes. What is shown must be none or at least five people in every part.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mentorhub.monitoring.figures.rules.cells import FEWEST

Parts = Sequence[int]
"""How many people of each part."""


def is_safe(parts: Parts) -> bool:
    """Whether every part has nobody in it or enough people."""
    return all(n == 0 or n >= FEWEST for n in parts)


def total_of(many: Sequence[Parts]) -> list[int]:
    """Return the sum by part."""
    return [sum(column) for column in zip(*many, strict=True)]


def stretches(
    length: int, may_show: Callable[[int, int], bool], closes: Callable[[int, int], bool] | None = None
) -> list[tuple[int, int]]:
    """Return the shortest stretches, one after the other from 0, that may be shown and fill the whole.

    Args:
        length: number of periods.
        may_show: whether a stretch from a period up to (not including) another may be shown.
        closes: whether a stretch that may be shown is worth an end; every one is when it is left out.

    Returns:
        Begin and end of each; none when not even the whole may be shown.
    """
    made: list[tuple[int, int]] = []
    begin = 0
    for end in range(1, length + 1):
        if may_show(begin, end) and (closes is None or closes(begin, end)):
            made.append((begin, end))
            begin = end
    while begin < length and not may_show(begin, length):
        if not made:
            return []
        begin = made.pop()[0]
    return [*made, (begin, length)] if begin < length else made


@dataclass(frozen=True, slots=True)
class Kinds:
    """A whole by kind, with small kinds put together.

    Attributes:
        apart: the number of each kind that stands by itself.
        together: the kinds that are put together; empty when none had to be.
        rest: their number.
    """

    apart: Mapping[str, int]
    together: tuple[str, ...]
    rest: int


def by_kind(people: Mapping[str, Parts], counts: Mapping[str, int] | None = None) -> Kinds | None:
    """Return a whole by kind so that no kind is about fewer than five people; None when that cannot be.

    Args:
        people: by kind how many people of each part.
        counts: by kind the number to show; the people themselves when it is left out.
    """
    sizes = {kind: sum(parts) for kind, parts in people.items()}
    shown = counts or sizes
    small = [kind for kind, parts in people.items() if not is_safe(parts)]
    others = sorted((kind for kind in people if kind not in small and sizes[kind]), key=lambda x: sizes[x])
    while small and not _is_vague([people[kind] for kind in small]):
        if not others:
            return None
        small.append(others.pop(0))
    together = tuple(kind for kind in people if kind in small)
    apart = {kind: shown[kind] for kind in people if kind not in small}
    return Kinds(apart, together, sum(shown[kind] for kind in together))


def _is_vague(many: Sequence[Parts]) -> bool:
    """Whether kinds put together do not tell the number of one: five people, and not all of them four."""
    full = (FEWEST - 1) * len(many)
    return len(many) > 1 and all(n == 0 or (n >= FEWEST and n != full) for n in total_of(many))
