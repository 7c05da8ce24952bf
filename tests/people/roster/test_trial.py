"""The trial run: who is new, who changes in what, and whose address may not be taken."""

from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentorhub.people.roster import (
    Change,
    Fault,
    FaultKind,
    Field,
    KnownPerson,
    RosterRole,
    RosterRow,
    Trial,
    trial,
)

MAIL = "0091242@mijn.regiocollege.example"


def listed(number: str | None = "0091242", email=MAIL, line=2, **cells) -> RosterRow:
    said = {
        "first_name": "Maryam",
        "infix": "van den",
        "last_name": "Hendriks",
        "class_name": "JM1A",
        "course": "Juridisch medewerker",
        "year": "1",
        "role": RosterRole.MENTEE,
    } | cells
    return RosterRow(line=line, student_number=number, email=email, **said)


def test_a_person_nobody_knows_is_new():
    assert trial([listed()], []) == Trial((listed(),), (), (), (), 0)


@pytest.mark.parametrize("number", ["0091242", "91242", "091242"])
def test_a_known_person_of_whom_nothing_changed_is_unchanged(number, maryam):
    done = trial([listed(number)], [maryam()])
    assert [each.person for each in done.unchanged] == [maryam()]
    assert done.writes_nothing


def test_each_change_is_told_with_before_and_after(maryam):
    row = listed(first_name="Marjam", infix="", class_name="JM2A", year="2", role=RosterRole.MENTOR)
    done = trial([row], [maryam()])
    assert done.changed[0].changes == (
        Change(Field.FIRST_NAME, "Maryam", "Marjam"),
        Change(Field.INFIX, "van den", ""),
        Change(Field.CLASS_NAME, "JM1A", "JM2A"),
        Change(Field.YEAR, "1", "2"),
        Change(Field.ROLE, "mentee", "mentor"),
    )
    assert not done.writes_nothing


def test_what_the_list_does_not_say_stays(maryam):
    row = listed(infix=None, course=None, year=None, class_name=None, role=RosterRole.MENTEE)
    assert len(trial([row], [maryam()]).unchanged) == 1


def test_the_number_with_its_zeros_wins(maryam):
    done = trial([listed("0091242")], [maryam("91242")])
    assert done.changed[0].changes == (Change(Field.STUDENT_NUMBER, "91242", "0091242"),)


def test_a_new_address_nobody_has_is_a_change(maryam):
    done = trial([listed(email="new@school.example")], [maryam()])
    assert done.changed[0].changes == (Change(Field.EMAIL, MAIL, "new@school.example"),)


def test_an_address_in_other_capitals_is_the_same(maryam):
    assert len(trial([listed()], [maryam(email=MAIL.upper())]).unchanged) == 1


def test_somebody_added_by_hand_without_number_is_known_by_address(maryam):
    done = trial([listed()], [maryam("", email=MAIL)])
    assert done.changed[0].changes == (Change(Field.STUDENT_NUMBER, "", "0091242"),)


def test_a_teacher_without_number_is_known_by_address(maryam):
    row = listed(None, "t@school.example", role=RosterRole.TEACHER)
    teacher = maryam("77", email="t@school.example", role="teacher")
    assert [each.person for each in trial([row], [teacher]).unchanged] == [teacher]


def test_a_new_number_with_a_known_persons_address_is_a_fault(maryam):
    done = trial([listed("555", first_name="Bo")], [maryam()])
    assert [each.faults for each in done.faulty] == [
        (Fault(FaultKind.EMAIL_TAKEN, Field.EMAIL, MAIL, other="Maryam van den Hendriks"),)
    ]
    assert (done.faulty[0].line, done.faulty[0].student_number, done.faulty[0].name) == (
        *(2, "555"),
        "Bo van den Hendriks",
    )
    assert done.writes_nothing


def test_a_known_person_cannot_take_anothers_address_even_if_that_one_moves_on(maryam):
    bo = maryam("0000001", first_name="Bo", email="bo@school.example")
    rows = [listed(email="bo@school.example"), listed("0000001", "new@school.example", 3, first_name="Bo")]
    done = trial(rows, [maryam(), bo])
    assert [(each.line, each.faults[0].kind) for each in done.faulty] == [(2, FaultKind.EMAIL_TAKEN)]
    assert [each.row.line for each in done.changed] == [3]


