"""Time to a placement for people who are followed for different lengths of time: Kaplan-Meier.

Sources: E.L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958);
M. Greenwood, The natural duration of cancer (1926), for the variance; J. Kalbfleisch and R. Prentice, The
statistical analysis of failure time data (1980), for the log-log band; R. Brookmeyer and J. Crowley, A
confidence interval for the median survival time, Biometrics 38 (1982).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import exp, inf, log, sqrt

Z_95 = 1.959963984540054
"""The 97.5 % point of the standard normal distribution."""


@dataclass(frozen=True, slots=True)
class Spell:
    """How long one person was followed, and whether it ended in a placement.

    Attributes:
        time: whole days, weeks or months, not negative.
        is_event: False when the person was only followed until then (right-censored).
    """

    time: int
    is_event: bool


@dataclass(frozen=True, slots=True)
class Step:
    """The estimate from a time at which something happened until the next.

    Attributes:
        time: when, in the unit of the spells.
        at_risk: how many were still followed just before, without a placement.
        events: how many were placed at that time.
        survival: share that is not placed yet, 0 to 1.
        low, high: pointwise 95 % interval of ``survival``.
    """

    time: int
    at_risk: int
    events: int
    survival: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Median:
    """The time by which half is placed; None for what is not reached (yet)."""

    time: int | None
    low: int | None
    high: int | None


def kaplan_meier(spells: Iterable[Spell]) -> tuple[Step, ...]:
    """Return the product-limit estimate, one step for each time with an event.

    S(t) is the product over event times up to t of (1 - d/n), where d of the n at risk have the event. Who is
    censored at the time of an event counts as at risk then (Kaplan and Meier 1958).
    """
    spells = list(spells)
    events = Counter(spell.time for spell in spells if spell.is_event)
    gone = Counter(spell.time for spell in spells)
    at_risk, survival, spread = len(spells), 1.0, 0.0
    steps: list[Step] = []
    for time in sorted(gone):
        placed = events[time]
        if placed:
            survival *= 1 - placed / at_risk
            spread += placed / (at_risk * (at_risk - placed)) if placed < at_risk else inf
            steps.append(Step(time, at_risk, placed, survival, *_band(survival, spread)))
        at_risk -= gone[time]
    return tuple(steps)


def _band(survival: float, spread: float) -> tuple[float, float]:
    """Return the log-log interval; ``spread`` is Greenwood's sum of d / (n (n - d)).

    exp(-exp(log(-log S) ± z · sqrt(spread) / |log S|)) stays between 0 and 1 (Kalbfleisch and Prentice 1980).
    At S = 0 the variance is not defined; there the interval is only that point.
    """
    if not 0 < survival < 1:
        return survival, survival
    width = Z_95 * sqrt(spread) / abs(log(survival))
    middle = log(-log(survival))
    return exp(-exp(middle + width)), exp(-exp(middle - width))


def at(steps: Iterable[Step], time: int) -> Step | None:
    """Return the step that holds at a time; None before the first event."""
    found = None
    for step in steps:
        if step.time > time:
            break
        found = step
    return found


def median(steps: Iterable[Step]) -> Median:
    """Return the median time and its 95 % interval.

    The median is the first time at which S is at most one half. Its interval holds every time at which the
    test of S = 1/2 on the log-log scale is not refused: it begins where the lower limit comes down to one
    half and ends where the upper limit does (Brookmeyer and Crowley 1982).
    """
    steps = tuple(steps)
    first = _first(steps, lambda step: step.survival)
    return Median(first, _first(steps, lambda step: step.low), _first(steps, lambda step: step.high))


def _first(steps: tuple[Step, ...], value: Callable[[Step], float]) -> int | None:
    # A product such as 2/3 · 3/4 must count as one half.
    return next((step.time for step in steps if value(step) <= 0.5 + 1e-12), None)
