"""The figures as tables: the same ones under the charts, in XLSX and CSV, and in the report."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mentorhub.core.texts import LANGUAGES, Bilingual, say
from mentorhub.monitoring.figures.rules.cells import COLUMNS, Cell, Seen
from mentorhub.monitoring.figures.rules.stretches import Kinds
from mentorhub.monitoring.figures.service import Figures, GroupRow, OneYear, Part

Value = Bilingual | int | float
NOTHING: Bilingual = {"nl": "", "en": ""}
MEASURES = ("matched", "in_time", "kept", "sharers", "applied", "sent", "interviewed", "placed")
STEPS = ("applied", "sent", "interviewed", "placed")
NAMES = ("overview", "groups", "curve", "median", "contact", "steps", "through", "help", "categories")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name (one of ``NAMES``), its title, its heads and its rows, as wide as those."""

    name: str
    title: Bilingual
    heads: tuple[Bilingual, ...]
    rows: tuple[tuple[Value, ...], ...]


def sheets_of(figures: Figures) -> dict[str, Sheet]:
    """Return every table by its name; there are none without a programme."""
    if figures.now is None:
        return {}
    years = [figures.now] if figures.before is None else [figures.now, figures.before]
    is_year = figures.chosen is not None and figures.chosen.is_year
    made = (
        _overview(figures.now, figures.before),
        _groups(figures.now, is_year=is_year),
        _curve(years),
        _median(years),
        _contact(years),
        _steps(figures.now, figures.before),
        _by_kind("through", "through.title", [one.through for one in years]),
        _help(years),
        _categories(years),
    )
    return {sheet.name: sheet for sheet in made}


def cell_value(cell: Cell | None) -> Value:
    """Return a cell as its number, or in words what can be said of it."""
    if cell is None:
        return say("figures.seen.none")
    return say(f"figures.seen.{cell.seen.value}") if cell.value is None else cell.value


def share_of(part: Part | None) -> int | None:
    """Return how many percent a part is of its whole, None when that cannot be said."""
    if part is None or part.count.seen is not Seen.EXACT or part.whole.seen is not Seen.EXACT:
        return None
    return round(100 * (part.count.value or 0) / part.whole.value) if part.whole.value else None


def part_text(part: Part) -> Bilingual:
    """Return for example ``12 van 20`` or ``minder dan 5``."""
    if part.count.value is None or part.whole.value is None:
        return as_text(cell_value(part.count))
    if not part.whole.value:
        return say("figures.seen.none")
    return say("figures.of.of_whole", n=part.count.value, whole=part.whole.value)


def as_text(value: Value) -> Bilingual:
    """Return a value as text, a broken number with the sign of the language."""
    if isinstance(value, dict):
        return value
    return {"nl": str(value).replace(".", ","), "en": str(value)}


def _shown(number: float | None) -> Value:
    return say("figures.seen.hidden") if number is None else number


def _heads(*names: str) -> tuple[Bilingual, ...]:
    return tuple(say(f"figures.head.{name}") for name in names)


def _sheet(name: str, title: str, heads: tuple[Bilingual, ...], rows: Iterable[Sequence[Value]]) -> Sheet:
    return Sheet(name, say(f"figures.{title}"), heads, tuple(tuple(row) for row in rows))


def _overview(now: OneYear, before: OneYear | None) -> Sheet:
    heads = _heads("measure", "now", "whole", "share")
    if before is not None:
        heads += _heads("before", "before_whole", "before_share")
    years = [now] if before is None else [now, before]
    rows = [
        [say(f"figures.measure.{name}"), *[value for year in years for value in _three(year.totals[name])]]
        for name in MEASURES
    ]
    return _sheet("overview", "overview.title", heads, rows)


def _three(part: Part) -> tuple[Value, Value, Value]:
    share = share_of(part)
    return cell_value(part.count), cell_value(part.whole), cell_value(None) if share is None else share


def _groups(now: OneYear, *, is_year: bool) -> Sheet:
    heads = _heads("programme" if is_year else "group")
    heads += tuple(say(f"figures.measure.{name}") for name in COLUMNS)
    rows = [[_name(row), *[_in_group(row, name) for name in COLUMNS]] for row in now.rows]
    return _sheet("groups", "groups.by_programme" if is_year else "groups.title", heads, rows)


