"""A choice of one out of a few, as chips that are radio buttons underneath."""

from typing import Any

import reflex as rx


def chips(label: Any, name: str, options: list[tuple[str, Any]], chosen: Any) -> rx.Component:
    """Return a group of chips; ``chosen`` is the value (or a var) that is chosen at first."""
    return rx.el.fieldset(
        rx.el.legend(label, class_name="label mb-2"),
        rx.el.div(*[_chip(name, value, text, chosen) for value, text in options], class_name="chips"),
    )


def _chip(name: str, value: str, text: Any, chosen: Any) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio", name=name, value=value, default_checked=chosen == value, class_name="chip-input"
        ),
        rx.el.span(text),
        class_name="chip",
    )
