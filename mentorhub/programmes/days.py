"""Days that count: the school's calendar without the days off of the school and the pauses of a pair.

A deadline of ``n`` days is the day on which the n-th day that counts has come, so it moves by as many days
as there are days off in its run, and it never falls on one. Weekends count: the programme speaks of a month,
not of school days. All days are calendar days in the school's zone, so a change of the clocks moves nothing.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

Span = tuple[date, date]
"""The first and the last of some days in a row, both of them in it."""


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans of day numbers in order; those that overlap or touch become one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days that do not count, as spans in order that do not touch.

    Attributes:
        firsts: ordinal number of the first day of each span (``date.toordinal``).
        lasts: the same for the last day.
        before: how many days off came before each span.
    """

    firsts: tuple[int, ...] = ()
    lasts: tuple[int, ...] = ()
    before: tuple[int, ...] = (0,)

    @classmethod
    def of(cls, spans: Iterable[Span]) -> "DaysOff":
        """Return the days in any of the spans; one that ends before it begins holds none."""
        return cls._from((first.toordinal(), last.toordinal()) for first, last in spans if first <= last)

    @classmethod
    def _from(cls, spans: Iterable[tuple[int, int]]) -> "DaysOff":
        merged = _merged(spans)
        lengths = (last - first + 1 for first, last in merged)
        return cls(
            tuple(first for first, _ in merged),
            tuple(last for _, last in merged),
            tuple(accumulate(lengths, initial=0)),
        )

    def also(self, spans: Iterable[Span]) -> "DaysOff":
        """Return these days off together with those of some spans."""
        more = [(first.toordinal(), last.toordinal()) for first, last in spans if first <= last]
        return self._from([*zip(self.firsts, self.lasts, strict=True), *more]) if more else self

    def holds(self, day: date) -> bool:
        """Whether a day is off."""
        number = day.toordinal()
        place = bisect_right(self.firsts, number)
        return place > 0 and number <= self.lasts[place - 1]

    def _until(self, number: int) -> int:
        """Return how many days off there are up to and including a day."""
        place = bisect_right(self.firsts, number)
        if place == 0:
            return 0
        return self.before[place - 1] + min(number, self.lasts[place - 1]) - self.firsts[place - 1] + 1

    def left_out(self, start: date, end: date) -> int:
        """Return how many days off there are after ``start``, up to and including ``end``."""
        return max(self._until(end.toordinal()) - self._until(start.toordinal()), 0) if self.firsts else 0

    def counted(self, start: date, end: date) -> int:
        """Return how many days that count there are after ``start``, ``end`` included; at least 0."""
        return max((end - start).days - self.left_out(start, end), 0)

    def deadline(self, start: date, days: int) -> date:
        """Return the day on which ``days`` days that count have gone by since ``start``; 0 days is itself."""
        if days == 0:
            return start
        after = start.toordinal() + 1
        due = start.toordinal() + days
        for place in range(bisect_left(self.lasts, after), len(self.firsts)):
            first, last = max(self.firsts[place], after), self.lasts[place]
            if first > due:
                break
            due += last - first + 1
        return date.fromordinal(due)


NO_DAYS_OFF = DaysOff()
