"""Reading files: delimiters, encodings, header rows, limits and files that are something else."""

import codecs

import pytest

from mentorhub.people.roster import MAX_BYTES, MAX_ROWS, RefusalKind, read_table

HEADER = "Studentnummer;Roepnaam;Achternaam"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def cells(table):
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_a_list_is_split_by_its_own_delimiter(sign):
    text = f"{HEADER}\r\n0012;Zoë;Bakker\r\n".replace(";", sign)
    table = read_table(text.encode(), "list.csv")
    assert table.columns == ("Studentnummer", "Roepnaam", "Achternaam")
    assert cells(table) == [("0012", "Zoë", "Bakker")]


@pytest.mark.parametrize(
    "data",
    [
        f"{HEADER}\n1;Zoë;Şahin".encode(),
        f"{HEADER}\n1;Zoë;Şahin".encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + f"{HEADER}\n1;Zoë;Şahin".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + f"{HEADER}\n1;Zoë;Şahin".encode("utf-16-be"),
    ],
)
def test_every_form_of_unicode_reads_the_same(data):
    assert cells(read_table(data, "list.csv")) == [("1", "Zoë", "Şahin")]


def test_windows_1252_keeps_its_accents_and_its_euro_sign():
    data = f"{HEADER}\n1;Zoë;D\u2019Hondt €".encode("cp1252")
    assert cells(read_table(data, "list.csv")) == [("1", "Zoë", "D\u2019Hondt €")]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_line_ending_gives_the_same_line_numbers(end):
    table = read_table(end.join([HEADER, "1;a;b", "", "2;c;d"]).encode(), "list.csv")
    assert [(row.line, row.is_empty) for row in table.rows] == [(2, False), (3, True), (4, False)]


def test_quotes_hold_delimiters_quotes_and_line_ends_and_lines_keep_counting():
    text = 'Nummer,Naam,Notitie\n1,"Jansen, Piet","zegt ""hoi""\nen dag"\n2,Bakker,\n'
    table = read_table(text.encode(), "list.csv")
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, ("1", "Jansen, Piet", 'zegt "hoi"\nen dag')),
        (4, ("2", "Bakker", "")),
    ]


def test_titles_above_the_header_are_left_out_in_text_too():
    text = f"Leerlinglijst; locatie Noord\r\nGemaakt op;1 september\r\n\r\n{HEADER}\r\n1;a;b"
    table = read_table(text.encode(), "list.csv")
    assert (table.header_line, table.header_recognised) == (4, True)
    assert [row.line for row in table.rows] == [5]


def test_a_header_with_unknown_names_is_taken_but_not_called_recognised():
    table = read_table(b"\nKol1;Kol2\n1;a\n", "list.csv")
    assert (table.columns, table.header_line, table.header_recognised) == (("Kol1", "Kol2"), 2, False)


def test_an_xlsx_gives_whole_numbers_days_and_truth_as_text(xlsx):
    data = xlsx(("Nummer", "Achternaam", "Jaar"), (412320, "Benali", 4.0), (1.5, True, "0412"))
    assert cells(read_table(data, "list.xlsx")) == [("412320", "Benali", "4"), ("1.5", "TRUE", "0412")]


def test_the_sheet_that_looks_most_like_a_list_is_read(xlsx):
    data = xlsx(
        Uitleg=[("Lees", "dit"), ("eerst", "even")],
        Lijst=[("Nummer", "Roepnaam", "Achternaam"), ("1", "a", "b")],
    )
    assert cells(read_table(data, "list.XLSX")) == [("1", "a", "b")]


def test_5000_rows_are_taken_and_5001_are_not(refusal, xlsx):
    lines = [f"{number};a;b" for number in range(MAX_ROWS)]
    table = read_table("\n".join([HEADER, *lines]).encode(), "list.csv")
    assert len(table.rows) == MAX_ROWS
    over = "\n".join([HEADER, *lines, "x;a;b"]).encode()
    assert refusal(over, "list.csv") == (RefusalKind.TOO_MANY_ROWS, {"limit": 5000})
    sheet = xlsx(tuple(HEADER.split(";")), *[(number, "a", "b") for number in range(MAX_ROWS + 1)])
    assert refusal(sheet, "list.xlsx") == (RefusalKind.TOO_MANY_ROWS, {"limit": 5000})


