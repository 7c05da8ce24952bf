"""The figures as XLSX and CSV: text and numbers only, every text made harmless."""

import csv
import io
from collections.abc import Mapping
from typing import Any

import xlsxwriter

from mentorhub.matching.export import PLAIN
from mentorhub.monitoring.figures.sheets import Sheet, Value
from mentorhub.people.roster.cells import neutral_cell

MARK = "\ufeff"
"""Tells Excel that a text is UTF-8."""
WIDEST, NARROWEST = 40, 10
LONGEST_NAME = 31


def figures_xlsx(sheets: Mapping[str, Sheet], language: str) -> bytes:
    """Return the workbook in a language (``nl`` or ``en``), one sheet per table."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, PLAIN)
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for one in sheets.values():
        _sheet(book.add_worksheet(one.title[language].rstrip("?")[:LONGEST_NAME]), one, language, bold)
    book.close()
    return target.getvalue()


def _sheet(sheet: Any, one: Sheet, language: str, bold: Any) -> None:
    for column, head in enumerate(one.heads):
        texts = [str(_in(row[column], language)) for row in one.rows]
        width = max([NARROWEST, *[min(len(text), WIDEST) for text in texts]])
        sheet.set_column(column, column, width + 2)
        sheet.write_string(0, column, neutral_cell(head[language]), bold)
    for place, row in enumerate(one.rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, place, column, _in(value, language))
    sheet.freeze_panes(1, 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _in(value: Value, language: str) -> str | int | float:
    return value[language] if isinstance(value, dict) else value


def _write(sheet: Any, place: int, column: int, value: str | float) -> None:
    if isinstance(value, str):
        sheet.write_string(place, column, neutral_cell(value))
    else:
        sheet.write_number(place, column, value)


def figures_csv(sheets: Mapping[str, Sheet], language: str) -> bytes:
    """Return all tables below each other, each under its title.

    In Dutch columns are parted by semicolons and broken numbers have a comma, as Excel expects there.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";" if language == "nl" else ",", lineterminator="\r\n")
    for number, one in enumerate(sheets.values()):
        if number:
            writer.writerow([])
        writer.writerow([neutral_cell(one.title[language])])
        writer.writerow([neutral_cell(head[language]) for head in one.heads])
        writer.writerows([_csv_cell(value, language) for value in row] for row in one.rows)
    return (MARK + target.getvalue()).encode()


def _csv_cell(value: Value, language: str) -> str:
    if isinstance(value, dict):
        return neutral_cell(value[language])
    return str(value).replace(".", ",") if language == "nl" else str(value)
