"""What the page shows of the figures: cards, choices, and tables as rows of text."""

from typing import TypedDict

from mentorhub.core.dates import short_day_text
from mentorhub.core.texts import Bilingual, say
from mentorhub.monitoring.figures.service import Choice, Figures, OneYear, Part
from mentorhub.monitoring.figures.sheets import NOTHING, Sheet, as_text, part_text, share_of

CARDS = ("matched", "in_time", "kept", "placed")


class CardRow(TypedDict):
    """One figure with its whole, a bar when there is a share, and how it was the year before."""

    label: Bilingual
    number: Bilingual
    is_number: bool
    whole: str
    of: Bilingual
    share: str
    before: Bilingual


class ChoiceRow(TypedDict):
    """Something to choose."""

    key: str
    name: Bilingual


class TableRow(TypedDict):
    """One row of a table."""

    name: Bilingual
    cells: list[Bilingual]


class Table(TypedDict):
    """A table as text."""

    title: Bilingual
    heads: list[Bilingual]
    rows: list[TableRow]


NO_TABLE: Table = {"title": NOTHING, "heads": [], "rows": []}


def table_of(sheet: Sheet | None) -> Table:
    """Return a table as rows of text."""
    if sheet is None:
        return NO_TABLE
    rows = [[as_text(value) for value in row] for row in sheet.rows]
    return Table(
        title=sheet.title,
        heads=list(sheet.heads),
        rows=[TableRow(name=row[0], cells=row[1:]) for row in rows],
    )


def card_rows(figures: Figures) -> list[CardRow]:
    """Return the cards above the charts."""
    if figures.now is None:
        return []
    return [_card(name, figures.now, figures.before) for name in CARDS]


def _card(name: str, now: OneYear, before: OneYear | None) -> CardRow:
    part, share = now.totals[name], share_of(now.totals[name])
    return CardRow(
        label=say(f"figures.measure.{name}"),
        number=_number(part),
        is_number=part.count.value is not None and part.whole.value != 0,
        whole=str(part.whole.value) if part.whole.value and part.count.value is not None else "",
        of=say(f"figures.of.{name}"),
        share="" if share is None else f"{share}%",
        before=say("figures.of.before", text=part_text(before.totals[name])) if before else NOTHING,
    )


def _number(part: Part) -> Bilingual:
    if part.count.value is None or part.whole.value == 0:
        return part_text(part)
    return as_text(part.count.value)


def choice_row(choice: Choice) -> ChoiceRow:
    """Return a programme with its year, or a whole year."""
    if choice.is_year:
        return ChoiceRow(key=choice.key, name=say("figures.page.whole_year", year=choice.name))
    first, last = (day.year for day in (choice.starts_on, choice.programmes[0].ends_on))
    years = f"{first}-{last}" if last > first else str(first)
    text = choice.name if years in choice.name else f"{choice.name}, {years}"
    return ChoiceRow(key=choice.key, name={"nl": text, "en": text})


def day_line(year: OneYear, key: str, zone: str) -> Bilingual:
    """Return until which day a year is counted, in the words of a key."""
    day = short_day_text(year.until, zone)
    return say(key, name=year.name, day={x: f"{day[x]} {year.until.year}" for x in day})
