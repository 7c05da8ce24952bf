"""The tussenvoegsel in names: taken apart, put together and looked through when sorting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.people.roster import PersonName, full_name, sort_key, split_full_name


def test_a_name_in_full_has_no_double_spaces():
    assert full_name("Maryam", "van den", "Hendriks") == "Maryam van den Hendriks"
    assert full_name("Zoë", "", "Bakker") == "Zoë Bakker"


@pytest.mark.parametrize(
    ("text", "first", "infix", "last"),
    [
        ("Maryam van den Hendriks", "Maryam", "van den", "Hendriks"),
        ("Hendriks, Maryam van den", "Maryam", "van den", "Hendriks"),
        ("van den Hendriks, Maryam", "Maryam", "van den", "Hendriks"),
        ("Hendriks van den, Maryam", "Maryam", "van den", "Hendriks"),
        ("Amir 't Graaf", "Amir", "'t", "Graaf"),
        ("Amir \u2019t Graaf", "Amir", "'t", "Graaf"),
        ("Anna Maria de Vries", "Anna Maria", "de", "Vries"),
        ("Jan van der Berg-de Vries", "Jan", "van der", "Berg-de Vries"),
        ("Sanne El Idrissi", "Sanne", "", "El Idrissi"),
        ("El Idrissi, Sanne", "Sanne", "", "El Idrissi"),
        ("Jean-Claude Van Damme", "Jean-Claude", "", "Van Damme"),
        ("Zoë Bakker", "Zoë", "", "Bakker"),
        ("Prince", "Prince", "", ""),
        ("van den Hendriks", "", "van den", "Hendriks"),
        ("Hendriks,", "", "", "Hendriks"),
        (", Zoë", "Zoë", "", ""),
        ("", "", "", ""),
    ],
)
def test_a_name_in_one_column_is_taken_apart(text, first, infix, last):
    assert split_full_name(text) == PersonName(first, infix, last)


WORDS = st.sampled_from(["Maryam", "Zoë", "van", "den", "de", "'t", "Hendriks", "El", "Berg-de", "Özdemir"])


@given(st.lists(WORDS, max_size=7))
def test_taking_a_name_apart_loses_no_word(words):
    parts = split_full_name(" ".join(words))
    assert full_name(parts.first_name, parts.infix, parts.last_name).split() == words


@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5))
def test_taking_a_turned_name_apart_loses_no_word(last, first):
    parts = split_full_name(f"{' '.join(last)}, {' '.join(first)}")
    assert sorted(full_name(parts.first_name, parts.infix, parts.last_name).split()) == sorted(last + first)


def test_a_list_sorts_on_the_last_name_without_tussenvoegsel_or_accents():
    people = [
        ("Özdemir", "", "Bo"),
        ("Hendriks", "van den", "Maryam"),
        ("El Idrissi", "", "Sanne"),
        ("Oostveen", "", "Lot"),
        ("Graaf", "'t", "Amir"),
        ("Hagen", "", "Lisa"),
        ("Hendriks", "", "Zoë"),
        ("Pas", "", "Ad"),
        ("Sar\u0131kaya", "", "Fay"),
        ("Sarikaya", "", "Eva"),
        ("Hendriks", "", "Ad"),
    ]
    assert [
        full_name(first, infix, last) for last, infix, first in sorted(people, key=lambda p: sort_key(*p))
    ] == [
        "Sanne El Idrissi",
        "Amir 't Graaf",
        "Lisa Hagen",
        "Ad Hendriks",
        "Zoë Hendriks",
        "Maryam van den Hendriks",
        "Lot Oostveen",
        "Bo Özdemir",
        "Ad Pas",
        "Eva Sarikaya",
        "Fay Sar\u0131kaya",
    ]


def test_a_tussenvoegsel_inside_the_last_name_sorts_the_same():
    assert sort_key("van den Hendriks", "", "Maryam") == sort_key("Hendriks", "van den", "Maryam")


def test_capitals_hyphens_and_apostrophes_do_not_change_the_place():
    assert sort_key("D'HONDT-Jansen", "", "a")[:3] == sort_key("d\u2019Hondt jansen", "", "A")[:3]