def test_empty_rows_do_not_count_as_people_but_have_an_end_too(refusal):
    many = "\n".join([HEADER, "1;a;b", *[";;"] * 6000]).encode()
    assert len(read_table(many, "list.csv").rows) == 6001
    endless = "\n".join([HEADER, "1;a;b", *[";;"] * 20_000]).encode()
    assert refusal(endless, "list.csv") == (RefusalKind.TOO_MANY_ROWS, {"limit": 5000})


def test_5_mb_is_looked_at_and_one_byte_more_is_not(refusal):
    start = "\n".join([HEADER, *[f"{number};a;{'b' * 1040}" for number in range(4_999)], "x;a;"]).encode()
    whole = start + b"b" * (MAX_BYTES - len(start))
    assert len(read_table(whole, "list.csv").rows) == 5_000
    assert refusal(whole + b" ", "list.csv") == (RefusalKind.TOO_BIG, {"limit": MAX_BYTES})


@pytest.mark.parametrize(
    ("data", "filename", "kind"),
    [
        (b"", "list.csv", RefusalKind.EMPTY),
        (b"MZ\x90\x00\x03\x00\x00\x00", "list.csv", RefusalKind.WRONG_CONTENT),
        (b"MZ\x90\x00\x03\x00\x00\x00", "list.xlsx", RefusalKind.WRONG_CONTENT),
        (b"MZ\x90\x00", "list.exe", RefusalKind.WRONG_EXTENSION),
        (HEADER.encode(), "list", RefusalKind.WRONG_EXTENSION),
        (HEADER.encode(), "list.xlsx", RefusalKind.WRONG_CONTENT),
        (OLE + b"\x00" * 600, "list.xls", RefusalKind.OLD_EXCEL),
        (HEADER.encode(), "list.xls", RefusalKind.OLD_EXCEL),
        (OLE + b"\x00" * 600, "list.xlsx", RefusalKind.OLD_EXCEL),
        (OLE + b"\x00" * 600, "list.csv", RefusalKind.OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "list.xlsx", RefusalKind.LOCKED),
        (b"text", "list.xlsm", RefusalKind.MACROS),
        (b"\xef\xbb\xbf <html><table>", "list.csv", RefusalKind.WRONG_CONTENT),
        (b"%PDF-1.7", "list.csv", RefusalKind.WRONG_CONTENT),
        (b"a;b\x00c\n1;2", "list.csv", RefusalKind.NOT_TEXT),
        (b"\xff\xfea", "list.csv", RefusalKind.NOT_TEXT),
        (b"PK\x03\x04 nothing more", "list.xlsx", RefusalKind.UNREADABLE),
        (b"just words", "list.csv", RefusalKind.NO_TABLE),
        (b"\n\n", "list.csv", RefusalKind.NO_TABLE),
        (f"{HEADER}\n;;\n".encode(), "list.csv", RefusalKind.NO_ROWS),
        ((";".join(f"k{n}" for n in range(101)) + "\n1;2").encode(), "a.csv", RefusalKind.TOO_MANY_COLUMNS),
    ],
)
def test_a_file_that_is_no_class_list_is_refused_with_its_reason(data, filename, kind, refusal):
    assert refusal(data, filename)[0] == kind


def test_an_xlsx_named_csv_is_refused_and_the_other_way_round(example, refusal):
    expected = (RefusalKind.WRONG_CONTENT, {"extension": "csv"})
    assert refusal(example("regiocollege.xlsx"), "list.csv") == expected
    expected = (RefusalKind.WRONG_CONTENT, {"extension": "xlsx"})
    assert refusal(example("regiocollege.csv"), "list.xlsx") == expected


def test_a_quote_that_never_closes_is_refused_with_its_line(refusal):
    text = f'{HEADER}\n1;a;b\n2;"c;d\n3;e;f\n'
    assert refusal(text.encode(), "list.csv") == (RefusalKind.UNCLOSED_QUOTE, {"line": 3})
    long = f'{HEADER}\n1;a;b\n2;"c;d\n' + "3;e;f\n" * 30_000
    assert refusal(long.encode(), "list.csv") == (RefusalKind.UNCLOSED_QUOTE, {"line": 3})
