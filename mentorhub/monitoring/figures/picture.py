"""The curve as a picture for paper: an SVG of our own, in ink, told apart by dashes."""

from collections.abc import Sequence
from html import escape

from mentorhub.monitoring.figures.drawing import steps_of
from mentorhub.monitoring.figures.rules.shown_curve import Curve

WIDTH, HEIGHT = 520, 230
LEFT, RIGHT, TOP, BOTTOM = 46, 10, 10, 38
INKS = ("#3a36d6", "#14805a", "#b06f00", "#7b2594")
DASHES = ("", "7 4", "2 4", "9 4 2 4")
FEWEST_WEEKS = 4
MOST_MARKS = 10


def curve_svg(curves: Sequence[tuple[str, Curve]], along: str, unit: str) -> str:
    """Return the lines with their names, the first two with their areas when there are no more.

    ``along`` and ``unit`` name the axes.
    """
    weeks = max([FEWEST_WEEKS, *[max(curve.until, curve.points[-1].weeks) for _, curve in curves]])
    parts = [_frame(weeks, along, unit)]
    for place, (name, curve) in enumerate(curves):
        parts.append(_line(name, curve, place, weeks, with_area=len(curves) <= 2))
    body = "".join(parts)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'{head} font-family="Atkinson Hyperlegible Next" font-size="11">{body}</svg>'


def _x(week: float, weeks: int) -> float:
    return round(LEFT + (WIDTH - LEFT - RIGHT) * week / weeks, 1)


def _y(share: float) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share / 100, 1)


def _frame(weeks: int, along: str, unit: str) -> str:
    """Return the axes with a number at every quarter, and at every so many weeks."""
    step = next((one for one in (1, 2, 4, 8, 13, 26) if weeks / one <= MOST_MARKS), 52)
    marks = [
        f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(share)}" y2="{_y(share)}" stroke="#d9d2c4"/>'
        f'<text x="{LEFT - 6}" y="{_y(share) + 4}" text-anchor="end">{share}</text>'
        for share in range(0, 101, 25)
    ]
    marks += [
        f'<text x="{_x(week, weeks)}" y="{HEIGHT - BOTTOM + 15}" text-anchor="middle">{week}</text>'
        for week in range(0, weeks + 1, step)
    ]
    middle = (HEIGHT - BOTTOM + TOP) / 2
    return "".join(marks) + (
        f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 6}" text-anchor="end">{escape(along)}</text>'
        f'<text transform="translate(12 {middle}) rotate(-90)" text-anchor="middle">{escape(unit)}</text>'
    )


def _line(name: str, curve: Curve, place: int, weeks: int, *, with_area: bool) -> str:
    line = steps_of(name, curve, with_area=with_area)
    ink, dash = INKS[place], DASHES[place]
    area = ""
    if with_area:
        up, down = _corners(line.at, line.high, weeks), _corners(line.at, line.low, weeks)
        area = f'<polygon points="{" ".join([*up, *reversed(down)])}" fill="{ink}" fill-opacity="0.13"/>'
    path = " ".join(_corners(line.at, line.values, weeks))
    look = f'stroke="{ink}" stroke-width="2" stroke-dasharray="{dash}"'
    drawn = f'<polyline points="{path}" fill="none" {look}/>'
    y = TOP + 12 + 16 * place
    key = (
        f'<line x1="{LEFT + 12}" x2="{LEFT + 44}" y1="{y - 4}" y2="{y - 4}" {look}/>'
        f'<text x="{LEFT + 50}" y="{y}">{escape(name)}</text>'
    )
    return area + drawn + key


def _corners(at: Sequence[int], values: Sequence[int], weeks: int) -> list[str]:
    """Return the corners of a line that keeps each value until the next."""
    made = [f"{_x(at[0], weeks)},{_y(values[0])}"]
    for before, week, value in zip(values, at[1:], values[1:], strict=False):
        made += [f"{_x(week, weeks)},{_y(before)}", f"{_x(week, weeks)},{_y(value)}"]
    return made
