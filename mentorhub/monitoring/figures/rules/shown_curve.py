"""A time-to-placement curve as it may be shown: in steps of at least five people, and rounded.

Between two points of the curve none or at least five people were placed, and the curve ends where fewer than
five are still followed. The numbers at risk are rounded to fives and the shares to whole percents or more, so
far that the few who left early cannot be counted either: it is tried whether one of them could have left at
another time without a change in what is shown.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil, floor

from mentorhub.monitoring.figures.rules.cells import FEWEST
from mentorhub.monitoring.figures.rules.stretches import is_safe, stretches
from mentorhub.monitoring.figures.rules.survival import Median, Spell, Step, at, kaplan_meier, median

WEEK = 7
UNITS = (1, 2, 5, 10, 20)
"""Percents to round to."""
LONGEST_WEEKS = 160


@dataclass(frozen=True, slots=True)
class Followed:
    """One junior since the match; ``spell`` in days.

    ``is_known``: the reader teaches this junior's group, and knows it already.
    """

    spell: Spell
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """The curve after some weeks; shares and limits are percents that have a placement.

    ``at_risk`` is how many were followed at the beginning of these weeks, rounded to fives.
    """

    weeks: int
    share: int
    low: int
    high: int
    at_risk: int


@dataclass(frozen=True, slots=True)
class Curve:
    """What may be shown.

    Attributes:
        points: the first at 0 weeks; the curve keeps each share until the next.
        until: the last week that it holds for.
        unit: percents that the shares are rounded to.
        median: weeks until half has a placement, with its 95 % interval; None for what is not reached.
    """

    points: tuple[Point, ...]
    until: int
    unit: int
    median: Median


def shown_curve(followed: Sequence[Followed]) -> Curve | None:
    """Return the curve of some juniors, or None when there are too few of them or of placements.

    Who teaches them all sees it as it is.
    """
    others = sum(not one.is_known for one in followed)
    if others == 0:
        return _own_curve(followed)
    if others < FEWEST:
        return None
    first = 0 if len(followed) >= 200 else 1 if len(followed) >= 100 else 2
    for unit in UNITS[first:]:
        found = curve_at(followed, unit)
        if found is None or _hides_who_left(followed, found):
            return found
    return None


def _own_curve(followed: Sequence[Followed]) -> Curve | None:
    """Return the curve with a point after every week in which somebody was placed; None without any."""
    ends = sorted({_week(one) for one in followed if one.spell.is_event})
    last = max((_week(one) for one in followed), default=0)
    return _curve(followed, UNITS[0], ends, min(last, LONGEST_WEEKS)) if ends else None


def curve_at(followed: Sequence[Followed], unit: int) -> Curve | None:
    """Return the curve rounded to ``unit`` percents, whether or not that hides who left early."""
    ends = _ends(followed)
    return _curve(followed, unit, ends, _last_week(followed)) if ends else None


def _curve(followed: Sequence[Followed], unit: int, ends: Sequence[int], until: int) -> Curve:
    """Return the curve with a point after each of some weeks."""
    steps = kaplan_meier(one.spell for one in followed)
    begins = [0, *ends[:-1]]
    points = [Point(0, 0, 0, 0, _fives(len(followed)))]
    times = sorted(one.spell.time for one in followed)
    points += [
        _point(at(steps, end * WEEK - 1), end, len(times) - bisect_left(times, begin * WEEK), unit)
        for begin, end in zip(begins, ends, strict=True)
    ]
    return Curve(tuple(points), until, unit, _in_weeks(median(steps), until))


def _ends(followed: Sequence[Followed]) -> list[int]:
    """Return after which weeks the curve has a point."""
    last = _last_week(followed)
    placed = sorted(_week(one) for one in followed if one.spell.is_event and not one.is_known)

    def events(begin: int, end: float) -> int:
        return bisect_right(placed, end) - bisect_right(placed, begin)

    def may_show(begin: int, end: int) -> bool:
        return is_safe([events(begin, end)])

    found = stretches(last, may_show, lambda begin, end: events(begin, end) > 0)
    ends = [end for begin, end in found if events(begin, end)]
    # Who was placed after the last point is known from the total.
    while ends and not is_safe([events(ends[-1], float("inf"))]):
        ends.pop()
    return ends


def _week(one: Followed) -> int:
    return one.spell.time // WEEK + 1


def _last_week(followed: Sequence[Followed]) -> int:
    """Return the last week at whose beginning enough people were followed that the reader does not know."""
    times = sorted((one.spell.time for one in followed if not one.is_known), reverse=True)
    return min(times[FEWEST - 1] // WEEK + 1, LONGEST_WEEKS)


def _fives(number: int) -> int:
    return FEWEST * round(number / FEWEST)


def _point(step: Step | None, weeks: int, at_risk: int, unit: int) -> Point:
    # Before the first placement there is nothing to estimate.
    survival, low, high = (step.survival, step.low, step.high) if step else (1.0, 1.0, 1.0)
    return Point(
        weeks,
        unit * round(100 * (1 - survival) / unit),
        unit * floor(100 * (1 - high) / unit + 1e-9),
        unit * ceil(100 * (1 - low) / unit - 1e-9),
        _fives(at_risk),
    )


def _in_weeks(found: Median, until: int) -> Median:
    def weeks(days: int | None) -> int | None:
        return None if days is None or days // WEEK + 1 > until else days // WEEK + 1

    return Median(weeks(found.time), weeks(found.low), weeks(found.high))


def _hides_who_left(followed: Sequence[Followed], curve: Curve) -> bool:
    """Whether no number of one to four people who left between two points follows from the curve."""
    marks = [*[point.weeks for point in curve.points], max(curve.until, curve.points[-1].weeks) + 1]
    between = list(pairwise(marks))
    left = [
        [n for n, one in enumerate(followed) if not one.spell.is_event and begin < _week(one) <= end]
        for begin, end in between
    ]
    few = [place for place, who in enumerate(left) if 0 < len(who) < FEWEST]
    return all(
        any(curve_at(other, curve.unit) == curve for other in _otherwise(followed, left, between, place))
        for place in few
    )


def _otherwise(
    followed: Sequence[Followed], left: list[list[int]], between: list[tuple[int, int]], place: int
) -> Iterator[list[Followed]]:
    """Return the juniors as they could have been: one who left in a stretch left in another, or back."""
    for other, stretch in enumerate(between):
        if other == place:
            continue
        if left[other]:
            yield from _moved(followed, left[other][-1], between[place])
        yield from _moved(followed, left[place][0], stretch)


def _moved(followed: Sequence[Followed], number: int, stretch: tuple[int, int]) -> Iterator[list[Followed]]:
    """Return the juniors with one of them left early, halfway or late in a stretch of weeks."""
    begin, end = stretch[0] * WEEK, stretch[1] * WEEK - 1
    for day in (end, (begin + end) // 2, begin):
        moved = replace(followed[number], spell=Spell(day, is_event=False))
        yield [*followed[:number], moved, *followed[number + 1 :]]