def _in_group(row: GroupRow, column: str) -> Value:
    """Return the cell of a group; nothing where it has nobody of whom that can be said."""
    people = "coaches" if column in ("coaches", "sharers") else "juniors"
    nobody = column != people and row.parts[people].count.value == 0
    return cell_value(None if nobody else row.parts[column].count)


def _name(row: GroupRow) -> Bilingual:
    name = as_text({"nl": row.name, "en": row.name}) if row.name else say("figures.head.without")
    return say("figures.groups.own", name=name) if row.is_own else name


def _curve(years: Sequence[OneYear]) -> Sheet:
    rows = [
        (_plain(name), point.weeks, point.share, point.low, point.high, point.at_risk)
        for name, curve in _both([one.curves for one in years])
        if curve
        for point in curve.points
    ]
    heads = _heads("programme", "weeks", "placed", "low", "high", "at_risk")
    return _sheet("curve", "curve.title", heads, rows)


def _median(years: Sequence[OneYear]) -> Sheet:
    rows = [
        (
            _plain(name),
            *[
                say("figures.curve.not_reached") if weeks is None else weeks
                for weeks in (curve.median.time, curve.median.low, curve.median.high)
            ],
            curve.unit,
        )
        for name, curve in _both([one.curves for one in years])
        if curve
    ]
    return _sheet("median", "curve.median_title", _heads("programme", "half", "from", "to", "rounded"), rows)


def _contact(years: Sequence[OneYear]) -> Sheet:
    rows = [
        (_plain(name), weeks_text(one.first_week, one.last_week), one.per_pair)
        for name, stretches in _both([one.contact for one in years])
        for one in stretches
    ]
    return _sheet("contact", "contact.title", _heads("programme", "week", "per_pair"), rows)


def weeks_text(first: int, last: int) -> Bilingual:
    """Return the weeks of a stretch, or the only one."""
    return _plain(f"{first}–{last}" if last > first else str(first))


def _steps(now: OneYear, before: OneYear | None) -> Sheet:
    years = [now] if before is None else [now, before]
    rows = [
        [say(f"figures.measure.{name}"), *[cell_value(year.totals[name].count) for year in years]]
        for name in STEPS
    ]
    heads = _heads("measure", "now") + (() if before is None else _heads("before"))
    return _sheet("steps", "steps.title", heads, rows)


def _by_kind(name: str, title: str, years: Sequence[Mapping[str, Kinds | None]]) -> Sheet:
    say_kind = _category if name == "categories" else _through
    rows = [
        (_plain(programme), kind, number)
        for programme, kinds in _both(years)
        if kinds
        for kind, number in _kind_rows(kinds, say_kind)
    ]
    head = "category" if name == "categories" else "through"
    return _sheet(name, title, _heads("programme", head, "number"), rows)


def _category(kind: str) -> Bilingual:
    return say(f"help.category.{kind}")


def _through(kind: str) -> Bilingual:
    return say(f"figures.through.{kind}")


def _kind_rows(kinds: Kinds, say_kind: Callable[[str], Bilingual]) -> list[tuple[Bilingual, int]]:
    """Return each kind with its number; those that are put together last."""
    rows = [(say_kind(kind), number) for kind, number in kinds.apart.items()]
    if not kinds.together:
        return rows
    names = [say_kind(kind) for kind in kinds.together]
    joined = {x: ", ".join(name[x] for name in names) for x in LANGUAGES}
    return [*rows, (say("figures.through.together", names=joined), kinds.rest)]


def _help(years: Sequence[OneYear]) -> Sheet:
    rows = []
    for year in years:
        for name, found in year.help.items():
            hours = say("figures.seen.none") if found.median_hours is None else found.median_hours
            leads = year.leads[name].leads
            rows.append((_plain(name), _shown(leads), _shown(found.calls), _shown(found.fast), hours))
    return _sheet("help", "help.title", _heads("programme", "leads", "calls", "fast", "hours"), rows)


def _categories(years: Sequence[OneYear]) -> Sheet:
    kinds = [{name: found.kinds for name, found in year.help.items() if found.calls} for year in years]
    return _by_kind("categories", "help.categories", kinds)


def _plain(text: str) -> Bilingual:
    return {"nl": text, "en": text}


def _both(years: Sequence[Mapping]) -> Iterable[tuple]:
    for year in years:
        yield from year.items()
