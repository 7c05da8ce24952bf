"""The four example lists give exactly what their README says."""

from collections import Counter
from pathlib import Path

from mentorhub.people.roster import (
    Change,
    EmptyRow,
    FaultKind,
    FaultyRow,
    Field,
    RosterRole,
    RosterRow,
    trial,
)


def people(rows):
    return [row for row in rows if isinstance(row, RosterRow)]


def roles(rows):
    return Counter(row.role for row in people(rows))


def test_the_logistics_list_has_32_mentors_and_33_mentees_and_no_fault(example_rows):
    done = trial(example_rows("summa-logistiek.csv"), [])
    assert roles(done.new) == {RosterRole.MENTOR: 32, RosterRole.MENTEE: 33}
    assert (done.changed, done.unchanged, done.faulty, done.empty) == ((), (), (), 0)


def test_the_logistics_list_keeps_its_accents_and_leading_zeros(example_rows):
    rows = {row.student_number: row for row in people(example_rows("summa-logistiek.csv"))}
    assert rows["0412320"] == RosterRow(
        line=2,
        student_number="0412320",
        first_name="Naïma",
        infix="",
        last_name="Benali",
        class_name="TL4B",
        course="Manager Transport en Logistiek",
        year="4",
        email="0412320@student.summa.example",
        role=RosterRole.MENTOR,
    )
    assert rows["0412325"].name == "Aimée Özdemir"
    assert rows["0412345"].name == "Amir 't Graaf"
    assert [number for number in rows if number is None or number[:3] != "041" or len(number) != 7] == []


def test_the_regional_list_has_25_mentors_and_25_mentees_in_both_files(example_rows):
    for name in ("regiocollege.csv", "regiocollege.xlsx"):
        done = trial(example_rows(name), [])
        assert roles(done.new) == {RosterRole.MENTOR: 25, RosterRole.MENTEE: 25}
        assert (done.changed, done.unchanged, done.faulty, done.empty) == ((), (), (), 0)


def test_the_xlsx_has_its_header_on_row_3_under_other_names(example_table):
    table = example_table("regiocollege.xlsx")
    assert (table.header_line, table.rows[0].line, table.header_recognised) == (3, 4, True)
    assert table.columns == (
        *("Stamnr", "Voornaam", "Tussenv.", "Achternaam", "Groep", "Opleiding", "Jaar", "Mailadres"),
        "Rol in programma",
    )
    assert table.rows[0].cells[:2] == ("91271", "Bram")


def test_the_xlsx_after_the_csv_changes_nobody_though_its_zeros_are_lost(example_rows, import_trial):
    school = import_trial(trial(example_rows("regiocollege.csv"), []), [])
    again = trial(example_rows("regiocollege.xlsx"), school)
    assert len(again.unchanged) == 50
    assert (again.new, again.changed, again.faulty, again.empty) == ((), (), (), 0)
    assert [each.person.student_number for each in again.unchanged][:1] == ["0091271"]


def test_the_csv_after_the_xlsx_only_gives_the_zeros_back(example_rows, import_trial):
    school = import_trial(trial(example_rows("regiocollege.xlsx"), []), [])
    again = trial(example_rows("regiocollege.csv"), school)
    assert (len(again.changed), again.new, again.unchanged, again.faulty) == (50, (), (), ())
    for each in again.changed:
        number = each.person.student_number
        assert each.changes == (Change(Field.STUDENT_NUMBER, number, number.zfill(7)),)


def test_every_list_twice_changes_nothing_the_second_time(example_rows, import_trial):
    for name in ("summa-logistiek.csv", "regiocollege.csv", "regiocollege.xlsx", "with-faults.csv"):
        rows = example_rows(name)
        again = trial(rows, import_trial(trial(rows, []), []))
        assert again.writes_nothing
        assert len(again.unchanged) == len(people(rows))


def test_the_list_with_faults_gives_each_row_its_own_outcome(example_rows):
    said = [
        (row.line, [(fault.kind, fault.field, fault.lines) for fault in row.faults])
        for row in example_rows("with-faults.csv")
        if isinstance(row, FaultyRow)
    ]
    assert said == [
        (2, [(FaultKind.DOUBLED_NUMBER, Field.STUDENT_NUMBER, (3,))]),
        (3, [(FaultKind.DOUBLED_NUMBER, Field.STUDENT_NUMBER, (2,))]),
        (4, [(FaultKind.MISSING_CLASS, Field.CLASS_NAME, ())]),
        (5, [(FaultKind.BAD_EMAIL, Field.EMAIL, ())]),
        (6, [(FaultKind.UNKNOWN_ROLE, Field.ROLE, ())]),
        (7, [(FaultKind.FORMULA, Field.FIRST_NAME, ())]),
        (8, [(FaultKind.TOO_LONG, Field.LAST_NAME, ())]),
        (10, [(FaultKind.DOUBLED_EMAIL, Field.EMAIL, (11,))]),
        (11, [(FaultKind.DOUBLED_EMAIL, Field.EMAIL, (10,))]),
    ]


def test_the_list_with_faults_has_one_empty_row_and_two_sound_ones(example_rows):
    rows = example_rows("with-faults.csv")
    assert [row for row in rows if isinstance(row, EmptyRow)] == [EmptyRow(9)]
    assert [(row.line, row.student_number, row.name) for row in people(rows)] == [
        (12, "0091264", "Naïma Kowalski"),
        (13, "91242", "Maryam van den Hendriks"),
    ]
    done = trial(rows, [])
    assert (len(done.new), len(done.faulty), done.empty, len(rows)) == (2, 9, 1, 12)


def test_the_list_with_faults_after_the_sound_one_knows_the_student_with_lost_zeros(
    example_rows, import_trial
):
    school = import_trial(trial(example_rows("regiocollege.csv"), []), [])
    done = trial(example_rows("with-faults.csv"), school)
    assert [(each.row.line, each.person.student_number) for each in done.unchanged] == [(13, "0091242")]
    assert [(each.row.line, each.changes) for each in done.changed] == [
        (12, (Change(Field.FIRST_NAME, "Mohamed", "Naïma"),))
    ]
    assert (done.new, len(done.faulty), done.empty) == ((), 9, 1)


def test_the_demo_school_is_the_logistics_list_byte_for_byte(example):
    demo = Path(__file__).parents[3] / "mentorhub" / "demo" / "data" / "summa-logistiek.csv"
    assert demo.read_bytes() == example("summa-logistiek.csv")
