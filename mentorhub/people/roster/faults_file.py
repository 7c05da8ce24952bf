"""The rows that were not imported as a file to mend and import again, with a column that says why."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping

import xlsxwriter

from mentorhub.people.roster.cells import neutral_cell
from mentorhub.people.roster.table import Table
from mentorhub.people.roster.trial import Trial
from mentorhub.people.roster.values import Fault

ReasonText = Callable[[Fault], str]
"""Puts one fault into a plain sentence, in the reader's language."""


def faults_csv(trial: Trial, table: Table, reason_text: ReasonText, reason_header: str) -> bytes:
    """The faulty rows as CSV: the original columns, then one headed `reason_header`.

    UTF-8 with mark, semicolons and CRLF, as spreadsheets in the Netherlands open it. Every cell is
    made harmless with `neutral_cell`.
    """
    return lines_csv(_lines(trial, table, reason_text, reason_header))


def lines_csv(lines: Iterable[list[str]]) -> bytes:
    """Lines of harmless cells as CSV."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerows(lines)
    return target.getvalue().encode("utf-8-sig")


def faults_xlsx(trial: Trial, table: Table, reason_text: ReasonText, reason_header: str) -> bytes:
    """The same as `faults_csv` as XLSX: every cell a text, so leading zeros stay; no formula, no link."""
    return lines_xlsx(_lines(trial, table, reason_text, reason_header))


def lines_xlsx(lines: Iterable[list[str]]) -> bytes:
    """Lines of harmless cells as XLSX."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    sheet = workbook.add_worksheet()
    text = workbook.add_format({"num_format": "@"})
    for place, cells in enumerate(lines):
        for column, cell in enumerate(cells):
            sheet.write_string(place, column, cell, text)
    sheet.freeze_panes(1, 0)
    workbook.close()
    return target.getvalue()


def _lines(trial: Trial, table: Table, reason_text: ReasonText, reason_header: str) -> Iterator[list[str]]:
    """The header and the faulty rows, all of one width, each cell harmless."""
    reasons = {row.line: " ".join(map(reason_text, row.faults)) for row in trial.faulty}
    return lines_with_reasons(table, reasons, reason_header)


def lines_with_reasons(table: Table, reasons: Mapping[int, str], reason_header: str) -> Iterator[list[str]]:
    """The header and the rows that have a reason by their line, all of one width, each cell harmless."""
    by_line = {row.line: row.cells for row in table.rows}
    faulty = [(by_line[line], reason) for line, reason in reasons.items()]
    width = max([len(table.columns), *(len(cells) for cells, _ in faulty)])
    yield _line(table.columns, width, reason_header)
    for cells, reason in faulty:
        yield _line(cells, width, reason)


def _line(cells: tuple[str, ...], width: int, last: str) -> list[str]:
    padded = [*cells, *[""] * (width - len(cells)), last]
    return [neutral_cell(cell) for cell in padded]
