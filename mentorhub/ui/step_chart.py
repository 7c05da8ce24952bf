"""A chart of steps: a value that holds until the next, with the area in which the true one may lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mentorhub.core.texts import LANGUAGES, Bilingual
from mentorhub.ui.charts import DASHES, SIGNS, Figures, Series, figures_by_language


@dataclass(frozen=True, slots=True)
class Steps:
    """One line.

    Attributes:
        name: its name.
        at: where each value begins, and as last one where the line ends.
        values: one for each of ``at``; the last one repeats the one before.
        low, high: the area around it, alike; empty when none is drawn.
    """

    name: Bilingual
    at: Sequence[int]
    values: Sequence[int]
    low: Sequence[int] = ()
    high: Sequence[int] = ()


def step_figures(lines: Sequence[Steps], *, along: Bilingual, unit: Bilingual) -> Figures:
    """Return the lines, told apart by dashes and signs as well, and below them their areas."""
    import plotly.graph_objects as go

    def trace(one: Series, place: int, language: str) -> Any:
        line = lines[place]
        return go.Scatter(
            x=list(line.at),
            y=list(line.values),
            name=one.name[language],
            mode="lines+markers",
            line={"dash": DASHES[place], "width": 3, "shape": "hv"},
            marker={"symbol": SIGNS[place], "size": 8},
            hovertemplate="%{x}: %{y}%<extra>" + one.name[language] + "</extra>",
        )

    last = max((line.at[-1] for line in lines), default=0)
    across = {"title": along, "dtick": 4 if last <= 60 else 13}
    series = [Series(line.name, line.values) for line in lines]
    figures = figures_by_language(series, trace, unit, across)
    for language in LANGUAGES:
        figures[language]["data"] += [_area(line) for line in lines if line.low]
        figures[language]["layout"]["yaxis"] |= {"range": [0, 100], "rangemode": "normal"}
    return figures


def _area(line: Steps) -> dict[str, Any]:
    up, down = _staircase(line.at, line.high), _staircase(line.at, line.low)
    x, y = zip(*up, *reversed(down), strict=True)
    return {
        "type": "scatter",
        "x": list(x),
        "y": list(y),
        "mode": "lines",
        "fill": "toself",
        "line": {"width": 0},
        "hoverinfo": "skip",
    }


def _staircase(at: Sequence[int], values: Sequence[int]) -> list[tuple[int, int]]:
    """Return the corners of a line that keeps each value until the next."""
    corners = [(at[0], values[0])]
    for place, value in zip(at[1:], values[1:], strict=True):
        corners += [(place, corners[-1][1]), (place, value)]
    return corners
