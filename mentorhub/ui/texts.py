"""Texts in components: a key becomes a choice between the languages that the browser makes itself."""

from typing import Any

import reflex as rx
from reflex.vars import FunctionStringVar, StringVar

from mentorhub.core.language import Language
from mentorhub.core.texts import LANGUAGES, catalogue

# Reflex's own conversion shows nothing for the number 0.
_IN_WORDS = FunctionStringVar.create("((v) => v === null || v === undefined ? '' : String(v))")


def _filled(text: str, values: dict[str, Any], language: str) -> Any:
    """Return a text with its placeholders replaced by values or vars, as a var."""
    parts: list[Any] = []
    rest = text
    while "{" in rest:
        before, _, tail = rest.partition("{")
        name, _, rest = tail.partition("}")
        parts += [before, _as_text(values[name], language)]
    # Reflex writes an empty text in a sum as nothing at all, so those are left out.
    first, *more = [part for part in (*parts, rest) if not isinstance(part, str) or part]
    return sum(more, rx.Var.create(first))


def _as_text(value: Any, language: str) -> Any:
    if isinstance(value, dict):
        return value[language]
    return _IN_WORDS.call(value).to(str) if isinstance(value, rx.Var) else str(value)


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
