"""The checklist: what the hub sees by itself, and what it says about it."""

import pytest

from mentorhub.cvs.rules.checklist import check, estimated_pages, is_citizen_number
from mentorhub.cvs.rules.content import Content, Period, Skill
from mentorhub.cvs.rules.periods import MOST_MONTHS_OFF, Gap, gaps, month_of, read_month

TODAY = month_of(2026, 11)


def found(name, **fields):
    return next(one for one in check(Content(**fields), TODAY) if one.name == name)


@pytest.mark.parametrize(
    ("written", "verdict", "reason"),
    [
        ("", "not_yet", "missing"),
        ("bram", "not_yet", "odd"),
        ("bram@school", "not_yet", "odd"),
        ("bram de wit@school.nl", "not_yet", "odd"),
        ("bram.de-wit@school.nl", "done", "fine"),
    ],
)
def test_an_address_is_one_that_a_company_can_mail(written, verdict, reason):
    one = found("email", email=written)
    assert (one.verdict, one.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("06 12 34 56 78", "done"),
        ("+32 (0)470-12.34.56", "done"),
        ("0612", "not_yet"),
        ("bel mij 0612345678", "not_yet"),
    ],
)
def test_a_number_is_one_that_a_company_can_call(written, verdict):
    assert found("phone", phone=written).verdict == verdict


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("sep 2024", month_of(2024, 9)),
        ("September 2024", month_of(2024, 9)),
        ("09-2024", month_of(2024, 9)),
        ("9/2024", month_of(2024, 9)),
        ("2024-09", month_of(2024, 9)),
        ("1-9-2024", month_of(2024, 9)),
        ("mrt 2024", month_of(2024, 3)),
        ("oct 2024", month_of(2024, 10)),
        ("2024", month_of(2024, 1)),
        ("13-2024", None),
        ("vorig jaar", None),
        ("", None),
    ],
)
def test_people_type_a_month_in_many_ways(typed, month):
    assert read_month(typed, is_end=False, today=TODAY) == month


def test_an_end_that_is_empty_is_now_and_a_year_alone_ends_in_december():
    assert read_month("", is_end=True, today=TODAY) == TODAY
    assert read_month("nu", is_end=True, today=TODAY) == TODAY
    assert read_month("2024", is_end=True, today=TODAY) == month_of(2024, 12)


def test_a_gap_is_longer_than_a_summer():
    start, end = month_of(2024, 1), month_of(2024, 3)
    nearly = end + MOST_MONTHS_OFF + 1
    assert gaps([(start, end), (nearly, TODAY)]) == ()
    assert gaps([(nearly + 1, TODAY), (start, end)]) == (Gap(end + 1, nearly),)
    assert gaps([(start, TODAY), (start + 1, start + 2), (TODAY, TODAY)]) == ()


def test_gaps_are_looked_for_over_school_and_work_together():
    school = Period("a", "Vmbo", "De Brug", "aug 2019", "jul 2023")
    work = Period("b", "Vakkenvuller", "Super", "aug 2023", "")
    assert found("gaps", education=(school,), experience=(work,)).verdict == "done"
    late = Period("b", "Vakkenvuller", "Super", "aug 2024", "nu")
    one = found("gaps", education=(school,), experience=(late,))
    assert (one.verdict, one.gaps) == ("look", (Gap(month_of(2023, 8), month_of(2024, 7)),))
    unread = found("gaps", experience=(Period("b", "Vakkenvuller", "", "toen", ""),))
    assert (unread.reason, unread.about) == ("unread", ("Vakkenvuller",))
    assert found("gaps").reason == "empty"


@pytest.mark.parametrize(
    ("profile", "reason", "about"),
    [
        ("Ik werk graag. Dat gaat goed.", "fine", ()),
        ("Ik werk  graag.", "spaces", ("Ik werk  graag.",)),
        ("Ik werk graag. dat gaat goed.", "low", ("dat gaat goed.",)),
        ("IK WERK GRAAG.", "shouted", ("IK WERK GRAAG.",)),
        ("Ik heb mijn VCA en BHV.", "fine", ()),
        ("", "empty", ()),
    ],
)
def test_sentences_are_neat(profile, reason, about):
    one = found("writing", profile=profile)
    assert (one.reason, one.about) == (reason, about)


def test_a_cv_of_more_than_a_page_is_told_and_the_export_knows_better():
    jobs = tuple(Period(str(n), "Werk", "Bedrijf", "2024", "", "Regel. " * 100) for n in range(8))
    written = Content(experience=jobs)
    assert estimated_pages(written) > 1
    one = next(x for x in check(written, TODAY) if x.name == "page")
    assert (one.verdict, one.pages) == ("not_yet", estimated_pages(written))
    exported = next(x for x in check(written, TODAY, pages=1) if x.name == "page")
    assert exported.verdict == "done"
    assert found("page", profile="Ik ben Bram.").reason == "empty"


def test_only_numbers_that_pass_the_test_are_citizen_numbers():
    assert is_citizen_number("111222333")
    assert not is_citizen_number("111222334")
    assert not is_citizen_number("000000000")
    assert is_citizen_number("85073003328")
    assert not is_citizen_number("85073003329")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"profile": "Mijn BSN is 111 222 333."}, "number"),
        ({"skills": (Skill("s", "rijksregister 85.07.30-033.28"),)}, "number"),
        ({"profile": "Geboren in 2008."}, "birth"),
        ({"headline": "14 oktober 2008"}, "birth"),
        ({"profile": "14-10-2008"}, "birth"),
        ({"phone": "111222333", "profile": "Ik werk graag."}, "fine"),
        ({"experience": (Period("e", "Werk", "", "1-9-2024", "1-10-2024"),)}, "fine"),
        ({"experience": (Period("e", "Werk", "", "2024", "", "Geboortedatum 1-1-2009"),)}, "birth"),
    ],
)
def test_what_is_too_private_is_found_where_it_does_not_belong(fields, reason):
    assert found("private", **fields).reason == reason


def test_spelling_and_photo_are_for_the_writer_to_look_at():
    assert {found("spelling").verdict, found("photo").verdict} == {"look"}
