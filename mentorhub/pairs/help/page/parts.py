"""Pieces that the pages of help share: what was said, a step, a text in several lines."""

from typing import Any

import reflex as rx

from mentorhub.ui.parts import button
from mentorhub.ui.texts import t, tr


def said(text: Any, tone: Any, *action: Any) -> rx.Component:
    """Return the place where the outcome of a click appears and is read aloud."""
    shown = rx.el.div(rx.el.p(tr(text), class_name="grow"), *action, class_name="row notice notice-" + tone)
    return rx.el.div(rx.cond(text["nl"] != "", shown, rx.fragment()), role="status", class_name="help-said")


def undo_button(on_click: Any, **props: Any) -> rx.Component:
    """Return the button that takes back what was just done."""
    return button(t("help.call.undo"), look="quiet", on_click=on_click, **props)


def step(what: Any, by: Any, text: Any, *more: Any) -> rx.Component:
    """Return one step: what was done, by whom and when, and the words."""
    words = rx.cond(text != "", rx.el.p(text, class_name="help-words mt-1"), rx.fragment())
    return rx.el.li(
        rx.el.p(rx.el.span(tr(what), class_name="strong"), class_name="row"),
        rx.el.p(tr(by), class_name="muted small"),
        words,
        *more,
        class_name="help-step",
    )


def long_text(label: Any, name: str, hint: Any, most: int, rows: int = 4) -> rx.Component:
    """Return a labelled text of several lines, with its hint read along."""
    return rx.el.div(
        rx.el.label(label, html_for=name),
        rx.el.textarea(
            id=name,
            name=name,
            rows=str(rows),
            max_length=most,
            auto_complete="off",
            class_name="input",
            aria_describedby=f"{name}-help",
        ),
        rx.el.p(hint, id=f"{name}-help", class_name="hint"),
        class_name="field",
    )