def test_two_rows_that_are_one_known_person_are_both_faulty(maryam):
    rows = [listed(email="new@school.example"), listed(None, MAIL, 3, role=RosterRole.TEACHER)]
    done = trial(rows, [maryam()])
    owner = "Maryam van den Hendriks"
    assert [each.faults for each in done.faulty] == [
        (Fault(FaultKind.SAME_PERSON, None, "", (3,), owner),),
        (Fault(FaultKind.SAME_PERSON, None, "", (2,), owner),),
    ]
    assert done.writes_nothing


def test_the_exact_number_goes_before_one_that_is_equal_but_for_zeros(maryam):
    other = maryam("91242", first_name="Bo", email="bo@school.example")
    done = trial([listed("91242", "bo@school.example", first_name="Bo")], [maryam(), other])
    assert [each.person for each in done.unchanged] == [other]


def test_a_number_that_fits_two_known_persons_is_a_fault(maryam):
    people = [maryam("0091242"), maryam("091242", email="bo@school.example")]
    done = trial([listed("91242")], people)
    assert done.faulty[0].faults == (Fault(FaultKind.AMBIGUOUS_NUMBER, Field.STUDENT_NUMBER, "91242"),)


HEADER = "Nummer;Roepnaam;Tussenvoegsel;Achternaam;Klas;E-mail;Rol"
CELLS = (
    st.sampled_from(["1", "01", "2", "002", "3", "30", "0", "00", "a1", "A01", ""]),
    st.sampled_from(["Zoë", "Bo", "=x", ""]),
    st.sampled_from(["", "van den", "'t"]),
    st.sampled_from(["Bakker", "de Vries", "Vries, de"]),
    st.sampled_from(["1A", "1B", ""]),
    st.sampled_from(["a@b.nl", "A@b.nl", "c@b.nl", "d@b.nl", "e@b.nl", "x"]),
    st.sampled_from(["coach", "junior", "docent", "wie?"]),
)
LISTS = st.lists(st.tuples(*CELLS).map(";".join), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_after_any_two_imports_the_last_list_again_changes_nobody(data, rows_of, import_trial):
    school: list[KnownPerson] = []
    for lines in (data.draw(LISTS), data.draw(LISTS)):
        rows = rows_of(HEADER, *lines)
        done = trial(rows, school)
        school = import_trial(done, school)
        again = trial(rows, school)
        once_faulty = {each.line for each in done.faulty}
        assert [each for each in again.new if each.line not in once_faulty] == []
        assert [each for each in again.changed if each.row.line not in once_faulty] == []
        addresses = [person.email.lower() for person in school]
        numbers = [person.student_number for person in school if person.student_number]
        assert len(set(addresses)) == len(addresses)
        assert len(set(numbers)) == len(numbers)


@settings(max_examples=100, deadline=None)
@given(first=LISTS, second=LISTS)
def test_every_row_ends_in_one_place_and_the_same_list_gives_the_same_trial(
    first, second, rows_of, import_trial
):
    school = import_trial(trial(rows_of(HEADER, *first), []), [])
    rows = rows_of(HEADER, *second)
    done = trial(rows, school)
    assert done == trial(rows, list(reversed(school)))
    lines = [row.line for row in (*done.new, *done.faulty)]
    lines += [each.row.line for each in (*done.changed, *done.unchanged)]
    assert sorted(lines) == list(range(2, 2 + len(second)))
    assert done.empty == 0


def test_every_value_of_a_known_person_but_the_id_can_be_compared():
    assert {field.name for field in fields(KnownPerson)} - {"person_id"} == {
        field.value for field in Field if field is not Field.FULL_NAME
    }


def test_people_of_a_list_sort_by_their_last_name():
    rows = [listed(), listed(infix=None, last_name="Özdemir"), listed(infix=None, last_name="Bakker")]
    assert [row.name for row in sorted(rows, key=lambda row: row.sort_key)] == [
        "Maryam Bakker",
        "Maryam van den Hendriks",
        "Maryam Özdemir",
    ]
