"""Columns are known by their Dutch and English names, and can be chosen by hand."""

import pytest

from mentorhub.people.roster import (
    Field,
    RefusalKind,
    RosterRefused,
    missing_columns,
    override_columns,
    recognise_columns,
)


def found(*header):
    return {field: column for field, column in recognise_columns(header).items() if column is not None}


ALL_NINE = {
    Field.STUDENT_NUMBER: 0,
    Field.FIRST_NAME: 1,
    Field.INFIX: 2,
    Field.LAST_NAME: 3,
    Field.CLASS_NAME: 4,
    Field.COURSE: 5,
    Field.YEAR: 6,
    Field.EMAIL: 7,
    Field.ROLE: 8,
}


@pytest.mark.parametrize(
    "header",
    [
        "Studentnummer;Roepnaam;Tussenvoegsel;Achternaam;Klas;Opleiding;Leerjaar;E-mail;Rol",
        "Stamnr;Voornaam;Tussenv.;Achternaam;Groep;Opleiding;Jaar;Mailadres;Rol in programma",
        "LEERLINGNR.; roep naam ;TV;Familienaam;Stamgroep;Studie;Studiejaar;e-mailadres (school);Functie",
        "Student ID;First name;Infix;Last name;Class;Programme;Year of study;E-mail address;Role",
        "student_no;Given Name;surname prefix;SURNAME;Group;Course;Grade;email;Role in the programme",
    ],
)
def test_dutch_and_english_headers_are_recognised(header):
    assert found(*header.split(";")) == ALL_NINE


def test_columns_nobody_asked_for_are_left_alone():
    assert found("BSN", "Geboortedatum", "Schooljaar", "Adres", "Onderwijsnummer", "") == {}


def test_what_people_are_called_goes_before_what_stands_in_their_passport():
    assert found("Voornamen", "Roepnaam", "Achternaam")[Field.FIRST_NAME] == 1
    assert found("Roepnaam", "Voornamen", "Achternaam")[Field.FIRST_NAME] == 0


def test_of_two_columns_with_one_name_the_left_one_is_taken():
    assert found("Klas", "E-mail", "E-mail")[Field.EMAIL] == 1


def test_a_student_number_goes_before_a_row_number():
    assert found("Nr.", "Studentnummer", "Naam")[Field.STUDENT_NUMBER] == 1


def test_naam_is_the_whole_name_alone_and_the_last_name_beside_a_first_name():
    assert found("Nummer", "Naam") == {Field.STUDENT_NUMBER: 0, Field.FULL_NAME: 1}
    assert found("Voornaam", "Naam") == {Field.FIRST_NAME: 0, Field.LAST_NAME: 1}
    assert found("Voornaam", "Naam", "Achternaam")[Field.FULL_NAME] == 1


def test_a_choice_by_hand_goes_over_what_was_recognised():
    mapping = override_columns(
        recognise_columns(["Nummer", "Kol2", "Naam"]), {Field.CLASS_NAME: 1, Field.LAST_NAME: 2}, 3
    )
    assert {field: column for field, column in mapping.items() if column is not None} == {
        Field.STUDENT_NUMBER: 0,
        Field.CLASS_NAME: 1,
        Field.LAST_NAME: 2,
    }


def test_a_field_can_be_given_no_column_by_hand():
    mapping = override_columns(recognise_columns(["Nummer", "Jaar"]), {Field.YEAR: None}, 2)
    assert (mapping[Field.STUDENT_NUMBER], mapping[Field.YEAR]) == (0, None)


@pytest.mark.parametrize("column", [-1, 3])
def test_a_column_that_is_not_there_cannot_be_chosen(column):
    with pytest.raises(RosterRefused) as caught:
        override_columns({}, {Field.ROLE: column}, 3)
    assert (caught.value.kind, caught.value.data) == (RefusalKind.NO_SUCH_COLUMN, {"column": column})


def test_the_columns_to_ask_for_are_those_without_which_no_row_is_sound():
    assert missing_columns(recognise_columns(["Nummer", "Klas"])) == (
        *(Field.FIRST_NAME, Field.LAST_NAME, Field.EMAIL),
        Field.ROLE,
    )
    assert missing_columns(recognise_columns(["Nummer", "Naam", "Klas", "Mail"]), role_given=True) == ()
