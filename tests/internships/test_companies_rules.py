"""When two names are one company, and what a company's fields may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorhub.internships.rules.companies import Known, Neighbours, alike, alike_pairs, fitting, plain
from mentorhub.internships.rules.company_fields import (
    SECTORS,
    phone_of,
    recognised_of,
    sector_of,
    size_of,
    website_of,
)

SAME = [
    ("Bakkerij Van Hout B.V.", "bakkerij van hout"),
    ("B.V. Bakkerij Van Hout", "Bakkerij van Hout BV"),
    ("Café Étoile", "CAFE ETOILE"),
    ("Claessens & Zn.", "Claessens en Zn"),
    ("Claessens + Zn", "Claessens & Zn VOF"),
    ("H.E.M.A.", "Hema"),
    ("V.O.F. De Hoek", "De Hoek"),
    ("Kapsalon Zoë (N.V.)", "kapsalon zoe"),
    ("Atelier b v", "Atelier BVBA"),
    ("Jan's Fietsen", "Jan’s  fietsen"),
    ("Groot-Bedrijf", "groot bedrijf"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_a_name_have_one_plain_form(one, other):
    assert plain(one) == plain(other) != ""


def test_a_name_that_is_only_a_legal_form_stays_and_signs_alone_are_no_name():
    assert (plain("BV"), plain("Stichting BV"), plain("!!! –")) == ("bv", "stichting", "")


@given(st.text(max_size=60))
def test_the_plain_form_of_a_plain_form_is_itself(text):
    assert plain(plain(text)) == plain(text)


@given(st.text(alphabet="abcdefgh ", min_size=1, max_size=40).filter(str.strip))
def test_case_a_legal_form_and_spaces_never_make_another_company(name):
    assert plain(f"  {name.upper()}  B.V. ") == plain(name)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("Bakkerij Jansen", "Best"), ("Bakkerij Janssen", "Best"), True),
        (("Jansen Bakkerij", ""), ("Bakkerij Jansen", "Best"), True),
        (("Albert Heijn Eindhoven", "Eindhoven"), ("Albert Heijn", "Eindhoven"), True),
        (("Zorggroep Beemden", "'s-Hertogenbosch"), ("Zorggroep Beemde", "s Hertogenbosch"), True),
        (("Bakkerij Jansen", "Best"), ("Bakkerij Jansen", "Tilburg"), False),
        (("Albert Heijn 1042", ""), ("Albert Heijn 1043", ""), False),
        (("Bakkerij Jansen", ""), ("Slagerij Jansen", ""), False),
        (("Hema", ""), ("Wibra", ""), False),
    ],
)
def test_names_are_alike_when_a_person_would_ask(one, other, expected):
    first, second = (Known(plain(name), place) for name, place in (one, other))
    assert alike(first, second) is alike(second, first) is expected


def test_alike_pairs_and_nearest_find_what_alike_finds():
    names = [("Bakkerij Jansen", "Best"), ("Garage Mertens", ""), ("Bakkerij Janssen", "Best"), ("Hema", "")]
    known = [Known(plain(name), place) for name, place in names]
    assert alike_pairs(known, 10) == [(0, 2)]
    assert alike_pairs(known, 0) == []
    assert Neighbours(known).nearest(Known("garage martens", "Geldrop")) == 1
    assert Neighbours(known).nearest(Known("sportschool fit", "")) is None


def test_typing_finds_beginnings_words_and_slips():
    known = list(enumerate(["bakkerij jansen", "bakkerij van hout", "installatiebedrijf claessens", "hema"]))
    assert fitting("Bakk", known) == [0, 1]
    assert fitting("hout", known) == [1]
    assert fitting("Instalatiebedrijf Claesens", known) == [2]
    assert fitting("HEMA B.V.", known) == [3]
    assert fitting("Bakkerij", known, most=1) == [0]
    assert fitting("h", known) == fitting("  ", known) == fitting("politie", known) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("www.bakker.nl", "https://www.bakker.nl"),
        (" http://bakker.nl:8080/stage?x=1 ", "http://bakker.nl:8080/stage?x=1"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("vbscript:x.nl", None),
        ("https://user@bakker.nl", None),
        ("http://127.0.0.1/", None),
        ("localhost", None),
        ("http://bakker.nl\\@kwaad.nl", None),
        ("https://x.nl/" + "a" * 200, None),
        ("http://[::1]:x/", None),
    ],
)
def test_a_website_is_http_or_https_at_a_host_with_a_name(typed, kept):
    assert website_of(typed) == kept


@given(st.text(max_size=80))
def test_whatever_is_typed_a_kept_website_can_only_lead_to_a_website(text):
    assert (website_of(text) or "https://").startswith(("http://", "https://"))


def test_schools_own_words_are_read():
    assert [sector_of(text) for text in ("Zorg & Welzijn", "KAPPER", "", "ruimtevaart")] == [
        "care",
        "beauty",
        "",
        None,
    ]
    assert [sector_of(sector) for sector in SECTORS] == list(SECTORS)
    assert [recognised_of(text) for text in ("Ja", "x", "NEE", "onbekend", "misschien")] == [
        "yes",
        "yes",
        "no",
        "",
        None,
    ]
    sizes = ("9", "10 - 49", "1.200", "250+", "MKB", "groot", "")
    assert [size_of(text) for text in sizes] == ["micro", "small", "large", "large", None, "large", ""]
    phones = ("+31 40 255 01 01", "'+31 6 1234", "0499-330222", "", "bel maar", "=1+1")
    assert [phone_of(text) for text in phones] == [
        "+31 40 255 01 01",
        "+31 6 1234",
        "0499-330222",
        "",
        None,
        None,
    ]
