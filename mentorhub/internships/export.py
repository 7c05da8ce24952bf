"""The ledger as XLSX: the figures, who opened doors, the ways of those placed; text and numbers only."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from mentorhub.core.texts import say_in
from mentorhub.internships.service.ledger import Ledger
from mentorhub.matching.export import PLAIN
from mentorhub.people.roster.cells import neutral_cell

Cell = str | int
OPENERS = ("name", "role", "leads", "introductions", "applications", "interviews", "placements")
OPENER_WIDTHS = (28, 16, 10, 16, 16, 14, 12)
CHAINS = (
    "mentee",
    "group",
    "company",
    "place",
    "through",
    "opener",
    "lead_on",
    "introduced_on",
    "applied_on",
    "placed_on",
    "starts_on",
    "ends_on",
)
CHAIN_WIDTHS = (28, 12, 28, 18, 22, 28, 13, 13, 13, 13, 13, 13)
TOTALS = ("mentees", "applied", "interviewed", "placed")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, its heads and their widths in characters, and its rows."""

    name: str
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Cell]]


def ledger_xlsx(found: Ledger, language: str) -> bytes:
    """Return the workbook in a language (``nl`` or ``en``); every text is made harmless."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, PLAIN)
    openers = [
        [say_in(language, f"ledger.role.{one.role}") if x == "role" else getattr(one, x) for x in OPENERS]
        for one in found.openers
    ]
    chains = [[_cell(one, name, language) for name in CHAINS] for one in found.chains]
    totals = [[_word(name, language), getattr(found.totals, name)] for name in TOTALS]
    weeks = [[week, placed] for week, placed in enumerate(found.by_week, start=1)]
    _sheet(book, language, Table("openers", OPENERS, OPENER_WIDTHS, openers))
    _sheet(book, language, Table("chains", CHAINS, CHAIN_WIDTHS, chains))
    _sheet(book, language, Table("figures", ("figure", "number"), (30, 12), totals))
    _sheet(book, language, Table("curve", ("week", "placed"), (12, 20), weeks))
    book.close()
    return target.getvalue()


def _word(name: str, language: str) -> str:
    return say_in(language, f"ledger.export.{name}")


def _cell(chain: Any, name: str, language: str) -> str:
    if name == "through":
        return say_in(language, f"ledger.through.{chain.through}")
    value = getattr(chain, name)
    return "" if value is None else str(value)


def _sheet(book: Any, language: str, table: Table) -> None:
    sheet = book.add_worksheet(_word(f"sheet_{table.name}", language))
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for column, (head, width) in enumerate(zip(table.heads, table.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, neutral_cell(_word(head, language)), bold)
    for place, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, place, column, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.heads) - 1)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write(sheet: Any, place: int, column: int, cell: Cell) -> None:
    if isinstance(cell, int):
        sheet.write_number(place, column, cell)
    else:
        sheet.write_string(place, column, neutral_cell(cell))
