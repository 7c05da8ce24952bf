"""The charts of the figures, made of the same values as their tables."""

from collections.abc import Sequence
from textwrap import wrap

from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring.figures.rules.shown_curve import Curve
from mentorhub.monitoring.figures.service import Figures, OneYear
from mentorhub.monitoring.figures.sheets import STEPS
from mentorhub.ui.charts import MOST_SERIES, NO_FIGURES, Series, bar_figures, line_figures
from mentorhub.ui.charts import Figures as Drawn
from mentorhub.ui.step_chart import Steps, step_figures

Chart = tuple[Drawn, list[Bilingual]]
"""A figure with the names of its series."""
LABEL_LETTERS = 12
EMPTY: Chart = (NO_FIGURES, [])


def years_of(figures: Figures) -> list[OneYear]:
    """Return the year in view and the one it is held against, as far as there are any."""
    return [one for one in (figures.now, figures.before) if one is not None]


def _wrapped(label: Bilingual) -> Bilingual:
    """Return a label in lines of few letters, so that it stands upright below its bars."""
    return {x: "<br>".join(wrap(text, LABEL_LETTERS, break_long_words=False)) for x, text in label.items()}


def _name(text: str) -> Bilingual:
    return {"nl": text, "en": text}


def curves_in(figures: Figures) -> list[tuple[str, Curve]]:
    """Return the curves that are drawn, with their names: at most as many as there are colours."""
    found = [(name, curve) for year in years_of(figures) for name, curve in year.curves.items() if curve]
    return found[:MOST_SERIES]


def curve_chart(figures: Figures) -> Chart:
    """Return how many have a placement over the weeks since the match; two lines have their areas."""
    curves = curves_in(figures)
    if not curves:
        return EMPTY
    lines = [steps_of(name, curve, with_area=len(curves) <= 2) for name, curve in curves]
    drawn = step_figures(lines, along=say("figures.head.weeks"), unit=say("figures.curve.unit"))
    return drawn, [line.name for line in lines]


def steps_of(name: str, curve: Curve, *, with_area: bool) -> Steps:
    """Return a curve as a line of steps that goes on to the last week it holds for."""
    points = [*curve.points, curve.points[-1]]
    at = [*[point.weeks for point in curve.points], max(curve.until, curve.points[-1].weeks)]
    low, high = ([point.low for point in points], [point.high for point in points]) if with_area else ([], [])
    return Steps(_name(name), at, [point.share for point in points], low, high)


def contact_chart(figures: Figures) -> Chart:
    """Return contacts per pair over the weeks of the programme."""
    found = [
        (name, stretches)
        for year in years_of(figures)
        for name, stretches in year.contact.items()
        if stretches
    ][:MOST_SERIES]
    if not found:
        return EMPTY
    weeks = range(1, 1 + max(stretches[-1].last_week for _, stretches in found))
    series = []
    for name, stretches in found:
        by_week = {
            week: one.per_pair for one in stretches for week in range(one.first_week, one.last_week + 1)
        }
        series.append(Series(_name(name), [by_week.get(week) for week in weeks]))
    drawn = line_figures(weeks, series, along=say("figures.head.week"), unit=say("figures.contact.unit"))
    return drawn, [one.name for one in series]


def steps_chart(figures: Figures) -> Chart:
    """Return how many juniors came to each step; what is hidden leaves a gap."""
    series = [
        Series(_name(year.name), [year.totals[step].count.value for step in STEPS])
        for year in years_of(figures)
    ]
    if not any(value for one in series for value in one.values):
        return EMPTY
    labels = [_wrapped(say(f"figures.measure.{step}")) for step in STEPS]
    return _bars(labels, series, say("figures.steps.unit"), figures)


def through_chart(figures: Figures) -> Chart:
    """Return through whom placements came, for the kinds that stand apart in a year."""
    found = [(name, kinds) for year in years_of(figures) for name, kinds in year.through.items() if kinds][
        :MOST_SERIES
    ]
    order = list(dict.fromkeys(kind for _, kinds in found for kind in kinds.apart if kinds.apart[kind]))
    if not order:
        return EMPTY
    series = [Series(_name(name), [kinds.apart.get(kind) for kind in order]) for name, kinds in found]
    labels = [_wrapped(say(f"figures.through.{kind}")) for kind in order]
    return bar_figures(labels, series, unit=say("figures.through.unit")), [one.name for one in series]


def _bars(labels: Sequence[Bilingual], series: Sequence[Series], unit: Bilingual, figures: Figures) -> Chart:
    names = [one.name for one in series]
    if len(names) == 2 and names[0] == names[1] and figures.now and figures.before:
        days = [one.until.year for one in (figures.now, figures.before)]
        names = [_name(f"{name['nl']}, {day}") for name, day in zip(names, days, strict=True)]
    named = [Series(name, one.values) for name, one in zip(names, series, strict=True)]
    return bar_figures(labels, named, unit=unit), names
