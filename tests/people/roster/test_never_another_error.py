"""Whatever is uploaded: a table comes out, or `RosterRefused`, and what follows never fails."""

import io
import zipfile

from hypothesis import example as such_as
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.people.roster import (
    RosterRefused,
    Table,
    faults_csv,
    faults_xlsx,
    parse_rows,
    read_table,
    recognise_columns,
    trial,
)

NAMES = st.sampled_from(["a.csv", "a.xlsx", "a.txt", "a.tsv"])
TEXTS = st.lists(
    st.sampled_from(
        [
            *"\"';,|\t\r\n\x00\x1a=-@\u0131\u202e\ud83d\ufffe",
            "Naam",
            "Nummer",
            "Klas",
            "a@b.nl",
            "0012",
            "van de",
        ]
    ),
    max_size=60,
).map("".join)


def outcome(data: bytes, filename: str) -> Table | None:
    """The table, after going the whole way with it, or None when refused."""
    try:
        table = read_table(data, filename)
    except RosterRefused:
        return None
    done = trial(parse_rows(table, recognise_columns(table.columns)), [])
    count = len(done.new) + len(done.faulty) + done.empty
    assert count == len(table.rows)
    csv_again = (
        read_table(faults_csv(done, table, lambda fault: fault.kind, "Why"), "a.csv") if done.faulty else None
    )
    assert csv_again is None or len(csv_again.rows) == len(done.faulty)
    assert faults_xlsx(done, table, lambda fault: fault.kind, "Why").startswith(b"PK")
    return table


@settings(max_examples=250, deadline=None)
@given(st.binary(max_size=300), NAMES)
@such_as(b"\xff\xfe\x00\xd8", "a.csv")
@such_as(b"\x81\x8d", "a.csv")
@such_as(b'"', "a.csv")
def test_any_bytes_under_any_name(data, filename):
    outcome(data, filename)


@settings(max_examples=250, deadline=None)
@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_any_text_that_looks_a_little_like_a_list(text, encoding):
    outcome(("Nummer;Naam\r\n" + text).encode(encoding, "ignore"), "a.csv")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_workbook_with_some_bytes_changed(data, example):
    content = bytearray(example("regiocollege.xlsx"))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[place] = data.draw(st.integers(0, 255))
    outcome(bytes(content[: data.draw(st.integers(0, len(content)))]), "a.xlsx")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_workbook_with_a_damaged_part_inside(data, example):
    source, target = zipfile.ZipFile(io.BytesIO(example("regiocollege.xlsx"))), io.BytesIO()
    chosen = data.draw(
        st.sampled_from([name for name in source.namelist() if name.startswith(("xl/", "[", "_"))])
    )
    part = bytearray(source.read(chosen))
    for place in data.draw(st.lists(st.integers(0, len(part) - 1), min_size=1, max_size=4)):
        part[place] = data.draw(st.sampled_from(b'<>"&/0aA9= \xff'))
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, bytes(part) if name == chosen else source.read(name))
    outcome(target.getvalue(), "a.xlsx")
