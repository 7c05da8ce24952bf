"""Every state says in one sentence why, in both languages, with the days that matter."""

from datetime import date, timedelta

import pytest

from mentorhub.monitoring.rules import DaysOff, Facts, Watch, attention
from mentorhub.monitoring.sentences import pill_text, state_text, why_sentence
from mentorhub.monitoring.service.values import Pause

MATCHED = date(2026, 10, 14)


def day(number):
    return MATCHED + timedelta(days=number)


def told(days, last=None, off=None, **facts):
    last_on = None if last is None else day(last)
    found = attention(Facts(MATCHED, 30, last_on, **facts), day(days), days_off=off or DaysOff())
    return pill_text(found)["nl"], why_sentence(found)["nl"]


OFF = DaysOff.of([(day(5), day(6))])


@pytest.mark.parametrize(
    ("found", "pill", "why"),
    [
        (told(3), "Net begonnen", "Het eerste contact kan tot en met 13 november."),
        (told(28), "Nog 2 dagen", "Het eerste contact kan tot en met 13 november."),
        (told(29), "Nog 1 dag", "Het eerste contact kan tot en met 13 november."),
        (told(30), "Vandaag", "Dit is de laatste dag voor het eerste contact."),
        (told(31), "Geen eerste contact", "1 dag over tijd: het kon tot en met 13 november."),
        (told(33), "Geen eerste contact", "3 dagen over tijd: het kon tot en met 13 november."),
        (
            told(33, off=OFF),
            "Geen eerste contact",
            "1 dag over tijd: het kon tot en met 15 november, vrije dagen niet meegeteld.",
        ),
        (told(41, 20), "Stil sinds 21 dagen", "Het laatste contact was op 3 november."),
        (
            told(41, 20, rhythm_days=7),
            "Stil sinds 21 dagen",
            "Het laatste contact was op 3 november; afgesproken is elke week.",
        ),
        (
            told(31, 20, rhythm_days=7),
            "11 dagen geen contact",
            "Het laatste contact was op 3 november; afgesproken is elke week.",
        ),
        (told(22, 20), "Loopt goed", "Laatste contact op 3 november."),
        (
            told(60, 59, has_leads=False, has_applied=False),
            "Nog niet gesolliciteerd",
            "Sinds de match op 14 oktober is er nog geen sollicitatie verstuurd.",
        ),
        (
            told(30, 29, has_leads=False, has_applied=False),
            "Nog geen tips",
            "Sinds de match op 14 oktober is er nog geen tip voor de junior.",
        ),
        (
            told(30, 29, starts_on=day(40)),
            "Nog geen overeenkomst",
            "De stage begint op 23 november en er is nog geen overeenkomst.",
        ),
        (told(30, 29, help_on=day(29)), "Hulp gevraagd", "Gevraagd op 12 november."),
        (told(30, ended_on=day(20)), "Gestopt", "Gestopt op 3 november."),
    ],
)
def test_a_state_says_why(found, pill, why):
    assert found == (pill, why)


@pytest.mark.parametrize("starts", [-2, 0, 2])
def test_an_internship_that_began_begins_or_will_begin(starts):
    found = attention(Facts(MATCHED, 30, day(29), starts_on=day(30 + starts)), day(30))
    begins = {-2: "began on 11 November", 0: "begins today", 2: "begins on 15 November"}[starts]
    assert why_sentence(found)["en"] == f"The internship {begins} and there is no agreement yet."


def test_a_pause_says_until_when_and_no_more_reason_than_staff_may_know():
    found = attention(Facts(MATCHED, 30, None, pauses=((day(0), day(9)),)), day(3))
    assert pill_text(found)["nl"] == "Pauze tot en met 23 oktober"
    assert why_sentence(found)["nl"] == "De pauze duurt tot en met 23 oktober."
    assert why_sentence(found, Pause(day(9), "exams"))["nl"] == "Toetsen of examens, tot en met 23 oktober."


@pytest.mark.parametrize("state", Watch)
def test_every_state_has_a_name_in_both_languages(state):
    assert all(state_text(state)[language] for language in ("nl", "en"))
