"""The report of a programme: A4, tagged for screen readers (PDF/UA-1), set by typst from the tables."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from mentorhub.core.dates import short_day_text
from mentorhub.core.texts import Bilingual, say_in
from mentorhub.monitoring.figures.drawing import curves_in
from mentorhub.monitoring.figures.picture import curve_svg
from mentorhub.monitoring.figures.service import Figures, OneYear
from mentorhub.monitoring.figures.sheets import Sheet, as_text
from mentorhub.monitoring.figures.wording import median_lines

TEMPLATE = Path(__file__).with_name("template.typ")
FONTS = Path(__file__).resolve().parents[2] / "people" / "data" / "fonts"


def figures_pdf(figures: Figures, sheets: Mapping[str, Sheet], language: str) -> bytes:
    """Return the report in a language (``nl`` or ``en``); without a programme it says what will come."""
    return _set(json.dumps(_content(figures, sheets, language), ensure_ascii=False))


@lru_cache(maxsize=8)
def _set(content: str) -> bytes:
    try:
        return _compiled(content, accessible=True)
    except typst.TypstError:
        # PDF/UA allows no sign that the fonts do not have, such as an emoji; tagged it is in any case.
        return _compiled(content, accessible=False)


def _compiled(content: str, *, accessible: bool) -> bytes:
    made = typst.compile(
        str(TEMPLATE),
        format="pdf",
        root=str(TEMPLATE.parent),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"content": content},
        pdf_standards=["ua-1"] if accessible else [],
    )
    pages = made if isinstance(made, list) else [made]
    return b"".join(page for page in pages if isinstance(page, bytes))


def _content(figures: Figures, sheets: Mapping[str, Sheet], language: str) -> dict[str, Any]:
    def word(key: str, **values: Any) -> str:
        return say_in(language, f"figures.{key}", **values)

    name = figures.chosen.name if figures.chosen else ""
    curves = curves_in(figures)
    axes = word("head.weeks"), word("curve.unit")
    return {
        "language": language,
        "title": word("report.title", name=name) if name else word("page.title"),
        "lines": [text[language] for text in _below_title(figures)],
        "hidden": word("page.hidden_text"),
        "hidden_title": word("page.hidden_title"),
        "curve": curve_svg(curves, *axes) if curves else "",
        "alt": word("curve.alt"),
        "curve_title": word("curve.title"),
        "curve_text": word("curve.text") if curves else word("curve.few"),
        "medians": [line[language] for line in median_lines(figures)],
        "page": word("report.page"),
        "sheets": [_sheet(one, language) for one in sheets.values() if one.rows],
    }


def _below_title(figures: Figures) -> list[Bilingual]:
    def up_to(year: OneYear, key: str) -> Bilingual:
        day = short_day_text(year.until, figures.zone)
        values = {x: f"{day[x]} {year.until.year}" for x in day}
        return {x: say_in(x, f"figures.{key}", name=year.name, day=values[x]) for x in day}

    lines = [up_to(figures.now, "report.until")] if figures.now else []
    return lines + ([up_to(figures.before, "page.before")] if figures.before else [])


def _sheet(one: Sheet, language: str) -> dict[str, Any]:
    return {
        "title": one.title[language],
        "heads": [head[language] for head in one.heads],
        "rows": [[as_text(value)[language] for value in row] for row in one.rows],
    }
