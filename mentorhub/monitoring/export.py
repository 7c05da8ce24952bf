"""The list as XLSX or CSV, in the reader's language; every text is made harmless."""

import csv
import io
from collections.abc import Sequence

import xlsxwriter

from mentorhub.core.actor import Actor
from mentorhub.core.texts import say_in
from mentorhub.matching.export import PLAIN
from mentorhub.monitoring.rows import attention_row
from mentorhub.monitoring.service import AttentionLine, TakenOut
from mentorhub.people.roster.cells import neutral_cell

Cell = str | int
COLUMNS = (
    "mentee",
    "mentee_group",
    "mentor",
    "mentor_group",
    "state",
    "why",
    "also",
    "contacts",
    "appointment",
    "placed",
    "done",
)
WIDTHS = (28, 12, 28, 12, 24, 48, 32, 14, 14, 14, 40)
BOM = "\ufeff"
"""Tells spreadsheets that a CSV is UTF-8."""


def list_xlsx(found: TakenOut, actor: Actor) -> bytes:
    """Return the workbook."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, PLAIN)
    sheet = book.add_worksheet(_word(actor, "sheet"))
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, _word(actor, name), bold)
    for place, line in enumerate(found.lines, start=1):
        for column, cell in enumerate(_cells(line, found, actor)):
            if isinstance(cell, int):
                sheet.write_number(place, column, cell)
            else:
                sheet.write_string(place, column, neutral_cell(cell))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(found.lines), 1), len(COLUMNS) - 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    book.close()
    return target.getvalue()


def list_csv(found: TakenOut, actor: Actor) -> bytes:
    """Return the list as text with semicolons, as Dutch spreadsheets open it."""
    target = io.StringIO()
    rows = csv.writer(target, delimiter=";", lineterminator="\r\n")
    rows.writerow([_word(actor, name) for name in COLUMNS])
    for line in found.lines:
        rows.writerow([neutral_cell(str(cell)) for cell in _cells(line, found, actor)])
    return (BOM + target.getvalue()).encode()


def _word(actor: Actor, name: str) -> str:
    return say_in(actor.language, f"monitoring.export.{name}")


def _cells(line: AttentionLine, found: TakenOut, actor: Actor) -> Sequence[Cell]:
    row, x = attention_row(line, found.zone, actor), actor.language
    return (
        line.mentee,
        line.mentee_group,
        line.mentor,
        line.mentor_group,
        row["pill"][x],
        row["why"][x],
        ", ".join(one[x] for one in row["also"]),
        sum(line.weeks),
        line.appointment_on.isoformat() if line.appointment_on else "",
        _word(actor, "yes") if line.is_placed else "",
        row["done"][x],
    )
