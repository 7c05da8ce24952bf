"""A text that saves as it is typed, kept in the browser until the server has it (draft.jsx, saving.js)."""

from typing import Any

import reflex as rx

from mentorhub.ui.script import script

_LIBRARY = script(__name__, __file__, "draft.jsx")
# Imported by draft.jsx, and so beside it in the built pages.
script(__name__, __file__, "saving.js")
script(__name__, __file__, "connection.jsx")


def _text(value: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (value,)


class Draft(rx.Component):
    """A text field that saves as you type and keeps unsaved text in the browser.

    ``value`` is the server's text, ``ready`` whether it has been loaded, ``name`` must be unique per text and
    person. It saves either by ``on_save``, and then ``saved_text`` is the text that the server saved last, or
    by posting JSON to the address ``post``: ``fields`` with the text as ``note``, and ``device`` and
    ``number``, which grows with every save of one browser. What is not acknowledged is sent again.
    """

    library = _LIBRARY
    tag = "Draft"
    value: rx.Var[str]
    saved_text: rx.Var[str]
    name: rx.Var[str]
    post: rx.Var[str]
    fields: rx.Var[dict[str, str]]
    rows: rx.Var[int]
    label: rx.Var[str]
    placeholder: rx.Var[str]
    saved_word: rx.Var[str]
    saving_word: rx.Var[str]
    kept_word: rx.Var[str]
    failed_word: rx.Var[str]
    max_length: rx.Var[int]
    ready: rx.Var[bool]
    described_by: rx.Var[str]
    on_save: rx.EventHandler[_text]


class KeptDrafts(rx.Component):
    """Posts what was typed in this browser under names that begin with ``start`` and is still unsaved.

    The rest of the name goes into the field ``rest``, beside ``fields``.
    """

    library = _LIBRARY
    tag = "KeptDrafts"
    start: rx.Var[str]
    post: rx.Var[str]
    fields: rx.Var[dict[str, str]]
    rest: rx.Var[str]
    ready: rx.Var[bool]


def kept_drafts(**props: Any) -> rx.Component:
    """Return a sender of what waits in this browser; see ``KeptDrafts``."""
    return KeptDrafts.create(**props)
