"""Reading a class list in XLSX: the sheet that looks most like a list, every cell as text."""

import datetime as dt
import io
import math

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from mentorhub.people.roster.columns import Strength, header_strength
from mentorhub.people.roster.refused import RefusalKind, RosterRefused
from mentorhub.people.roster.table import TableRow, best_strength, check_raw_rows
from mentorhub.people.roster.xlsx_guard import safe_copy

_EXACT = 2**53
_MAX_SHEETS = 20
_CellValue = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def xlsx_rows(data: bytes, strength: Strength = header_strength) -> list[TableRow]:
    """The rows of the visible sheet with the best header, the first of equals.

    Raises `RosterRefused`: UNREADABLE, WRONG_CONTENT, MACROS, TOO_MUCH_INSIDE, TOO_MANY_ROWS, NO_TABLE.
    """
    copy = safe_copy(data)
    try:
        sheets = _sheets(copy)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic in the reader (Rust) is a BaseException
        raise RosterRefused(RefusalKind.UNREADABLE) from error
    if not sheets:
        raise RosterRefused(RefusalKind.NO_TABLE)
    rows = max(sheets, key=lambda sheet: best_strength(sheet, strength))
    check_raw_rows(len(rows))
    return rows


def cell_text(value: _CellValue) -> str:
    """A cell as text: whole numbers without ".0", days as 2026-11-21."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and math.isfinite(value) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return str(value)


def _sheets(data: bytes) -> list[list[TableRow]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    shown = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    return [_sheet_rows(workbook, name) for name in shown[:_MAX_SHEETS]]


def _sheet_rows(workbook: CalamineWorkbook, name: str) -> list[TableRow]:
    grid = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [TableRow(line, tuple(map(cell_text, cells))) for line, cells in enumerate(grid, start=1)]
