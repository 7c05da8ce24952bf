"""A small XLSX that would take gigabytes, or brings more than a list, is refused before it is read."""

import io
import time
import tracemalloc
import zipfile

import pytest

from mentorhub.people.roster import RefusalKind, read_table

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
LIST = (("Nummer", "Roepnaam", "Achternaam"), ("1", "a", "b"))


@pytest.fixture
def altered(xlsx):
    """A sound workbook with some of its parts replaced or added."""

    def run(parts: dict[str, bytes] | None = None) -> bytes:
        named = dict(parts or {})
        source, target = zipfile.ZipFile(io.BytesIO(xlsx(*LIST))), io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in source.namelist():
                archive.writestr(name, named.pop(name, source.read(name)))
            for name, part in named.items():
                archive.writestr(name, part)
        return target.getvalue()

    return run


def sheet(cells: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def test_the_sound_workbook_of_these_tests_is_read(altered):
    assert read_table(altered(), "list.xlsx").rows[0].cells == ("1", "a", "b")


def test_a_zip_bomb_is_refused_quickly_and_in_little_memory(altered, refusal):
    bomb = altered({SHEET: b" " * 300_000_000})
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    start = time.perf_counter()
    assert refusal(bomb, "list.xlsx") == (RefusalKind.TOO_MUCH_INSIDE, {})
    assert time.perf_counter() - start < 2
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_bomb_that_lies_about_its_size_is_refused(altered, refusal):
    size = 60_000_000
    lying = altered({SHEET: b" " * size})
    lying = lying.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert refusal(lying, "list.xlsx") == (RefusalKind.UNREADABLE, {})


def test_two_cells_far_apart_are_refused(altered, refusal):
    wide = sheet(
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row><row r="900"><c r="A900"/></row>'
    )
    assert refusal(altered({SHEET: wide}), "list.xlsx")[0] == RefusalKind.TOO_MUCH_INSIDE
    for far in (
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
    ):
        data = altered({SHEET: sheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{far}')})
        assert refusal(data, "list.xlsx")[0] == RefusalKind.TOO_MANY_ROWS


def test_one_long_text_shown_in_thousands_of_cells_is_refused(altered, refusal):
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 3000))
    strings = b"<sst><si><t>" + b"x" * 10_000 + b"</t></si></sst>"
    data = altered({SHEET: sheet(cells), STRINGS: strings})
    assert refusal(data, "list.xlsx") == (RefusalKind.TOO_MUCH_INSIDE, {})


@pytest.mark.parametrize(
    "part",
    [
        b'<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet>&b;</worksheet>',
        b"<worksheet><sheetData><row><c>",
        sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        sheet('<row r="1"><c r="nowhere"><v>1</v></c></row>'),
        sheet('<row r="x"></row>'),
    ],
)
def test_a_damaged_or_tampered_sheet_is_refused(part, altered, refusal):
    assert refusal(altered({SHEET: part}), "list.xlsx") == (RefusalKind.UNREADABLE, {})


def test_macros_are_refused_whatever_the_name_says(altered, refusal):
    data = altered({"xl/vbaProject.bin": b"macro"})
    assert refusal(data, "list.xlsx") == (RefusalKind.MACROS, {})


def test_a_zip_that_is_no_workbook_is_refused(refusal):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(target.getvalue(), "list.xlsx") == (RefusalKind.WRONG_CONTENT, {"extension": "xlsx"})


def test_two_parts_of_one_name_are_refused(xlsx, refusal):
    target = io.BytesIO(xlsx(*LIST))
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(SHEET.upper(), sheet(""))
    assert refusal(target.getvalue(), "list.xlsx") == (RefusalKind.UNREADABLE, {})


def test_numbers_without_end_are_text_like_any_other(altered):
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="str"><v>{a}</v></c><c r="B{n}"{t}><v>{b}</v></c></row>'
        for n, a, b, t in (
            (1, "Nummer", "Achternaam", ' t="str"'),
            (2, "1", "1e300", ""),
            (3, "2", "inf", ""),
        )
    )
    table = read_table(altered({SHEET: sheet(rows)}), "list.xlsx")
    assert [row.cells for row in table.rows] == [("1", "1e+300"), ("2", "inf")]


def test_a_workbook_that_shows_no_sheet_has_no_table(altered, xlsx, refusal):
    with zipfile.ZipFile(io.BytesIO(xlsx(*LIST))) as archive:
        hidden = archive.read("xl/workbook.xml").replace(b"<sheet ", b'<sheet state="hidden" ')
    assert refusal(altered({"xl/workbook.xml": hidden}), "list.xlsx") == (RefusalKind.NO_TABLE, {})


def test_a_workbook_whose_sheets_cannot_be_found_is_refused(altered, refusal):
    nowhere = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    data = altered({"xl/_rels/workbook.xml.rels": nowhere})
    assert refusal(data, "list.xlsx") == (RefusalKind.UNREADABLE, {})
