"""Pieces that the tables of people share."""

from typing import Any

import reflex as rx

from mentorhub.ui.parts import button
from mentorhub.ui.texts import t


def size(rows: Any) -> Any:
    """Return how many rows a list var holds, as a var."""
    return rows.length()


def role_pill(role: Any) -> Any:
    """Return the role in words; a mentor stands out from a mentee by tone too."""
    return rx.match(
        role,
        ("mentor", rx.el.span(t("people.role.mentor"), class_name="pill pill-brand")),
        ("teacher", rx.el.span(t("people.role.teacher"), class_name="pill pill-plain")),
        rx.el.span(t("people.role.mentee"), class_name="pill"),
    )


def person_name(name: Any) -> rx.Component:
    """Return a name; an empty one says that there is none."""
    nameless = rx.el.span(t("classlists.trial.nameless"), class_name="muted")
    return rx.cond(name == "", nameless, rx.el.span(name, class_name="strong"))


def pages(place: tuple[Any, Any, Any], previous: tuple[Any, Any], following: tuple[Any, Any]) -> rx.Component:
    """Return the buttons to the other pages of a table, nothing when there is one page.

    Args:
        place: number of the first and last row shown, and of all rows.
        previous: spoken label and handler of the button back.
        following: spoken label and handler of the button on.
    """
    first, last, total = place
    return rx.cond(
        (first > 1) | (last < total),
        rx.el.div(
            _turn("‹", previous, first <= 1),
            rx.el.span(
                t("classlists.trial.page", first=first, last=last, all=total),
                class_name="number",
                role="status",
            ),
            _turn("›", following, last >= total),
            class_name="row pages no-print",
        ),
        rx.fragment(),
    )


def _turn(sign: str, to: tuple[Any, Any], off: Any) -> rx.Component:
    label, handler = to
    return button(sign, look="icon", aria_label=label, on_click=handler, disabled=off)
