"""Charts: plotly figures in both languages, in our own colours, with their numbers as a table.

Colours come from assets/charts.css (series 1 to 4), so that a chart follows light and dark at once; the
legend is ours too. plotly itself is loaded by the browser only on a page that shows a chart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

from mentorhub.core.language import Language
from mentorhub.core.texts import LANGUAGES, Bilingual
from mentorhub.ui.texts import t, tr

Figures = dict[str, dict[str, Any]]
"""A plotly figure (``data``, ``layout``) by language, to keep in a state's var and hand to ``chart``."""

NO_FIGURES: Figures = {"nl": {"data": [], "layout": {}}, "en": {"data": [], "layout": {}}}
HEIGHT = 260  # pixels
DECIMAL_AND_THOUSANDS = {"nl": ",.", "en": ".,"}
MOST_SERIES = 4
MOST_TICKS = 12
MOST_UPRIGHT = 5
DASHES = ("solid", "dash", "dot", "dashdot")
SIGNS = ("circle", "square", "diamond", "triangle-up")
"""Told apart by more than colour, also where two lines lie on each other."""
_NO_BUTTONS = {"displayModeBar": False, "responsive": True, "doubleClick": False, "scrollZoom": False}


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: its name and a value per label; None leaves a gap."""

    name: Bilingual
    values: Sequence[float | None]


def bar_figures(labels: Sequence[Bilingual], series: Sequence[Series], *, unit: Bilingual) -> Figures:
    """Return bars side by side, for each label one bar a series; ``unit`` says what the height counts."""
    import plotly.graph_objects as go

    def trace(one: Series, _place: int, language: str) -> Any:
        return go.Bar(
            x=[label[language] for label in labels],
            y=list(one.values),
            name=one.name[language],
            text=[_number(value, language) for value in one.values],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{x}: %{y}<extra>" + one.name[language] + "</extra>",
        )

    return figures_by_language(series, trace, unit)


def line_figures(
    at: Sequence[int], series: Sequence[Series], *, along: Bilingual, unit: Bilingual
) -> Figures:
    """Return lines over whole numbers ``at``; ``along`` names the horizontal axis, ``unit`` the vertical."""
    import plotly.graph_objects as go

    def trace(one: Series, place: int, language: str) -> Any:
        return go.Scatter(
            x=list(at),
            y=list(one.values),
            name=one.name[language],
            mode="lines+markers",
            line={"dash": DASHES[place], "width": 3},
            marker={"symbol": SIGNS[place], "size": 10},
            hovertemplate="%{x}: %{y}<extra>" + one.name[language] + "</extra>",
        )

    # Few enough numbers below the axis to stand apart on a phone.
    across = {"title": along, "dtick": 1 if len(at) <= MOST_TICKS else 5}
    return figures_by_language(series, trace, unit, across)


def figures_by_language(
    series: Sequence[Series],
    trace: Callable[[Series, int, str], Any],
    unit: Bilingual,
    across: dict[str, Any] | None = None,
) -> Figures:
    """Return a figure in each language; ``trace`` makes what plotly draws of a series, by its place."""
    if len(series) > MOST_SERIES:
        raise ValueError(f"at most {MOST_SERIES} series have a colour")
    upright = _upright([value for one in series for value in one.values if value is not None])
    return {
        language: _plain(
            [trace(one, place, language) for place, one in enumerate(series)],
            _layout(unit, across, upright, language),
        )
        for language in LANGUAGES
    }


def _upright(values: Sequence[float]) -> dict[str, Any]:
    """Return where the vertical axis has its numbers: people are not counted in halves."""
    counts = all(float(value).is_integer() for value in values)
    return {"dtick": 1} if counts and max(values, default=0) <= MOST_UPRIGHT else {"nticks": MOST_UPRIGHT}


def _plain(traces: Sequence[Any], layout: dict[str, Any]) -> dict[str, Any]:
    import plotly.graph_objects as go

    figure = go.Figure(data=list(traces), layout=layout).to_plotly_json()
    # plotly's own template would bring colours, and 7 kB.
    figure["layout"].pop("template", None)
    return figure


def _layout(
    unit: Bilingual, along: dict[str, Any] | None, upright: dict[str, Any], language: str
) -> dict[str, Any]:
    """Return our template: no grounds, no legend, few lines, letters of the page."""
    title = {"font": {"size": 15}, "standoff": 10}
    across = {"fixedrange": True, "showgrid": False, "zeroline": False, "automargin": True}
    if along is not None:
        across |= {"title": {"text": along["title"][language], **title}, "dtick": along["dtick"]}
    return {
        "height": HEIGHT,
        "margin": {"l": 48, "r": 12, "t": 18, "b": 40},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "Atkinson, sans-serif", "size": 15},
        "showlegend": False,
        "bargap": 0.25,
        "separators": DECIMAL_AND_THOUSANDS[language],
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": across,
        "yaxis": {
            "title": {"text": unit[language], **title},
            "rangemode": "tozero",
            "fixedrange": True,
            "zeroline": False,
            "automargin": True,
            **upright,
        },
    }


def _number(value: float | None, language: str) -> str:
    if value is None:
        return ""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace(".", DECIMAL_AND_THOUSANDS[language][0])


def chart(figures: Any, *, title: Any, table: rx.Component, legend: Any = None) -> rx.Component:
    """Return a chart with its title, its legend and the same numbers as a table to open.

    Args:
        figures: a var with ``Figures`` (``bar_figures``, ``line_figures``).
        title: what the chart tells; the table is named by it too.
        table: the same numbers, such as ``number_table`` makes.
        legend: a var with the names of the series, bilingual, in their order; none for a single series.
    """
    names = rx.fragment() if legend is None else _legend(legend)
    return rx.el.figure(
        rx.el.figcaption(title, class_name="strong"),
        names,
        rx.el.div(_plot(figures), aria_hidden="true", class_name="chart-plot"),
        rx.el.details(rx.el.summary(t("core.chart.table")), table, class_name="chart-table"),
        class_name="chart",
    )


def _legend(names: Any) -> rx.Component:
    def name(text: Any, index: Any) -> rx.Component:
        swatch = "chart-swatch chart-swatch-" + index.to_string()
        return rx.el.li(rx.el.span(class_name=swatch), tr(text))

    return rx.el.ul(rx.foreach(names, name), class_name="chart-legend")


def _plot(figures: Any) -> rx.Component:
    import plotly.graph_objects as go

    # Reflex asks for plotly's own type, which in the browser is the same plain document.
    figure = rx.cond(Language.lang == "en", figures["en"], figures["nl"]).to(go.Figure)
    return rx.plotly.basic(data=figure, template=None, config=_NO_BUTTONS, class_name="chart-canvas")


def _head(head: Any) -> Any:
    return head if isinstance(head, rx.Component) else rx.el.th(head, scope="col")


def number_table(*heads: Any, rows: Any, row: Callable[[Any], rx.Component], caption: Any) -> rx.Component:
    """Return the table beside a chart: ``rows`` is a var of rows, ``row`` makes a line of cells of one."""
    return rx.el.div(
        rx.el.table(
            rx.el.caption(caption, class_name="sr"),
            rx.el.thead(rx.el.tr(*[_head(head) for head in heads])),
            rx.el.tbody(rx.foreach(rows, row)),
            class_name="table",
        ),
        tab_index=0,
        role="region",
        aria_label=caption,
        class_name="table-scroll",
    )
