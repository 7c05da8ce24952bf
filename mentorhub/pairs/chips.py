"""A choice of one out of a few, as chips: radio buttons of a form, or buttons that act at once."""

from typing import Any

import reflex as rx


def chips(label: Any, name: str, options: list[tuple[str, Any]], chosen: Any) -> rx.Component:
    """Return a group of chips; ``chosen`` is the value (or a var) that is chosen at first."""
    return rx.el.fieldset(
        rx.el.legend(label, class_name="label mb-2"),
        rx.el.div(*[_chip(name, value, text, chosen) for value, text in options], class_name="chips"),
    )


def tap_chips(label: Any, options: list[tuple[str, Any, Any]], chosen: Any) -> rx.Component:
    """Return a group of chips that act when they are tapped: (value, text, event); ``chosen`` is pressed."""
    return rx.el.fieldset(
        rx.el.legend(label, class_name="label mb-2"),
        rx.el.div(
            *[
                rx.el.button(
                    text, type="button", on_click=event, aria_pressed=chosen == value, class_name="chip"
                )
                for value, text, event in options
            ],
            class_name="chips",
        ),
    )


def _chip(name: str, value: str, text: Any, chosen: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio", name=name, value=value, default_checked=chosen == value, class_name="chip-input"
        ),
        rx.el.span(text),
        class_name="chip",
    )
