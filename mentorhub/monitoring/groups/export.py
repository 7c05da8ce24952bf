"""The matrix of a group as XLSX: names and days, for the group's own staff; text and numbers only."""

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from mentorhub.core.texts import say_in
from mentorhub.matching.export import PLAIN
from mentorhub.monitoring.groups.rows import step_label
from mentorhub.monitoring.groups.rules import Mark, Sorting
from mentorhub.monitoring.groups.service import GroupMatrix, Student, Table
from mentorhub.people.roster.cells import neutral_cell

Cell = str | int
NUMBERS = ("qualities", "leads")
NAME_WIDTH, WIDTH = 28, 16
# What takes more than one column: its own heads under groups.sheet.
SEVERAL = {
    "matched": ("matched_with", "matched_on"),
    "applications": ("applications", "furthest"),
    "placed": ("company", "starts_on"),
}


def matrix_xlsx(found: GroupMatrix, language: str) -> bytes:
    """Return the workbook in a language (``nl`` or ``en``): a sheet for juniors and one for coaches.

    Every text is made harmless: no cell is a formula or a link.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, PLAIN)
    for name, table in (("juniors", found.juniors), ("coaches", found.coaches)):
        rows = [_row(student, table.steps, language) for student in table.in_order(Sorting())]
        sheet = book.add_worksheet(say_in(language, f"groups.sheet.{name}"))
        _fill(book, sheet, _heads(table, found.list_length, language), rows)
    book.close()
    return target.getvalue()


def _heads(table: Table, list_length: int, language: str) -> list[str]:
    names = [say_in(language, "groups.step.name")]
    for step in table.steps:
        several = SEVERAL.get(step)
        if several is None:
            names.append(step_label(step, list_length)[language])
        else:
            names += [say_in(language, f"groups.sheet.{name}") for name in several]
    return names


def _row(student: Student, steps: Sequence[str], language: str) -> list[Cell]:
    cells: list[Cell] = [student.name]
    for step in steps:
        cells += _cells(step, student, language)
    return cells


def _cells(step: str, student: Student, language: str) -> list[Cell]:
    mark = student.line.marks[step]
    if step == "matched":
        return ["; ".join(one.name for one in student.partners), _day(mark)]
    if step == "applications":
        return [mark.number, say_in(language, f"applications.step.{mark.word}") if mark.word else ""]
    if step == "placed":
        return [mark.word, _day(mark)]
    return [mark.number] if step in NUMBERS else [_day(mark)]


def _day(mark: Mark) -> str:
    return mark.on.isoformat() if mark.on else ""


def _fill(book: Any, sheet: Any, heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, NAME_WIDTH)
    sheet.set_column(1, len(heads) - 1, WIDTH)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, neutral_cell(head), bold)
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, place, column, cell)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
    sheet.repeat_rows(0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write(sheet: Any, place: int, column: int, cell: Cell) -> None:
    if isinstance(cell, int):
        sheet.write_number(place, column, cell)
    else:
        sheet.write_string(place, column, neutral_cell(cell))
