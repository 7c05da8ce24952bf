"""Sentences about the figures."""

from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring.figures.drawing import curves_in
from mentorhub.monitoring.figures.rules.survival import Median
from mentorhub.monitoring.figures.service import Figures


def median_lines(figures: Figures) -> list[Bilingual]:
    """Return for each curve after how many weeks half have a placement, or that it is not so yet."""
    return [_median(name, curve.median) for name, curve in curves_in(figures)]


def _median(name: str, median: Median) -> Bilingual:
    if median.time is None:
        return say("figures.curve.not_yet", name=name)
    return say("figures.curve.half", name=name, weeks=median.time, range=_range(median))


def _range(median: Median) -> Bilingual:
    if median.low is None:
        return say("figures.curve.range_unknown")
    if median.high is None:
        return say("figures.curve.range_open", low=median.low)
    return say("figures.curve.range", low=median.low, high=median.high)
