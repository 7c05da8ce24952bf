"""Proves that the catalogues of qualities and questions are complete, short, plain and safe to ask."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[2] / "mentorhub" / "speeddate" / "data"
LANGUAGES = ("nl", "en")
LONGEST_LABEL = 22  # characters; a quality is one chip on a phone
LONGEST_QUESTION = 15  # words, ui.md "Language"


def _split(words: str) -> list[str]:
    return words.split()


# Beginnings of words, so that "implementeren" and "implementatie" are both found.
JARGON = {
    "nl": _split(
        "beroepspraktijkvorming bpv competent implement facilit stakeholder onboard kwalificatie "
        "leerdoel intervisie portfolio traject draagvlak reflect loopbaan sollicitatiebereid "
        "proactief functioner professionali synergie optimalis evalu participant begeleidingsvraag"
    ),
    "en": _split(
        "competenc implement facilitat stakeholder onboard leverag synerg utilis utiliz portfolio "
        "trajectory vocational deliverable proficien mentee optimis[ei] optimiz evaluat participant"
    ),
}
# Origin, religion, health, gender, looks, family, money and politics: never asked, never a quality.
PERSONAL = {
    "nl": _split(
        "geloof gelovig religie kerk moskee bidden islam christ afkomst herkomst nationaliteit cultuur "
        "buitenland moedertaal huid ras\\b ziek gezond dokter medi[cs] beperking handicap autis adhd "
        "dyslex gender man\\b mannen vrouw jongen meisje seks homo uiterlijk mooi knap slank kleding "
        "hoofddoek ouder vader moeder gezin familie broer zus kind getrouwd verkering geld schuld "
        "salaris loon verdien betaal inkomen uitkering politiek stem\\b stemt"
    ),
    "en": _split(
        "religio faith church mosque pray muslim christ origin\\b ethnic national culture abroad "
        "mother skin race\\b racial sick ill\\b illness health doctor medic disab handicap autis adhd "
        "dyslex gender man\\b men\\b male wom[ae]n female boy girl sex gay looks\\b pretty handsome slim "
        "clothes headscarf parent father family brother sister child married money debt salary wage "
        "earn\\b paid income benefit politic vote"
    ),
}
# An open question begins with one of these; "Heb je" and "Do you" ask for yes or no.
QUESTION_WORDS = {
    "nl": {"hoe", "waar", "waarom", "wanneer", "wat", "welk", "welke", "wie"},
    "en": {"how", "what", "when", "where", "which", "who", "why"},
}

Entry = dict[str, Any]


def _entries(name: str) -> list[Entry]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


QUALITIES = _entries("qualities")
QUESTIONS = _entries("questions")
CATALOGUES = pytest.mark.parametrize("name", ["qualities", "questions"])


def _texts(entry: Entry, language: str) -> list[str]:
    """All texts of an entry in one language: the label or question, and its search words."""
    return [entry[language], *entry.get("search", {}).get(language, [])]


def _found(text: str, beginnings: list[str]) -> list[str]:
    """Those of the beginnings with which a word in the text begins."""
    return [start for start in beginnings if re.search(rf"\b{start}", text, re.IGNORECASE)]


def _words_not_allowed(entries: list[Entry], lists: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        for language in LANGUAGES:
            for text in _texts(entry, language):
                yield from ((text, start) for start in _found(text, lists[language]))


def test_there_are_sixty_qualities_and_forty_questions() -> None:
    assert (len(QUALITIES), len(QUESTIONS)) == (60, 40)


def test_every_quality_has_both_languages_and_search_words() -> None:
    for quality in QUALITIES:
        assert list(quality) == ["key", "nl", "en", "search"]
        assert list(quality["search"]) == ["nl", "en"]
        assert all(len(quality["search"][language]) >= 2 for language in LANGUAGES), quality["key"]


def test_every_question_has_both_languages_and_nothing_else() -> None:
    assert {tuple(question) for question in QUESTIONS} == {("key", "nl", "en")}


@CATALOGUES
@pytest.mark.parametrize("field", ["key", "nl", "en"])
def test_keys_and_texts_are_unique(name: str, field: str) -> None:
    values = [entry[field].casefold() for entry in _entries(name)]
    assert sorted(set(values)) == sorted(values)


@CATALOGUES
def test_keys_are_english_snake_case(name: str) -> None:
    assert [e["key"] for e in _entries(name) if not re.fullmatch(r"[a-z]+(_[a-z]+)*", e["key"])] == []


@CATALOGUES
def test_texts_are_filled_and_without_stray_spaces(name: str) -> None:
    texts = [text for e in _entries(name) for language in LANGUAGES for text in _texts(e, language)]
    assert [text for text in texts if not text or text != " ".join(text.split())] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_quality_fits_on_a_phone(language: str) -> None:
    labels = [quality[language] for quality in QUALITIES]
    assert [label for label in labels if len(label) > LONGEST_LABEL or label != label.lower()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_words_add_something_to_the_label(language: str) -> None:
    for quality in QUALITIES:
        texts = _texts(quality, language)
        assert len(set(texts)) == len(texts), quality["key"]


def test_qualities_are_sorted_by_their_dutch_label() -> None:
    labels = [quality["nl"] for quality in QUALITIES]
    assert labels == sorted(labels)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_one_short_sentence(language: str) -> None:
    questions = [question[language] for question in QUESTIONS]
    assert [q for q in questions if len(q.split()) > LONGEST_QUESTION] == []
    assert [q for q in questions if not q.endswith("?") or re.search(r"[.!?]", q[:-1])] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_open(language: str) -> None:
    first_words = {question[language].split()[0].lower() for question in QUESTIONS}
    assert first_words - QUESTION_WORDS[language] == set()


def test_dutch_questions_say_je_and_never_u() -> None:
    informal = re.compile(r"\b(je|jij|jou|jouw)\b", re.IGNORECASE)
    assert [q["nl"] for q in QUESTIONS if not informal.search(q["nl"])] == []
    assert [q["nl"] for q in QUESTIONS if re.search(r"\b(u|uw)\b", q["nl"], re.IGNORECASE)] == []


def test_the_question_of_the_design_is_there() -> None:
    assert "Wat had jij willen weten vóór je eerste dag op stage?" in [q["nl"] for q in QUESTIONS]


@CATALOGUES
def test_no_jargon(name: str) -> None:
    assert list(_words_not_allowed(_entries(name), JARGON)) == []


@CATALOGUES
def test_nothing_asks_for_personal_data(name: str) -> None:
    assert list(_words_not_allowed(_entries(name), PERSONAL)) == []


@pytest.mark.parametrize(
    ("text", "beginnings", "found"),
    [
        ("Welke competenties heb je nodig?", JARGON["nl"], ["competent"]),
        ("Hoe is je BPV?", JARGON["nl"], ["bpv"]),
        ("Wat vinden je ouders van stage?", PERSONAL["nl"], ["ouder"]),
        ("How is your health?", PERSONAL["en"], ["health"]),
        ("Welk ras hond heb je?", PERSONAL["nl"], ["ras\\b"]),
        ("Wat verraste je?", PERSONAL["nl"], []),
        ("Which task did you manage?", PERSONAL["en"], []),
    ],
)
def test_the_word_check_itself_sees_words_by_their_beginning(
    text: str, beginnings: list[str], found: list[str]
) -> None:
    assert _found(text, beginnings) == found
