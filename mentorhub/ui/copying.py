"""A button that copies a text in the browser itself (copying.jsx)."""

from typing import Any

import reflex as rx

from mentorhub.ui.script import script

_LIBRARY = script(__name__, __file__, "copying.jsx")


class CopyText(rx.Component):
    """Copies ``text`` and says ``done_word``, or ``failed_word`` when the browser does not allow it."""

    library = _LIBRARY
    tag = "CopyText"
    text: rx.Var[str]
    label: rx.Var[str]
    done_word: rx.Var[str]
    failed_word: rx.Var[str]


def copy_button(
    text: Any, label: Any, *, done: Any, failed: Any, class_name: str = "btn", **props: Any
) -> rx.Component:
    """Return a button that copies ``text`` and then says ``done``, or ``failed``."""
    return CopyText.create(
        text=text, label=label, done_word=done, failed_word=failed, class_name=class_name, **props
    )
