"""The file with what was not imported: whole, harmless, and ready to come back."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from mentorhub.people.roster import (
    faults_csv,
    faults_xlsx,
    looks_like_formula,
    neutral_cell,
    parse_rows,
    read_table,
    recognise_columns,
    trial,
)

LINK = '=HYPERLINK("http://evil.example","klik")'


def reason(fault):
    return f"{fault.kind.value}."


def tried(table):
    return trial(parse_rows(table, recognise_columns(table.columns)), [])


def sheet_of(data):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", " =1", "\uff1d1", "=", "-"])
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(text):
    assert neutral_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a", "0412", "a=b", "'t", "a@b.nl", "2-1"])
def test_what_is_harmless_stays_as_it_is(text):
    assert neutral_cell(text) == text


@given(st.text())
def test_a_neutral_cell_never_starts_like_a_formula_and_neutralising_twice_adds_nothing(text):
    once = neutral_cell(text)
    assert not once.lstrip().startswith(("=", "+", "-", "@"))
    assert not once.startswith(("\t", "\r", "\n"))
    assert neutral_cell(once) == once
    assert once.removeprefix("'") == text.removeprefix("'")


def test_the_csv_has_the_faulty_rows_as_they_were_and_why(example_table):
    table = example_table("with-faults.csv")
    data = faults_csv(tried(table), table, reason, "Waarom niet")
    assert data.startswith(b"\xef\xbb\xbfStudentnummer;")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0].endswith(";E-mail;Rol;Waarom niet")
    assert len(lines) == 1 + 9 + 1
    assert lines[-1] == ""
    assert lines[3] == (
        "0091225;Esra;el;Walter;;Bedrijfsadministrateur;3;"
        "0091225@mijn.regiocollege.example;coach;missing_class."
    )
    assert '"\'=HYPERLINK(""http://evil.example"",""klik"")"' in lines[6]
    assert "x" * 300 in lines[7]


def test_the_xlsx_has_the_same_cells_as_the_csv(example_table):
    table = example_table("with-faults.csv")
    done = tried(table)
    text = read_table(faults_csv(done, table, reason, "Waarom"), "faults.csv")
    sheet = sheet_of(faults_xlsx(done, table, reason, "Waarom"))
    assert [tuple(row) for row in sheet] == [text.columns, *(row.cells for row in text.rows)]
    assert sheet[1][0] == "0091271"


def test_the_xlsx_has_no_formula_and_no_link_in_it(example_table):
    table = example_table("with-faults.csv")
    data = faults_xlsx(tried(table), table, lambda _: "=1+1 http://evil.example", "=SUM(A1)")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b"<f>" not in parts["xl/worksheets/sheet1.xml"]
    assert b"hyperlink" not in parts["xl/worksheets/sheet1.xml"].lower()
    assert not [name for name in parts if "worksheets/_rels" in name]
    sheet = sheet_of(data)
    assert (sheet[0][-1], sheet[1][-1]) == ("'=SUM(A1)", "'=1+1 http://evil.example")
    assert f"'{LINK}" in sheet[6]


def test_a_formula_made_harmless_is_still_a_fault_when_it_comes_back(example_table):
    table = example_table("with-faults.csv")
    done = tried(table)
    again = tried(read_table(faults_csv(done, table, reason, "Waarom"), "faults.csv"))
    before = [[fault.kind for fault in row.faults] for row in done.faulty]
    assert [[fault.kind for fault in row.faults] for row in again.faulty] == before


def test_a_mended_file_can_be_imported_with_its_extra_column(example_table):
    table = example_table("with-faults.csv")
    text = faults_csv(tried(table), table, reason, "Waarom niet").decode("utf-8-sig")
    mended = text.replace(";Walter;;", ";Walter;BA3A;").encode()
    done = tried(read_table(mended, "mended.csv"))
    assert [row.name for row in done.new] == ["Esra el Walter"]


def test_loose_cells_past_the_header_stay_before_the_reason():
    table = read_table(b"Nummer;Naam\n1;a b;los\n2;;\n", "list.csv")
    lines = faults_csv(tried(table), table, reason, "Why").decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Nummer;Naam;;Why"
    assert lines[1].startswith("1;a b;los;too_many_cells.")
    assert lines[2].startswith("2;;;missing_")


def test_without_faults_only_the_header_is_left(example_table):
    table = example_table("summa-logistiek.csv")
    lines = faults_csv(tried(table), table, reason, "Why").decode("utf-8-sig").split("\r\n")
    assert (len(lines), lines[1]) == (2, "")


def test_looks_like_formula_sees_through_the_apostrophe():
    assert [looks_like_formula(text) for text in ("'=1", "' +1", "\tx")] == [True] * 3
    assert not looks_like_formula("'t Graaf")
