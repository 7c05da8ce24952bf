"""Texts in components: a key becomes a choice between the languages that the browser makes itself."""

from typing import Any

import reflex as rx
from reflex.vars import StringVar

from mentorhub.core.language import Language
from mentorhub.core.texts import LANGUAGES, catalogue


def _filled(text: str, values: dict[str, Any], language: str) -> Any:
    """Return a text with its placeholders replaced by values or vars, as a var."""
    result: Any = rx.Var.create("")
    rest = text
    while "{" in rest:
        before, _, tail = rest.partition("{")
        name, _, rest = tail.partition("}")
        result = result + before + _as_text(values[name], language)
    return result + rest


def _as_text(value: Any, language: str) -> Any:
    if isinstance(value, dict):
        return value[language]
    return value.to_string(use_json=False) if isinstance(value, rx.Var) else str(value)


def t(key: str, **values: Any) -> StringVar:
    """Return the text of a catalogue key in the reader's language, as a var.

    Args:
        key: ``file.section.name`` in mentorhub/core/texts.
        values: for each placeholder a value, a var, or a dict by language.
    """
    texts = catalogue()[key]
    dutch, english = (_filled(texts[x], values, x) if values else rx.Var.create(texts[x]) for x in LANGUAGES)
    return rx.cond(Language.lang == "en", english, dutch).to(str)


def tr(text: Any) -> StringVar:
    """Return a bilingual var (a dict with ``nl`` and ``en``) in the reader's language."""
    return rx.cond(Language.lang == "en", text["en"], text["nl"]).to(str)
