"""A field of a CV that saves as you type and never wipes out what another tab wrote (field.jsx)."""

from typing import Any

import reflex as rx

from mentorhub.core.language import Language
from mentorhub.cvs.rules.content import MOST_LETTERS
from mentorhub.cvs.state.words import field_key
from mentorhub.cvs.state.writing import CvState
from mentorhub.ui.script import script
from mentorhub.ui.texts import t

_LIBRARY = script(__name__, __file__, "field.jsx")
ROWS = {"profile": 5, "text": 4, "interests": 3}
KEYBOARDS = {"email": "email", "phone": "tel"}
COMPLETED = {"name": "name", "email": "email", "phone": "tel", "place": "address-level2"}


def _text_and_base(text: rx.Var[str], base: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str]]:
    return (text, base)


class CvField(rx.Component):
    """An input or textarea; ``on_save`` gets the text and the text that it was typed over."""

    library = _LIBRARY
    tag = "CvField"
    value: rx.Var[str]
    name: rx.Var[str]
    rows: rx.Var[int]
    max_length: rx.Var[int]
    ready: rx.Var[bool]
    settled: rx.Var[str]
    focused: rx.Var[str]
    saved_word: rx.Var[str]
    saving_word: rx.Var[str]
    lang: rx.Var[str]
    described_by: rx.Var[str]
    input_mode: rx.Var[str]
    auto_complete: rx.Var[str]
    on_save: rx.EventHandler[_text_and_base]


def cv_field(section: str, entry: Any, field: str, value: Any, *, hint: Any = None) -> rx.Component:
    """Return a labelled field of a section; ``entry`` is the id of the entry, empty outside a list."""
    place = f"{section}-" + entry + f"-{field}"
    hint_id = place + "-hint"
    more = {"described_by": hint_id} if hint is not None else {}
    is_own = section == "profile"
    return rx.el.div(
        rx.el.label(t(f"cvs.field.{field_key(section, field)}"), html_for=place),
        CvField.create(
            id=place,
            name="cv-" + CvState.of + "-" + place,
            value=value,
            rows=ROWS.get(field, 1) if section != "skills" else 1,
            max_length=MOST_LETTERS[section, field],
            ready=CvState.ready,
            settled=CvState.settled,
            focused=CvState.focused,
            saved_word=t("core.draft.saved"),
            saving_word=t("core.draft.saving"),
            lang=Language.lang,
            input_mode=KEYBOARDS.get(field, "text"),
            auto_complete=COMPLETED.get(field, "off") if is_own else "off",
            on_save=lambda text, base: CvState.save(section, entry, field, text, base),
            **more,
        ),
        rx.el.p(hint, id=hint_id, class_name="hint") if hint is not None else rx.fragment(),
        class_name="field",
    )
