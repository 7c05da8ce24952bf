"""Texts: both languages, every key used, Dutch that reads easily, and none outside the catalogue."""

import ast
import re
from functools import lru_cache
from pathlib import Path

import pytest

from mentorhub.core.texts import LANGUAGES, catalogue

CODE = Path(__file__).resolve().parents[2] / "mentorhub"
KEY = re.compile(r"[a-z_]+(\.[a-z0-9_]+){2}")
# A key that is put together while the hub runs: f"people.role.{role}" is people.role.*
PATTERN = re.compile(r"[a-z_]+\.[a-z0-9_.*]+")
PART = re.compile(r"[a-z0-9_]+\.[a-z0-9_]+")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
FORBIDDEN = re.compile(
    r"\b(beroepspraktijkvorming|bpv\w*|implementer\w+|faciliter\w+|optimaliser\w+|stakeholders?|participer\w+|"
    r"realiser\w+|communiceer\w*|middels|conform|teneinde|derhalve|desalniettemin|gelieve|inzake|indien|"
    r"betreffende|dient te|dienen te|uw|u|participant\w*|traject\w*|interventie\w*|deadline\w*|"
    r"stageverlenende|praktijkopleider\w*|competentie\w*)\b",
    re.IGNORECASE,
)
# Names are the same in every language, and a language is called by its own name.
SAME_EVERYWHERE = {"MentorHub", "English", "Nederlands"}


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+|\n+", text) if re.search(r"\w", part)]


def length(sentence: str) -> int:
    return len(re.findall(r"[\w{}@/'’-]+", sentence))


@lru_cache(maxsize=1)
def code() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in CODE.rglob("*.py")}


def _pattern(node: ast.JoinedStr) -> str:
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in node.values)


@lru_cache(maxsize=1)
def strings() -> tuple[set[str], set[str]]:
    """All plain texts in the code, and the patterns of its f-strings."""
    nodes = [node for tree in code().values() for node in ast.walk(tree)]
    joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    inside = {id(part) for node in joined for part in node.values}
    plain = {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside
    }
    return plain, {_pattern(node) for node in joined}


def is_of_the_catalogue(text: str) -> bool:
    return any(key.startswith(text.partition(".")[0] + ".") for key in catalogue())


def keys_in_code() -> set[str]:
    return {text for text in strings()[0] if KEY.fullmatch(text) and is_of_the_catalogue(text)}


def keys_put_together() -> dict[str, set[str]]:
    """The keys that each pattern can become; where the section varies, ``section.name`` is in the code."""
    plain, patterns = strings()
    made = {}
    for pattern in (found for found in patterns if PATTERN.fullmatch(found) and is_of_the_catalogue(found)):
        fits = re.compile(re.escape(pattern).replace(r"\*", "[a-z0-9_]+"))
        parts = (pattern.replace("*", part) for part in plain if PART.fullmatch(part))
        made[pattern] = {key for key in catalogue() if fits.fullmatch(key)} | (
            catalogue().keys() & set(parts)
        )
    return made


def test_every_text_exists_in_every_language():
    assert {key for key, text in catalogue().items() if set(text) != set(LANGUAGES)} == set()
    assert {
        key for key, text in catalogue().items() if not all(words.strip() for words in text.values())
    } == set()


def test_both_languages_have_the_same_placeholders():
    different = {
        key
        for key, text in catalogue().items()
        if len({frozenset(PLACEHOLDER.findall(text[x])) for x in LANGUAGES}) > 1
    }
    assert different == set()


def test_every_used_key_exists():
    assert keys_in_code() - catalogue().keys() == set()


def test_every_key_is_used():
    put_together = set().union(*keys_put_together().values())
    assert catalogue().keys() - keys_in_code() - put_together == set()


def test_dutch_sentences_are_short():
    lengths = {
        sentence: length(sentence) for text in catalogue().values() for sentence in sentences(text["nl"])
    }
    assert {sentence for sentence, words in lengths.items() if words > 25} == set()
    whole = [words for sentence, words in lengths.items() if sentence.endswith((".", "!", "?"))]
    assert sum(whole) / len(whole) <= 15


@pytest.mark.parametrize("feature", sorted({key.partition(".")[0] for key in catalogue()}))
def test_dutch_sentences_of_each_feature_are_short_on_average(feature):
    found = [
        length(sentence)
        for key, text in catalogue().items()
        for sentence in sentences(text["nl"])
        if key.startswith(f"{feature}.") and sentence.endswith((".", "!", "?"))
    ]
    assert sum(found) <= 15 * len(found)


def test_no_dutch_text_holds_a_forbidden_word():
    assert {
        key: found[0] for key, text in catalogue().items() if (found := FORBIDDEN.search(text["nl"]))
    } == {}


FIRST_IS_SHOWN = {"button", "link_button", "pill", "tone_pill", "notice", "empty", "page_title", "text_field"}
SHOWN_WORDS = {"title", "alt", "aria_label", "placeholder", "label", "hint"}


def _shown(call: ast.Call) -> list[str]:
    """The literal texts that a call of a component shows or has read aloud."""
    name = ast.unparse(call.func)
    if not name.startswith("rx.el.") and name not in FIRST_IS_SHOWN:
        return []
    given = call.args[:1] if name in FIRST_IS_SHOWN else call.args
    parts = [*given, *(word.value for word in call.keywords if word.arg in SHOWN_WORDS)]
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return [text for text in texts if re.search(r"[^\W\d_]{2}", text)]


def test_no_component_holds_a_text_of_its_own():
    found = {
        f"{path.relative_to(CODE)}:{node.lineno}: {text}"
        for path, tree in code().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for text in _shown(node)
        if text not in SAME_EVERYWHERE
    }
    assert found == set()
