"""The whole proposal as XLSX: the pairs, the figures, and who has no mentor; text and numbers only."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter

from mentorhub.core.texts import say_in
from mentorhub.matching.paper_words import choice_text, figures, status_text, why_text
from mentorhub.matching.service.board import BoardLine
from mentorhub.matching.service.paper import Paper
from mentorhub.people.roster.cells import neutral_cell

# A cell stays what it is: no formula, no link, no text that becomes a number.
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
PAIR_HEADS = ("mentee", "group", "mentor", "place", "shared", "why")
PAIR_WIDTHS = (28, 12, 28, 18, 20, 70)
LEFT_HEADS = ("mentee", "group", "why")
LEFT_WIDTHS = (28, 12, 70)
Cell = str | int
Row = Sequence[Cell]


def proposal_xlsx(paper: Paper, language: str) -> bytes:
    """Return the workbook in a language (``nl`` or ``en``); every text is made harmless."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, PLAIN)
    made, left = _lines(paper, with_mentor=True), _lines(paper, with_mentor=False)
    pairs = [_pair(line, paper, language) for line in made]
    _table(book, _word("pairs", language), _heads(PAIR_HEADS, language), pairs, PAIR_WIDTHS)
    _figures(book, paper, language)
    if left:
        rows = [_left(line, paper, language) for line in left]
        _table(book, _word("without", language), _heads(LEFT_HEADS, language), rows, LEFT_WIDTHS)
    book.close()
    return target.getvalue()


def _word(name: str, language: str) -> str:
    return say_in(language, f"matching.export.{name}")


def _heads(names: Iterable[str], language: str) -> list[str]:
    return [_word(name, language) for name in names]


def _lines(paper: Paper, *, with_mentor: bool) -> list[BoardLine]:
    return [line for line in paper.run.lines if (line.mentor_id is not None) == with_mentor]


def _pair(line: BoardLine, paper: Paper, language: str) -> Row:
    choice, why = choice_text(line, paper.board.list_length), why_text(line, paper)
    group = paper.groups.get(line.mentee_id, "")
    return line.mentee, group, line.mentor, choice[language], line.shared, why[language]


def _left(line: BoardLine, paper: Paper, language: str) -> Row:
    return line.mentee, paper.groups.get(line.mentee_id, ""), why_text(line, paper)[language]


def _figures(book: Any, paper: Paper, language: str) -> None:
    """Add the figures of every way to match, below whose match this is and how it stands."""
    beyond = say_in(language, "matching.board.beyond", length=paper.board.list_length)
    choices = [
        say_in(language, "matching.export.choice", rank=rank)
        for rank in range(1, paper.board.list_length + 1)
    ]
    heads = [_word("way", language), *choices, beyond, _word("without", language), _word("notes", language)]
    rows = [
        (
            one.name[language],
            *one.ranks,
            one.beyond,
            one.without,
            _notes(one.is_chosen, one.is_proven, language),
        )
        for one in figures(paper)
    ]
    above = [paper.programme, status_text(paper)[language]]
    _table(book, _word("figures", language), heads, rows, (34, *[14] * (len(heads) - 2), 30), above=above)


def _notes(is_chosen: bool, is_proven: bool, language: str) -> str:
    names = [name for name, holds in (("chosen", is_chosen), ("proven", is_proven)) if holds]
    return ", ".join(_word(name, language) for name in names)


def _table(
    book: Any,
    name: str,
    heads: Sequence[str],
    rows: Sequence[Row],
    widths: Sequence[int],
    *,
    above: Sequence[str] = (),
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for place, text in enumerate(above):
        _write(sheet, place, 0, text, book.add_format({"bold": place == 0}))
    first = len(above) + 1 if above else 0
    for column, (text, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        _write(sheet, first, column, text, head)
    _write_rows(book, sheet, first + 1, rows)
    sheet.freeze_panes(first + 1, 0)
    sheet.autofilter(first, 0, first + len(rows), len(heads) - 1)
    _for_paper(sheet, first)


def _write_rows(book: Any, sheet: Any, first: int, rows: Sequence[Row]) -> None:
    look = book.add_format({"text_wrap": True, "valign": "top"})
    for place, row in enumerate(rows, start=first):
        for column, cell in enumerate(row):
            _write(sheet, place, column, cell, look)


def _write(sheet: Any, place: int, column: int, cell: Cell, look: Any) -> None:
    if isinstance(cell, int):
        sheet.write_number(place, column, cell, look)
    else:
        sheet.write_string(place, column, neutral_cell(cell), look)


def _for_paper(sheet: Any, heads: int) -> None:
    """Set the sheet so that it prints well: A4 on its side, as wide as the page, the heads on every page."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(heads)
