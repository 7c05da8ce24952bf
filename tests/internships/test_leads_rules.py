"""What holds for leads without a database."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from mentorhub.internships.rules.leads import (
    closed_as,
    fits_study,
    found_by,
    mail_link,
    may_start,
    may_stay_until,
    usual_day,
)

TODAY = date(2026, 11, 22)


def test_a_lead_stays_eight_weeks_and_half_a_year_at_most():
    assert usual_day(TODAY) == date(2027, 1, 17)
    assert may_stay_until(TODAY, TODAY)
    assert may_stay_until(date(2027, 5, 24), TODAY)
    assert not may_stay_until(date(2027, 5, 25), TODAY)
    assert not may_stay_until(date(2026, 11, 21), TODAY)


def test_an_internship_starts_from_today_within_two_years():
    assert may_start(TODAY, TODAY)
    assert not may_start(date(2026, 11, 21), TODAY)
    assert not may_start(date(2028, 11, 23), TODAY)


@pytest.mark.parametrize(
    ("is_dead", "by_sharer", "expires_on", "closed"),
    [
        (False, False, TODAY, ""),
        (False, False, date(2026, 11, 21), "expired"),
        (True, True, date(2026, 11, 21), "withdrawn"),
        (True, False, TODAY, "gone"),
    ],
)
def test_a_lead_is_open_until_its_last_day_or_until_somebody_closes_it(
    is_dead, by_sharer, expires_on, closed
):
    assert closed_as(is_dead=is_dead, by_sharer=by_sharer, expires_on=expires_on, today=TODAY) == closed


@pytest.mark.parametrize(
    ("course", "role", "sector"),
    [
        ("Logistiek medewerker", "Medewerker magazijn", ""),
        ("Logistiek medewerker", "Hulp", "logistics"),
        ("Allround kapper niveau 3", "Kapper", ""),
        ("Software developer", "Webapplicaties bouwen, ICT", ""),
        ("Medewerker ICT", "Netwerkbeheer", ""),
        ("Verpleegkunde", "Zorgassistent", ""),
        ("Financiële administratie", "Boekhouder", ""),
        ("Drukker", "Drukker", "other"),
    ],
)
def test_a_lead_fits_a_study_that_shares_a_word_or_a_field_with_it(course, role, sector):
    assert fits_study(course, role, sector)


@pytest.mark.parametrize(
    ("course", "role", "sector"),
    [
        ("Logistiek medewerker", "Medewerker balie", "care"),
        ("Medewerker ICT", "Medewerker district", ""),
        ("", "Kapper", "beauty"),
        ("Kapper", "", ""),
    ],
)
def test_a_lead_does_not_fit_a_study_because_of_common_words(course, role, sector):
    assert not fits_study(course, role, sector)


def test_search_finds_every_word_whatever_its_accents_and_case():
    assert found_by("cafe EIND", "Kok", "Café Étoile", "Eindhoven")
    assert found_by("", "Kok")
    assert not found_by("cafe Breda", "Kok", "Café Étoile", "Eindhoven")


def test_no_text_of_a_person_becomes_a_header_or_an_addressee_of_the_mail():
    nasty = "Hoi\r\nBcc: a@b.example&cc=c@d.example?body=x#y"
    link = mail_link(nasty, f"Dag,\n{nasty}\n100% & é")
    parts = urlsplit(link)
    assert (parts.scheme, parts.path, parts.fragment) == ("mailto", "", "")
    fields = parse_qs(parts.query, strict_parsing=True)
    assert set(fields) == {"subject", "body"}
    assert fields["subject"] == ["Hoi Bcc: a@b.example&cc=c@d.example?body=x#y"]
    assert fields["body"][0].splitlines()[0] == "Dag,"
    assert fields["body"][0].endswith("100% & é")
    assert "+" not in link
    assert "%0D%0A" in link
